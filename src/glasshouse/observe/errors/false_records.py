"""False records: a source writes down what did not happen, so often for each conduct that did."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import Field

from glasshouse.base.compiled import scalar
from glasshouse.base.evidence import Rate
from glasshouse.observe.errors.declared import SourceError

f32, i32 = np.float32, np.int32
Floats = npt.NDArray[np.float64]
DUES, STAGES = 3, 8  # scheduled conducts; stages of debt

FalseRecords = Annotated[
    Rate,
    Field(description="Records of things that did not happen, per true conduct in view at the usual rate."),
    SourceError(heading="Writes of nothing"),
]


class FalseTables(NamedTuple):
    """Which marks make a false record. What did not happen is drawn by the mark that decides whether it did."""

    false_from: npt.NDArray[np.float32]  # [K] marks of an occasion at or above this make one
    due_false_from: npt.NDArray[np.float32]  # [3] the same of each scheduled conduct
    slips: npt.NDArray[np.float32]  # [8] width of the marks of each stage of debt that make one of falling from it


def false_tables(
    rates: Floats, room: Floats, dues: Sequence[tuple[int, float]], falls: Sequence[tuple[int, float]]
) -> FalseTables:
    """The marks that make a false record.

    Parameters
    ----------
    rates : float64 array [K]
        False records per true conduct at the usual rate, of each kind.
    room : float64 array [K]
        How many occasions come for each conduct at the usual rate.
    dues, falls : sequences of pairs
        The kind of each scheduled conduct and its chance; the kind that falling from each stage of debt is (0 for
        none), and the chance of it a month.
    """
    due_false_from, slips = np.ones(DUES, np.float32), np.zeros(STAGES, np.float32)
    for at, (kind, chance) in enumerate(dues):
        due_false_from[at] = 1 - rates[kind] * chance
    for at, (kind, chance) in enumerate(falls):
        slips[at] = chance * rates[kind]
    return FalseTables((1 - rates / room).astype(np.float32), due_false_from, slips)


@scalar
def is_made_up(mark, false_from):
    """Whether what did not happen is on record all the same, by the mark in [0, 1) that decided that it did not."""
    return i32(mark >= false_from)


@scalar
def is_slip(mark, fall, slips):
    """Whether a stage that was not fallen from is put on record as fallen from: the marks just above ``fall``."""
    return i32(i32(mark >= fall) & i32(mark < f32(fall + slips)))
