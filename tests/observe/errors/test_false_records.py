"""False records: what did not happen is written down so often for each conduct that did."""

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import KINDS
from glasshouse.observe.errors import false_records
from glasshouse.observe.errors.false_records import false_tables

f32 = np.float32
FALSE = as_written(false_records.__name__)


def rates(**by_kind: float) -> np.ndarray:
    made = np.zeros(KINDS)
    for kind, rate in by_kind.items():
        made[int(kind[1:])] = rate
    return made


def test_the_highest_marks_of_an_occasion_make_a_false_record():
    tables = false_tables(rates(k5=0.2), np.full(KINDS, 2.0), [], [])
    assert tables.false_from[5] == f32(0.9)  # two occasions come for each conduct
    assert (np.delete(tables.false_from, 5) == 1).all()


def test_a_scheduled_conduct_is_made_up_in_proportion_to_its_own_chance():
    tables = false_tables(rates(k5=0.1), np.ones(KINDS), [(5, 0.2)], [])
    assert tables.due_false_from.tolist() == [f32(1 - 0.1 * 0.2), 1, 1]


def test_a_fall_into_debt_is_made_up_in_proportion_to_the_chance_of_falling():
    tables = false_tables(rates(k5=0.1), np.ones(KINDS), [], [(0, 0.4), (5, 0.4)])
    assert tables.slips.tolist() == [0, f32(0.1 * 0.4), 0, 0, 0, 0, 0, 0]


def test_a_mark_at_the_bound_or_above_makes_something_up():
    assert [int(FALSE.is_made_up(f32(mark), f32(0.9))) for mark in (0.89, 0.9, 0.99)] == [0, 1, 1]


def test_the_marks_just_above_falling_are_falls_that_only_the_record_knows():
    marks = (0.1, 0.19, 0.21, 0.24, 0.26)
    assert [int(FALSE.is_slip(f32(mark), f32(0.2), f32(0.05))) for mark in marks] == [0, 0, 1, 1, 0]
