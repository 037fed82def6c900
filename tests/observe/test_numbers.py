"""Which kind of record each number on file stands for."""

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.numbers import is_settled, numbered, translated

FEW = numbered({5, 300, 9}, {300, 700})  # nobody reads records of row 700


def test_kinds_are_numbered_in_the_order_of_their_rows_and_twice_if_they_can_be_settled():
    assert FEW.rows[:6].tolist() == [0, 5, 9, 300, 300, 0]
    assert [FEW.all_of(row) for row in (5, 9, 300, 700)] == [(1,), (2,), (3, 4), ()]


def test_new_records_have_the_first_number_of_their_kind():
    assert np.flatnonzero(FEW.by_row(1024)).tolist() == [5, 9, 300]
    assert FEW.by_row(1024)[[5, 9, 300]].tolist() == [1, 2, 3]


def test_only_a_record_that_can_be_settled_has_another_number_afterwards():
    assert FEW.after[:7].tolist() == [0, 1, 2, 4, 4, 5, 6]
    assert [is_settled(FEW.rows, number) for number in range(5)] == [False, False, False, False, True]


def test_as_many_kinds_as_eight_bits_tell_apart_are_numbered_and_more_are_refused_with_their_count():
    assert numbered(range(1, 251), range(1, 6)).rows[255] == 250
    with pytest.raises(GlasshouseError, match="look at 256 kinds of record, and the files of a run tell at most 255"):
        numbered(range(1, 257), ())
    with pytest.raises(GlasshouseError, match="250 kinds of record, 6 of which count twice because they can be sett"):
        numbered(range(1, 251), range(1, 7))


def test_numbers_of_another_run_are_translated_by_kind_and_by_whether_they_were_settled():
    now = numbered({9, 300, 301}, {9, 300})
    assert translated(FEW.rows, now)[:6].tolist() == [0, 0, 1, 3, 4, 0]
    assert translated(now.rows, FEW)[:7].tolist() == [0, 2, 2, 3, 4, 0, 0]
