"""Grades and lists of a file, with and without its wrong records."""

import functools
import operator

import numpy as np
import pytest
from hand_made import FLOORS, JUDGED, SANCTIONS, grade, i32, lanes, marks, read, u32
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.population.people import STRATA
from glasshouse.scheme.judge import grades as _grades

GRADES = as_written(_grades.__name__)


@pytest.mark.parametrize(
    ("score", "grade"), [(160, 0), (100, 0), (99, 1), (80, 1), (79, 2), (60, 2), (59, 3), (-20_000, 3)]
)
def test_a_grade_begins_at_its_floor(score, grade):
    assert GRADES.grade_of(i32(score), FLOORS, i32(0)) == grade


def test_the_best_grade_allowed_holds_only_those_who_stand_higher():
    assert GRADES.grade_of(i32(160), FLOORS, i32(2)) == 2
    assert GRADES.grade_of(i32(10), FLOORS, i32(2)) == 3


def test_a_grade_puts_one_on_its_own_lists_only():
    by_grade = u32(0b0001 << 12 | 0b1010 << 28)
    assert [GRADES.lists_of_grade(by_grade, i32(grade)) for grade in range(8)] == [0, 0, 0, 1, 0, 0, 0, 0b1010]


def test_marks_of_a_right_record_are_the_fair_ones_too():
    assert read(marks(lists=0b1001, best=5)) == (0b1001, 5, 0b1001, 5, 0)


def test_marks_of_a_wrong_record_are_no_fair_ones():
    assert read(marks(lists=0b1001, best=5, wrong=1)) == (0b1001, 5, 0, 0, 1)


def test_no_marks_put_one_on_no_list_and_allow_every_grade():
    assert read(i32(0)) == (0, 0, 0, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 7), st.integers(0, 1)), max_size=8))
def test_marks_of_many_records_add_up_by_or(several):
    together = i32(0)
    for one in several:
        together = i32(together | marks(*one))

    def any_of(these, at):
        return functools.reduce(operator.or_, [one[at] for one in these], 0)

    def worst_of(these):
        return max([one[1] for one in these], default=0)

    right = [one for one in several if not one[2]]
    assert read(together) == (
        any_of(several, 0), worst_of(several), any_of(right, 0), worst_of(right), any_of(several, 2),
    )  # fmt: skip


def test_a_stratum_may_be_limited_to_a_grade_with_and_without_wrong_records():
    best, all_marks = np.zeros(STRATA, np.uint8), np.array([0, marks(best=1), marks(best=5, wrong=1)], i32)
    best[7] = 2
    GRADES.limit_grades(3, np.array([7, 7, 7], i32), best, all_marks)
    assert [read(one)[1::2] for one in all_marks] == [(2, 2), (2, 2), (5, 2)]


def test_a_stage_of_debt_puts_one_on_its_lists():
    all_marks = np.zeros(3, i32)
    GRADES.list_by_state(3, np.array([0, 2, 7], i32), i32(0b0010 << 8), all_marks)
    assert [read(one)[0:4:2] for one in all_marks] == [(0, 0), (0b0010, 0b0010), (0, 0)]


GRADED = (*JUDGED, "scored", "last", "fresh", "status", "rightful", "sanctioned", "wrongly", "who")


def test_who_is_not_scored_is_under_no_sanction_even_if_the_best_grade_is():
    sanctions = SANCTIONS.copy()
    sanctions[0] = 1
    p = lanes(*GRADED, m=2, score=[120, 120], scored=[1, 0])
    grade(p, 2, sanctions=sanctions)
    assert p.sanctioned.tolist() == [1, 0]


def graded(*, score, lists=0, best=0, deserved=None, lists_true=0, best_true=0, scored=1, holds=0, last=0):
    """Status, the same without wrong records, sanctioned and wrongly so; what is not true comes of wrong records."""
    all_marks = marks(lists_true, best_true) | marks(lists, best, wrong=int(deserved is not None))
    p = lanes(
        *GRADED, m=1, score=[score], marks=[all_marks], deserved=[score if deserved is None else deserved],
        scored=[scored], last=[last],
    )  # fmt: skip
    grade(p, 1, holds)
    return tuple(int(one[0]) for one in (p.status, p.rightful, p.sanctioned, p.wrongly))


WORST = 3 | 0b0010 << 3  # the worst grade, with the list that it puts one on


def test_status_joins_grade_and_lists():
    assert graded(score=85) == (1, 1, 0, 0)
    listed = 1 | 1 << 3
    assert graded(score=85, lists=0b0001) == (listed, listed, 1, 0)


def test_a_grade_may_put_one_on_a_list():
    assert graded(score=10) == (WORST, WORST, 1, 0)


def test_who_is_not_scored_has_the_best_grade_and_no_list():
    assert graded(score=10, lists=0b0001, best=3, scored=0) == (0, 0, 0, 0)


def test_a_worse_grade_by_wrong_records_would_be_a_better_one_without_them():
    assert graded(score=85, deserved=100) == (1, 0, 0, 0)


def test_a_sanction_by_wrong_records_alone_is_wrongful():
    assert graded(score=10, deserved=100) == (WORST, 0, 1, 1)
    assert graded(score=100, lists=0b0001, deserved=100) == (1 << 3, 0, 1, 1)


def test_who_would_be_sanctioned_anyway_is_not_under_sanction_wrongly():
    assert graded(score=10, deserved=20) == (WORST, WORST, 1, 0)


def test_of_two_lists_the_one_that_wrong_records_bring_is_wrongful_and_the_other_is_not():
    status, rightful, sanctioned, wrongly = graded(score=100, lists=0b0101, lists_true=0b0001, deserved=100)
    assert (status >> 3, rightful >> 3) == (0b0101, 0b0001)
    assert (sanctioned, wrongly) == (1, 0)


def test_a_wrong_record_that_gives_points_hides_the_grade_that_the_right_ones_bring():
    assert graded(score=100, deserved=10) == (0, WORST, 0, 0)


def test_between_assessments_the_last_grade_stands_whatever_the_score():
    assert graded(score=85, holds=1, last=3) == (WORST, WORST, 1, 0)
    assert graded(score=10, holds=1, last=0) == (0, 0, 0, 0)


def test_between_assessments_lists_are_entered_all_the_same():
    assert graded(score=85, holds=1, last=1, lists=0b0001)[0] == 1 | 1 << 3


def test_a_grade_that_the_file_would_not_bring_today_is_put_down_to_no_wrong_record_of_today():
    assert graded(score=85, holds=1, last=3, deserved=100) == (WORST, WORST, 1, 0)


def test_a_grade_that_still_stands_is_wrongful_if_an_assessment_would_give_it_today_by_wrong_records():
    assert graded(score=10, holds=1, last=3, deserved=100) == (WORST, 0, 1, 1)


@pytest.mark.parametrize(
    ("status", "fresh", "fair", "rightful"),
    [
        (2, 2, 1, 1),  # a worse grade by wrong records
        (1, 1, 2, 2),  # a better one
        (2, 1, 1, 2),  # one that stands from before, whatever the records
        (2, 3, 1, 1),  # one that stands, and would be worse still
        (1, 2, 0, 0),
        (0, 2, 1, 0),  # held from before, and no worse by either
        (0b11 << 3, 0b11 << 3, 0b01 << 3, 0b01 << 3),
        (0b01 << 3, 0b01 << 3, 0b11 << 3, 0b11 << 3),
    ],
)
def test_what_wrong_records_sway_today_gives_way_and_nothing_else(status, fresh, fair, rightful):
    assert GRADES.without_wrong(i32(status), i32(fresh), i32(fair)) == rightful
