"""The numbers of a page as plain values, for the JSON that lies beside it."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from glasshouse.charts import names_for, words_of
from glasshouse.charts.followed_lives import shown_lives
from glasshouse.charts.paired_lives import shown_pairs
from glasshouse.charts.study import OneWorld, Study
from glasshouse.report.cards import cards
from glasshouse.report.known import of_study
from glasshouse.report.legal import held
from glasshouse.report.paper import columns_of, rows_of
from glasshouse.report.text import first_line, methods
from glasshouse.results import comparison_tables, comparison_totals
from glasshouse.results.cautions import cautions
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.known import by_way
from glasshouse.results.published import beside
from glasshouse.results.run import Run
from glasshouse.results.sides import Side, sides
from glasshouse.results.twin_ensemble import told_chances

FRAMES = (
    "grades", "lists", "mobility", "refusals", "refusals_by", "reasons", "sources", "sanctions", "recovery",
    "scores", "living", "disparities",
)  # fmt: skip
"""The tables of one world that are held whole."""
SUMS = ("conducts_in_all", "in_all")
"""What is summed up of many runs, and held too."""
OF_COMPARISONS = tuple(name for name in comparison_tables.TABLES if name != "people")
"""The tables of two worlds that are held whole; of people, those that the page shows."""


def numbers_of(study: Study) -> dict[str, Any]:
    """What was run, the big numbers, what the charts say, and the tables of a study."""
    words = {name: words_of(name, study) for name in names_for(study)}
    own, frames = _own(study)
    return {
        "about": first_line(study).replace("It holds results", "It is a result"),
        "info": study.info,
        **own,
        "legal": held(study),
        "headline": [card._asdict() for card in cards(study)],
        "charts": {name: {"title": one.title, "text": one.alt} for name, one in words.items()},
        "frames": {name: columns_of(table) for name, table in frames.items()},
    }


Tables = dict[str, pl.DataFrame]


def _own(study: Study) -> tuple[dict[str, Any], Tables]:
    """What a study of this kind alone has to tell, and its tables."""
    if isinstance(study, Run):
        shown = [life.person for life in shown_lives(study)]
        lives = {"lives": study.lives.filter(pl.col("person").is_in(shown))}
        schemes = {"schemes": [_side(one) for one in sides(study)], "metrics": rows_of(study.metrics())}
        return {**schemes, **_beside(study)}, _tables(study, FRAMES) | lives
    if isinstance(study, Comparison):
        twins = [twin.person for twin in shown_pairs(study)]
        people = {"people": study.people.filter(pl.col("person").is_in(twins))}
        told: dict[str, Any] = {"cautions": cautions(study), "known": by_way(of_study(study))}
        return {**told, "differences": rows_of(study.differences)}, _tables(study, OF_COMPARISONS) | people
    if isinstance(study, Ensemble):
        many = {**_beside(study), "method": methods(study), "metrics": rows_of(study.metrics())}
        return many, _tables(study, (*FRAMES, *SUMS))
    chances = [one._asdict() for one in told_chances(study)]
    of_chances = {"method": methods(study), "chances": chances, "variances": rows_of(study.chances)}
    return of_chances, _tables(study, comparison_totals.ABOUT_ALL)


def _beside(study: OneWorld) -> dict[str, Any]:
    """With how much care the numbers are to be read, how well they are known, and what was published beside them."""
    return {
        "cautions": cautions(study),
        "known": by_way(of_study(study)),
        "published": [one._asdict() for one in beside(study)],
    }


def _tables(study: Study, names: Iterable[str]) -> Tables:
    return {name: study.table(name) for name in names}


def _side(one: Side) -> dict[str, Any]:
    shares = {name: [share._asdict() for share in getattr(one, name)] for name in ("grades", "lists")}
    return {**one._asdict(), **shares}
