"""What a folder of a catalogue says, and how its mistakes are told."""

import pytest
from spoilt import FLIGHT, HOTELS, PARKING, STAR_HOTEL, TICKET, after, refusal, spoil


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert "is not a folder" in refusal(tmp_path / "nowhere")


def test_a_folder_without_livelihood_is_told_what_it_lacks(copy):
    (copy / "livelihood.yaml").unlink()
    assert "is not a whole catalogue: livelihood.yaml is missing" in refusal(copy)


@pytest.mark.parametrize(
    ("file", "entry", "old", "new", "told"),
    [
        (
            "conducts.yaml",
            TICKET,
            "source: police.traffic",
            "source: police.trafic",
            "Did you mean 'police.traffic'?",
        ),
        ("conducts.yaml", TICKET, "trait: sex", "trait: gender", "'gender' is not a trait"),
        ("conducts.yaml", TICKET, "female: 0.5", "woman: 0.5", "'woman' is not a level of sex"),
        ("conducts.yaml", TICKET, "trait: sex", 'trait: "sex, gender"', "'gender' is not a trait"),
        ("conducts.yaml", TICKET, "trait: age", "trait: sex", "'sex' has two sets of factors here"),
        ("conducts.yaml", TICKET, "mps-anhui-2017", "mps-anhui-2071", "Did you mean 'mps-anhui-2017'?"),
        ("conducts.yaml", PARKING, "id: traffic.parking", "id: traffic.ticket", "is taken by another entry"),
        ("conducts.yaml", PARKING, "number: 53", "number: 52", "52 is taken by another entry (line"),
        ("conducts.yaml", TICKET, "lawful: false", "lawfull: false", "lawfull"),
        ("conducts.yaml", TICKET, "per_1000_a_year:", "varies_not:", "varies_not"),
        ("services.yaml", STAR_HOTEL, "number: 515", "number: 514", "514 is taken by another entry"),
        ("services.yaml", FLIGHT, "rural: 0.4", "village: 0.4", "'village' is not a level of settlement"),
        (
            "services.yaml",
            "  - id: finance.loan\n",
            "debt: current",
            "debt: curent",
            "Did you mean 'current'?",
        ),
        (
            "sources.yaml",
            "  - id: rail.operator\n",
            "ndrc-travel-2018",
            "ndrc-2018",
            "is not a key of the bibliography",
        ),
        ("sources.yaml", HOTELS, "delay_evidence", "about", "about"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(copy, file, entry, old, new, told):
    line = after(copy, file, entry, old, new)
    text = refusal(copy)
    assert str(copy / file) in text
    assert told in text
    lines = [int(row.split()[1]) for row in text.splitlines() if row.startswith("  line")]
    assert line in lines


def test_mistakes_in_several_files_are_told_at_once(copy):
    after(copy, "conducts.yaml", TICKET, "trait: sex", "trait: gender")
    after(copy, "services.yaml", FLIGHT, "trait: income", "trait: wealth")
    after(copy, "sources.yaml", HOTELS, "value: 0.4", "value: 4")
    text = refusal(copy)
    for file in ("conducts.yaml", "services.yaml", "sources.yaml"):
        assert f"{copy / file} has 1 problem:" in text
    assert "'gender' is not a trait" in text
    assert "'wealth' is not a trait" in text


def test_a_livelihood_of_firms_that_breaks_its_model_spoils_no_other_file(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "money_unit:", "money_units:")
    text = refusal(copy_of_firms)
    assert "money_unit" in text
    assert "conducts.yaml" not in text


def test_a_livelihood_is_of_persons_or_firms(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "kind: firm", "kind: company")
    assert "'company' is not a word that fits here" in refusal(copy_of_firms)
