"""Evidence that stands in a bibliography."""

from spoilt import TICKET, after

from glasshouse.observe.library import load_catalogue


def test_evidence_may_stand_in_the_bibliography_of_the_folder_itself(copy):
    after(copy, "conducts.yaml", TICKET, "mps-anhui-2017", "own-2020")
    reference = "{title: A report, publisher: An office, date: '2020', known: found}"
    (copy / "bibliography.yaml").write_text(f"references:\n  own-2020: {reference}\n", encoding="utf-8")
    assert load_catalogue(copy).conduct_ids == load_catalogue().conduct_ids
