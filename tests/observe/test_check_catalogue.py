"""Reading a catalogue: what is refused, in which words, and what is assumed in our own."""

import shutil
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.check_catalogue import FILES, HOME, HOME_OF_FIRMS, assumptions, evidence_used, load
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE

TICKET = "  - id: traffic.ticket\n"
PARKING = "  - id: traffic.parking\n"
FLIGHT = "  - id: travel.flight\n"
STAR_HOTEL = "  - id: travel.star_hotel\n"
HOTELS = "  - id: hotels\n"


@pytest.fixture
def copy(tmp_path):
    """A copy of our catalogue to spoil."""
    folder = tmp_path / "catalogue"
    shutil.copytree(HOME, folder)
    return folder


@pytest.fixture
def copy_of_firms(tmp_path):
    """A copy of our catalogue of firms to spoil."""
    folder = tmp_path / "catalogue-firms"
    shutil.copytree(HOME_OF_FIRMS, folder)
    return folder


def spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first ``old`` in ``file``; returns the line on which ``new`` begins."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(folder: Path) -> str:
    with pytest.raises(GlasshouseError) as error:
        load(folder)
    return str(error.value)


def after(folder: Path, file: str, entry: str, old: str, new: str) -> int:
    """As ``spoil``, for the first ``old`` after the line ``entry``."""
    text = (folder / file).read_text(encoding="utf-8")
    head, tail = text[: text.index(entry)], text[text.index(entry) :]
    assert old in tail
    (folder / file).write_text(head + tail.replace(old, new, 1), encoding="utf-8")
    return (head + tail[: tail.index(old)]).count("\n") + 1


def test_our_own_catalogue_is_read_by_default():
    assert load_catalogue().folder == HOME
    assert load_catalogue() is load_catalogue()


def test_a_copy_of_our_catalogue_reads_the_same(copy):
    ours, theirs = load_catalogue(), load(copy)
    assert (theirs.conducts, theirs.services, theirs.sources) == (ours.conducts, ours.services, ours.sources)
    assert theirs.folder == copy


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


def test_a_conduct_that_nothing_brings_about_is_refused(copy):
    spoil(copy, "conducts.yaml", "conducts:\n", NEW_CONDUCT)
    assert "can never occur" in refusal(copy)


def test_a_conduct_with_a_rate_that_the_debt_ladder_makes_as_well_is_refused(copy):
    rate = "    per_1000_a_year: {value: 1, assumed: [0, 2]}\n"
    after(copy, "conducts.yaml", "  - id: credit.default\n", "    lawful: false\n", f"    lawful: false\n{rate}")
    assert "the debt ladder makes it" in refusal(copy)


def test_a_stage_of_debt_must_name_a_conduct_that_exists(copy):
    spoil(copy, "livelihood.yaml", "conduct: credit.payment_late", "conduct: credit.payment_lat")
    text = refusal(copy)
    assert "Did you mean 'credit.payment_late'?" in text
    assert str(copy / "livelihood.yaml") in text


def test_a_stage_of_debt_must_lead_to_a_stage_that_exists(copy):
    spoil(copy, "livelihood.yaml", "falls_into: late", "falls_into: lates")
    assert "'lates' is not a debt stage. Did you mean 'late'?" in refusal(copy)


def test_a_livelihood_without_an_income_fifth_is_refused(copy):
    spoil(copy, "livelihood.yaml", "fifth-3:", "fifth-6:")
    text = refusal(copy)
    assert "'fifth-6' is not a level of income" in text
    assert "'fifth-3' is missing" in text


def test_more_than_three_scheduled_conducts_are_refused(copy):
    due = "    due: {chance: {value: 0.01, assumed: [0, 0.02]}}\n"
    extra = NEW_CONDUCT.replace("    lawful: false\n", f"    lawful: false\n{due}")
    both = extra + extra.removeprefix("conducts:\n").replace("order.new", "order.newer").replace("9001", "9002")
    spoil(copy, "conducts.yaml", "conducts:\n", both)
    assert "4 conducts are scheduled, but at most 3 have room" in refusal(copy)


def test_more_rows_than_the_tables_hold_are_refused(copy):
    rate = "    per_1000_a_year: {value: 1, assumed: [0, 2]}\n"
    one = NEW_CONDUCT.removeprefix("conducts:\n").replace("    lawful: false\n", f"    lawful: false\n{rate}")
    many = "".join(one.replace("new", f"new{at}").replace("9001", str(8_000 + at)) for at in range(1_000))
    spoil(copy, "conducts.yaml", "conducts:\n", f"conducts:\n{many}")
    assert "the engine's tables hold 1,023" in refusal(copy)


def test_the_same_source_twice_is_refused(copy):
    twice = "seen_by: [{source: police.traffic, share: 0.5}, {source: police.traffic, share: 0.5}]"
    after(copy, "conducts.yaml", TICKET, "seen_by: [{source: police.traffic}]", twice)
    assert "'police.traffic' stands twice in seen_by" in refusal(copy)


