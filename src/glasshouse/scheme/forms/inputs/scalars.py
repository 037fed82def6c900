"""What an amount of something gives an account, for the lane loops and for one subject."""

import numpy as np

from glasshouse.base.compiled import scalar

f32, i32 = np.float32, np.int32


@scalar
def no_more(value, most):
    """A float32, or the most that it may be."""
    return value if value < most else most


@scalar
def by_amount(rate, amount, most):
    """Points for an amount at a rate, and no more than ``most``."""
    return f32(no_more(f32(rate * amount), most))


@scalar
def in_points(value):
    """A float32 as the nearest whole number, halves upwards."""
    return i32(np.floor(f32(value + f32(0.5))))
