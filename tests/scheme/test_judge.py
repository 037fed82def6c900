"""What a scheme makes of a file, one record and one person at a time."""

import functools
import operator
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.plain import as_written
from glasshouse.population.people import LANES
from glasshouse.scheme.compile import OUT_OF_REACH, Row
from glasshouse.scheme.tables import LONGEST

i16, i32, u32, u64 = np.int16, np.int32, np.uint32, np.uint64
JUDGE = as_written("glasshouse.scheme.judge")
NEVER_BAD = 1000


def record(kind=1, age=0, wrong=0):
    return i32(kind << 8 | age << 1 | wrong)


def words(**parts):
    """The points and bonds of a row with these parts."""
    row = Row()
    for name, value in parts.items():
        setattr(row, name, value)
    return i32(row.points_word()), i32(row.bonds_word())


def ages_at_which(question, *tables):
    """The ages, from 0 to 127, at which the answer is not 0."""
    return [age for age in range(128) if question(record(age=age), *tables)]


# records grow older


def test_a_record_grows_a_month_older_and_stays_what_it_is():
    _, bonds = words(term=12)
    assert JUDGE.aged(record(kind=200, age=3, wrong=1), bonds) == record(kind=200, age=4, wrong=1)


def test_a_record_leaves_when_no_rule_can_count_it_any_longer():
    _, bonds = words(term=12)
    assert JUDGE.aged(record(age=11), bonds) == record(age=12)
    assert JUDGE.aged(record(age=12), bonds) == 0


def test_the_longest_of_its_terms_keeps_a_record():
    _, bonds = words(term=3, list_term=9, best_term=6)
    assert JUDGE.aged(record(age=8), bonds) == record(age=9)
    assert JUDGE.aged(record(age=9), bonds) == 0


def test_a_record_that_counts_for_ever_stays_at_the_oldest_age():
    _, bonds = words(list_term=LONGEST)
    assert JUDGE.aged(record(age=126), bonds) == record(age=127)
    assert JUDGE.aged(record(age=127), bonds) == record(age=127)


def test_an_empty_place_stays_empty():
    assert JUDGE.aged(i32(0), words(term=LONGEST)[1]) == 0


def test_age_is_counted_in_months():
    assert JUDGE.age_of(record(kind=255, age=127, wrong=1)) == 127


# what a record means at an age


def test_a_record_counts_from_the_first_of_the_next_month_through_its_term():
    points, _ = words(points=-5, term=12)
    assert ages_at_which(JUDGE.worth, points) == list(range(1, 13))


def test_a_late_source_delays_what_a_record_does():
    points, _ = words(points=-5, term=12, delay=3)
    assert ages_at_which(JUDGE.is_visible, points) == list(range(4, 128))
    assert ages_at_which(JUDGE.worth, points) == list(range(4, 13))


@pytest.mark.parametrize("value", [-10_000, -1, 0, 7, 10_000])
def test_points_keep_their_sign(value):
    points, _ = words(points=value, term=1, delay=15, decided_at=31)
    assert JUDGE.worth_of(points) == value


def test_a_record_lists_for_its_own_term():
    points, bonds = words(points=-5, term=24, lists=0b0101, list_term=6)
    assert ages_at_which(JUDGE.listing, points, bonds) == list(range(1, 7))
    assert JUDGE.listing(record(age=6), points, bonds) == 0b0101


def test_a_record_holds_the_grade_down_for_its_own_term():
    points, bonds = words(best=3, best_term=2)
    assert [JUDGE.best_allowed(record(age=age), points, bonds) for age in range(4)] == [0, 3, 3, 0]


def test_points_that_never_lapse_go_to_the_balance_as_their_record_leaves():
    points, bonds = words(points=-40, term=2, to_balance=True)
    assert JUDGE.lapsing(record(age=2), i32(0), points, bonds) == -40
    assert JUDGE.lapsing(record(age=1), record(age=2), points, bonds) == 0
    assert JUDGE.lapsing(i32(0), i32(0), points, bonds) == 0


def test_points_that_lapse_leave_nothing():
    points, bonds = words(points=-40, term=2)
    assert JUDGE.lapsing(record(age=2), i32(0), points, bonds) == 0


def test_only_visible_records_that_take_points_away_are_bad():
    bad, good = words(points=-1, term=12, delay=1)[0], words(points=1, term=12)[0]
    assert JUDGE.months_since_bad(record(age=1), bad) == NEVER_BAD
    assert JUDGE.months_since_bad(record(age=2), bad) == 2
    assert JUDGE.months_since_bad(record(age=2), good) == NEVER_BAD


