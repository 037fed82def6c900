"""The table beside every chart of a run: every chart has one, with as many cells as columns."""

import made_up_run
import pytest

from glasshouse import charts
from glasshouse.results.run import Run


@pytest.mark.parametrize("name", charts.names_for(made_up_run.made_up_run()))
def test_every_row_has_a_cell_for_every_column(name: str, run: Run):
    table = charts.table_of(name, run)
    assert table is not None
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert not [cell for row in table.rows for cell in row if str(cell) in ("nan", "None", "nan\u00a0%")]


def test_counts_stand_beside_every_share_of_a_grade(run: Run):
    table = charts.table_of("grades_over_time", run)
    assert table is not None
    assert table.rows[-1][-1] == "1,937 (0.36\u00a0%)"
