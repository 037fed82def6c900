"""Tables of many comparisons: the rows of a comparison's tables, with an interval on every number."""

import re

import pytest
from made_up_comparison import EDGES, made_up_comparison
from small_twin_ensemble import small_twin_ensemble, twins_of

from glasshouse import charts
from glasshouse.charts.table import Table
from glasshouse.report import twin_spread_tables as tables
from glasshouse.results.twin_ensemble import TwinEnsemble

SAID = re.compile(r"^[+−]?[\d,.]+†?(\s%| in 100)? \((.+ to .+|in every run.*|in \d of 5 runs)\)$|^–$|^0$")


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


def numbers(one: Table) -> list[str]:
    """Every cell that holds a number."""
    counted = [at for at, column in enumerate(one.columns) if column.number]
    return [str(row[at]) for row in one.rows for at in counted]


@pytest.mark.parametrize(
    "make", [tables.standing, tables.in_brief, tables.rewards, tables.whole, tables.in_short, tables.all_outcomes]
)
def test_every_number_of_the_other_tables_has_its_interval(make, twins: TwinEnsemble):  # type: ignore[no-untyped-def]
    assert [one for one in numbers(make(twins)) if not SAID.match(one)] == []


def test_ways_to_end_are_those_of_one_comparison(twins: TwinEnsemble):
    made, one = tables.ends(twins), charts.table_of("where_people_end", made_up_comparison())
    assert made is not None
    assert one is not None
    assert {row[0] for row in made.rows} == {row[0] for row in one.rows}
    assert [column.title for column in made.columns] == [column.title for column in one.columns]


def test_grades_stand_in_their_order_and_lists_last(twins: TwinEnsemble):
    one, other = twins.info["sides"]
    sides = [{**one, "of": {"people": {"title": "x", "grades": ["B", "A", "AAA"]}}}, other]
    ordered = TwinEnsemble({**twins.info, "sides": sides}, twins._read)
    made = tables.ends(ordered)
    assert made is not None
    assert [row[0] for row in made.rows] == ["B", "A", "AAA", "on a list"]


def test_where_nobody_is_graded_or_listed_there_is_no_table_of_ends():
    assert tables.ends(twins_of(EDGES["nobody_scored"]())) is None


def test_what_shared_chances_buy_is_told_of_what_varies():
    made = tables.chances(small_twin_ensemble())
    told = {row[0]: row for row in made.rows}
    row = told["Requests refused (per 1,000 a year)"]
    assert len(row) == 6
    assert float(str(row[2])) < float(str(row[3]))
    assert not tables.chances(small_twin_ensemble(seeds=1)).rows


def test_shares_differ_in_hundredths(twins: TwinEnsemble):
    (row,) = [row for row in tables.outcomes(twins) if row[0] == "In work at the end"]
    assert "%" in row[2]
    assert "in 100" in row[4]


def test_single_comparisons_are_said_to_stray():
    made = tables.single(small_twin_ensemble())
    row = next(row for row in made.rows if row[0] == "Months under sanction")
    assert row[3] == "+3 to +5"
    assert row[4] == "5"
