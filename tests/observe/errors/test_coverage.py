"""Coverage: the share of conduct that a source records."""

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import KINDS
from glasshouse.observe.errors import coverage as _coverage

f32, i32, u32 = np.float32, np.int32, np.uint32
NO_EVENT, REAL, FALSE = 0, 1, 2
UNSEEN, OWN_FILE = 0, 1
COVERAGE = as_written(_coverage.__name__)


def is_recorded(mark, coverage=0.5, inspection=1.0):
    return int(COVERAGE.is_recorded(f32(mark), f32(coverage), f32(inspection)))


def test_conduct_is_recorded_below_the_share_that_its_source_covers():
    assert [is_recorded(mark) for mark in (0, 0.49, 0.5, 0.99)] == [1, 1, 0, 0]


def test_a_source_without_coverage_records_nothing():
    assert is_recorded(0, coverage=0) == 0


def test_closer_inspection_records_more_but_never_more_than_all():
    assert [is_recorded(mark, inspection=1.5) for mark in (0.74, 0.75)] == [1, 0]
    assert is_recorded(0.999, inspection=9) == 1


def landed(results, marks, *, kinds, inspection=(1, 1)):
    """Where the records of some conducts land; lanes 0 and 1 in turn, kind 1 is covered by half and kind 2 wholly."""
    n, shares, where = len(results), np.zeros(KINDS, f32), np.full(len(results), 7, i32)
    shares[1:3] = 0.5, 1
    words = np.array([u32(int(one * 2**24) << 8) for one in marks], u32)
    which, lane = np.arange(n, dtype=i32), np.arange(n, dtype=i32) % 2
    kind, result = np.array(kinds, i32), np.array(results, i32)
    COVERAGE.record_seen(n, which, lane, kind, result, np.array(inspection, f32), words, shares, where)
    return where.tolist()


def test_each_conduct_is_recorded_by_its_own_kind_inspection_and_draw():
    found = landed([REAL] * 3, (0.7, 0.7, 0.7), kinds=(1, 1, 2), inspection=(1, 2))
    assert found == [UNSEEN, OWN_FILE, OWN_FILE]


def test_what_was_made_up_is_on_record_whoever_looked():
    assert landed([FALSE, FALSE], (0.99, 0.99), kinds=(1, 0)) == [OWN_FILE, OWN_FILE]


def test_where_nothing_came_of_it_nothing_is_written():
    assert landed([NO_EVENT], (0,), kinds=(2,)) == [UNSEEN]
