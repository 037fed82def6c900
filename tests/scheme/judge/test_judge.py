"""What a scheme makes of a file, one record and one person at a time."""

from types import SimpleNamespace

import numpy as np
import pytest
from hand_made import JUDGED, i32, lanes, marks, read, u32

from glasshouse.base.compiled import as_written
from glasshouse.population.people import LANES
from glasshouse.scheme.compile.compile import Row, Stay
from glasshouse.scheme.judge import judge

JUDGE = as_written(judge.__name__)
NEVER_BAD = 1000


def record(number=1, age=0, wrong=0):
    return i32(number << 8 | age << 1 | wrong)


def words(**parts):
    """The points and bonds of a row with these parts."""
    row = row_with(**parts)
    return i32(row.points_word()), i32(row.bonds_word())


def row_with(**parts):
    """A row with these parts."""
    row = Row()
    for name, value in parts.items():
        setattr(row, name, value)
    return row


def stay(term, *, notice=0, may_end=False, settled=False, **parts):
    """What a record of a row with these parts does to a list."""
    return i32(row_with(stays={0: Stay(term, notice, may_end)}, **parts).stay_word(0, settled=settled))


def ages_at_which(question, *tables):
    """The ages, from 0 to 127, at which the answer is not 0."""
    return [age for age in range(128) if question(record(age=age), *tables)]


# what a record means at an age


def test_a_record_tells_its_number_and_its_age_in_months():
    full = record(number=255, age=127, wrong=1)
    assert (JUDGE.number_of(full), JUDGE.age_of(full)) == (255, 127)


def test_a_record_counts_from_the_first_of_the_next_month_through_its_term():
    points, _ = words(points=-5, term=12)
    assert ages_at_which(JUDGE.worth, points) == list(range(1, 13))


def test_a_late_source_delays_what_a_record_does():
    points, _ = words(points=-5, term=12, delay=3)
    assert ages_at_which(JUDGE.is_visible, points) == list(range(4, 128))
    assert ages_at_which(JUDGE.worth, points) == list(range(4, 13))


@pytest.mark.parametrize("value", [-10_000, -1, 0, 7, 10_000])
def test_points_keep_their_sign(value):
    points, _ = words(points=value, term=1, delay=15, account=5)
    assert (JUDGE.worth_of(points), JUDGE.account_of(points)) == (value, 5)


def test_a_record_lists_for_its_own_term():
    assert ages_at_which(JUDGE.is_listing, stay(6, points=-5, best=3)) == list(range(1, 7))


def test_a_record_lists_only_after_the_notice_that_its_list_gives():
    row = row_with(points=-5, term=24, delay=2, stays={0: Stay(9, 1, False), 2: Stay(127, 7, False)})
    assert ages_at_which(JUDGE.worth, i32(row.points_word()))[0] == 3
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(0, settled=False))) == list(range(4, 10))
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(2, settled=False))) == list(range(10, 128))
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(1, settled=False))) == []


def test_a_settled_record_lists_no_longer_unless_the_list_is_not_left_that_way():
    assert ages_at_which(JUDGE.is_listing, stay(6, may_end=True)) == list(range(1, 7))
    assert ages_at_which(JUDGE.is_listing, stay(6, may_end=True, settled=True)) == []
    assert ages_at_which(JUDGE.is_listing, stay(6, settled=True)) == list(range(1, 7))


def test_of_records_reported_in_one_month_the_later_kind_the_wrong_one_and_the_first_place_come_first():
    rows = np.array([0, 3, 3, 1023], i32)
    ascending = [
        JUDGE.turn_of(record(2, 4), i32(4), i32(23), rows), JUDGE.turn_of(record(1, 4), i32(4), i32(0), rows),
        JUDGE.turn_of(record(2, 4, wrong=1), i32(4), i32(5), rows), JUDGE.turn_of(record(3, 4), i32(4), i32(9), rows),
        JUDGE.turn_of(record(1, 5), i32(5), i32(9), rows), JUDGE.turn_of(record(3, 127), i32(127), i32(0), rows),
    ]  # fmt: skip
    assert [int(one) for one in ascending] == sorted({int(one) for one in ascending})


