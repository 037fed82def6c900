"""The ways back: records whose time has come are decided on, and some are struck."""

import numpy as np
import pytest

from glasshouse.compiled import as_written
from glasshouse.life.tables import COLUMNS, KINDS, STRUCK, STRUCK_WRONG
from glasshouse.population import state
from glasshouse.population.people import LANES, STRATA
from glasshouse.remedy import contest

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
CONTEST = as_written(contest.__name__)
STATE = as_written(state.__name__)


def mark(fraction):
    return u32(int(fraction * 2**24) << 8)


@pytest.mark.parametrize(
    ("at", "decided", "reach", "struck"),
    [(0.49, 1, 1, 1), (0.5, 1, 1, 0), (0.49, 0, 1, 0), (0.25, 1, 0.5, 0), (0.24, 1, 0.5, 1)],
)
def test_a_record_is_struck_below_its_chance_times_the_reach_of_its_subject(at, decided, reach, struck):
    assert CONTEST.is_struck(mark(at), i32(decided), f32(0.5), f32(reach)) == struck


def test_only_those_with_something_to_decide_are_contested():
    who = np.zeros(4, i32)
    assert CONTEST.find_contested(3, np.array([0, 1, 1], i32), who) == 2
    assert who[:2].tolist() == [1, 2]


def record(kind, age, wrong=0, settled=0):
    return i32(settled << 15 | kind << 8 | age << 1 | wrong)


def decided(records, marks, *, word=0, stratum=5, reach=1.0):
    """The file of lane 1 after decisions at age 3 on kinds 1 and 2, and what was counted of kind 1."""
    files = np.zeros(2 * LANES, u64)
    for slot, one in enumerate(records):
        STATE.put(files, i32(1), i32(4 * word + slot), one)
    at_age, struck = np.zeros(KINDS, i32), np.zeros(2 * KINDS, f32)
    at_age[[1, 2]] = 3
    struck[2:6] = 0.1, 0.8, 0, 0  # of kind 1 right and wrong, of kind 2
    reaches, tally = np.ones(STRATA, f32), np.zeros(KINDS * COLUMNS, np.int64)
    reaches[5] = reach
    who, strata = np.array([1], i32), np.array([0, stratum], i32)
    words = [np.array([mark(one)], u32) for one in marks]
    CONTEST.decide(1, word, files, who, strata, *words, at_age, struck, reaches, tally)
    left = [int(STATE.place_of(files, i32(1), i32(4 * word + slot))) for slot in range(4)]
    return left, tally[COLUMNS + STRUCK], tally[COLUMNS + STRUCK_WRONG]


@pytest.mark.parametrize("word", [0, 1])
def test_each_place_of_a_file_has_a_mark_of_its_own(word):
    records = [record(1, 3, wrong=1)] * 4
    left, struck, wrong = decided(records, (0.7, 0.9, 0.7, 0.9), word=word)
    assert left == [0, records[1], 0, records[3]]
    assert (struck, wrong) == (2, 2)


def test_right_records_are_struck_at_their_own_chance():
    left, struck, wrong = decided([record(1, 3), record(1, 3)], (0.05, 0.2, 0, 0))
    assert (left[0], left[1]) == (0, record(1, 3))
    assert (struck, wrong) == (1, 0)


def test_a_settled_record_may_be_struck_as_any_other():
    assert decided([record(1, 3, wrong=1, settled=1)], (0.7, 0, 0, 0))[0][0] == 0


def test_records_of_another_age_wait():
    before = [record(1, 2, wrong=1), record(1, 4, wrong=1), record(2, 3, wrong=1)]
    assert decided(before, (0, 0, 0, 0))[0][:3] == before


def test_people_who_are_hard_to_reach_have_fewer_struck():
    assert decided([record(1, 3, wrong=1)], (0.5, 0, 0, 0), reach=0.5)[1] == 0
    assert decided([record(1, 3, wrong=1)], (0.5, 0, 0, 0), reach=0.5, stratum=6)[1] == 1
