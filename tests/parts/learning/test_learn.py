"""The rules of learning, by examples that can be checked by hand."""

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.parts.learning import learn as _learn
from glasshouse.parts.learning.tables import FULL, LESSON, NEVER
from glasshouse.population.record import new_record

learn = as_written(_learn.__name__)
f32, i32 = np.float32, np.int32


def test_a_record_adds_one_lesson():
    assert learn.taught(i32(0)) == LESSON
    assert learn.taught(i32(10)) == LESSON + 10


def test_nobody_carries_more_than_a_byte_holds():
    assert learn.taught(i32(FULL)) == FULL
    assert learn.taught(i32(FULL - 1)) == FULL


def test_a_lesson_that_does_not_fade_stays_whatever_the_noise():
    for lesson in range(FULL + 1):
        assert learn.faded(i32(lesson), f32(1), f32(255 / 256)) == lesson


def test_one_that_fades_at_once_is_gone():
    assert learn.faded(i32(FULL), f32(0), f32(255 / 256)) == 0


def test_a_lesson_fades_by_the_right_amount_on_average():
    left = [learn.faded(i32(30), f32(0.89), f32(noise / 256)) for noise in range(256)]
    assert np.mean(left) == pytest.approx(30 * 0.89, abs=0.01)


@pytest.mark.parametrize(("age", "told", "teaches"), [(1, 1, 1), (2, 1, 0), (0, 1, 0), (2, 2, 1), (127, NEVER, 0)])
def test_a_record_teaches_in_the_one_month_in_which_it_begins_to_cost_something(age: int, told: int, teaches: int):
    record = i32(new_record(i32(7), i32(1)) | age << 1)
    assert learn.is_told(record, i32(told)) == teaches


def test_the_more_one_carries_the_more_is_held_back_up_to_the_most():
    marks = [f32(one / 1000) for one in range(1000)]

    def held(lesson: int) -> int:
        return sum(int(learn.refrains(mark, i32(lesson), f32(0.001), f32(0.1))) for mark in marks)

    assert [held(lesson) for lesson in (0, 32, 64, 100, 255)] == [0, 32, 64, 100, 100]
