"""What an amount gives."""

import numpy as np
import pytest

from glasshouse.scheme.forms.inputs.scalars import by_amount, in_points, no_more

f32 = np.float32


@pytest.mark.parametrize(("rate", "points"), [(2, 6), (20, 25), (-2, -6)])
def test_an_amount_gives_its_rate_and_no_more_than_the_end(rate: float, points: float):
    assert by_amount(f32(rate), f32(3), f32(25)) == points


def test_what_is_under_the_end_stays():
    assert (no_more(f32(1), f32(2)), no_more(f32(3), f32(2))) == (1, 2)


@pytest.mark.parametrize(("value", "points"), [(0.49, 0), (0.5, 1), (-0.5, 0), (-0.51, -1)])
def test_halves_go_up(value: float, points: int):
    assert in_points(f32(value)) == points
