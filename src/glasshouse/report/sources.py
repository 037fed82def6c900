"""What the run rests on: assumptions and their ranges, published sources, the population, how sources err."""

from collections.abc import Iterator

import polars as pl

from glasshouse.base.bibliography import key_of, load_bibliography
from glasshouse.base.evidence import Figure, Sourced, walk_sourced
from glasshouse.base.markdown import web
from glasshouse.base.units import span_text
from glasshouse.charts.frames import frame
from glasshouse.charts.study import OneWorld
from glasshouse.charts.table import GROUPS, Cell, Layout, Link, Number, Table, count, of_groups, table
from glasshouse.charts.words import NONE, percent
from glasshouse.observe.model import ERRORS
from glasshouse.report.rules import STATUSES
from glasshouse.results.numbers import SHARE


def numbers_of(study: OneWorld) -> Iterator[tuple[str, str, Sourced]]:
    """(part, label, number) of all that carries its evidence, in the catalogue, the world and the scheme."""
    parts = {
        "Conducts": study.catalogue.conducts,
        "Services": study.catalogue.services,
        "Sources": study.catalogue.sources,
        "Livelihood": study.catalogue.livelihood,
        "World": study.world,
        "Scheme": study.scheme,
    }
    for part, model in parts.items():
        for _, label, number in walk_sourced(model):
            yield part, label, number


def assumptions(study: OneWorld) -> list[Table]:
    """Every assumed number with its range, one table for each part of the model."""
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for part, label, number in numbers_of(study):
        if number.assumed is not None:
            low, high = number.assumed
            value = f"{number.value:g}" if isinstance(number, Figure) else "as written"
            rows.setdefault(part, []).append((label, number.note or NONE, value, f"{low:g}", f"{high:g}"))
    heads, numbers = ["Name", "Why this value"], ["Value", "Lowest", "Highest"]
    return [table(f"{part}: {len(found):,} assumed", heads, numbers, found) for part, found in rows.items()]


def share_assumed(study: OneWorld) -> tuple[int, int]:
    """How many numbers are assumed, and how many there are."""
    found = [number for _, _, number in numbers_of(study)]
    return sum(number.assumed is not None for number in found), len(found)


def published(study: OneWorld) -> Table:
    """The published sources that numbers of this run rest on, and how many each carries."""
    used: dict[str, int] = {}
    for _, _, number in numbers_of(study):
        if number.evidence is not None:
            used[key_of(number.evidence)] = used.get(key_of(number.evidence), 0) + 1
    known = load_bibliography() if used else {}
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(used):
        source = known.get(key)
        if source is None:
            rows.append((key, NONE, NONE, NONE, count(used[key])))
        else:
            told = (source.publisher, source.date, STATUSES[source.known])
            rows.append((Link(source.title, web(source.url)), *told, count(used[key])))
    heads = ["Source", "Publisher", "Date", "How it is known"]
    return table("Published sources of the numbers", heads, ["Numbers that rest on it"], rows)


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