def test_a_record_holds_the_grade_down_for_its_own_term():
    points, bonds = words(best=3, best_term=2)
    assert [JUDGE.best_allowed(record(age=age), points, bonds) for age in range(4)] == [0, 3, 3, 0]


def test_points_that_never_lapse_go_to_the_balance_a_month_after_they_last_counted():
    points, bonds = words(points=-40, term=2, to_balance=True)
    assert ages_at_which(JUDGE.worth, points) == [1, 2]
    assert ages_at_which(JUDGE.lapsing, points, bonds) == [3]
    assert JUDGE.lapsing(record(age=3), points, bonds) == -40
    assert JUDGE.lapsing(i32(0), points, bonds) == 0


def test_points_that_lapse_leave_nothing():
    assert ages_at_which(JUDGE.lapsing, *words(points=-40, term=2)) == []


def test_only_visible_records_that_take_points_away_are_bad():
    bad, good = words(points=-1, term=12, delay=1)[0], words(points=1, term=12)[0]
    assert JUDGE.months_since_bad(record(age=1), bad) == NEVER_BAD
    assert JUDGE.months_since_bad(record(age=2), bad) == 1  # since it was reported
    assert JUDGE.months_since_bad(record(age=2), good) == NEVER_BAD


@pytest.mark.parametrize(("score", "kept"), [(-5, 0), (0, 0), (70, 70), (120, 120), (121, 120)])
def test_a_score_stays_on_its_scale(score, kept):
    assert JUDGE.clamped(i32(score), i32(0), i32(120)) == kept


def test_the_subjects_of_a_scheme_are_picked_by_its_bit():
    scored = np.zeros(4, i32)
    assert JUDGE.pick_members(3, 2, np.array([0b100, 0b011, 0b111, 0b100], i32), scored) == 2
    assert scored.tolist() == [1, 0, 1, 0]


def test_judging_begins_with_start_and_balance():
    p = lanes(*JUDGED, balance=[0, -20, 30], marks=[7, 7, 7], young=[1, 1, 1], taint=[1, 1, 1], gone=[1, 1, 1])
    JUDGE.start_judging(3, i32(100), p.balance, p.score, p.taint, p.marks, p.young, p.gone)
    assert p.score.tolist() == [100, 80, 130]
    assert p.young.tolist() == [NEVER_BAD] * 3
    assert p.marks.tolist() == p.taint.tolist() == p.gone.tolist() == [0, 0, 0]


KINDS = {
    1: words(points=-10, term=12),
    2: words(points=-30, term=2, to_balance=True, best=2, best_term=2),
    3: words(points=5, term=6, account=2),
}
STAYS = np.zeros(4 * 256, i32)
STAYS[256 + 3] = stay(6)
POINTS, BONDS = np.zeros(256, i32), np.zeros(256, i32)
for _kind, (_points, _bonds) in KINDS.items():
    POINTS[_kind], BONDS[_kind] = _points, _bonds


def weighed(*records, ages=1):
    """What each record means."""
    n, all_of_them = len(records), np.array(records, i32)
    counts, value, tainted, into, marks, bad, left, begins = (np.zeros(n, i32) for _ in range(8))
    JUDGE.count_all(n, all_of_them, counts)
    parts = value, tainted, into, marks, bad, left, begins
    JUDGE.value_records(n, i32(ages), all_of_them, counts, POINTS, BONDS, *parts)
    JUDGE.list_by_record(n, i32(1), all_of_them, STAYS, marks)
    return SimpleNamespace(
        value=value, tainted=tainted, into=into, marks=marks, bad=bad, left=left, begins=begins.tolist()
    )


def test_records_are_weighed_at_the_age_they_have_reached():
    w = weighed(record(1, 2, wrong=1), record(2, 3), record(3, 1), i32(0))
    assert w.value.tolist() == [-10, 0, 5, 0]
    assert w.into.tolist() == [0, 0, 2 * LANES, 0]
    assert w.bad.tolist() == [2, 3, NEVER_BAD, NEVER_BAD]
    assert w.begins == [0, 0, 1, 0]
    assert w.left.tolist() == [0, -30, 0, 0]
    assert w.marks.tolist() == [marks(wrong=1), marks(), marks(lists=0b10), marks()]


