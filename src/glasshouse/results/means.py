"""What many seeds come to: every number of every table as a mean over seeds, with its interval."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.forked import refuse_a_fork_without_threads
from glasshouse.measure.gather import Layout

TABLES = ("numbers", "seeds")
SAID = ("mean", "sd", "low", "high", "least", "most", "seeds")
"""What is known of each number; see :meth:`Means.table`."""

Frames = Mapping[str, pl.DataFrame] | Callable[[str], pl.DataFrame]


class Means:
    """Many runs, or many comparisons, that differ in their seed alone, and so in chance alone.

    Parameters
    ----------
    info : mapping
        What ``ensemble.json`` says.
    tables : mapping of str to DataFrame, or a function from a name to a DataFrame
        ``numbers`` and ``seeds``, or how to read one.
    folder : Path, optional
        Where it is kept.
    part : str
        The scheme, or 'people' or 'firms', that this one is about.
    """

    layouts: ClassVar[Mapping[str, Layout]]  # of the tables
    of_what: ClassVar[str]  # what a table is of, in messages

    def __init__(self, info: Mapping[str, Any], tables: Frames, folder: Path | None, part: str) -> None:
        self.info: dict[str, Any] = dict(info)
        self.folder, self.part = folder, part
        self._read = tables.__getitem__ if isinstance(tables, Mapping) else tables

    @property
    def size(self) -> int:
        """How many seeds."""
        return int(self.info["seeds"])

    @cached_property
    def numbers(self) -> pl.DataFrame:
        """Every number of every table, one a row: mean over seeds, interval, spread of a single one, keys."""
        return self.whole("numbers").filter(part=self.part).drop("part")

    @cached_property
    def seeds(self) -> pl.DataFrame:
        """Every metric of every seed; of the first 10,000 seeds if there are more."""
        return self.whole("seeds").filter(part=self.part).drop("part")

    def whole(self, name: str) -> pl.DataFrame:
        """A table of the folder, whatever it is about."""
        refuse_a_fork_without_threads()
        return self._read(name)

    def all_tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Every table of the folder, whatever it is about."""
        return ((name, self.whole(name)) for name in TABLES)

    def table(self, name: str) -> pl.DataFrame:
        """A table of one of them with means over seeds in place of its numbers.

        Returns
        -------
        DataFrame
            What its rows are about, and for each column, such as ``people``: ``people``, the mean over seeds;
            ``people_low`` and ``people_high``, the interval; ``people_sd``, ``people_least`` and ``people_most`` of a
            single seed; ``people_seeds``, in how many it is defined. See :attr:`layouts` for the tables.

        Raises
        ------
        GlasshouseError
            If there is no such table.
        """
        layout = self._layout(name)
        mine, first = self.numbers.filter(table=name), next(iter(layout.columns))
        parts = [mine.filter(column=first).select(one for one in layout.heads if one in mine.columns)]
        for column in layout.columns:
            said = mine.filter(column=column).select(SAID)
            parts.append(said.rename({one: column if one == "mean" else f"{column}_{one}" for one in SAID}))
        return pl.concat(parts, how="horizontal")

    def number(self, table: str, column: str, **keys: Any) -> dict[str, Any]:
        """One number: its mean, interval and spread.

        Parameters
        ----------
        keys
            Which row of the table: ``ensemble.number("grades", "share", month=60, grade="A")``.

        Raises
        ------
        GlasshouseError
            If there is no such number, or more than one.
        """
        layout = self._layout(table)
        found = self.numbers.filter(pl.col("table") == table, pl.col("column") == column)
        for key, value in keys.items():
            if key not in found.columns:
                raise GlasshouseError(no_such("a key of a number", key, layout.keys))
            found = found.filter(pl.col(key).is_null() if value is None else pl.col(key) == value)
        if found.height != 1:
            asked = ", ".join(f"{key}={value!r}" for key, value in keys.items())
            raise GlasshouseError(f"{table}.{column} has {found.height} numbers with {asked or 'no key'}; name one.")
        return {name: found[name][0] for name in SAID}

    def _layout(self, table: str) -> Layout:
        if table not in self.layouts:
            raise GlasshouseError(no_such(f"a table of {self.of_what}", table, self.layouts))
        return self.layouts[table]
