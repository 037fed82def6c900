"""Connection: what an unconnected source would record reaches no file."""

import numpy as np
import pytest

from glasshouse.observe.errors.connection import with_connected_only

f32, i32 = np.float32, np.int32


def columns() -> dict[str, np.ndarray]:
    made = {name: np.full(4, value, f32) for name, value in (("coverage", 0.8), ("notice", 0.5), ("false_from", 0.9))}
    return made | {"due_false_from": np.full(3, 0.9, f32), "slips": np.full(8, 0.1, f32)}


def test_what_is_recorded_truly_and_falsely_shrinks_to_the_share_that_is_connected():
    share = np.array([1, 0.5, 0, 1], f32)
    found = with_connected_only(columns(), share, np.array([1, 2, 3], i32), np.array([2] * 4 + [1] * 4, i32))
    assert found["coverage"].tolist() == pytest.approx([0.8, 0.4, 0, 0.8])
    assert found["false_from"].tolist() == pytest.approx([0.9, 0.95, 1, 0.9])
    assert found["due_false_from"].tolist() == pytest.approx([0.95, 1, 0.9])
    assert found["slips"].tolist() == pytest.approx([0] * 4 + [0.05] * 4)


def test_what_is_said_of_each_record_stays_as_it_is():
    found = with_connected_only(columns(), np.zeros(4, f32), np.zeros(3, i32), np.zeros(8, i32))
    assert found["notice"].tolist() == [0.5] * 4
