"""The numbers of many runs gathered seed by seed, in room that does not grow with them."""

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.measure.interval import LEVEL, Moments, Numbers, interval, ratio_of_means

Limits = tuple[float, float]
EACH = ("metrics", "value")  # the table and column that are also kept for each seed
MOST_EACH = 10_000  # seeds for which they are, so that room stays bounded


class Quantity(NamedTuple):
    """How a column of numbers behaves."""

    absent: float = math.nan  # what a row that a run does not have stands for; nan: the number is not defined there
    limits: Limits = (0.0, math.inf)  # lowest and highest value that make sense
    ratio: tuple[str, str] | None = None  # the columns of counts that it divides, if it is a share of these


COUNT, SHARE, MEAN, SIGNED = Quantity(0.0), Quantity(limits=(0, 1)), Quantity(), Quantity(limits=(-math.inf, math.inf))


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are to one who gathers it; columns that are not named here are left out."""

    keys: tuple[str, ...]  # what tells rows apart
    columns: Mapping[str, Quantity]
    names: tuple[str, ...] = ()  # what follows from the keys: titles, units
    by_row: tuple[str, Mapping[str, Limits]] | None = None  # a key, and the limits of all columns by its values

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns that say what a row is about."""
        return self.keys + self.names

    @property
    def ratios(self) -> dict[str, tuple[str, str]]:
        """The columns that divide one count by another, each with these two."""
        return {name: one.ratio for name, one in self.columns.items() if one.ratio is not None}

    def measured(self, table: pl.DataFrame) -> Numbers:
        """[rows, columns] The numbers of a table; then, of each share, how many of the whole are not in the part."""
        rest = [(pl.col(whole) - pl.col(part)).alias(f"not {name}") for name, (part, whole) in self.ratios.items()]
        numbers = table.select(pl.col(*self.columns), *rest)
        return numbers.select(pl.all().cast(pl.Float64).fill_null(math.nan)).to_numpy()

    def limits(self, column: str, rows: pl.DataFrame) -> tuple[Numbers, Numbers]:
        """[rows] Lowest and highest values of a column that make sense."""
        if self.by_row is None:
            low, high = self.columns[column].limits
            return np.full(rows.height, low, np.float64), np.full(rows.height, high, np.float64)
        key, known = self.by_row
        ends = np.array([known[one] for one in rows[key]], np.float64).reshape(-1, 2)
        return ends[:, 0], ends[:, 1]


@dataclass
class Sheet:
    """One table of all runs so far: its rows by key, and the moments of its cells."""

    layout: Layout
    rows: pl.DataFrame | None = None
    moments: Moments = field(default_factory=lambda: Moments.of((0, 0)))

    def add(self, table: pl.DataFrame, before: int) -> None:
        """Take in the table of one run, after ``before`` others."""
        keys = table.select(self.layout.heads)
        values = self.layout.measured(table)
        if self.rows is None:
            self.rows, self.moments = keys, Moments.of(values.shape)
            if before:
                self.moments = self._unseen(keys.height, before)
        if not keys.equals(self.rows, null_equal=True):
            values = self._in_place(keys, values, before)
        self.moments.add(values)

    def _in_place(self, keys: pl.DataFrame, values: Numbers, before: int) -> Numbers:
        """The values in the order of our rows; rows that are new get a place after them."""
        assert self.rows is not None
        new = keys.join(self.rows, on=self.layout.heads, how="anti", nulls_equal=True, maintain_order="left")
        if new.height:
            self.rows = pl.concat([self.rows, new])
            self.moments = self.moments.extended(self._unseen(new.height, before))
        places = self.rows.with_row_index("place")
        found = keys.join(places, on=self.layout.heads, how="left", nulls_equal=True, maintain_order="left")
        whole = np.tile(self._absent(), (self.rows.height, 1))
        whole[found["place"].to_numpy()] = values
        return whole

    def _absent(self) -> Numbers:
        """[columns] What rows stand for that a run does not have."""
        known = [one.absent for one in self.layout.columns.values()]
        return np.array(known + [0.0] * len(self.layout.ratios), np.float64)

    def _unseen(self, rows: int, before: int) -> Moments:
        """The moments of rows that none of the runs ``before`` had."""
        found = Moments.of((rows, len(self._absent())))
        if before:
            found.add(np.tile(self._absent(), (rows, 1)))
            found.n *= before
        return found

    def numbers(self, level: float) -> pl.DataFrame:
        """Every cell in a row: the keys, its column, and what :meth:`Gathered.numbers` says of it."""
        assert self.rows is not None
        each = []
        for at, column in enumerate(self.layout.columns):
            least, most = self.moments.least[:, at], self.moments.most[:, at]
            n, mean, sd = self._share(column) if column in self.layout.ratios else self._of(at)
            low, high = interval(n, mean, sd, level, self.layout.limits(column, self.rows))
            said = {"mean": mean, "sd": sd, "low": low, "high": high, "least": least, "most": most}
            known = {
                name: pl.Series(np.where((n > 0) & np.isfinite(one), one, np.nan)).fill_nan(None)
                for name, one in said.items()
            }
            each.append(self.rows.with_columns(column=pl.lit(column), seeds=pl.Series(n.astype(np.int64)), **known))
        return pl.concat(each)

    def _of(self, at: int) -> tuple[Numbers, Numbers, Numbers]:
        """[rows] Seeds, mean and spread of a column."""
        return self.moments.n[:, at], self.moments.mean[:, at], self.moments.sd[:, at]

    def _share(self, column: str) -> tuple[Numbers, Numbers, Numbers]:
        """[rows] Seeds, value and spread of a share: what is counted in all runs together, of all that is."""
        names, ratios = list(self.layout.columns), self.layout.ratios
        part, whole = (names.index(one) for one in ratios[column])
        rest = len(names) + list(ratios).index(column)
        return ratio_of_means(*(self._of(at) for at in (part, whole, rest)))


