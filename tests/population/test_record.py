"""The bits of a record, each in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.population import record as _record
from glasshouse.population.record import AGE, KIND, MOST_KINDS, OLDEST, SETTLED, WRONG

RECORD = as_written(_record.__name__)
kinds, ages, marks = st.integers(1, MOST_KINDS), st.integers(0, int(OLDEST)), st.booleans()


def test_the_parts_of_a_record_fill_its_sixteen_bits_without_overlap():
    parts = [WRONG, AGE, KIND, SETTLED]
    assert [one.at for one in parts] == [0, *(one.at + one.size for one in parts[:-1])]
    assert SETTLED.at + SETTLED.size == 16


@given(kinds, ages, marks, marks)
def test_what_is_put_into_a_record_is_read_from_it(kind: int, age: int, wrong: bool, settled: bool):
    made = RECORD.at_age(RECORD.new_record(kind, int(wrong)), age)
    made = RECORD.as_settled(made) if settled else made
    read = (RECORD.kind_of(made), RECORD.age_of(made), RECORD.is_wrong(made), RECORD.is_settled(made))
    assert read == (kind, age, wrong, settled)
    assert 0 < int(made) < 1 << 16


@pytest.mark.parametrize("age", [0, 5, 127])
def test_another_age_changes_nothing_but_the_age(age: int):
    before = RECORD.as_settled(RECORD.at_age(RECORD.new_record(77, 1), 60))
    after = RECORD.at_age(before, age)
    assert RECORD.age_of(after) == age
    assert RECORD.at_age(after, 60) == before
