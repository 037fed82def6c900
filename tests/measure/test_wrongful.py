"""Whom a list or grade holds rightly, wrongly, and misses, of people who can be counted by hand."""

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.measure import wrongful as _wrongful
from glasshouse.measure.wrongful import ANY, COLUMNS, IN_GRADE, LISTED, MISSED, ON_LIST, RIGHTLY, ROWS, WRONGLY
from glasshouse.population.people import STRATA

i32 = np.int32
WRONGFUL = as_written(_wrongful.__name__)
FIRST, SECOND = 0b01 << 3, 0b10 << 3  # lists; the second refuses nothing
POOR, WORST = 2, 3  # grades that refuse something
NOT_AT_ALL = COLUMNS
SANCTIONING = i32(0b01)
SANCTIONS = np.array([(one >> 3 & 1) or one & 7 in (POOR, WORST) for one in range(128)], i32)


def held(row: int, status: int, rightful: int) -> int:
    return int(WRONGFUL.held_how(i32(row), i32(status), i32(rightful), SANCTIONS, SANCTIONING))


@pytest.mark.parametrize(
    ("row", "status", "rightful", "how"),
    [
        (ANY, FIRST, FIRST, RIGHTLY),
        (ANY, FIRST, 0, WRONGLY),
        (ANY, 0, FIRST, MISSED),
        (ANY, 1, 0, NOT_AT_ALL),  # a worse grade that refuses nothing
        (ANY, SECOND, 0, NOT_AT_ALL),
        (LISTED, FIRST | SECOND, SECOND, WRONGLY),
        (ON_LIST, FIRST, 0, WRONGLY),
        (ON_LIST + 1, SECOND, 0, WRONGLY),  # of a list that refuses nothing, too
        (ON_LIST + 1, FIRST, 0, NOT_AT_ALL),
        (IN_GRADE + POOR, POOR, POOR, RIGHTLY),
        (IN_GRADE + POOR, POOR, 1, WRONGLY),
        (IN_GRADE + POOR, 1, POOR, MISSED),
        (IN_GRADE + POOR, POOR, WORST, RIGHTLY),  # it should be a worse one still
        (IN_GRADE + POOR, WORST, POOR, NOT_AT_ALL),  # who is in a worse one is not missed by this
        (IN_GRADE + WORST, WORST, POOR, WRONGLY),
        (IN_GRADE + WORST, POOR, WORST, MISSED),
        (IN_GRADE + 1, 1, 0, NOT_AT_ALL),  # no grade that refuses something
    ],
)
def test_each_list_and_grade_is_asked_for_itself(row: int, status: int, rightful: int, how: int):
    assert held(row, status, rightful) == how


def test_who_is_rightly_on_a_list_is_not_under_sanction_wrongly_though_the_grade_is_wrong():
    status, rightful = FIRST | POOR, FIRST
    assert [held(row, status, rightful) for row in (ANY, LISTED, ON_LIST, IN_GRADE + POOR)] == [
        RIGHTLY, RIGHTLY, RIGHTLY, WRONGLY,
    ]  # fmt: skip


def i32s(*values: int) -> np.ndarray:
    return np.array(values, i32)


STATUS, RIGHTFUL = i32s(FIRST, 0, POOR, FIRST, 1), i32s(FIRST, POOR, 0, 0, 0)
CELL, SANCTIONED = i32s(5, 5, 9, -1, 7), i32s(1, 0, 1, 1, 0)


def listed() -> tuple[int, np.ndarray]:
    who = np.zeros(6, i32)
    return int(WRONGFUL.list_held(5, CELL, SANCTIONED, STATUS, RIGHTFUL, who)), who


def test_whom_no_list_or_grade_holds_or_misses_and_who_is_not_scored_are_passed_over():
    few, who = listed()
    assert who[:few].tolist() == [0, 1, 2, 4]  # the last for a grade that wrong records make worse


def test_people_are_counted_for_every_list_and_grade_that_holds_or_misses_them():
    (few, who), counts = listed(), np.zeros(ROWS * COLUMNS, np.int64)
    WRONGFUL.count_held(few, who, STATUS, RIGHTFUL, SANCTIONS, SANCTIONING, counts)
    of = counts.reshape(ROWS, COLUMNS)
    assert of[ANY].tolist() == [1, 1, 1]
    assert of[ON_LIST].tolist() == of[LISTED].tolist() == [1, 0, 0]
    assert of[IN_GRADE + POOR].tolist() == [0, 1, 1]
    assert of.sum() == 7


def test_by_stratum_the_same_people_are_counted():
    (few, who), counts = listed(), np.zeros(STRATA * ROWS * COLUMNS, np.int64)
    WRONGFUL.count_held_by_stratum(few, who, i32s(3, 3, 8, 8, 8), STATUS, RIGHTFUL, SANCTIONS, SANCTIONING, counts)
    of = counts.reshape(STRATA, ROWS, COLUMNS)
    assert of[3, ANY].tolist() == [1, 0, 1]
    assert of[8, ANY].tolist() == [0, 1, 0]
    assert of.sum() == 7
