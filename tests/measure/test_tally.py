"""Counts that add up in any order."""

import numpy as np

from glasshouse.measure.tally import Tallies
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE


def filled(months: int, value: int) -> Tallies:
    tallies = Tallies.for_months(months)
    for name in Tallies.COUNTS:
        getattr(tallies, name)[...] = value
    return tallies


def test_tallies_begin_at_nothing():
    tallies = Tallies.for_months(13)
    assert all(not getattr(tallies, name).any() for name in Tallies.COUNTS)


def test_the_tallies_of_two_sets_of_people_add_up():
    both = filled(5, 2) + filled(5, 3)
    assert all((getattr(both, name) == 5).all() for name in Tallies.COUNTS)


def test_a_begun_year_has_its_scores_and_a_run_one_more_judgement_than_months():
    tallies = Tallies.for_months(13)
    assert len(tallies.people) == 14
    assert len(tallies.events) == 13
    assert len(tallies.scores) == 3
    assert tallies.at_risk.dtype == np.int64


def test_every_count_is_named():
    tallies = Tallies.for_months(1)
    assert {name for name, one in vars(tallies).items() if isinstance(one, np.ndarray)} == set(Tallies.COUNTS)


def test_tallies_are_of_people_unless_told_otherwise():
    assert Tallies.for_months(1).cast is PEOPLE


def test_tallies_of_firms_stay_those_of_firms():
    both = Tallies.for_months(1, FIRMS) + Tallies.for_months(1, FIRMS)
    assert both.cast is FIRMS