def test_a_record_is_decided_on_in_one_month_of_its_life():
    points, _ = words(points=-1, term=12, decided_at=3)
    assert ages_at_which(JUDGE.is_decided, points) == [3]
    assert not JUDGE.is_decided(i32(0), words()[0])


# scores and grades

FLOORS = np.array([100, 80, 60, *[OUT_OF_REACH] * 5], i32)


@pytest.mark.parametrize(
    ("score", "grade"), [(160, 0), (100, 0), (99, 1), (80, 1), (79, 2), (60, 2), (59, 3), (-20_000, 3)]
)
def test_a_grade_begins_at_its_floor(score, grade):
    assert JUDGE.grade_of(i32(score), FLOORS, i32(0)) == grade


def test_the_best_grade_allowed_holds_only_those_who_stand_higher():
    assert JUDGE.grade_of(i32(160), FLOORS, i32(2)) == 2
    assert JUDGE.grade_of(i32(10), FLOORS, i32(2)) == 3


@pytest.mark.parametrize(("score", "kept"), [(-5, 0), (0, 0), (70, 70), (120, 120), (121, 120)])
def test_a_score_stays_on_its_scale(score, kept):
    assert JUDGE.clamped(i32(score), i32(0), i32(120)) == kept


def test_a_grade_puts_one_on_its_own_lists_only():
    by_grade = u32(0b0001 << 12 | 0b1010 << 28)
    assert [JUDGE.lists_of_grade(by_grade, i32(grade)) for grade in range(8)] == [0, 0, 0, 1, 0, 0, 0, 0b1010]


def marks(lists=0, best=0, decided=0, wrong=0):
    return i32(JUDGE.marks_of(*map(i32, (lists, best, decided, wrong))))


def read(all_marks):
    """Lists, best grade and the fair ones of both; whether anything is decided on; whether anything is wrong."""
    fair = i32(all_marks >> 12)
    return (
        int(JUDGE.lists_in(all_marks)), int(JUDGE.best_in(all_marks)), int(JUDGE.lists_in(fair)),
        int(JUDGE.best_in(fair)), int(JUDGE.is_decided_in(all_marks)), int(JUDGE.is_tainted(all_marks)),
    )  # fmt: skip


def test_marks_of_a_right_record_are_the_fair_ones_too():
    assert read(marks(lists=0b1001, best=5, decided=1)) == (0b1001, 5, 0b1001, 5, 1, 0)


def test_marks_of_a_wrong_record_are_no_fair_ones():
    assert read(marks(lists=0b1001, best=5, wrong=1)) == (0b1001, 5, 0, 0, 0, 1)


def test_no_marks_put_one_on_no_list_and_allow_every_grade():
    assert read(i32(0)) == (0, 0, 0, 0, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 7), st.integers(0, 1), st.integers(0, 1)), max_size=8))
def test_marks_of_many_records_add_up_by_or(several):
    together = i32(0)
    for one in several:
        together = i32(together | marks(*one))

    def any_of(these, at):
        return functools.reduce(operator.or_, [one[at] for one in these], 0)

    def worst_of(these):
        return max([one[1] for one in these], default=0)

    right = [one for one in several if not one[3]]
    assert read(together) == (
        any_of(several, 0), worst_of(several), any_of(right, 0), worst_of(right), any_of(several, 2),
        any_of(several, 3),
    )  # fmt: skip


# a neighbourhood


def lanes(*names, m=3, **given):
    """A lane of each name, 0 where nothing is given."""
    kinds = {name: i16 if name == "balance" else i32 for name in names}
    return SimpleNamespace(**{name: np.array(given.get(name, [0] * m), kind) for name, kind in kinds.items()})


JUDGED = ("balance", "score", "deserved", "taint", "marks", "young", "gone")


def test_judging_begins_with_start_and_balance():
    p = lanes(*JUDGED, balance=[0, -20, 30], marks=[7, 7, 7], young=[1, 1, 1], taint=[1, 1, 1], gone=[1, 1, 1])
    JUDGE.start_judging(3, i32(100), p.balance, p.score, p.taint, p.marks, p.young, p.gone)
    assert p.score.tolist() == [100, 80, 130]
    assert p.young.tolist() == [NEVER_BAD] * 3
    assert p.marks.tolist() == p.taint.tolist() == p.gone.tolist() == [0, 0, 0]


