"""What a scheme makes of a file, one record and one person at a time."""

import functools
import operator
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.observe.library import load_catalogue
from glasshouse.population.people import LANES, STRATA
from glasshouse.scheme.compile.compile import OUT_OF_REACH, Row, Stay
from glasshouse.scheme.forms.inputs.registry import PLACE, fed_by
from glasshouse.scheme.judge import judge

f32, i16, i32, u32 = np.float32, np.int16, np.int32, np.uint32
JUDGE = as_written(judge.__name__)
NEVER_BAD = 1000
SETTLED = 0x8000


def record(kind=1, age=0, wrong=0, settled=0):
    return i32(settled << 15 | kind << 8 | age << 1 | wrong)


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


def stay(term, *, notice=0, may_end=False, **parts):
    """What a record of a row with these parts does to a list."""
    return i32(row_with(stays={0: Stay(term, notice, may_end)}, **parts).stay_word(0))


def ages_at_which(question, *tables):
    """The ages, from 0 to 127, at which the answer is not 0."""
    return [age for age in range(128) if question(record(age=age), *tables)]


# what a record means at an age


def test_a_record_tells_its_kind_and_its_age_in_months():
    full = record(kind=127, age=127, wrong=1, settled=1)
    assert (JUDGE.kind_of(full), JUDGE.age_of(full)) == (127, 127)


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
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(0))) == list(range(4, 10))
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(2))) == list(range(10, 128))
    assert ages_at_which(JUDGE.is_listing, i32(row.stay_word(1))) == []


def test_a_settled_record_lists_no_longer_but_keeps_its_points():
    points = words(points=-5, term=24)[0]
    assert JUDGE.is_listing(record(age=3, settled=1), stay(6, may_end=True)) == 0
    assert JUDGE.is_listing(record(age=3, settled=1), stay(6)) == 1  # the other list is not left that way
    assert JUDGE.worth(record(age=3, settled=1), points) == -5
    assert JUDGE.months_since_bad(record(age=3, settled=1), points) == 3


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


def marks(lists=0, best=0, wrong=0):
    return i32(JUDGE.marks_of(*map(i32, (lists, best, lists * (1 - wrong), best * (1 - wrong), wrong))))


def read(all_marks):
    """Lists, best grade and the fair ones of both; whether anything is wrong."""
    fair = i32(all_marks >> 12)
    return (
        int(JUDGE.lists_in(all_marks)), int(JUDGE.best_in(all_marks)), int(JUDGE.lists_in(fair)),
        int(JUDGE.best_in(fair)), int(JUDGE.is_tainted(all_marks)),
    )  # fmt: skip


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


# a neighbourhood


FLOAT_LANES = {"money", "friends", "lives", "inspection"}


def lanes(*names, m=3, **given):
    """A lane of each name, 0 where nothing is given."""
    kinds = {name: i16 if name == "balance" else f32 if name in FLOAT_LANES else i32 for name in names}
    return SimpleNamespace(**{name: np.array(given.get(name, [0] * m), kind) for name, kind in kinds.items()})


JUDGED = ("balance", "score", "deserved", "taint", "marks", "young", "gone")


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


def test_an_account_opens_alike_for_all_unless_traits_feed_it():
    base, accounts = np.zeros(2 * STRATA, i32), np.array([0, 9, 1024, 0, 0, 9, 1024, 2], i32)
    base[:STRATA], base[STRATA:] = 150, np.arange(STRATA)
    score, taint = np.full(2 * LANES, 7, i32), np.full(2 * LANES, 7, i32)
    JUDGE.open_accounts(3, 2, np.array([5, 0, 900], i32), accounts, base, score, taint)
    assert score[:4].tolist() == [150, 150, 150, 7]
    assert score[LANES : LANES + 4].tolist() == [5, 0, 900, 7]
    assert taint[:4].tolist() == taint[LANES : LANES + 4].tolist() == [0, 0, 0, 7]


