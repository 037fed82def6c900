"""The ways back: records whose time has come are decided on, and some are struck."""

from types import SimpleNamespace

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import COLUMNS, KINDS, STRUCK, STRUCK_WRONG
from glasshouse.population import state
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.remedy import contest

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
CONTEST = as_written(contest.__name__)
STATE = as_written(state.__name__)


def mark(fraction):
    return u32(int(fraction * 2**24) << 8)


@pytest.mark.parametrize(
    ("at", "notice", "reach", "struck"),
    [(0.49, 1, 1, 1), (0.5, 1, 1, 0), (0, 0, 1, 0), (0.24, 0.5, 1, 1), (0.25, 1, 0.5, 0), (0.24, 1, 0.5, 1)],
)
def test_a_record_is_struck_below_its_chance_if_its_subject_learns_of_it_and_can_be_reached(at, notice, reach, struck):
    assert CONTEST.is_struck(mark(at), f32(0.5), f32(notice), f32(reach)) == struck


ROWS = np.zeros(NUMBERS, i32)
ROWS[1:6] = 1, 2, 2, 3, 1  # the third and the fifth number are those of settled records
ROWS[7:9] = 7, 900


def record(number, age, wrong=0):
    return i32(number << 8 | age << 1 | wrong)


def contested(records, *, word=0):
    """The records of the file of lane 1 that are due at age 3, as (place, slot of the draw), and the file itself."""
    files, n = np.zeros(2 * LANES, u64), len(records)
    for slot, one in enumerate(records):
        STATE.put(files, i32(1), i32(4 * word + slot), one)
    places, due = (
        np.arange(4 * word, 4 * word + n, dtype=i32),
        np.array([(one >> 1) & 127 == 3 for one in records], i32),
    )
    which, who, slots = (np.zeros(n + 1, i32) for _ in range(3))
    lanes = np.ones(n, i32)
    found = CONTEST.find_contested(n, 8, lanes, places, np.array(records, i32), due, files, ROWS, which, who, slots)
    assert who[:found].tolist() == [1] * found
    return SimpleNamespace(n=found, which=which, places=places, who=who, slots=slots[:found].tolist(), files=files)


def decided(records, marks, *, word=0, stratum=5, reach=1.0):
    """The file of lane 1 after decisions at age 3, and what was counted of kinds 1 and 2."""
    case = contested(records, word=word)
    struck, notice = np.array([0.1, 0.8], f32), np.zeros(KINDS, f32)
    notice[1] = 1  # nobody learns of records of kind 2
    reaches, tally = np.ones(STRATA, f32), np.zeros(KINDS * COLUMNS, np.int64)
    reaches[5] = reach
    strata, drawn = np.array([0, stratum], i32), np.array([mark(one) for one in marks], u32)
    CONTEST.decide(
        case.n, case.which, case.places, np.array(records, i32), case.files, case.who, strata, drawn, struck, notice,
        reaches, ROWS, tally,
    )  # fmt: skip
    left = [int(STATE.place_of(case.files, i32(1), i32(4 * word + slot))) for slot in range(4)]
    of = tally.reshape(KINDS, COLUMNS)[1:3].sum(axis=0)
    return left, of[STRUCK], of[STRUCK_WRONG]


def test_only_records_whose_time_has_come_are_contested():
    case = contested([record(1, 2), record(2, 3), record(1, 4)])
    assert (case.which[: case.n].tolist(), case.slots) == ([1], [2])


def test_a_mark_is_drawn_for_the_record_wherever_it_lies_on_file():
    alone, beside = contested([record(1, 3)]), contested([record(7, 5), record(2, 3), record(1, 3)], word=1)
    assert alone.slots == beside.slots[1:] == [1]


def test_records_that_are_alike_have_marks_of_their_own():
    one, wrong = record(1, 3), record(1, 3, wrong=1)
    assert contested([one, wrong, one]).slots == [1, 1 | 2 << 7, 1 | 1 << 7]


def test_a_settled_record_comes_behind_the_others_of_its_kind():
    assert contested([record(3, 3), record(2, 3, wrong=1)]).slots == [2 | 1 << 7, 2]


def test_no_two_kinds_share_a_mark_however_many_there_are():
    assert contested([record(8, 3), record(8, 3)]).slots == [900 - 896 | 7 << 12, 900 - 896 | 1 << 7 | 7 << 12]
    slots = {int(CONTEST.slot_of(i32(kind), i32(before))) for kind in range(1, 1024) for before in range(24)}
    assert len(slots) == 1023 * 24


@pytest.mark.parametrize("word", [0, 1])
def test_each_record_of_a_file_is_decided_on_by_its_own_mark(word):
    records = [record(1, 3, wrong=1)] * 4
    left, struck, wrong = decided(records, (0.7, 0.9, 0.7, 0.9), word=word)
    assert left == [0, records[1], 0, records[3]]
    assert (struck, wrong) == (2, 2)


def test_right_records_are_struck_at_their_own_chance():
    left, struck, wrong = decided([record(1, 3), record(1, 3)], (0.05, 0.2, 0, 0))
    assert (left[0], left[1]) == (0, record(1, 3))
    assert (struck, wrong) == (1, 0)


def test_a_settled_record_may_be_struck_as_any_other():
    left, struck, wrong = decided([record(5, 3, wrong=1)], (0.7, 0, 0, 0))
    assert (left[0], struck, wrong) == (0, 1, 1)


def test_records_of_another_age_wait():
    before = [record(1, 2, wrong=1), record(1, 4, wrong=1), record(2, 3, wrong=1)]
    assert decided(before, (0, 0, 0, 0))[0][:3] == before


def test_people_who_are_hard_to_reach_have_fewer_struck():
    assert decided([record(1, 3, wrong=1)], (0.5, 0, 0, 0), reach=0.5)[1] == 0
    assert decided([record(1, 3, wrong=1)], (0.5, 0, 0, 0), reach=0.5, stratum=6)[1] == 1
