"""The numbers that kinds of record have on the files of a run.

A catalogue may have a thousand kinds and a record has eight bits for its own. So those kinds alone are numbered that
some scheme of the run reads, in the order of their rows. A kind whose records can be settled takes two numbers, the
second for those that were.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.population.record import MOST_NUMBERS, NUMBERS

U8 = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Numbers:
    """Which kind of record each number stands for."""

    read: tuple[int, ...]  # the rows of the kinds that are numbered, ascending
    settled: frozenset[int]  # those of them that can be settled

    @cached_property
    def rows(self) -> npt.NDArray[np.int32]:
        """[256] The row of the kind that a number stands for; 0 for numbers that stand for none."""
        found = [0, *(row for row in self.read for _ in range(1 + (row in self.settled)))]
        return np.array(found + [0] * (NUMBERS - len(found)), np.int32)

    @cached_property
    def after(self) -> U8:
        """[256] The number of a record once it is settled; its own where it cannot be, or was."""
        return np.array([max(self.all_of(int(row)), default=at) for at, row in enumerate(self.rows)], np.uint8)

    def of(self, row: int) -> int:
        """The number of new records of the kind in a row; 0 if nobody reads them."""
        return self._first.get(row, 0)

    def all_of(self, row: int) -> tuple[int, ...]:
        """The numbers of records of the kind in a row: none, one, or that of new and that of settled ones."""
        first = self.of(row)
        return () if first == 0 else (first, first + 1) if row in self.settled else (first,)

    def by_row(self, rows: int) -> U8:
        """[rows] The number of new records, by the row of their kind."""
        return np.array([self.of(row) for row in range(rows)], np.uint8)

    @cached_property
    def _first(self) -> dict[int, int]:
        found, free = {}, 1
        for row in self.read:
            found[row], free = free, free + 1 + (row in self.settled)
        return found


def numbered(read: Collection[int], settled: Collection[int]) -> Numbers:
    """The kinds in these rows numbered, of which some can be settled.

    Raises
    ------
    GlasshouseError
        If they are more than a file can tell apart.
    """
    twice = frozenset(settled) & frozenset(read)
    if len(read) + len(twice) > MOST_NUMBERS:
        again = f", {len(twice):,} of which count twice because they can be settled" if twice else ""
        raise GlasshouseError(
            f"The schemes look at {count_of(len(read), 'kind')} of record{again}, and the files of a run tell at most "
            f"{MOST_NUMBERS} apart. Let them look at fewer conducts, or at fewer of the sources that have them in view."
        )
    return Numbers(tuple(sorted(read)), twice)


def is_settled(rows: npt.NDArray[np.int32], number: int) -> bool:
    """Whether a number stands for settled records: it is the second of two that stand for one kind."""
    return number > 1 and bool(rows[number] == rows[number - 1])


def translated(before: npt.NDArray[np.int32], now: Numbers) -> U8:
    """[256] The number of now of each number of another run; 0 where nobody reads such records any more.

    Parameters
    ----------
    before : int32 array [256]
        ``Numbers.rows`` of the other run, by the same catalogue.
    """
    found = np.zeros(NUMBERS, np.uint8)
    for number, row in enumerate(before.tolist()):
        if own := now.all_of(row):
            found[number] = own[-1] if is_settled(before, number) else own[0]
    return found
