"""What brought a list or grade, of files of two or three records that can be read by hand."""

from types import SimpleNamespace

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.measure import cause as _cause
from glasshouse.measure.cause import BESIDE, CAUSES, EARLIER, NO_RECORD, OF_LIST, OF_STATE, OF_TRAIT, by_kind
from glasshouse.measure.wrongful import IN_GRADE, ON_LIST, ROWS
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.score import OUT_OF_REACH
from glasshouse.scheme.judge import grades as _grades

i32 = np.int32
CAUSE, MARKS = as_written(_cause.__name__), as_written(_grades.__name__)
LATE, THEFT, DRUNK = 4, 5, 9  # numbers of kinds of record
FLOORS = [100, 80, 60, *[OUT_OF_REACH] * 5]
POOR = 2
LISTED = 0b01 << 3
SANCTIONS = np.array([(one >> 3 & 1) or one & 7 >= POOR for one in range(128)], i32)


def scheme(**said):
    """A scheme whose grades from the third on, and whose first list, refuse something."""
    rows, best = np.arange(NUMBERS, dtype=i32), np.zeros(STRATA, np.uint8)
    usual = {
        "floors": np.array(FLOORS, i32), "rows": rows, "parts": i32(0), "accounts": np.zeros(24, i32), "best": best,
        "hearings": i32(0), "heard": np.zeros(36, i32), "by_state": np.zeros(1, i32), "sanctions": SANCTIONS,
        "sanctioning": i32(1),
    }  # fmt: skip
    return SimpleNamespace(**(usual | said))


def record(number, age=3, points=0, lists=0, best=0):
    marks = MARKS.marks_of(i32(lists), i32(best), i32(lists), i32(best), i32(0))
    return {"record": number << 8 | age << 1, "value": points, "marks": int(marks)}


def cause_of(status, *records, score=100, fresh=None, debt=0, others=0, drag=0, row=None, rules=None, rightful=None):
    """The one cause of the list or grade of a person with these records, and whether it holds wrongly."""
    n = len(records)
    told = {name: np.array([one[name] for one in records] or [0], i32) for name in ("record", "value", "marks")}
    first, after = np.zeros(1, i32), np.zeros(max(n, 1), i32)
    CAUSE.link_records(1, n, np.zeros(max(n, 1), i32), first, after)
    causes, statuses = np.zeros(ROWS * CAUSES * 2, np.int64), np.zeros(LANES * 2, i32)
    statuses[LANES] = others

    def lane(value):
        return np.array([value], i32)

    CAUSE.count_causes(
        1, lane(0), lane(7), lane(status), lane(status if rightful is None else rightful), lane(score),
        lane(status & 7 if fresh is None else fresh), lane(debt), statuses, np.array([drag], np.uint32), first, after,
        told["record"], told["value"], np.zeros(max(n, 1), i32), told["marks"], rules or scheme(), causes,
    )  # fmt: skip
    of = causes.reshape(ROWS, CAUSES, 2)
    rows = np.flatnonzero(of[:, :, 0].sum(axis=1)) if row is None else [row]
    assert len(rows) == 1
    (found,) = np.flatnonzero(of[rows[0], :, 0])
    return int(found), int(of[rows[0], found, 1])


def test_a_list_comes_from_the_oldest_record_that_puts_one_on_it():
    assert cause_of(LISTED, record(LATE, 50), record(THEFT, 3, lists=1), record(DRUNK, 9, lists=1)) == (DRUNK, 0)


def test_what_holds_wrongly_is_told_apart():
    assert cause_of(LISTED, record(THEFT, lists=1), rightful=0) == (THEFT, 1)


def test_a_list_that_no_record_brings_comes_from_a_stage_of_debt():
    rules = scheme(by_state=np.array([0b0001 << 8], i32))
    assert cause_of(LISTED, record(THEFT), debt=2, rules=rules) == (OF_STATE, 0)


def test_or_from_the_list_of_another_scheme():
    heard = np.zeros(36, i32)
    heard[:6] = 1, 0b0010, 0, 0, 0, 1  # the second scheme, its second list, one's own; puts one on the first
    rules = scheme(hearings=i32(1), heard=heard)
    assert cause_of(LISTED, others=0b10 << 3, rules=rules) == (OF_LIST, 0)


def test_or_from_a_list_of_a_linked_subject():
    heard = np.zeros(36, i32)
    heard[:6] = 1, 0b0001, 1, 0, 0, 1
    rules = scheme(hearings=i32(1), heard=heard)
    assert cause_of(LISTED, drag=0b0001 << 4, rules=rules) == (OF_LIST, 0)


def test_or_from_the_grade_and_then_from_what_brought_that():
    found = cause_of(LISTED | POOR, record(THEFT, points=-30), score=70, row=ON_LIST)
    assert found == (THEFT, 0)


def test_a_grade_comes_from_the_kind_of_record_that_costs_most_in_all():
    records = record(THEFT, points=-15), record(LATE, points=-10), record(LATE, 9, points=-10)
    assert cause_of(POOR, *records, score=65) == (LATE, 0)


def test_what_gives_points_brings_no_grade():
    assert cause_of(POOR, record(DRUNK, points=30), record(THEFT, points=-5), score=65) == (THEFT, 0)


def test_points_of_an_account_weigh_as_much_as_they_move_the_score():
    accounts = np.zeros(24, i32)
    accounts[2] = 1024
    assert cause_of(POOR, record(THEFT, points=-5), score=65, rules=scheme(parts=i32(1), accounts=accounts))[0] == THEFT


def test_a_grade_that_points_do_not_bring_comes_from_the_record_that_allows_no_better_one():
    assert cause_of(POOR, record(THEFT, points=-5), record(DRUNK, best=POOR), score=95) == (DRUNK, 0)


def test_or_from_traits_that_allow_no_better_one():
    best = np.zeros(STRATA, np.uint8)
    best[7] = POOR
    assert cause_of(POOR, record(THEFT, points=-5), score=95, rules=scheme(best=best)) == (OF_TRAIT, 0)


def test_a_grade_that_an_earlier_assessment_gave_is_put_down_to_that():
    assert cause_of(POOR, record(THEFT, points=-5), score=95, fresh=1) == (EARLIER, 0)


def test_a_low_score_without_a_record_comes_from_none():
    assert cause_of(POOR, score=65) == (NO_RECORD, 0)


def test_each_list_and_grade_has_one_cause():
    causes = [cause_of(LISTED | POOR, record(THEFT, lists=1), record(LATE, points=-30), score=70, row=row)
              for row in (ON_LIST, IN_GRADE + POOR)]  # fmt: skip
    assert causes == [(THEFT, 0), (LATE, 0)]


def test_causes_are_booked_by_the_kind_of_record_whatever_its_number():
    causes, rows = np.zeros((ROWS, CAUSES, 2), np.int64), np.zeros(NUMBERS, i32)
    rows[[LATE, THEFT]] = 1
    causes[ON_LIST, [LATE, THEFT, OF_STATE]] = [5, 1], [2, 0], [7, 3]
    found = by_kind(causes, rows, 3)
    assert found.shape == (ROWS, len(BESIDE) + 3, 2)
    assert found[ON_LIST, len(BESIDE) + 1].tolist() == [7, 1]
    assert found[ON_LIST, BESIDE.index(OF_STATE)].tolist() == [7, 3]
    assert found.sum() == 18
