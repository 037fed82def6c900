"""The tables of a study with what a page sums up of them: the same names and columns for one seed and for many."""

import polars as pl

from glasshouse.charts.study import Study, TwoWorlds
from glasshouse.charts.style import Row
from glasshouse.runs import contrast_totals, totals
from glasshouse.runs.contrast import EVERYBODY
from glasshouse.runs.run import Run
from glasshouse.runs.twins import Comparison


def frame(study: Study, name: str) -> pl.DataFrame:
    """The table ``name`` of a study; see ``runs.totals`` and ``runs.contrast_totals`` for what is summed up.

    Raises
    ------
    GlasshouseError
        If there is no such table.
    """
    if isinstance(study, Run) and name in totals.TOTALS:
        return totals.with_totals({one: study.table(one) for one in totals.FROM_A_RUN})[name]
    if isinstance(study, Comparison) and name in contrast_totals.TOTALS:
        parts = {one: study.table(one) for one in contrast_totals.FROM_A_COMPARISON}
        return contrast_totals.with_totals(parts)[name]
    return study.table(name)


def in_all(study: Study) -> Row:
    """What the whole of a study comes to, in one row."""
    return frame(study, "in_all").row(0, named=True)


def everybody(study: TwoWorlds) -> Row:
    """The row of everybody: whose lives differ, and who ends where."""
    return frame(study, "standing").row(by_predicate=pl.col("trait") == EVERYBODY, named=True)
