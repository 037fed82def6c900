"""Numbers in words: what cannot be formed is a dash, and no line breaks a number from its unit."""

import pytest

from glasshouse.charts.words import TRAIT_TITLES, duration, group_title, one_in, part_of, percent, short, worded
from glasshouse.population.firms import FIRM_TRAITS
from glasshouse.population.people import TRAITS


@pytest.mark.parametrize("share", [None, float("nan"), float("inf")])
def test_a_share_of_nobody_is_a_dash(share: float | None):
    assert percent(share) == one_in(share) == "–"


def test_a_number_and_its_unit_stay_on_one_line():
    assert " " not in percent(0.5)


@pytest.mark.parametrize(("months", "told"), [(0, "0 months"), (12, "1 year"), (13, "13 months"), (24, "2 years")])
def test_whole_years_are_told_in_years(months: int, told: str):
    assert duration(months) == told


@pytest.mark.parametrize(("number", "told"), [(0, "0"), (999, "999"), (9_960, "10k"), (1_379_000_000, "1.4bn")])
def test_large_counts_are_short(number: int, told: str):
    assert short(number) == told


def test_counts_of_a_city_are_told_in_full_and_those_of_a_nation_in_few_letters():
    assert part_of(8_114, 589_884) == "8,114 of 589,884"
    assert part_of(18_114_000, 1_379_000_000) == "18m of 1.4bn"


def test_every_group_has_a_phrase_of_its_own():
    phrases = [group_title(trait, level) for trait, levels in TRAITS.items() for level in levels]
    assert len(set(phrases)) == len(phrases)
    assert not [phrase for phrase in phrases if phrase.startswith("people who are")]


def test_of_firms_no_word_says_people():
    said = "Nobody of 12 people; everyone; people aged 75+; legal persons; somebody else; Savings"
    assert worded("firms", said) == (
        "No firm of 12 firms; every firm; firms aged 75+; legal persons; another firm; Cash"
    )
    assert worded("people", said) == said


def test_every_level_of_a_trait_of_firms_has_a_phrase():
    phrases = [group_title(trait, level) for trait, levels in FIRM_TRAITS.items() for level in levels]
    assert all("firm" in phrase or phrase in ("sole traders", "legal persons") for phrase in phrases)
    assert set(FIRM_TRAITS) <= set(TRAIT_TITLES)
