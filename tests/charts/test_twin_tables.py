"""The table beside every chart of a comparison."""

import pytest
from made_up_comparison import EDGES, made_up_comparison, nobody_scored

from glasshouse import charts

NAMES = charts.names_for(made_up_comparison())


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_has_its_table_with_a_cell_for_every_column(name: str):
    shown = charts.table_of(name, made_up_comparison())
    assert (shown is None) == charts.words_of(name, made_up_comparison()).empty
    if shown is not None:
        assert shown.rows
        assert {len(row) for row in shown.rows} == {len(shown.columns)}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", NAMES)
def test_tables_of_comparisons_at_the_edge_can_be_made(name: str, edge: str):
    shown = charts.table_of(name, EDGES[edge]())
    assert shown is None or {len(row) for row in shown.rows} <= {len(shown.columns)}


def test_scores_that_are_not_compared_have_no_table():
    assert charts.table_of("gains_score", nobody_scored()) is None
