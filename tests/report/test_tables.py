"""The tables beside the charts: every chart has one, with as many cells as columns."""

import pytest

from glasshouse.charts import CHARTS
from glasshouse.report.tables import (
    CHART_TABLES,
    Link,
    all_metrics,
    conducts,
    lists_at_the_end,
    months_shown,
    schemes_of,
)
from glasshouse.runs.run import Run
from glasshouse.runs.sides import Share, Side


def test_every_chart_has_its_table():
    assert set(CHART_TABLES) == set(CHARTS)


@pytest.mark.parametrize("name", CHART_TABLES)
def test_every_row_has_a_cell_for_every_column(name: str, run: Run):
    table = CHART_TABLES[name](run)
    assert table is not None
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert not [cell for row in table.rows for cell in row if str(cell) in ("nan", "None", "nan\u00a0%")]


def test_a_table_of_months_ends_with_the_last():
    assert max(months_shown(59)) == 59
    assert months_shown(24) == set(range(25))
    assert len(months_shown(1200)) == 101


def test_counts_stand_beside_every_share_of_a_grade(run: Run):
    table = CHART_TABLES["grades_over_time"](run)
    assert table is not None
    assert table.rows[-1][-1] == "1,937 (0.36\u00a0%)"


def test_lists_are_shown_at_the_end(run: Run, edges: dict[str, Run]):
    assert lists_at_the_end(run).rows[0] == ("Judgment defaulters", "5,862", "1.1\u00a0%", "176")
    assert lists_at_the_end(edges["without_lists"]).rows == []


def test_conducts_are_added_up_over_the_run(run: Run):
    row = next(row for row in conducts(run).rows if row[0] == "Lawful petition")
    assert row[1:4] == ("petition", "yes", f"{60 * (900 + 70 * 6):,}")


def test_a_metric_that_is_not_defined_says_so(edges: dict[str, Run]):
    rows = {row[0]: row for row in all_metrics(edges["nobody_sanctioned"]).rows}
    assert rows["Median time to recover"][3] == "not seen"


def test_schemes_stand_side_by_side_and_all_but_the_current_lead_to_their_page():
    grades = (Share("A", 90, 0.9), Share("B", 10, 0.1))
    one = Side("one", "The first", "people", 100, grades, (), 10, 2, 50, 5, 7)
    two = Side("two", "The second", "firms", 0, (), (Share("Listed", 0, None),), 0, 0, 50, 0, 7)
    rows = schemes_of([one, two], {"one": "a.html", "two": "a-two.html"}, "one").rows
    assert rows[0] == ("The first", "A 90.0\u00a0%, B 10.0\u00a0%", "100 people", "10 (10.0\u00a0%)", "2", "5", "7")
    assert rows[1] == (Link("The second", "a-two.html"), "nobody listed", "0 firms", "0 (–)", "0", "0", "7")
