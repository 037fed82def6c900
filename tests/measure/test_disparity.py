"""Rates by trait against the published worked examples and small towns counted by hand."""

import numpy as np
import pytest

from glasshouse.measure.disparity import (
    LEAST_SHARE,
    Level,
    counted,
    disparities,
    is_bound,
    largest_disparity,
    ratio_at_least,
    widest_gap,
    z_of_two_rates,
)
from glasshouse.measure.registry import sanctioned_cells
from glasshouse.measure.tally import Tallies
from glasshouse.population.firms import FIRM_TRAITS, FIRMS
from glasshouse.population.people import STRATA, TRAITS, strata

SANCTIONED = sanctioned_cells([False, True])  # the second grade refuses something
FINE, UNDER, WRONGLY_UNDER = 0, 1, 17


def town(**counts: tuple[int, int, int]) -> np.ndarray:
    """People by stratum and cell, given (fine, rightly under, wrongly under) by income fifth."""
    people = np.zeros((STRATA, 32), np.int64)
    for number, levels in enumerate(strata()):
        rest = {trait: level for trait, level in levels.items() if trait != "income"}
        if all(level == TRAITS[trait][-1] for trait, level in rest.items()):
            mine = counts.get(levels["income"].replace("-", "_"), (0, 0, 0))
            people[number, [FINE, UNDER, WRONGLY_UNDER]] = mine
    return people


def incomes(people: np.ndarray) -> dict[str, object]:
    return {one.level: one for one in disparities(people, SANCTIONED) if one.trait == "income"}


def test_a_rate_has_its_counts_beside_it():
    level = incomes(town(fifth_1=(80, 15, 5), fifth_5=(190, 8, 2)))["fifth-1"]
    assert (level.people, level.sanctioned, level.wrongly) == (100, 20, 5)
    assert (level.rate, level.wrongly_rate) == (0.20, 0.05)


def test_the_risk_ratio_is_against_the_lowest_rate_and_the_favourable_one_against_the_highest():
    found = incomes(town(fifth_1=(97, 3, 0), fifth_5=(99, 1, 0)))
    assert found["fifth-1"].risk_ratio == pytest.approx(3.0)
    assert found["fifth-1"].favourable_ratio == pytest.approx(0.97 / 0.99)
    assert found["fifth-5"].risk_ratio == found["fifth-5"].favourable_ratio == 1.0


def test_levels_below_two_in_a_hundred_are_shown_and_marked_but_not_compared():
    found = incomes(town(fifth_1=(0, 19, 0), fifth_3=(450, 31, 0), fifth_5=(480, 20, 0)))
    assert found["fifth-1"].people / 1000 < LEAST_SHARE
    assert found["fifth-1"].low_count
    assert found["fifth-1"].rate == 1.0
    assert found["fifth-1"].risk_ratio is None
    assert found["fifth-3"].risk_ratio == pytest.approx(31 / 481 * 500 / 20)


def test_a_level_without_people_is_left_out():
    assert set(incomes(town(fifth_1=(1, 1, 0)))) == {"fifth-1"}


def test_where_nobody_at_all_is_sanctioned_in_a_level_there_is_no_ratio_to_it():
    found = incomes(town(fifth_1=(50, 50, 0), fifth_5=(100, 0, 0)))
    assert found["fifth-1"].risk_ratio is None
    assert found["fifth-1"].favourable_ratio == 0.5


def test_where_everybody_is_sanctioned_no_level_is_favoured():
    found = incomes(town(fifth_1=(0, 50, 0), fifth_5=(0, 50, 0)))
    assert found["fifth-1"].favourable_ratio is None
    assert found["fifth-1"].risk_ratio == 1.0


def test_an_empty_town_has_no_levels():
    assert disparities(np.zeros((STRATA, 32), np.int64), SANCTIONED) == []


def test_the_favourable_ratio_answers_as_in_the_uniform_guidelines():
    # EEOC questions and answers: selection rates of 60, 45, 48 and 51 % have the ratios 1, .75, .80 and .85.
    found = incomes(town(fifth_1=(60, 40, 0), fifth_2=(45, 55, 0), fifth_3=(48, 52, 0), fifth_4=(51, 49, 0)))
    assert [round(level.favourable_ratio, 10) for level in found.values()] == [1, 0.75, 0.80, 0.85]


def test_two_rates_are_compared_in_pooled_standard_errors():
    # 60 % of 80 against 30 % of 40: pooled 50 %, so 0.3 / sqrt(0.25 (1/80 + 1/40)).
    assert z_of_two_rates(48, 80, 12, 40) == pytest.approx(3.098, abs=0.001)


@pytest.mark.parametrize(
    "counts",
    [(0, 10, 0, 10), (10, 10, 10, 10), (1, 0, 1, 10), (1, 10, 0, 0), (4, 385, 2, 1004), (95, 99, 9, 9)],
)
def test_counts_too_small_to_tell_have_no_z(counts: tuple[int, int, int, int]):
    assert z_of_two_rates(*counts) is None


