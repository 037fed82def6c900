"""The livelihood of people under sanction and of all others, month by month."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.lines import Line, line_of, lines
from glasshouse.charts.numbers import plain, size_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds
from glasshouse.charts.style import FREE, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number, Numbers, Table, by_month
from glasshouse.charts.words import after
from glasshouse.results.numbers import NUMBER, SHARE, TENTHS, Form


class Side(NamedTuple):
    """One side of livelihood: its name, its unit, how it is written, and how its picture is read."""

    title: str
    unit: str
    form: Form
    note: str
    highest: float | None = None
    after: str = ""  # what a title says after a number


SIDES = {
    "money": Side(
        "Savings", "months of one's usual outgoings", TENTHS, "Months of one’s usual outgoings.",
        after=" months of outgoings",
    ),
    "strain": Side("Strain", "from 0, none, to 1, the most", NUMBER, "From 0, none, to 1, the most."),
    "employed": Side("In work", "share of people", SHARE, "Share of people.", 1.0),
}  # fmt: skip
WHO = {True: "under sanction", False: "all others"}


def _months(study: OneWorld, side: str) -> dict[bool, pl.DataFrame]:
    """The months of both groups in which there is a mean; of many seeds those in which every run has one."""
    whole = study.table("living")
    if has_many_seeds(study):
        whole = whole.filter(pl.col(f"{side}_seeds") == size_of(study))
    else:
        whole = whole.filter((pl.col("people") > 0) & pl.col(side).is_not_null() & pl.col(side).is_not_nan())
    return {sanctioned: whole.filter(sanctioned=sanctioned) for sanctioned in WHO}


def _words(study: OneWorld, side: str) -> Words:
    """The two means at the end; in full, with the number of people behind each."""
    how, each = SIDES[side], _months(study, side)
    if any(frame.is_empty() for frame in each.values()):
        who = "In some runs nobody" if has_many_seeds(study) else "Nobody"
        return nothing(f"{who} is under sanction at any time that can be told, so there are no two groups to compare.")
    under, others = (frame.sort("month").row(-1, named=True) for frame in each.values())
    mine, theirs = (text_of(study, row, side, how.form) for row in (under, others))
    title = f"{how.title}: {mine}{how.after} under sanction, {theirs}{how.after} for all others."
    people = [text_of(study, row, "people") for row in (under, others)]
    told = (
        f"{how.title}, {how.unit}, mean month by month. {after(under['month'])}: {mine} for the {people[0]} people "
        f"under sanction, {theirs} for the {people[1]} others."
    )
    return Words(title, told, note=how.note)


def _draw(study: OneWorld, words: Words, side: str) -> Drawing:
    how, each = SIDES[side], _months(study, side)
    line = partial(_line, study, side, how.form)
    under = line(each[True], name=WHO[True], colour=SANCTION, width=3)
    others = line(each[False], name=WHO[False], colour=FREE, dash=[7, 3])
    return lines([under, others], words, how.form, 190, how.highest)


def _line(study: OneWorld, side: str, form: Form, frame: pl.DataFrame, **looks: object) -> Line:
    return line_of(study, frame, side, form, lambda row: f"{plain(row[side], form)}; {row['people']:,} people", **looks)


def _rows(study: OneWorld) -> Iterator[Row]:
    for row in sorted(by_month(frame(study, "living")), key=lambda row: (row["month"], not row["sanctioned"])):
        yield {**row, "who": WHO[row["sanctioned"]]}


def _table(study: OneWorld, side: str) -> Table | None:
    """Means month by month, of people under sanction and of all others."""
    how = SIDES[side]
    numbers: Numbers = {side: Number("Mean", how.form), "people": "People"}
    heads = {"month": "Month", "who": "Who"}
    return Layout(f"{how.title}, {how.unit}: mean", heads, numbers, _rows, across="who")(study)


LIVELIHOOD = tuple(
    Chart(
        f"living_{side}", "livelihood", ANY_RUNS, _words, _draw, _table,
        question=f"{how.title}: what is the mean of people under sanction, and of all others, month by month?",
        given={"side": side},
    )
    for side, how in SIDES.items()
)  # fmt: skip
