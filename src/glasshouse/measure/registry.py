"""What a metric is: a number with its unit, limits, meaning and source, enlisted where it is defined."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.measure.tally import GRADES, Tallies

CELLS = 4 * GRADES  # of Tallies.people: grade + 8 * on a list + 16 * under sanction by wrong records alone
Cells = npt.NDArray[np.bool_]
"""[CELLS] A yes or no for every cell of ``Tallies.people``."""

AUDIT = "Metric definitions customary in audits of decisions"


class Finding(NamedTuple):
    """The value of a metric in one run; ``None`` where it is not defined."""

    value: float | None
    people: int | None = None  # how many people (or records, or requests) stand behind the value
    of: int | None = None  # out of how many
    note: str = ""


Measure = Callable[[Tallies, Cells], Finding]


@dataclass(frozen=True)
class Metric:
    """A named number that every run has."""

    id: str
    title: str
    unit: str
    limits: tuple[float, float]  # lowest and highest value that make sense
    meaning: str
    source: str
    measure: Measure
    part: str | None = None  # the part of the model that has it, if not every run does


METRICS: dict[str, Metric] = {}
"""Every metric by its id, in the order in which pages show them."""


def metric(
    *,
    title: str,
    unit: str,
    limits: tuple[float, float] = (0.0, math.inf),
    source: str = AUDIT,
    part: str | None = None,
) -> Callable[[Measure], Measure]:
    """Enlist the decorated function; its name is the id of the metric, its docstring the meaning."""

    def enlist(measure: Measure) -> Measure:
        name, meaning = measure.__name__, (measure.__doc__ or "").strip()
        if name in METRICS or not meaning:
            raise ValueError(f"The metric {name!r} needs a docstring and a name of its own.")
        METRICS[name] = Metric(name, title, unit, limits, meaning, source, measure, part)
        return measure

    return enlist


def measure_all(tallies: Tallies, sanctioned: Cells) -> dict[str, Finding]:
    """What every enlisted metric finds, by its id; those of parts of the model only where these are on."""
    there = {name: one for name, one in METRICS.items() if one.part is None or one.part in tallies.on}
    return {name: one.measure(tallies, sanctioned) for name, one in there.items()}


def sanctioned_cells(sanctioned_grades: Sequence[bool]) -> Cells:
    """[CELLS] Which cells are people under sanction: on a list, or in a grade, that refuses something.

    >>> sanctioned_cells([False, True]).nonzero()[0][:5].tolist()
    [1, 8, 9, 10, 11]
    """
    cells = np.arange(CELLS)
    grades = np.zeros(GRADES, np.bool_)
    grades[: len(sanctioned_grades)] = sanctioned_grades
    return np.asarray(grades[cells % GRADES] | listed_cells(), np.bool_)


def wrongly_cells() -> Cells:
    """[CELLS] Which cells are people whom nothing would sanction without the wrong records in their files."""
    return np.asarray(np.arange(CELLS) >= 2 * GRADES)


def listed_cells() -> Cells:
    """[CELLS] Which cells are people on a list that refuses something."""
    return np.asarray(np.arange(CELLS) // GRADES % 2 == 1)


def share(part: int, whole: int, note: str = "") -> Finding:
    """``part`` of ``whole`` as a finding; not defined where the whole is nothing."""
    return Finding(part / whole if whole else None, part, whole, note)
