"""Coverage: the share of conduct that a source records."""

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.observe.errors import coverage as _coverage

f32 = np.float32
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
