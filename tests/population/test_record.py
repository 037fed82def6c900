"""The bits of a record, each in one place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.population import record as _record
from glasshouse.population.record import AGE, MOST_NUMBERS, NUMBER, NUMBERS, OLDEST, WRONG, renumbered

RECORD = as_written(_record.__name__)
numbers, ages, marks = st.integers(1, MOST_NUMBERS), st.integers(0, int(OLDEST)), st.booleans()


def test_the_parts_of_a_record_fill_its_sixteen_bits_without_overlap():
    parts = [WRONG, AGE, NUMBER]
    assert [one.at for one in parts] == [0, *(one.at + one.size for one in parts[:-1])]
    assert NUMBER.at + NUMBER.size == 16


@given(numbers, ages, marks)
def test_what_is_put_into_a_record_is_read_from_it(number: int, age: int, wrong: bool):
    made = RECORD.at_age(RECORD.new_record(number, int(wrong)), age)
    assert (RECORD.number_of(made), RECORD.age_of(made), RECORD.is_wrong(made)) == (number, age, wrong)
    assert 0 < int(made) < 1 << 16


@pytest.mark.parametrize("age", [0, 5, 127])
def test_another_age_changes_nothing_but_the_age(age: int):
    before = RECORD.at_age(RECORD.new_record(177, 1), 60)
    after = RECORD.at_age(before, age)
    assert RECORD.age_of(after) == age
    assert RECORD.at_age(after, 60) == before


@pytest.mark.parametrize("number", [1, 77, 255])
def test_another_number_changes_nothing_but_the_number(number: int):
    before = RECORD.at_age(RECORD.new_record(177, 1), 60)
    after = RECORD.at_number(before, np.uint8(number))
    assert RECORD.number_of(after) == number
    assert RECORD.at_number(after, 177) == before


def test_files_get_other_numbers_and_lose_the_records_that_have_none():
    to = np.zeros(NUMBERS, np.uint8)
    to[[3, 200]] = 255, 1
    word = 0x0305 | 0xC8FF << 16 | 0x0707 << 48
    assert renumbered(np.array([0, word], np.uint64), to).tolist() == [0, 0xFF05 | 0x01FF << 16]
