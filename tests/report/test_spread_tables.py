"""Every table of a run's report is there for many seeds, with an interval on every number."""

import re

import made_up_run
import pytest

from glasshouse.charts.table import Table
from glasshouse.report import spread_tables as tables
from glasshouse.results.ensemble import Ensemble

OF_A_RUN = [
    tables.scores, tables.flows, tables.refused_groups, tables.reasons, tables.lists_at_the_end,
    tables.conducts, tables.whole_run, tables.behind_metrics,
]  # fmt: skip
INTERVAL = re.compile(r"–|.+ \((.+ to .+|in every run|in \d+ of \d+ runs)\)")


def numbers_in(table: Table) -> list[str]:
    """The cells of the columns that hold numbers."""
    return [str(cell) for row in table.rows for column, cell in zip(table.columns, row, strict=True) if column.number]


@pytest.mark.parametrize("made", OF_A_RUN)
def test_every_number_has_its_interval(made, ensemble: Ensemble):
    cells = numbers_in(made(ensemble))
    assert cells
    assert [cell for cell in cells if not INTERVAL.fullmatch(cell)] == []


@pytest.mark.parametrize("edge", made_up_run.EDGES)
@pytest.mark.parametrize("made", OF_A_RUN)
def test_tables_of_runs_at_the_edge_hold_no_gaps(made, edge: str, edge_ensembles: dict[str, Ensemble]):
    made = made(edge_ensembles[edge])
    for row in made.rows if made is not None else []:
        assert all(str(cell) not in ("", "None", "nan") for cell in row)


def test_all_metrics_tell_mean_interval_and_single_runs(ensemble: Ensemble):
    row = next(row for row in tables.all_metrics(ensemble).rows if row[0] == "People under sanction")
    assert row[1] == "people"
    assert " to " in str(row[3])
    assert row[6] == "5"
