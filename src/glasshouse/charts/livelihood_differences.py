"""By how much livelihood differs between two worlds, month by month."""

from typing import NamedTuple

import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.lines import line_of, lines
from glasshouse.charts.livelihood import SIDES as OF_ONE_WORLD
from glasshouse.charts.numbers import signed, significant, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds
from glasshouse.charts.style import INK, Drawing, Words, nothing
from glasshouse.charts.table import Layout, Number, Table
from glasshouse.charts.two_worlds import side_by_side
from glasshouse.charts.words import after
from glasshouse.results.numbers import IN_100, LESS, Form
from glasshouse.storage.kinds import SIDES as WORLDS


class Side(NamedTuple):
    """A difference of one side of livelihood: its unit, how it is written, and how its picture is read."""

    unit: str
    form: Form
    note: str


SIDES = {
    "money": Side("months of outgoings", LESS, "Months of one’s usual outgoings."),
    "strain": Side("of 1", LESS, "Strain goes from 0 to 1."),
    "employed": Side("in 100 people", IN_100, "People in 100."),
}


def months_of(study: TwoWorlds, side: str) -> pl.DataFrame:
    """A row a month: a minus b in the column of the side, and of one seed both means as ``a`` and ``b``."""
    if has_many_seeds(study):
        return study.table("less")
    wide = study.table("over_time").filter(pl.col("people") > 0).pivot("world", index="month", values=side)
    return wide.with_columns((pl.col("a") - pl.col("b")).alias(side))


def _words(study: TwoWorlds, side: str) -> Words:
    """The difference of the two means at the end; in full, both means and the widest difference."""
    how, title, frame = SIDES[side], OF_ONE_WORLD[side].title, months_of(study, side)
    many = has_many_seeds(study)
    ends = (f"{side}_least", f"{side}_most") if many else (side,)
    if not any((frame[name] != 0).any() for name in ends):
        every = ", in every comparison" if many else ""
        return nothing(f"{title}: the same mean in both worlds in every month{every}.")
    end = frame.sort("month").row(-1, named=True)
    about = f"{title}, mean of everybody in a minus that in b, month by month."
    if many:
        said = f"{title}, a minus b at the end, mean of everybody: {text_of(study, end, side, how.form)}."
        return Words(said, f"{about} {said}", note=how.note)
    said = f"{title}: {compared(end[side] * how.form.scale, how.unit)} at the end, mean of everybody."
    most = max(frame.to_dicts(), key=lambda row: abs(row[side]))
    a, b = (text_of(study, end, world, OF_ONE_WORLD[side].form) for world in WORLDS)
    widest = f"Widest in month {most['month']}: {signed(most[side] * how.form.scale)}."
    return Words(said, f"{about} {said} {after(end['month'])}: {a} in a, {b} in b. {widest}", note=how.note)


def compared(less: float | None, unit: str) -> str:
    """How much more or less in a than in b.

    >>> compared(0.349, "months"), compared(-0.0074, "months"), compared(0.0, "months")
    ('0.35 months more in a', '0.0074 months less in a', 'the same in both')
    """
    if not less:
        return "the same in both"
    return f"{significant(less)}{'' if unit == 'of 1' else f' {unit}'} {'more' if less > 0 else 'less'} in a"


def _draw(study: TwoWorlds, words: Words, side: str) -> Drawing:
    """The difference month by month, around the line of no difference."""
    form, frame = SIDES[side].form, months_of(study, side)
    told = OF_ONE_WORLD[side].form
    less = line_of(study, frame, side, form, name="a minus b", colour=INK, fill=(INK, 0.12))
    both = [] if has_many_seeds(study) else WORLDS
    return lines([less], words, form, 170, read=[line_of(study, frame, one, told, name=f"in {one}") for one in both])


def _table(study: TwoWorlds, side: str) -> Table | None:
    """The mean in both worlds, and the difference, month by month."""
    how = OF_ONE_WORLD[side]
    numbers = {f"{world}_{side}": Number(f"In {world}", how.form) for world in WORLDS}
    numbers[f"less_{side}"] = Number("a minus b", SIDES[side].form)
    rows = [row for row in side_by_side(study) if row[f"less_{side}"] is not None]
    return Layout(f"{how.title}, {how.unit}: mean of everybody", {"month": "Month"}, numbers, lambda _: rows)(study)


DIFFERENCES = tuple(
    Chart(
        f"difference_{side}", "livelihood", ANY_COMPARISONS, _words, _draw, _table,
        question=f"{OF_ONE_WORLD[side].title}: by how much does the mean differ between the worlds, month by month?",
        given={"side": side},
    )
    for side in SIDES
)  # fmt: skip
