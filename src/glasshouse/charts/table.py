"""The numbers behind a chart as a table that people read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from glasshouse.charts.look import Row
from glasshouse.charts.words import NONE, TRAIT_TITLES, level_title
from glasshouse.results.comparison_tables import EVERYBODY
from glasshouse.results.numbers import COUNT, SHARE, Form, Many, said

WHERE = {"a_only": "in a alone", "b_only": "in b alone", "both": "in both"}


ALONE = ("a_only", "b_only")


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


@dataclass(frozen=True)
class Table:
    """What a page shows as a table; the first cell of a row is its head."""

    caption: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]


def table(caption: str, texts: Iterable[str], numbers: Iterable[str], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table whose columns ``texts`` come first and are aligned left, the columns ``numbers`` right."""
    columns = [Column(title, number=False) for title in texts] + [Column(title) for title in numbers]
    return Table(caption, tuple(columns), [tuple(row) for row in rows])


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


class Shown(NamedTuple):
    """A column of numbers: its title, where they stand, how they are written, and the count behind a share."""

    title: str
    column: str
    form: Form = COUNT
    counted: str = ""


def spread(
    ensemble: Many,
    caption: str,
    rows: Iterable[Row],
    texts: Sequence[tuple[str, str]],
    numbers: Sequence[Shown],
) -> Table:
    """A table of rows of ``ensemble.table``: columns of text (title, column), then numbers with intervals."""
    cells = [
        [
            *(count(row[name]) if isinstance(row[name], int) else str(row[name]) for _, name in texts),
            *(said(row, one.column, one.form, ensemble.size, one.counted).text for one in numbers),
        ]
        for row in rows
    ]
    return table(caption, [title for title, _ in texts], [one.title for one in numbers], cells)


def titled(rows: Iterable[Row]) -> list[Row]:
    return [
        {**row, "trait": TRAIT_TITLES.get(row["trait"], row["trait"]), "level": level_title(row["level"])}
        for row in rows
    ]


REQUESTS = [Shown("Asked", "asked"), Shown("Refused", "refused"), Shown("Share", "refused_share", SHARE, "refused")]


def group_of(row: dict[str, Any]) -> tuple[str, str]:
    """The trait and level of a row, as words."""
    if row["trait"] == EVERYBODY:
        return "Everybody", ""
    return TRAIT_TITLES.get(row["trait"], row["trait"]), level_title(row["level"]) + (" *" if row.get("few") else "")
