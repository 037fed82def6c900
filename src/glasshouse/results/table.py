"""What a table is: what a row is about, its columns, how each behaves over seeds, and how it is made.

A table is declared once, where it is made. What is stored, what an ensemble gathers of it, and what the documentation
says of it follow from that.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from glasshouse.measure.gather import COUNT, MEAN, SHARE, SIGNED, Layout, Limits, Quantity
from glasshouse.population.people import TRAITS

Made = Callable[[Any], Any]
"""From what was simulated, or from other tables, to the values of a table by column, or to a frame."""

INT, FLOAT, TEXT, BOOL = pl.Int64(), pl.Float64(), pl.String(), pl.Boolean()
TELLS_ROWS, FOLLOWS = "tells rows apart", "follows from what tells rows apart"


class Column(NamedTuple):
    """A column of a table; one that says nothing of a row, and is no number, an ensemble leaves out."""

    kind: pl.DataType
    of_row: str = ""  # TELLS_ROWS or FOLLOWS
    number: Quantity | None = None  # how it behaves over seeds


KEY, NUMBERED, YES_OR_NO = (Column(kind, TELLS_ROWS) for kind in (TEXT, INT, BOOL))
NAME, WORTH, FLAG = (Column(kind, FOLLOWS) for kind in (TEXT, INT, BOOL))
COUNTED = Column(INT, "", COUNT)
PART, AVERAGE, DIFFERENCE = (Column(FLOAT, "", how) for how in (SHARE, MEAN, SIGNED))
AS_COUNTED = Column(FLOAT, "", COUNT)  # a count that is weighted


def part_of(part: str, whole: str) -> Column:
    """A share of what is counted in one column of what is counted in another."""
    return Column(FLOAT, "", SHARE._replace(ratio=(part, whole)))


EACH_TRAIT = dict.fromkeys(TRAITS, KEY)


def each(column: Column, *names: str) -> dict[str, Column]:
    """Columns of one kind, by name."""
    return dict.fromkeys(names, column)


@dataclass(frozen=True)
class Table:
    """One table."""

    about: str  # what a row is
    declared: Mapping[str, Column]
    made: Made
    gathered: bool = True  # whether an ensemble takes means of it
    limits: tuple[str, Mapping[str, Limits]] | None = None  # of all numbers, by the values of a key

    @property
    def columns(self) -> dict[str, pl.DataType]:
        """The columns as they are stored, for people."""
        return {name: one.kind for name, one in self.declared.items()}

    def columns_of(self, traits: Iterable[str]) -> dict[str, pl.DataType]:
        """The columns where subjects have these traits."""
        if not set(TRAITS) <= set(self.declared):
            return self.columns
        first = next(iter(TRAITS))
        return {
            name: kind
            for column, own in self.columns.items()
            if column not in TRAITS or column == first
            for name, kind in (dict.fromkeys(traits, TEXT) if column == first else {column: own}).items()
        }

    @property
    def layout(self) -> Layout:
        """What it is to an ensemble that gathers it."""
        keys, names = (
            tuple(name for name, one in self.declared.items() if one.of_row == what) for what in (TELLS_ROWS, FOLLOWS)
        )
        numbers = {name: one.number for name, one in self.declared.items() if one.number is not None}
        return Layout(keys, numbers, names, self.limits)


class Tables(dict[str, Table]):
    """Tables by name, in the order in which they were declared."""

    def table(
        self,
        about: str,
        columns: Mapping[str, Column],
        *,
        gathered: bool = True,
        limits: tuple[str, Mapping[str, Limits]] | None = None,
    ) -> Callable[[Made], Made]:
        """Enlist the decorated function, which makes the columns of the table that bears its name."""

        def enlist(made: Made) -> Made:
            self[made.__name__.lstrip("_")] = Table(about, columns, made, gathered, limits)
            return made

        return enlist

    def made_of(
        self, outcome: Any, traits: Iterable[str], names: Iterable[str] | None = None
    ) -> dict[str, pl.DataFrame]:
        """Every table of what came of a simulation, or those that are named; ``traits``: those that subjects have."""
        wanted = self if names is None else {name: self[name] for name in names}
        return {name: pl.DataFrame(one.made(outcome), schema=one.columns_of(traits)) for name, one in wanted.items()}

    @property
    def layouts(self) -> dict[str, Layout]:
        """What is gathered, by name."""
        return {name: one.layout for name, one in self.items() if one.gathered}
