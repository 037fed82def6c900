"""The table beside every chart of two worlds: of many comparisons the rows of one, with an interval on every number."""

import re

import pytest
from made_up_comparison import EDGES, made_up_comparison, nobody_scored
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.charts.table import Table
from glasshouse.charts.twin_tables import ends
from glasshouse.runs.twin_ensemble import TwinEnsemble

SAID = re.compile(r"^[+−]?[\d,.]+†?(\s%| in 100)? \((.+ to .+|in every run.*|in \d of 5 runs)\)$|^–$|^0$")
NAMES = charts.names_for(twins_of(made_up_comparison()))
OF_ONE = charts.names_for(made_up_comparison())


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


def numbers(one: Table) -> list[str]:
    """Every cell that holds a number."""
    counted = [at for at, column in enumerate(one.columns) if column.number]
    return [str(row[at]) for row in one.rows for at in counted]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_beside_a_chart_has_its_interval(name: str, twins: TwinEnsemble):
    made = charts.table_of(name, twins)
    assert (made is None) == charts.words_of(name, twins).empty
    if made is not None:
        assert made.rows
        assert [one for one in numbers(made) if not SAID.match(one)] == []


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_those_of_one_comparison(name: str, twins: TwinEnsemble):
    one, many = charts.table_of(name, made_up_comparison()), charts.table_of(name, twins)
    assert (one is None) == (many is None)
    if one and many:
        assert [row[0] for row in many.rows] == [row[0] for row in one.rows]
        assert [column.title for column in many.columns] == [column.title for column in one.columns]


@pytest.mark.parametrize("name", OF_ONE)
def test_every_chart_has_its_table_with_a_cell_for_every_column(name: str):
    shown = charts.table_of(name, made_up_comparison())
    assert (shown is None) == charts.words_of(name, made_up_comparison()).empty
    if shown is not None:
        assert shown.rows
        assert {len(row) for row in shown.rows} == {len(shown.columns)}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", OF_ONE)
def test_tables_of_comparisons_at_the_edge_can_be_made(name: str, edge: str):
    shown = charts.table_of(name, EDGES[edge]())
    assert shown is None or {len(row) for row in shown.rows} <= {len(shown.columns)}


def test_scores_that_are_not_compared_have_no_table():
    assert charts.table_of("gains_score", nobody_scored()) is None


def test_ways_to_end_are_those_of_one_comparison(twins: TwinEnsemble):
    made, one = ends(twins), ends(made_up_comparison())
    assert made is not None
    assert one is not None
    assert {row[0] for row in made.rows} == {row[0] for row in one.rows}
    assert [column.title for column in made.columns] == [column.title for column in one.columns]


def test_grades_stand_in_their_order_and_lists_last(twins: TwinEnsemble):
    one, other = twins.info["sides"]
    sides = [{**one, "of": {"people": {"title": "x", "grades": ["B", "A", "AAA"]}}}, other]
    ordered = TwinEnsemble({**twins.info, "sides": sides}, twins._read)
    made = ends(ordered)
    assert made is not None
    assert [row[0] for row in made.rows] == ["B", "A", "AAA", "on a list"]


def test_where_nobody_is_graded_or_listed_there_is_no_table_of_ends():
    assert ends(twins_of(EDGES["nobody_scored"]())) is None
