"""How sources err, made ready for kernels."""

import numpy as np
import numpy.typing as npt

from glasshouse.life.compile import headroom, scheduled_conducts
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.errors.connection import Columns
from glasshouse.observe.errors.false_records import FalseTables, false_tables
from glasshouse.observe.model import ERRORS


def observe_tables(catalogue: Catalogue, most: npt.NDArray[np.float64]) -> Columns:
    """What kernels read of the errors of sources, by name: figures by kind of conduct, and the marks of false records.

    Parameters
    ----------
    most : float64 array [K]
        The highest factor on each conduct that any scheme could give, as for ``life.compile.life_tables``.
    """
    figures = {name: figures_by_kind(catalogue, name).astype(np.float32) for name, one in ERRORS.items() if one.by_kind}
    return figures | _marks_of_false_records(catalogue, most)._asdict()


def figures_by_kind(catalogue: Catalogue, name: str) -> npt.NDArray[np.float64]:
    """[K] A figure of the source that has each kind in view, such as its ``coverage``; 0 where none has."""
    figures = np.zeros(catalogue.size)
    for kind in catalogue.kinds:
        if kind.source is not None:
            figures[kind.row] = float(getattr(kind.source, name).value)
    return figures


def _marks_of_false_records(catalogue: Catalogue, most: npt.NDArray[np.float64]) -> FalseTables:
    rows = {kind.conduct.id: kind.row for kind in catalogue.kinds if kind.conduct}
    dues = [(kind.row, float(due.chance.value)) for kind, due in scheduled_conducts(catalogue)]
    falls = [
        (rows[one.conduct] if one.conduct else 0, float(one.falls.value) if one.falls else 0.0)
        for one in catalogue.livelihood.stages
    ]
    return false_tables(figures_by_kind(catalogue, "false_records"), headroom(catalogue, most), dues, falls)