def largest(people: np.ndarray):
    tallies = Tallies.for_months(1)
    tallies.people[-1] = people
    return largest_disparity(tallies, SANCTIONED)


def test_the_largest_disparity_names_the_groups_and_their_counts():
    found = largest(town(fifth_1=(700, 300, 0), fifth_3=(800, 200, 0), fifth_5=(900, 100, 0)))
    assert found.value == pytest.approx(3.0)
    assert (found.people, found.of) == (300, 1000)
    assert found.note.startswith("income: fifth-1 (300 of 1,000) against fifth-5 (100 of 1,000); z = ")


def test_a_difference_that_chance_would_bring_is_no_disparity():
    found = largest(town(fifth_1=(97, 3, 0), fifth_5=(98, 2, 0)))
    assert found.value is None
    assert "two standard errors" in found.note


def migrants(migrant: tuple[int, int], local: tuple[int, int]) -> np.ndarray:
    """People by stratum and cell, given (fine, under) of migrants and of locals who are else alike."""
    people = np.zeros((STRATA, 32), np.int64)
    for number, levels in enumerate(strata()):
        if all(level == TRAITS[trait][-1] for trait, level in levels.items() if trait != "migrant"):
            people[number, [FINE, UNDER]] = migrant if levels["migrant"] == "migrant" else local
    return people


def test_a_group_of_which_nobody_is_under_sanction_is_the_lowest_and_the_value_is_a_bound():
    found = largest(migrants((0, 789), (3613, 0)))
    assert found.note.startswith("migrant: migrant (789 of 789) against local (none of 3,613); z = ")
    assert found.value == pytest.approx(452, abs=1)
    assert (found.people, found.of) == (789, 789)
    assert is_bound(found.note)


def level(trait: str, name: str, people: int, under: int) -> Level:
    return Level(trait, name, people, under, under / people, 0, 0.0, None, None, False, None)


def test_a_group_of_which_nobody_is_under_sanction_is_ranked_by_what_the_ratio_surely_is():
    # 10 of 100 against none of 100 is 1.2 times at least; 600 of 1,000 against 100 of 1,000 is 6 times.
    few = [level("sex", "male", 100, 10), level("sex", "female", 100, 0)]
    many = [level("income", "fifth-1", 1000, 600), level("income", "fifth-5", 1000, 100)]
    gap, alone = widest_gap([*few, *many]), widest_gap(few)
    assert gap is not None
    assert (gap.more.level, gap.less.level, round(gap.value, 9)) == ("fifth-1", "fifth-5", 6.0)
    assert alone is not None
    assert (alone.ratio, round(alone.value, 1)) == (None, 1.2)


def test_of_several_groups_without_anybody_under_sanction_the_one_of_most_people_is_compared():
    gap = widest_gap([level("age", "75+", 20, 0), level("age", "60-74", 900, 0), level("age", "18-29", 400, 100)])
    assert gap is not None
    assert gap.less.level == "60-74"
    assert gap.ratio is None
    assert counted(gap.less) == "none of 900"


def test_the_interval_of_a_ratio_is_that_of_the_published_formula():
    # (a + 1/2)/(n + 1/2) over the same of the other; variance 1/(a + 1/2) - 1/(n + 1/2) + ...
    spread = (1 / 30.5 - 1 / 100.5 + 1 / 10.5 - 1 / 100.5) ** 0.5
    assert ratio_at_least(30, 100, 10, 100) == pytest.approx(30.5 / 10.5 * np.exp(-1.959964 * spread))


def test_firms_are_compared_by_the_traits_of_firms():
    people = np.zeros((STRATA, 32), np.int64)
    number = {levels["size"]: at for at, levels in enumerate(FIRMS.strata()) if levels["sector"] == "trade"}
    people[number["micro"], [FINE, UNDER]] = 90, 10
    people[number["large"], [FINE, UNDER]] = 95, 5
    found = disparities(people, SANCTIONED, FIRMS)
    assert {one.trait for one in found} == set(FIRM_TRAITS)
    by_size = {one.level: one for one in found if one.trait == "size"}
    assert set(by_size) == {"micro", "large"}
    assert by_size["micro"].risk_ratio == pytest.approx(2.0)


def test_the_largest_disparity_of_firms_names_a_trait_of_firms():
    tallies = Tallies.for_months(1, FIRMS)
    number = {levels["size"]: at for at, levels in enumerate(FIRMS.strata()) if levels["sector"] == "trade"}
    tallies.people[-1, number["micro"], [FINE, UNDER]] = 700, 300
    tallies.people[-1, number["large"], [FINE, UNDER]] = 900, 100
    assert largest_disparity(tallies, SANCTIONED).note.startswith("size: micro (300 of 1,000)")
