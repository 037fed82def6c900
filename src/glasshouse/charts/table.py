"""What a table is: declared once by the keys of its rows, for one seed and for many."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import polars as pl

from glasshouse.charts.numbers import has_interval, plain, text_of
from glasshouse.charts.study import Study, has_many_seeds
from glasshouse.charts.style import Row
from glasshouse.charts.words import NONE, TRAIT_TITLES, capital, level_title
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.comparison_tables import EVERYBODY
from glasshouse.results.numbers import COUNT, SHARE, Form


class Link(NamedTuple):
    """A cell that leads to a published text, or to ``row`` of the table of texts on the page."""

    text: str
    url: str | None
    row: int | None = None


class Column(NamedTuple):
    """One column: its title, and whether it holds numbers."""

    title: str
    number: bool = True


Cell = str | Link


class Data(NamedTuple):
    """The same for programs: numbers as numbers, under the keys of their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


NO_DATA = Data((), [])


@dataclass(frozen=True)
class Table:
    """What a page shows as a table; the first cell of a row is its head."""

    caption: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    data: Data = NO_DATA


def table(caption: str, texts: Iterable[str], numbers: Iterable[str], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table whose columns ``texts`` come first and are aligned left, the columns ``numbers`` right."""
    columns = [Column(title, number=False) for title in texts] + [Column(title) for title in numbers]
    return Table(caption, tuple(columns), [tuple(row) for row in rows])


def as_rows(made: Table) -> list[dict[str, str]]:
    """The rows of a table as plain text, by the heads of its columns.

    >>> as_rows(table("Who", ["Name"], ["People"], [(Link("A", "https://example.org"), "3")]))
    [{'Name': 'A', 'People': '3'}]
    """
    heads = [column.title for column in made.columns]
    texts = ([cell.text if isinstance(cell, Link) else cell for cell in row] for row in made.rows)
    return [dict(zip(heads, row, strict=True)) for row in texts]


class Number(NamedTuple):
    """A column of numbers: its title, and how they are written."""

    title: str
    form: Form = COUNT
    counted: str = ""  # of a share: the key of what was counted
    whole: bool = False  # whether it is the same for all that stands side by side


Numbers = Mapping[str, str | Number]
"""Columns of numbers by key; a title alone is that of a count."""


@dataclass(frozen=True)
class Layout:
    """The declaration of a table: what its rows are about, the numbers of each, and where they come from.

    A row is a mapping with a value for each key. With ``x_low``, ``x_high``, ``x_sd`` and ``x_seeds`` beside it, a
    number x is a mean over seeds and is written with its interval; without them it stands alone. A column that no row
    has is left out.
    """

    caption: str
    heads: Mapping[str, str]  # title by key
    numbers: Numbers
    rows: Callable[[Any], Iterable[Row]]  # of a study
    across: str = ""  # the head whose values stand side by side, as far as numbers are of one seed

    def __call__(self, study: Study) -> Table | None:
        """The table of a study; None if it has no rows."""
        rows = list(self.rows(study))
        if not rows:
            return None
        heads = {key: title for key, title in self.heads.items() if key in rows[0]}
        numbers = {key: Number(one) if isinstance(one, str) else one for key, one in self.numbers.items()}
        numbers = {key: one for key, one in numbers.items() if key in rows[0]}
        made = self._shown(study, rows, heads, numbers)
        return replace(made, data=_data([*heads, *numbers], rows))

    def _shown(self, study: Study, rows: list[Row], heads: Mapping[str, str], numbers: Mapping[str, Number]) -> Table:
        """The table as people read it."""
        if self.across and not has_many_seeds(study):
            return _wide(self.caption, heads, numbers, self.across, rows)
        cells = [
            (
                *(_cell(row[key]) for key in heads),
                *(text_of(study, row, key, one.form, one.counted) for key, one in numbers.items()),
            )
            for row in rows
        ]
        return table(self.caption, heads.values(), [one.title for one in numbers.values()], cells)


def _data(keys: Sequence[str], rows: Sequence[Row]) -> Data:
    """Rows as values, with the ends of its interval beside each mean."""
    ends = {key: [f"{key}_low", f"{key}_high"] for key in keys if has_interval(rows[0], key)}
    columns = [one for key in keys for one in (key, *ends.get(key, ()))]
    return Data(tuple(columns), [tuple(_value(row.get(one)) for one in columns) for row in rows])


def _value(value: Any) -> Any:
    if isinstance(value, Link):
        return value.text
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _cell(value: Any) -> Cell:
    if isinstance(value, Link):
        return value
    return f"{value:,}" if isinstance(value, int) else NONE if value is None else str(value)


def _wide(
    caption: str, heads: Mapping[str, str], numbers: Mapping[str, Number], across: str, rows: Sequence[Row]
) -> Table:
    """A table in which the values of one head stand side by side; a share stands in brackets behind its count."""
    heads = {key: title for key, title in heads.items() if key != across}
    wholes = [key for key, one in numbers.items() if one.whole]
    apart = [key for key, one in numbers.items() if not one.whole and not one.counted]
    shares = {one.counted: key for key, one in numbers.items() if one.counted}
    found: dict[tuple[Any, ...], dict[Any, Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[key] for key in heads), {})[row[across]] = row

    def cell(row: Row | None, key: str) -> str:
        if row is None:
            return "0" if numbers[key].form.counts else NONE
        share = f" ({plain(row[shares[key]], SHARE)})" if key in shares else ""
        return plain(row[key], numbers[key].form) + share

    values = list(dict.fromkeys(row[across] for row in rows))
    cells = [
        (*map(_cell, of), *(cell(next(iter(at.values())), key) for key in wholes),
         *(cell(at.get(value), key) for value in values for key in apart))
        for of, at in found.items()
    ]  # fmt: skip
    titles = {(value, key): numbers[key].title for value in values for key in apart}
    named = [capital(value) + (f": {title.lower()}" if len(apart) > 1 else "") for (value, _), title in titles.items()]
    return table(caption, heads.values(), [*(numbers[key].title for key in wholes), *named], cells)


def count(number: int | None) -> str:
    """A count with its thousands apart.

    >>> count(12345), count(None)
    ('12,345', '–')
    """
    return NONE if number is None else f"{number:,}"


def months_shown(last: int) -> set[int]:
    """The months that a table shows: all of two years, every third of six, every twelfth of more; the last.

    >>> sorted(months_shown(30))[-3:]
    [24, 27, 30]
    """
    step = 1 if last <= 24 else 3 if last <= 72 else 12
    return {*range(0, last + 1, step), last}


def by_month(frame: pl.DataFrame, month: str = "month") -> list[Row]:
    """The rows of the months that a table shows, in their order."""
    rows = frame.sort(month, maintain_order=True).to_dicts()
    shown = months_shown(rows[-1][month] if rows else 0)
    return [row for row in rows if row[month] in shown]


GROUPS = {"in_trait": "Trait", "in_group": "Group"}
"""The heads of rows that :func:`of_groups` gives."""


def of_groups(found: pl.DataFrame | Iterable[Row], *, marked: bool = False) -> list[Row]:
    """Rows with their trait and group in words; ``marked``: those of a group of few people have a mark."""
    rows = found.to_dicts() if isinstance(found, pl.DataFrame) else list(found)
    whole: dict[str, float] = {}
    for row in rows if marked else ():
        whole[row["trait"]] = whole.get(row["trait"], 0) + row["people"]
    return [
        {
            **row,
            "in_trait": "Everybody" if row["trait"] == EVERYBODY else TRAIT_TITLES.get(row["trait"], row["trait"]),
            "in_group": "" if row["trait"] == EVERYBODY else level_title(row["level"]) + _mark(row, whole),
        }
        for row in rows
    ]


def _mark(row: Row, whole: Mapping[str, float]) -> str:
    return " *" if row["trait"] in whole and row["people"] < LEAST_SHARE * whole[row["trait"]] else ""
