"""Counts that add up in any order."""

from dataclasses import fields

import numpy as np

from glasshouse.measure.tally import Tallies


def filled(months: int, value: int) -> Tallies:
    tallies = Tallies.for_months(months)
    for one in fields(tallies):
        getattr(tallies, one.name)[...] = value
    return tallies


def test_tallies_begin_at_nothing():
    tallies = Tallies.for_months(13)
    assert all(not getattr(tallies, one.name).any() for one in fields(tallies))


def test_the_tallies_of_two_sets_of_people_add_up():
    both = filled(5, 2) + filled(5, 3)
    assert all((getattr(both, one.name) == 5).all() for one in fields(both))


def test_a_begun_year_has_its_scores_and_a_run_one_more_judgement_than_months():
    tallies = Tallies.for_months(13)
    assert len(tallies.people) == 14
    assert len(tallies.events) == 13
    assert len(tallies.scores) == 3
    assert tallies.at_risk.dtype == np.int64
