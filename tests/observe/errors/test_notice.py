"""Notice: who does not learn of a record cannot contest it."""

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.observe.errors import notice

f32 = np.float32
NOTICE = as_written(notice.__name__)


def test_a_chance_of_those_who_learn_of_a_record_is_smaller_for_all():
    assert NOTICE.of_those_told(f32(0.5), f32(0.5)) == f32(0.25)


def test_where_nobody_learns_of_records_nothing_comes_of_it():
    assert NOTICE.of_those_told(f32(1), f32(0)) == 0
