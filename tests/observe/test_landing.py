"""Where the record of an event lands: on one's own file, on a neighbour's, or nowhere."""

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import KINDS
from glasshouse.observe import landing as _landing

f32, i32, u32 = np.float32, np.int32, np.uint32
LANDING = as_written(_landing.__name__)
NO_EVENT, REAL, FALSE = 0, 1, 2
UNSEEN, OWN_FILE, OTHER_FILE = 0, 1, 2


def i32s(*values):
    return np.array(values, i32)


def mark(fraction):
    return u32(int(fraction * 2**24) << 8)


def landing(result, see, mix=0.99, coverage=0.5, inspection=1.0, wrong_person=0.1):
    return int(LANDING.landing(i32(result), *map(f32, (see, mix, coverage, inspection, wrong_person))))


def test_a_source_sees_its_share_of_what_happens():
    assert landing(REAL, 0.49) == OWN_FILE
    assert landing(REAL, 0.5) == UNSEEN


def test_closer_inspection_sees_more():
    assert landing(REAL, 0.7, inspection=1.5) == OWN_FILE
    assert landing(REAL, 0.8, inspection=1.5) == UNSEEN


def test_a_share_of_what_is_seen_lands_on_a_neighbours_file():
    assert landing(REAL, 0.4, mix=0.09) == OTHER_FILE
    assert landing(REAL, 0.4, mix=0.1) == OWN_FILE
    assert landing(REAL, 0.6, mix=0.09) == UNSEEN


def test_what_was_made_up_is_on_record_whoever_looked_and_on_ones_own_file():
    assert landing(FALSE, 0.99, mix=0) == OWN_FILE
    assert landing(FALSE, 0, coverage=0) == OWN_FILE


def test_where_nothing_came_of_it_nothing_is_written():
    assert landing(NO_EVENT, 0) == UNSEEN


def test_only_conducts_have_records():
    service = np.full(KINDS, -1, i32)
    service[9] = 0
    which, lane, slot = (np.full(4, 7, i32) for _ in range(3))
    n = LANDING.list_conducts(3, i32s(4, 5, 6), i32s(1, 9, 2), i32s(0, 3, 64), service, which, lane, slot)
    assert n == 2
    assert (which[:2].tolist(), lane[:2].tolist(), slot[:2].tolist()) == ([0, 2], [4, 6], [0, 64])


def test_each_conduct_lands_by_its_own_kind_watch_and_draw():
    coverage, wrong = np.zeros(KINDS, f32), np.zeros(KINDS, f32)
    coverage[1], coverage[2], wrong[2] = 0.5, 1, 0.5
    kind, result, where = i32s(1, 1, 9, 2), i32s(REAL, REAL, REAL, REAL), np.zeros(3, i32)
    watch, see = np.array([1, 2], f32), [0.7, 0.7, 0.1]
    LANDING.land(
        3, i32s(0, 1, 3), i32s(0, 1, 0), kind, result, watch, np.array([mark(one) for one in see], u32),
        np.array([mark(0.4)] * 3, u32), coverage, wrong, where,
    )  # fmt: skip
    assert where.tolist() == [UNSEEN, OWN_FILE, OTHER_FILE]
