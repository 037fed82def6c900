"""Kaplan-Meier by hand: who came free when, and who was still under sanction when the run ended."""

import numpy as np
import pytest

from glasshouse.measure.recovery import (
    FOLLOWED,
    median_recovery_months,
    median_recovery_wrongful_months,
    months_until,
    p90_recovery_months,
    spells,
    still_after_a_year,
    survival,
)
from glasshouse.measure.registry import sanctioned_cells
from glasshouse.measure.tally import SPELL, Tallies

CELLS = sanctioned_cells([True])


def tallies_of(at_risk: dict[int, int], ended: dict[int, int], column: int = 0) -> Tallies:
    tallies = Tallies.for_months(12)
    for months, people in at_risk.items():
        tallies.at_risk[months, column] = people
    for months, people in ended.items():
        tallies.ended[months, column] = people
    return tallies


def test_survival_is_the_product_of_staying():
    tallies = tallies_of({1: 10, 2: 8, 3: 6}, {1: 2, 2: 2, 3: 3})
    still = survival(*spells(tallies, None))
    assert still[:4] == pytest.approx([1.0, 0.8, 0.6, 0.3])
    assert np.isnan(still[4:]).all()


def test_people_whom_the_end_of_the_run_cuts_off_count_for_as_long_as_they_were_seen():
    censored = survival(*spells(tallies_of({1: 10, 2: 2}, {1: 0, 2: 1}), None))
    assert censored[2] == pytest.approx(0.5)


def test_nobody_under_sanction_gives_no_curve_and_no_median():
    assert np.isnan(survival(*spells(Tallies.for_months(3), None))).all()
    assert median_recovery_months(Tallies.for_months(3), CELLS).value is None


def test_the_median_is_the_first_month_by_which_half_are_free():
    tallies = tallies_of({1: 10, 2: 8, 3: 5}, {1: 2, 2: 3, 3: 4})
    assert median_recovery_months(tallies, CELLS).value == 2


def test_a_median_that_was_not_reached_is_not_made_up():
    found = median_recovery_months(tallies_of({1: 10, 2: 9}, {1: 1, 2: 1}), CELLS)
    assert found.value is None
    assert "Fewer than 50%" in found.note


def test_nine_in_ten_take_longer_than_half():
    tallies = tallies_of({1: 10, 2: 5, 3: 2}, {1: 5, 2: 3, 3: 1})
    assert median_recovery_months(tallies, CELLS).value == 1
    assert p90_recovery_months(tallies, CELLS).value == 3


def test_exactly_half_is_half_in_spite_of_rounding():
    assert months_until(np.cumprod(np.full(7, 1 - 0.1)), 1 - 0.9**7) == 6


def test_spells_that_began_wrongly_are_told_apart_from_those_that_did_not():
    tallies = tallies_of({1: 10, 2: 6}, {1: 4, 2: 2})
    tallies.at_risk[1, 1], tallies.ended[1, 1] = 4, 4
    assert spells(tallies, wrongly=True)[0][1] == 4
    assert spells(tallies, wrongly=False)[0][1] == 6
    assert spells(tallies, wrongly=False)[1][1] == 0
    assert median_recovery_wrongful_months(tallies, CELLS).value == 1


def test_spells_longer_than_the_engine_counts_do_not_shorten_the_curve():
    at_risk = dict.fromkeys(range(1, SPELL), 100)
    tallies = tallies_of(at_risk, {SPELL - 1: 100})
    still = survival(*spells(tallies, None))
    assert len(still) == FOLLOWED
    assert still[-1] == 1.0


def test_who_is_still_under_sanction_after_a_year_is_read_off_the_curve():
    tallies = tallies_of(dict.fromkeys(range(1, 20), 100), {12: 25})
    assert still_after_a_year(tallies, CELLS).value == pytest.approx(0.75)


@pytest.mark.parametrize("rate", [0.05, 0.2])
def test_a_constant_rate_of_coming_free_has_the_median_of_its_closed_form(rate: float):
    people, at_risk, ended = 10**9, {}, {}
    for month in range(1, FOLLOWED):
        at_risk[month], ended[month] = people, round(people * rate)
        people -= ended[month]
    expected = np.ceil(np.log(0.5) / np.log(1 - rate))
    assert median_recovery_months(tallies_of(at_risk, ended), CELLS).value == expected
