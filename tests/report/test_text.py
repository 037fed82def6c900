"""The report's own words: big numbers with counts, sentences to quote, words explained."""

import pytest

from glasshouse.observe.library import firm_catalogue
from glasshouse.report.text import GLOSSARY, cards, first_line, may_be_said, may_not_be_said, opening, past
from glasshouse.results.run import Run


def test_the_four_big_numbers_have_their_counts(run: Run):
    told = [(card.big, card.unit, card.detail) for card in cards(run)]
    assert told == [
        ("7,788", "", "1 in 69: 1.4\u00a0% of 540,000 people scored."),
        ("6.2\u00a0%", "", "483 of 7,788 people under sanction at the end."),
        ("15", "months", "Nine in ten: 47 months. 21,000 people were followed."),
        ("5.0", "times", "2.2\u00a0% (1,750 of 81,000) against 0.43\u00a0% (163 of 37,800)."),
    ]


def test_the_largest_difference_names_both_groups(run: Run):
    assert cards(run)[3].label == "as often under sanction: people aged 18–29, against people aged 75+"


def test_where_nobody_of_a_group_is_under_sanction_counts_are_told_and_no_ratio(edges: dict[str, Run]):
    card = cards(edges["only_migrants"])[3]
    assert (card.big, card.unit) == ("100.0\u00a0%", "")
    assert card.label == "of migrants under sanction, and none of locals"
    assert card.detail == "100.0\u00a0% (789 of 789) against 0\u00a0% (none of 3,613)."
    assert card.picture == {"more": 1.0, "less": 0.0}


def test_a_median_that_is_not_reached_is_said_not_to_be(edges: dict[str, Run]):
    card = cards(edges["nobody_recovers"])[2]
    assert card.big == "not reached"
    assert "100.0\u00a0% are still under sanction after 5 years" in card.detail


@pytest.mark.parametrize("name", ["nobody_sanctioned", "without_scheme", "no_month_lived"])
def test_numbers_that_cannot_be_formed_are_dashes_with_a_reason(edges: dict[str, Run], name: str):
    found = cards(edges[name])
    assert [card.big for card in found] == ["0", "–", "–", "–"]
    assert all(card.detail.endswith(".") and not card.picture for card in found)


def test_the_opening_says_that_rules_were_changed(run: Run):
    about = {**run.info["scheme"], "changes": {"score.start": 900}}
    changed = Run({**run.info, "scheme": about}, {"metrics": run.metrics()}, scheme=run.scheme, world=run.world,
                  catalogue=run.catalogue)  # fmt: skip
    assert "live 5 years under these rules, 1 part of them changed for this run; 540,000 are scored." in opening(
        changed
    )


def test_the_opening_says_who_lives_where_for_how_long(run: Run, edges: dict[str, Run]):
    assert opening(run) == (
        "In the world “Harbour, a county-level city”, 670,000 synthetic people live 5 years under these "
        "rules; 540,000 are scored."
    )
    assert opening(edges["without_scheme"]).endswith("nobody is scored or listed.")


def test_every_sentence_to_quote_says_that_it_is_a_simulation(run: Run, edges: dict[str, Run]):
    for one in (run, *edges.values()):
        assert all(sentence.startswith("In a simulation of 540,000 synthetic people") for sentence in may_be_said(one))
    assert len(may_be_said(run)) == len(may_not_be_said(run)) == 3


def test_every_sentence_not_to_be_said_has_its_reason(run: Run):
    assert all(why.endswith(".") for _, why in may_not_be_said(run))


def test_every_word_is_explained_in_a_sentence():
    assert all(meaning.endswith(".") for meaning in GLOSSARY.values())


def test_the_first_line_of_a_scheme_of_firms_names_firms_as_well(run: Run):
    info = {**run.info, "firms": 39_000}
    firms = Run(info, run.table, scheme=run.scheme, world=run.world, catalogue=firm_catalogue())
    assert first_line(firms).startswith("Synthetic people and firms only: this report describes no real person and no")
    assert "39,000 synthetic firms of 670,000 synthetic people" in opening(firms)
    assert first_line(run).startswith("Synthetic people only:")


def test_a_branch_says_under_which_rules_its_past_was_lived(run: Run):
    assert past(run) == ""
    branched = {"run": "0" * 12, "at": 28, "begins": "2018-05", "schemes": ["harbour", "court-list"]}
    branch = Run(
        {**run.info, "branch": branched}, run.table, scheme=run.scheme, world=run.world, catalogue=run.catalogue
    )
    assert past(branch) == (
        "This is a branch: until 2018-05, for 28 months, the same lives were lived under the rules of harbour, "
        "court-list, and from then on under those of this run."
    )