def test_a_trait_that_leaves_nobody_is_refused(copy):
    after(copy, "conducts.yaml", TICKET, "{male: 1, female: 0.5}", "{male: 0, female: 0}")
    assert "all factors are 0" in refusal(copy)


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("assumed: 1 month to 2 months", "the delay lies outside its own assumed range"),
        ("assumed: soon to later", "is not a span of time"),
        ("hearsay", "is not a key of the bibliography"),
    ],
)
def test_a_delay_says_where_it_comes_from(copy, evidence, told):
    after(copy, "sources.yaml", HOTELS, '"assumed: 1 d to 1 month"', f'"{evidence}"')
    assert told in refusal(copy)


def test_evidence_may_stand_in_the_bibliography_of_the_folder_itself(copy):
    after(copy, "conducts.yaml", TICKET, "mps-anhui-2017", "own-2020")
    reference = "{title: A report, publisher: An office, date: '2020', known: found}"
    (copy / "bibliography.yaml").write_text(f"references:\n  own-2020: {reference}\n", encoding="utf-8")
    assert load(copy).conduct_ids == load_catalogue().conduct_ids


def test_every_assumption_lies_in_its_range_and_has_a_place_of_its_own():
    found = assumptions(load_catalogue())
    assert len(found) > 500
    assert all(one.low <= one.value <= one.high for one in found if "/varies/" not in one.where)
    assert len({(one.file, one.where) for one in found}) == len(found)
    assert {one.file for one in found} == set(FILES)


def test_an_assumption_is_named_by_its_path():
    found = {one.where: one for one in assumptions(load_catalogue())}
    hardship = found["conducts/traffic.ticket/hardship"]
    assert (hardship.file, hardship.value, hardship.low, hardship.high) == ("conducts.yaml", 0.2, 0.0, 0.6)
    assert hardship.note


def test_factors_between_levels_are_assumed_as_a_power():
    power = {one.where: one for one in assumptions(load_catalogue())}["conducts/traffic.ticket/varies/sex"]
    assert (power.value, power.low, power.high) == (1, 0.5, 1.5)


def test_an_assumed_delay_is_an_assumption_in_months():
    delay = {one.where: one for one in assumptions(load_catalogue())}["sources/court.enforcement/delay"]
    assert (delay.value, delay.high) == (1, 2)


def test_what_a_source_gives_is_listed_with_its_evidence():
    found = {one.where: one for one in evidence_used(load_catalogue())}
    theft = found["conducts/crime.theft/per_1000_a_year"]
    assert theft.evidence.startswith("spp-2019")
    assert theft.value == pytest.approx(0.229, abs=0.001)
    assert "sources/rail.operator/delay" in found


def test_nothing_is_both_assumed_and_given_by_a_source():
    catalogue = load_catalogue()
    assumed = {(one.file, one.where) for one in assumptions(catalogue)}
    given = {(one.file, one.where) for one in evidence_used(catalogue)}
    assert not assumed & given


def test_a_catalogue_is_of_people_unless_its_livelihood_says_that_it_is_of_firms(copy):
    assert load_catalogue().cast == load(copy).cast == PEOPLE
    assert firm_catalogue().cast == FIRMS
    assert firm_catalogue().folder == HOME_OF_FIRMS
    assert firm_catalogue() is firm_catalogue()


def test_a_catalogue_of_firms_knows_the_traits_of_firms_alone(copy_of_firms):
    after(copy_of_firms, "conducts.yaml", "  - id: tax.evasion\n", "trait: form", "trait: sex")
    text = refusal(copy_of_firms)
    assert "'sex' is not a trait" in text
    assert text.count("line") == 1


def test_a_livelihood_of_firms_names_every_size(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "  micro:", "  tiny:")
    text = refusal(copy_of_firms)
    assert "'tiny' is not a level of size" in text
    assert "'micro' is missing" in text


def test_a_livelihood_of_firms_that_breaks_its_model_spoils_no_other_file(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "money_unit:", "money_units:")
    text = refusal(copy_of_firms)
    assert "money_unit" in text
    assert "conducts.yaml" not in text


def test_a_livelihood_is_of_persons_or_firms(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "kind: firm", "kind: company")
    assert "'company' is not a word that fits here" in refusal(copy_of_firms)


NEW_CONDUCT = """conducts:

  - id: order.new
    number: 9001
    title: New
    domain: order
    meaning: Something new.
    lawful: false
    seen_by: [{source: police.traffic}]
"""


def test_a_catalogue_may_bring_its_occasions_evenly(copy):
    assert load_catalogue().occasions == "at random"
    spoil(copy, "conducts.yaml", "conducts:\n", "occasions: evenly\nconducts:\n")
    assert load(copy).occasions == "evenly"


def test_how_occasions_come_is_one_of_two(copy):
    spoil(copy, "conducts.yaml", "conducts:\n", "occasions: even\nconducts:\n")
    assert "occasions: 'even'" in refusal(copy)


def test_several_traits_vary_by_combinations_of_their_levels(copy):
    after(copy, "conducts.yaml", TICKET, "trait: sex", 'trait: "sex, hukou"')
    assert "'female' is not a level of sex, hukou: write one of each, such as 'male, non-agricultural'" in refusal(copy)
    after(copy, "conducts.yaml", TICKET, "female: 0.5", '"female, agricultural": 0.5')
    after(copy, "conducts.yaml", TICKET, "male: 1", '"male, agricultural": 1')
    assert load(copy).conducts
