"""One table that agrees with many margins: proportional fitting, and rounding that keeps the margins."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError

Table = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

MOST_ROUNDS = 1000
NEAR = 1e-8  # a margin is met when no share of the region's people is off by more
_FINE = 2.0**20  # places are compared in whole millionths, so that ties fall the same way on every machine


class Margin(NamedTuple):
    """What a part of the table is asked to be: ``shares`` along ``axes``, at each level of ``by``."""

    title: str
    where: tuple[slice, ...]  # the part of the table, a slice for each axis but the last
    axes: tuple[int, ...]
    shares: Table  # as many axes as the table, 1 long where nothing is said; adds up to 1 along ``axes``
    by: tuple[int, ...] = ()
    of_all: bool = False  # ``shares`` are of all people of the region instead of those in ``where``


def fitted(seed: Table, margins: Sequence[Margin], regions: Sequence[str]) -> Table:
    """The table nearest to ``seed`` that meets all margins; the last axis is the region, each adding up to 1.

    Iterative proportional fitting (Deming and Stephan 1940): each margin in turn rescales its part of the
    table, until nothing moves.

    Raises
    ------
    GlasshouseError
        If the margins contradict each other; the text names the region and the margin that cannot be met.
    """
    everything = tuple(range(seed.ndim - 1))
    table = seed / seed.sum(axis=everything)
    for _ in range(MOST_ROUNDS):
        off = max((_meet(table, margin) for margin in margins), default=0.0)
        if off < NEAR:
            return np.asarray(table / table.sum(axis=everything))
        if off == np.inf:
            break
    raise GlasshouseError(_contradiction(table, margins, regions))


def _meet(table: Table, margin: Margin) -> float:
    """How far the margin was missed; now it is met. Infinite if there is nobody to meet it with."""
    now, asked = _now_and_asked(table, margin)
    if ((now == 0) & (asked > NEAR)).any():
        return np.inf
    part = table[margin.where]
    part *= np.divide(asked, now, out=np.ones_like(asked), where=now > 0)
    return float(np.abs(asked - now).max())


def _now_and_asked(table: Table, margin: Margin) -> tuple[Table, Table]:
    axes = tuple(range(table.ndim - 1))
    others = tuple(axis for axis in axes if axis not in margin.axes + margin.by)
    now = table[margin.where].sum(axis=others, keepdims=True)
    if margin.of_all:
        return now, margin.shares * table.sum(axis=axes, keepdims=True)
    return now, margin.shares * now.sum(axis=margin.axes, keepdims=True)


def _contradiction(table: Table, margins: Sequence[Margin], regions: Sequence[str]) -> str:
    missed = []
    for margin in margins:
        now, asked = _now_and_asked(table, margin)
        off = np.abs(asked - now)
        place = np.unravel_index(int(off.argmax()), off.shape)
        missed.append((float(off[place]), margin.title, regions[int(place[-1])]))
    off_by, title, region = max(missed)
    return (
        f"{region}: the margins contradict each other. However often they are fitted, {title!r} is missed by "
        f"{off_by:.2%} of the people. Look for a tilt or a share of 0, or for margins that cannot both hold."
    )


def whole(targets: Table, kin: Table) -> Counts:
    """[G, C] Whole numbers for the C cells of G tables, each with the total of ``targets`` (a whole number).

    Largest remainder, one place after the other: each cell gets the whole part of its target, and at most one
    more. The next place goes to the cell where most is missing, in itself and in every margin that it belongs
    to; ``kin[c, d]`` says in how many margins cells c and d stand together. So margins are met as cells are.

    All numbers are whole (in a millionth of a place) and exact in float64, in whatever order they are added.
    """
    fine = np.rint(targets * _FINE)
    counts = np.floor(fine / _FINE)
    left = fine - counts * _FINE
    missing = np.rint(targets.sum(axis=1)) - counts.sum(axis=1)
    wanted = np.where(left > 0, left @ kin, -np.inf)
    rows = np.arange(len(targets))
    while (open_ := rows[missing > 0]).size:
        cell = wanted[open_].argmax(axis=1)
        counts[open_, cell] += 1
        missing[open_] -= 1
        wanted[open_] -= kin[cell] * _FINE
        wanted[open_, cell] = -np.inf
    return counts.astype(np.int64)


def kinship(levels: Sequence[npt.NDArray[np.int64]]) -> Table:
    """[C, C] In how many margins (of one trait, of two, of all) cells c and d stand together.

    ``levels`` holds, for each trait, the level of every cell.

    >>> kinship([np.array([0, 0, 1]), np.array([0, 1, 1])])
    array([[3., 1., 0.],
           [1., 3., 1.],
           [0., 1., 3.]])
    """
    alike = sum((np.equal.outer(level, level).astype(np.int64) for level in levels), np.int64(0))
    return np.asarray(2.0**alike - 1)
