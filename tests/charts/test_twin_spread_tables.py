"""The table beside every chart of many comparisons: the rows of one comparison, with an interval on every number."""

import re

import pytest
from made_up_comparison import made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.charts.table import Table
from glasshouse.results.twin_ensemble import TwinEnsemble

SAID = re.compile(r"^[+−]?[\d,.]+†?(\s%| in 100)? \((.+ to .+|in every run.*|in \d of 5 runs)\)$|^–$|^0$")
NAMES = charts.names_for(twins_of(made_up_comparison()))


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
