"""The columns of tables, made of counts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.measure.tally import Counts


def grid(counts: Counts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The two places of every entry of a matrix, row by row."""
    rows, columns = np.indices(counts.shape)
    return rows.ravel(), columns.ravel()


def named(index: npt.NDArray[Any], names: Sequence[str]) -> pl.Series:
    """The name of every index; null where there is nothing to be named after."""
    if not names:
        return pl.Series([None] * len(index), dtype=pl.String)
    return pl.Series(names, dtype=pl.String).gather(index.astype(np.int64))


def ratio(part: Counts, whole: Counts) -> pl.Series:
    """``part / whole``; null where the whole is nothing."""
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=np.asarray(whole) > 0)
    return pl.Series(share).fill_nan(None)
