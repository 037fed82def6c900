"""The table beside every chart of many seeds has an interval on every number."""

import re

import made_up_run
import pytest
from small_ensemble import ensemble_of_run

from glasshouse import charts
from glasshouse.charts.table import Table
from glasshouse.results.ensemble import Ensemble

NAMES = charts.names_for(ensemble_of_run(made_up_run.made_up_run()))
INTERVAL = re.compile(r"–|.+ \((.+ to .+|in every run|in \d+ of \d+ runs)\)")


def numbers_in(table: Table) -> list[str]:
    """The cells of the columns that hold numbers."""
    return [str(cell) for row in table.rows for column, cell in zip(table.columns, row, strict=True) if column.number]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_its_interval(name: str, ensemble: Ensemble):
    made = charts.table_of(name, ensemble)
    assert made is not None
    assert numbers_in(made)
    assert [cell for cell in numbers_in(made) if not INTERVAL.fullmatch(cell)] == []


@pytest.mark.parametrize("edge", made_up_run.EDGES)
@pytest.mark.parametrize("name", NAMES)
def test_tables_of_runs_at_the_edge_hold_no_gaps(name: str, edge: str, edge_ensembles: dict[str, Ensemble]):
    made = charts.table_of(name, edge_ensembles[edge])
    for row in made.rows if made is not None else []:
        assert all(str(cell) not in ("", "None", "nan") for cell in row)


def test_a_table_by_month_is_thinned(ensemble: Ensemble):
    made = charts.table_of("sanctions_over_time", ensemble)
    assert made is not None
    assert [row[0] for row in made.rows][:3] == ["0", "3", "6"]
