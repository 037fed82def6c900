"""What the run rests on besides its rules and numbers: the population, and how sources err."""

import polars as pl

from glasshouse.base.evidence import Figure, Sourced
from glasshouse.base.units import span_text
from glasshouse.charts.frames import frame
from glasshouse.charts.study import OneWorld
from glasshouse.charts.table import GROUPS, Layout, Number, Table, of_groups, table
from glasshouse.charts.words import NONE, percent
from glasshouse.observe.model import ERRORS
from glasshouse.results.numbers import SHARE


def told(number: Sourced) -> str:
    """Where a number comes from, in a few words.

    >>> told(Figure(value=0.8, assumed=(0.5, 0.95))), told(Figure(value=0.01, evidence="ftc-2012: table 3"))
    ('assumed, 0.5 to 0.95', 'ftc-2012: table 3')
    """
    if number.assumed is None:
        return number.evidence or NONE
    return f"assumed, {number.assumed[0]:g} to {number.assumed[1]:g}"


def how_sources_err(study: OneWorld) -> Table:
    """What every source sees and how it errs, with where the number comes from."""

    def cell(number: Figure | float) -> str:
        if isinstance(number, Figure):
            return f"{percent(float(number.value))} ({told(number)})"
        return "at once" if number == 0 else span_text(number)

    rows = [(one.title, *(cell(getattr(one, name)) for name in ERRORS)) for one in study.catalogue.sources]
    heads = ["Source", *(error.heading for error in ERRORS.values())]
    return table("Sources: what they record, and how they err", heads, [], rows)


margins = Layout(
    "People who are scored, by trait",
    GROUPS,
    {"people": "People", "of_all": Number("Share", SHARE)},
    lambda study: of_groups(
        frame(study, "disparities").with_columns(of_all=pl.col("people") / pl.col("people").sum().over("trait"))
    ),
)


def neighbourhoods(study: OneWorld) -> Table:
    """The kinds of neighbourhood, and the share of the settlement's people that live in each."""
    rows = [
        (one.title, one.settlement, told(one.share), percent(float(one.share.value)))
        for one in study.world.neighbourhoods
    ]
    heads = ["Kind", "Settlement", "Where the share comes from"]
    return table("Kinds of neighbourhood", heads, ["Share of the settlement's people"], rows)