def test_in_the_first_month_no_points_leave_for_the_balance():
    assert weighed(record(2, 3), ages=0).left.tolist() == [0]


def added_up(*records):
    """Lane 1 of three with these records."""
    w, n = weighed(*records), len(records)
    p = lanes(*JUDGED, young=[NEVER_BAD] * 3)
    p.score, p.taint = np.full(3 * LANES, 100, i32), np.zeros(3 * LANES, i32)
    JUDGE.sum_records(
        n, np.ones(n, i32), w.value, w.tainted, w.into, w.marks, w.bad, w.left, p.score, p.taint, p.marks, p.young,
        p.gone,
    )  # fmt: skip
    return p


def test_a_person_is_the_sum_of_their_records_each_in_its_account():
    p = added_up(record(1, 2, wrong=1), record(2, 1), record(3, 1))
    assert p.score[:3].tolist() == [100, 60, 100]
    assert p.score[2 * LANES : 2 * LANES + 3].tolist() == [100, 105, 100]
    assert p.taint[:3].tolist() == [0, -10, 0]
    assert read(p.marks[1]) == (0b10, 2, 0b10, 2, 1)
    assert (p.young[1], p.gone[1]) == (1, 0)


def test_a_wrong_record_lists_and_limits_but_not_fairly():
    p = added_up(record(2, 1, wrong=1), record(3, 1, wrong=1))
    assert read(p.marks[1])[:4] == (0b10, 2, 0, 0)
    assert p.taint[[1, 2 * LANES + 1]].tolist() == [-30, 5]


def heard(*, relation=0, worth=-40, into=0, lists=0b01, best=3, on=(0b10, 0, 0b01), drag=(0, 0, 0), rightly=None):
    """Scores, points by wrong records and marks of three lanes after hearing of list 2 of the second scheme."""
    statuses = np.zeros(2 * LANES, i32)
    statuses[LANES : LANES + 3] = [3 | one << 3 | fair << 11 for one, fair in zip(on, rightly or on, strict=True)]
    tied = np.array([one << 4 for one in drag], u32)
    score, taint, all_marks = np.full(2 * LANES, 100, i32), np.zeros(2 * LANES, i32), np.zeros(3, i32)
    also = i32(lists | best << 4)
    JUDGE.hear(3, 1, i32(0b10), i32(relation), i32(worth), i32(into), also, statuses, tied, score, taint, all_marks)
    points = score.reshape(2, LANES)[:, :3].tolist()
    return points, taint.reshape(2, LANES)[:, :3].tolist(), [read(one) for one in all_marks]


def test_a_list_of_another_scheme_costs_points_lists_and_holds_the_grade_down():
    score, taint, told = heard()
    assert (score[0], taint[0]) == ([60, 100, 100], [0, 0, 0])
    assert told == [(0b01, 3, 0b01, 3, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)]


def test_what_follows_from_a_list_that_wrong_records_brought_does_so_by_wrong_records():
    score, taint, told = heard(on=(0b10, 0b10, 0), rightly=(0b10, 0, 0b10))
    assert (score[0], taint[0]) == ([60, 60, 100], [0, -40, 40])
    assert told == [(0b01, 3, 0b01, 3, 0), (0b01, 3, 0, 0, 1), (0, 0, 0b01, 3, 1)]


def test_points_of_a_list_go_to_their_account():
    assert heard(into=1)[0] == [[100] * 3, [60, 100, 100]]


def test_a_list_of_a_linked_subject_is_that_of_a_month_ago():
    assert heard(relation=1, drag=(0, 0b10, 0b01))[0][0] == [100, 60, 100]


def settled(*, balance, gone=0, young=NEVER_BAD, scored=1, turn=0, score=None, taint=0, scale=(100, 0, 150, 3, 4)):
    """Balance, score and deserved after settling; ``scale``: start, lowest, highest, clean months and points."""
    score = 100 + balance if score is None else score
    p = lanes(
        *JUDGED, "scored", m=1, balance=[balance], gone=[gone], young=[young], score=[score], taint=[taint],
        scored=[scored],
    )  # fmt: skip
    JUDGE.settle_balance(
        1, i32(turn), *map(i32, scale), p.scored, p.balance, p.score, p.taint, p.young, p.gone, p.deserved
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