KINDS = {
    1: words(points=-10, term=12),
    2: words(points=-30, term=2, to_balance=True, best=2, best_term=2),
    3: words(points=5, term=6, account=2),
}
STAYS = np.zeros(4 * 128, i32)
STAYS[128 + 3] = stay(6)
POINTS, BONDS = np.zeros(128, i32), np.zeros(128, i32)
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


def heard(*, relation=0, worth=-40, into=0, lists=0b01, best=3, on=(0b10, 0, 0b01), drag=(0, 0, 0)):
    """Scores and marks of three lanes after hearing of list 2 (mask 0b10) of the second scheme."""
    statuses = np.zeros(2 * LANES, i32)
    statuses[LANES : LANES + 3] = [3 | one << 3 for one in on]
    tied = np.array([one << 4 for one in drag], u32)
    score, all_marks = np.full(2 * LANES, 100, i32), np.zeros(3, i32)
    also = i32(lists | best << 4)
    JUDGE.hear(3, 1, i32(0b10), i32(relation), i32(worth), i32(into), also, statuses, tied, score, all_marks)
    return score.reshape(2, LANES)[:, :3].tolist(), [read(one) for one in all_marks]


def test_a_list_of_another_scheme_costs_points_lists_and_holds_the_grade_down():
    score, told = heard()
    assert score[0] == [60, 100, 100]
    assert told == [(0b01, 3, 0b01, 3, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)]


def test_points_of_a_list_go_to_their_account():
    assert heard(into=1)[0] == [[100] * 3, [60, 100, 100]]


def test_a_list_of_a_linked_subject_is_that_of_a_month_ago():
    assert heard(relation=1, drag=(0, 0b10, 0b01))[0][0] == [100, 60, 100]


ACCOUNT = (0, 150, 1024, 0)  # lowest, highest, parts of 1,024 that a point is, what feeds it


def summed(*accounts, held=(0,), taint=(0,), balance=0, foot=0, months=0, feeds=None, **who):
    """Score and taint of one person whose accounts hold so much before they are fed."""
    n = len(accounts)
    own = np.stack([fed_by((), load_catalogue())] * 6)
    for part, values in (feeds or {}).items():
        for at, value in values.items():
            own[part, at] = value
    given = {name: [value] for name, value in {"balance": balance, **who}.items()}
    names = ("money", "job", "debt", "friends", "knows", "balance", "whole", "fair", "lives")
    p = lanes(*names, m=1, **given)
    score, taints = np.zeros(n * LANES, i32), np.zeros(n * LANES, i32)
    score[::LANES], taints[::LANES] = held, taint
    JUDGE.sum_accounts(
        1, n, i32(foot), months, np.array(accounts, i32).ravel(), own.ravel(), p.money, p.job, p.debt, p.friends,
        p.knows, p.balance, score, taints, p.whole, p.fair, p.lives,
    )  # fmt: skip
    return int(score[0]), int(taints[0])


def test_what_one_account_lacks_is_not_made_up_by_another():
    assert summed(ACCOUNT, ACCOUNT, held=(190, -30), taint=(0, 0)) == (150, 0)


def test_the_foot_of_the_scale_and_the_balance_come_on_top():
    assert summed(ACCOUNT, held=(20,), foot=350, balance=-5) == (365, 0)