@dataclass
class Gathered:
    """The moments of every number of every table over seeds, which are added in their order.

    Parameters
    ----------
    layouts : mapping of str to Layout
        The tables that are gathered. Tables about single people are none: people of different seeds are different
        people, and a mean over those who bear the same number is about nobody.
    """

    layouts: Mapping[str, Layout]
    seeds: int = 0
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)  # by part and table
    each: list[Numbers] = field(default_factory=list)  # [parts * metrics] of every seed, up to MOST_EACH of them

    def add(self, parts: Mapping[str, Mapping[str, pl.DataFrame]]) -> None:
        """Take in the tables of one seed, by the name of a part (a scheme, a comparison) and their own.

        A row that a run does not have is 0 where things are counted, and not defined where they are divided. A share
        of things that are counted is that of all runs together, not the mean of the shares of single runs.
        """
        for part, tables in parts.items():
            for name, layout in self.layouts.items():
                if name in tables:
                    self.sheets.setdefault((part, name), Sheet(layout)).add(tables[name], self.seeds)
        if self.seeds < MOST_EACH:
            values = [tables[EACH[0]][EACH[1]].cast(pl.Float64) for tables in parts.values() if EACH[0] in tables]
            self.each.append(pl.concat(values).fill_null(math.nan).to_numpy())
        self.seeds += 1

    def of_each(self, first: int) -> pl.DataFrame:
        """Part, seed, metric and value, for every seed from ``first`` on; of the first 10,000 if they are more."""
        heads = [
            sheet.rows.select(part=pl.lit(part), metric="metric")
            for (part, table), sheet in self.sheets.items()
            if table == EACH[0] and sheet.rows is not None
        ]
        seeds = [
            pl.concat(heads).with_columns(seed=pl.lit(first + at, pl.UInt64), value=pl.Series(values).fill_nan(None))
            for at, values in enumerate(self.each)
        ]
        return pl.concat(seeds).select("part", "seed", "metric", "value")

    def numbers(self, level: float = LEVEL) -> pl.DataFrame:
        """Every number in a row.

        Returns
        -------
        DataFrame
            ``part`` and ``table``; ``key``, what the row of the table is about, in words; ``column``; ``seeds``, in
            how many the number is defined; ``mean``; ``sd``, the standard deviation of a single run; ``low`` and
            ``high``, the interval of the mean; ``least`` and ``most`` of a single run; then the keys of all tables,
            null where a table has none such.
        """
        found = []
        for (part, table), sheet in self.sheets.items():
            said = sheet.numbers(level).with_columns(
                part=pl.lit(part), table=pl.lit(table), key=_in_words(sheet.layout.keys)
            )
            found.append(said.sort(_by_number(sheet), maintain_order=True) if _by_number(sheet) else said)
        own = ("part", "table", "key", "column", "seeds", "mean", "sd", "low", "high", "least", "most")
        keys = dict.fromkeys(key for layout in self.layouts.values() for key in layout.heads)
        whole = pl.concat(found, how="diagonal")
        return whole.select(*own, *(key for key in keys if key in whole.columns))

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Everything that the next seed reads, as plain arrays by name."""
        state: dict[str, npt.NDArray[Any]] = {"seeds": np.array([self.seeds]), "each": np.array(self.each)}
        for (part, table), sheet in self.sheets.items():
            assert sheet.rows is not None
            rows = io.BytesIO()
            sheet.rows.write_ipc(rows)
            state[f"{part}/{table}/rows"] = np.frombuffer(rows.getvalue(), np.uint8)
            for one in fields(Moments):
                state[f"{part}/{table}/{one.name}"] = getattr(sheet.moments, one.name)
        return state

    @classmethod
    def from_state(cls, layouts: Mapping[str, Layout], state: Mapping[str, npt.NDArray[Any]]) -> Self:
        """What had been gathered when :meth:`state` was asked, to go on to the same bits."""
        found = cls(layouts, int(state["seeds"][0]), each=list(state["each"]))
        for name in state:
            if name.endswith("/rows"):
                part, table = name.removesuffix("/rows").rsplit("/", 1)
                moments = Moments(*(np.array(state[f"{part}/{table}/{one.name}"]) for one in fields(Moments)))
                rows = pl.read_ipc(io.BytesIO(state[name].tobytes()))
                found.sheets[part, table] = Sheet(layouts[table], rows, moments)
        return found


def _by_number(sheet: Sheet) -> list[str]:
    """The keys that count something, such as months: rows that came late find their place by them."""
    assert sheet.rows is not None
    return [name for name, kind in sheet.rows.schema.items() if kind.is_integer()]


def _in_words(keys: tuple[str, ...]) -> pl.Expr:
    said = [pl.format(f"{key.replace('_', ' ')} {{}}", pl.col(key).cast(pl.String)) for key in keys]
    return pl.concat_str(said, separator=", ", ignore_nulls=True)
