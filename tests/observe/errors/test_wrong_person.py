"""Wrong person: records that land on the file of a neighbour."""

from types import SimpleNamespace

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import COLUMNS, FALSELY, KINDS
from glasshouse.observe.errors import wrong_person as _wrong_person
from glasshouse.population import state
from glasshouse.population.people import LANES
from glasshouse.population.record import NUMBERS

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
WRONG, STATE = as_written(_wrong_person.__name__), as_written(state.__name__)
REAL, FALSE = 1, 2
UNSEEN, OWN_FILE, OTHER_FILE = 0, 1, 2
SLOTS, MARCH = 4, i32(2)
FILE = SimpleNamespace(
    numbers=np.arange(KINDS).astype(np.uint8), rows=np.arange(NUMBERS, dtype=i32),
    most=np.full(NUMBERS, 127 | 1 << 7, i32), weight=np.ones(NUMBERS, i32),
)  # fmt: skip

# Whole numbers wrap around, as they do in kernels; Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")


def i32s(*values):
    return np.array(values, i32)


def test_a_record_is_misfiled_below_the_share_of_its_source():
    assert [int(WRONG.is_misfiled(f32(mark), f32(0.1))) for mark in (0, 0.09, 0.1)] == [1, 1, 0]


def test_a_neighbour_is_one_of_512():
    assert WRONG.neighbour(u32(0)) == 0
    assert WRONG.neighbour(u32(0xFFFFFFFF)) == 511


def misfiled(where, results, marks):
    """Where the records of kinds 1, 2, 3, ... land in the end, and to whom which are sent; half are misfiled."""
    n, shares, there = len(where), np.full(KINDS, 0.5, f32), i32s(*where)
    words = np.array([u32(int(one * 2**24) << 8) for one in marks], u32)
    whom, to, sent = np.array([(100 + z) << 23 for z in range(n)], u32), np.zeros(n + 1, i32), np.zeros(n + 1, i32)
    kinds = np.arange(1, n + 1, dtype=i32)
    sends = WRONG.misfile(n, np.arange(n, dtype=i32), kinds, i32s(*results), words, whom, shares, there, to, sent)
    return there.tolist(), list(zip(to[:sends].tolist(), sent[:sends].tolist(), strict=True))


def test_misfiled_records_are_listed_in_the_order_of_their_events():
    where, sent = misfiled([OWN_FILE] * 3, [REAL] * 3, (0.4, 0.6, 0.4))
    assert where == [OTHER_FILE, OWN_FILE, OTHER_FILE]
    assert sent == [(100, 1), (102, 3)]


def test_what_nobody_saw_lands_on_no_file():
    assert misfiled([UNSEEN], [REAL], (0,)) == ([UNSEEN], [])


def test_what_was_made_up_stands_on_the_file_of_whom_it_is_about():
    assert misfiled([OWN_FILE], [FALSE], (0,)) == ([OWN_FILE], [])


@pytest.mark.parametrize(("lane", "arrives"), [(0, 1), (1, 0), (2, 0), (511, 0)])
def test_a_misfiled_record_arrives_as_a_wrong_one_where_somebody_with_a_file_lives(lane, arrives):
    case = SimpleNamespace(files=np.zeros(LANES, u64), about=np.zeros(LANES, i32), tally=np.zeros(KINDS * COLUMNS, int))
    case.about[[0, 2]] = 3  # lanes 0 and 2 have a file; two people live here
    WRONG.deliver(2, 1, SLOTS, case.files, i32s(lane), i32s(1), case.about, MARCH, FILE, case.tally)
    of_kind_1_and_wrong = 1 << 8 | 1
    assert STATE.place_of(case.files, i32(lane), i32(0)) == arrives * of_kind_1_and_wrong
    assert case.tally[COLUMNS + FALSELY] == arrives