def test_the_records_of_a_neighbourhood_are_listed_with_their_places():
    files = np.zeros(2 * LANES, u64)
    files[1] = u64(0x1111 | 0x2222 << 48)
    files[LANES + 2] = u64(0x3333 << 16)
    who, lane, place, found = (np.zeros(30, i32) for _ in range(4))
    n = JUDGE.list_records(3, 2, files, who, lane, place, found)
    listed = list(zip(lane[:n].tolist(), place[:n].tolist(), found[:n].tolist(), strict=True))
    assert listed == [(1, 0, 0x1111), (1, 3, 0x2222), (2, 5, 0x3333)]


KINDS = {
    1: words(points=-10, term=12, decided_at=2),
    2: words(points=-30, term=2, to_balance=True, best=2, best_term=2),
    3: words(points=5, term=6, lists=0b10, list_term=6),
}
POINTS, BONDS = np.zeros(128, i32), np.zeros(128, i32)
for _kind, (_points, _bonds) in KINDS.items():
    POINTS[_kind], BONDS[_kind] = _points, _bonds


def weighed(*records, ages=1):
    """What each record means, a month older."""
    n = len(records)
    renewed, value, marks, bad, left = (np.zeros(n, i32) for _ in range(5))
    JUDGE.weigh_records(n, i32(ages), np.array(records, i32), POINTS, BONDS, renewed, value, marks, bad, left)
    return SimpleNamespace(renewed=renewed, value=value, marks=marks, bad=bad, left=left)


def test_records_are_weighed_at_the_age_they_reach():
    w = weighed(record(1, 1, wrong=1), record(2, 2), record(3, 0))
    assert w.renewed.tolist() == [record(1, 2, wrong=1), 0, record(3, 1)]
    assert w.value.tolist() == [-10, 0, 5]
    assert w.bad.tolist() == [2, NEVER_BAD, NEVER_BAD]
    assert w.left.tolist() == [0, -30, 0]
    assert w.marks.tolist() == [marks(decided=1, wrong=1), marks(), marks(lists=0b10)]


def test_in_the_first_month_no_record_grows_older():
    assert weighed(record(1, 1), ages=0).renewed.tolist() == [record(1, 1)]


def added_up(*records):
    """Lane 1 of three with these records, a month older; and its file."""
    w, n = weighed(*records), len(records)
    files = np.zeros(LANES, u64)
    p = lanes(*JUDGED, score=[100] * 3, young=[NEVER_BAD] * 3)
    JUDGE.add_up(
        n, np.ones(n, i32), np.arange(n, dtype=i32), w.renewed, w.value, w.marks, w.bad, w.left, files, p.score,
        p.taint, p.marks, p.young, p.gone,
    )  # fmt: skip
    return p, int(files[1])


def test_a_person_is_the_sum_of_their_records():
    p, file = added_up(record(1, 1, wrong=1), record(2, 0), record(3, 0))
    assert p.score.tolist() == [100, 65, 100]
    assert p.taint.tolist() == [0, -10, 0]
    assert read(p.marks[1]) == (0b10, 2, 0b10, 2, 1, 1)
    assert (p.young[1], p.gone[1]) == (1, 0)
    assert file == int(record(1, 2, wrong=1)) | int(record(2, 1)) << 16 | int(record(3, 1)) << 32


def test_a_wrong_record_lists_and_limits_but_not_fairly():
    p, _ = added_up(record(2, 0, wrong=1), record(3, 0, wrong=1))
    assert read(p.marks[1])[:4] == (0b10, 2, 0, 0)


def settled(*, balance, gone=0, young=NEVER_BAD, scored=1, turn=0, score=None, taint=0, scale=(100, 0, 150, 3, 4)):
    """Balance, score and deserved after settling; ``scale``: start, lowest, highest, clean months and points."""
    score = 100 + balance if score is None else score
    p = lanes(
        *JUDGED, "about", m=1, balance=[balance], gone=[gone], young=[young], score=[score], taint=[taint],
        about=[2 * scored],
    )  # fmt: skip
    JUDGE.settle_balance(
        1, i32(turn), np.array(scale, i32), p.about, p.balance, p.score, p.taint, p.young, p.gone, p.deserved
    )
    return int(p.balance[0]), int(p.score[0]), int(p.deserved[0])


def test_deserved_is_the_score_without_the_points_of_wrong_records():
    assert settled(balance=0, score=60, taint=-30) == (0, 60, 90)
    assert settled(balance=0, score=-40, taint=-30) == (0, 0, 0)
    assert settled(balance=0, score=140, taint=-30) == (0, 140, 150)