def test_a_factor_counts_by_its_weight_in_1024ths_and_is_rounded_once():
    half, third = (0, 100, 512, 0), (0, 100, 341, 0)
    assert summed(half, held=(50,)) == (25, 0)
    assert summed(third, third, third, held=(50, 50, 50), taint=(0, 0, 0)) == ((512 + 3 * 50 * 341) // 1024, 0)


def test_points_of_wrong_records_beyond_the_end_of_an_account_cost_nothing():
    assert summed(ACCOUNT, held=(-30,), taint=(-20,)) == (0, 0)  # without them it would hold -10, which is 0 too
    assert summed(ACCOUNT, held=(-30,), taint=(-50,)) == (0, -20)
    assert summed(ACCOUNT, held=(160,), taint=(20,)) == (150, 10)


def test_accounts_are_fed_before_they_are_clamped():
    by_savings = {0: {PLACE["savings"]: 0.5, PLACE["savings"] + 1: 20}}
    assert summed(ACCOUNT, held=(145,), feeds=by_savings, money=8) == (149, 0)
    assert summed(ACCOUNT, held=(140,), feeds=by_savings, money=255) == (150, 0)
    assert summed(ACCOUNT, held=(50,), feeds=by_savings, money=255) == (70, 0)


def test_time_since_the_scheme_began_gives_points_up_to_a_most():
    by_time = {0: {PLACE["months"]: 1.5, PLACE["months"] + 1: 12}}
    assert [summed(ACCOUNT, months=months, feeds=by_time)[0] for months in (0, 4, 24)] == [0, 6, 12]


def test_work_and_debt_give_points_where_the_account_says_that_they_do():
    alive = (0, 150, 1024, 1)
    lives = {0: {PLACE["work"] + 1: 10, PLACE["debt"] + 3: -4}}
    assert summed(alive, held=(50,), feeds=lives, job=1, debt=3) == (56, 0)
    assert summed(alive, held=(50,), feeds=lives, job=2, debt=0) == (50, 0)
    assert summed(ACCOUNT, held=(50,), feeds=lives, job=1, debt=3) == (50, 0)


def test_friends_give_points_by_where_their_mean_lies():
    by_friends = {0: {PLACE["friends"]: 0.5, PLACE["friends"] + 1: 100}}
    assert summed(ACCOUNT, feeds=by_friends, friends=80, knows=1) == (40, 0)
    assert summed(ACCOUNT, feeds=by_friends, friends=80, knows=0) == (0, 0)


def test_a_stratum_may_be_limited_to_a_grade_with_and_without_wrong_records():
    best, all_marks = np.zeros(STRATA, np.uint8), np.array([0, marks(best=1), marks(best=5, wrong=1)], i32)
    best[7] = 2
    JUDGE.limit_grades(3, np.array([7, 7, 7], i32), best, all_marks)
    assert [read(one)[1::2] for one in all_marks] == [(2, 2), (2, 2), (5, 2)]


def test_a_stage_of_debt_puts_one_on_its_lists():
    all_marks = np.zeros(3, i32)
    JUDGE.list_by_state(3, np.array([0, 2, 7], i32), i32(0b0010 << 8), all_marks)
    assert [read(one)[0:4:2] for one in all_marks] == [(0, 0), (0b0010, 0b0010), (0, 0)]


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


SANCTIONS = np.zeros(128, i32)
SANCTIONS[[3, *range(8, 128)]] = 1  # the worst grade and every list refuse something
BY_GRADE = 0b0010 << 12  # the worst grade puts one on the second list
GRADED = (*JUDGED, "scored", "last", "fresh", "status", "sanctioned", "wrongly", "spared", "who")


def grade(p, m, holds=0, sanctions=SANCTIONS):
    JUDGE.grade_lanes(
        m, i32(holds), FLOORS, i32(BY_GRADE), sanctions, p.scored, p.last, p.score, p.marks, p.fresh, p.status,
        p.sanctioned, p.wrongly, p.spared,
    )  # fmt: skip
    JUDGE.grade_without_wrong(
        m, FLOORS, i32(BY_GRADE), sanctions, p.scored, p.who, p.marks, p.deserved, p.fresh, p.status, p.sanctioned,
        p.wrongly, p.spared,
    )  # fmt: skip


def test_who_is_not_scored_is_under_no_sanction_even_if_the_best_grade_is():
    sanctions = SANCTIONS.copy()
    sanctions[0] = 1
    p = lanes(*GRADED, m=2, score=[120, 120], scored=[1, 0])
    grade(p, 2, sanctions=sanctions)
    assert p.sanctioned.tolist() == [1, 0]


def graded(*, score, lists=0, best=0, deserved=None, lists_true=0, best_true=0, scored=1, holds=0, last=0):
    """Status, sanctioned, wrongly and spared of one person; what is not true comes of wrong records."""
    all_marks = marks(lists_true, best_true) | marks(lists, best, wrong=int(deserved is not None))
    p = lanes(
        *GRADED, m=1, score=[score], marks=[all_marks], deserved=[score if deserved is None else deserved],
        scored=[scored], last=[last],
    )  # fmt: skip
    grade(p, 1, holds)
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


def test_between_assessments_the_last_grade_stands_whatever_the_score():
    assert graded(score=85, holds=1, last=3) == (3 | 0b0010 << 3, 1, 0, 0)
    assert graded(score=10, holds=1, last=0) == (0, 0, 0, 0)


def test_between_assessments_lists_are_entered_all_the_same():
    assert graded(score=85, holds=1, last=1, lists=0b0001) == (1 | 1 << 3, 1, 0, 0)


def test_who_bears_the_grade_of_the_last_assessment_is_not_worse_off_by_a_wrong_record_that_changes_nothing():
    assert graded(score=85, holds=1, last=3, deserved=85)[1:] == (1, 0, 0)


def test_a_wrong_record_that_an_assessment_would_now_count_is_wrong_whatever_grade_still_stands():
    assert graded(score=10, holds=1, last=0, deserved=100) == (0, 0, 1, 0)
    assert graded(score=10, holds=1, last=3, deserved=100)[1:] == (1, 1, 1)


# of several schemes


def joined(drag=(0, 0, 0)):
    names = ("held", "barred", "inspection")
    p = lanes(*names, held=[7, 7, 7], barred=[7, 7, 7], inspection=[7, 7, 7])
    p.statuses, p.spells = np.full(2 * LANES, 9, i32), np.full(2 * LANES, 9, i32)
    JUDGE.reset_joint(3, 2, np.array(drag, u32), p.held, p.barred, p.inspection, p.statuses, p.spells)
    return p


def i32s(*values):
    return np.array(values, i32)


def test_before_any_scheme_has_spoken_nothing_follows():
    p = joined()
    assert (p.held.tolist(), p.barred.tolist(), p.inspection.tolist()) == ([0] * 3, [0] * 3, [1] * 3)
    assert p.statuses[[0, 2, LANES, LANES + 2]].tolist() == [0] * 4
    assert p.spells[[0, 2, LANES, LANES + 2]].tolist() == [0] * 4


def test_who_works_in_a_listed_firm_may_lose_the_work():
    assert joined(drag=(0, 1 << 31, 0x7FFFFFFF)).barred.tolist() == [0, 1, 0]


def test_who_is_sanctioned_or_barred_by_any_scheme_is():
    p, barred_from = joined(), np.zeros(128, i32)
    barred_from[1], barred_from[2] = 1, 2
    JUDGE.add_to_joint(
        3,
        0,
        i32s(1, 0, 1),
        i32s(1, 0, 0),
        i32s(5, 0, 0),
        i32s(1, 1, 0),
        barred_from,
        p.statuses,
        p.spells,
        p.held,
        p.barred,
    )
    JUDGE.add_to_joint(
        3,
        1,
        i32s(2, 2, 0),
        i32s(0, 1, 0),
        i32s(0, 8, 0),
        i32s(1, 1, 0),
        barred_from,
        p.statuses,
        p.spells,
        p.held,
        p.barred,
    )
    assert p.held.tolist() == [1, 1, 0]
    assert p.barred.tolist() == [3, 2, 0]  # the third is a subject of neither
    assert p.statuses[:3].tolist() == [1 | 128, 128, 1]
    assert p.statuses[LANES : LANES + 3].tolist() == [2 | 128, 2 | 128, 0]
    assert p.spells.reshape(2, LANES)[:, :3].tolist() == [[5, 0, 0], [0, 8, 0]]


def test_the_scheme_that_looks_closest_is_the_one_that_counts():
    inspection, inspected = np.ones(3, f32), np.ones(128, f32)
    inspected[1], inspected[2] = 1.5, 3
    JUDGE.raise_inspection(3, i32s(1, 2, 2), i32s(1, 1, 0), inspected, inspection)
    JUDGE.raise_inspection(3, i32s(2, 1, 0), i32s(1, 1, 1), inspected, inspection)
    assert inspection.tolist() == [3, 3, 1]
