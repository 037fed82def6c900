"""The tables of a study with what a page sums up of them: the same names and columns for one seed and for many."""

import polars as pl

from glasshouse.charts.study import Study, TwoWorlds
from glasshouse.charts.style import Row
from glasshouse.results import comparison_totals, run_totals
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import EVERYBODY
from glasshouse.results.run import Run


def frame(study: Study, name: str) -> pl.DataFrame:
    """The table ``name`` of a study; ``results.run_totals`` and ``results.comparison_totals`` say what is summed up.

    Raises
    ------
    GlasshouseError
        If there is no such table.
    """
    if isinstance(study, Run) and name in run_totals.TOTALS:
        return run_totals.with_totals({one: study.table(one) for one in run_totals.FROM_A_RUN})[name]
    if isinstance(study, Comparison) and name in comparison_totals.TOTALS:
        parts = {one: study.table(one) for one in comparison_totals.FROM_A_COMPARISON}
        return comparison_totals.with_totals(parts)[name]
    return study.table(name)


def in_all(study: Study) -> Row:
    """What the whole of a study comes to, in one row."""
    return frame(study, "in_all").row(0, named=True)


def everybody(study: TwoWorlds) -> Row:
    """The row of everybody: whose lives differ, and who ends where."""
    return frame(study, "standing").row(by_predicate=pl.col("trait") == EVERYBODY, named=True)