def test_what_records_leave_behind_goes_to_the_balance():
    assert settled(balance=5, gone=-30) == (-25, 75, 75)


def test_the_balance_stays_on_the_scale_at_either_end():
    assert settled(balance=-90, gone=-30) == (-100, 0, 0)
    assert settled(balance=40, gone=30) == (50, 150, 150)


def test_the_score_stays_on_the_scale_though_the_file_would_leave_it():
    assert settled(balance=0, score=-60) == (0, 0, 0)
    assert settled(balance=0, score=400) == (0, 150, 150)


def test_clean_time_earns_points_at_the_turn_of_its_period():
    assert settled(balance=0, turn=1) == (4, 104, 104)
    assert settled(balance=0, turn=0) == (0, 100, 100)


def test_a_bad_record_within_the_period_earns_nothing():
    assert settled(balance=0, turn=1, young=3)[0] == 0
    assert settled(balance=0, turn=1, young=4)[0] == 4


def test_who_is_not_scored_earns_nothing():
    assert settled(balance=0, turn=1, scored=0)[0] == 0


def test_clean_points_do_not_lift_the_balance_beyond_the_scale():
    assert settled(balance=48, turn=1) == (50, 150, 150)


SANCTIONS = np.zeros(128, i32)
SANCTIONS[[3, *range(8, 128)]] = 1  # the worst grade and every list refuse something
BY_GRADE = 0b0010 << 12  # the worst grade puts one on the second list
SCALE = np.array([100, 0, 150, 0, 0, 0b1111, 1, 0, BY_GRADE], i32)
SANCTIONS[3 | 0b0010 << 3] = 1


def test_who_is_not_scored_is_under_no_sanction_even_if_the_best_grade_is():
    sanctions = SANCTIONS.copy()
    sanctions[0] = 1
    p = lanes(*JUDGED, "about", "status", "sanctioned", "wrongly", "spared", m=2, score=[120, 120], about=[2, 0])
    JUDGE.grade_lanes(
        2, FLOORS, SCALE, sanctions, p.about, p.score, p.marks, p.status, p.sanctioned, p.wrongly, p.spared
    )
    assert p.sanctioned.tolist() == [1, 0]


def graded(*, score, lists=0, best=0, deserved=None, lists_true=0, best_true=0, scored=1):
    """Status, sanctioned, wrongly and spared of one person; what is not true comes of wrong records."""
    all_marks = marks(lists_true, best_true) | marks(lists, best, wrong=int(deserved is not None))
    p = lanes(
        *JUDGED, "about", "status", "sanctioned", "wrongly", "spared", "who", m=1, score=[score], marks=[all_marks],
        deserved=[score if deserved is None else deserved], about=[2 * scored],
    )  # fmt: skip
    JUDGE.grade_lanes(
        1, FLOORS, SCALE, SANCTIONS, p.about, p.score, p.marks, p.status, p.sanctioned, p.wrongly, p.spared
    )
    JUDGE.grade_fairly(
        1, FLOORS, SCALE, SANCTIONS, p.about, p.who, p.marks, p.deserved, p.status, p.sanctioned, p.wrongly, p.spared
    )
    return tuple(int(one[0]) for one in (p.status, p.sanctioned, p.wrongly, p.spared))


def test_status_joins_grade_and_lists():
    assert graded(score=85) == (1, 0, 0, 0)
    assert graded(score=85, lists=0b0001) == (1 | 1 << 3, 1, 0, 0)


def test_a_grade_may_put_one_on_a_list():
    assert graded(score=10) == (3 | 0b0010 << 3, 1, 0, 0)


def test_who_is_not_scored_has_the_best_grade_and_no_list():
    assert graded(score=10, lists=0b0001, best=3, scored=0) == (0, 0, 0, 0)


def test_a_worse_grade_by_wrong_records_is_wrong():
    assert graded(score=85, deserved=100) == (1, 0, 1, 0)


def test_a_sanction_by_wrong_records_alone_is_spared_without_them():
    assert graded(score=10, deserved=100)[1:] == (1, 1, 1)
    assert graded(score=100, lists=0b0001, deserved=100)[1:] == (1, 1, 1)


def test_who_would_be_sanctioned_anyway_is_worse_off_at_most():
    assert graded(score=10, deserved=20)[1:] == (1, 0, 0)
    assert graded(score=10, lists=0b0101, lists_true=0b0001, deserved=10)[1:] == (1, 1, 0)


def test_wrong_praise_wrongs_nobody():
    assert graded(score=100, deserved=85) == (0, 0, 0, 0)
