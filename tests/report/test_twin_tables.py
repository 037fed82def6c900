"""The tables of two worlds that stand beside no chart: of many comparisons every number has its interval."""

import re

import pytest
from made_up_comparison import EDGES, made_up_comparison
from small_twin_ensemble import small_twin_ensemble, twins_of

from glasshouse.charts.table import Table
from glasshouse.report.twin_tables import (
    all_outcomes,
    chances,
    in_brief,
    in_short,
    outcomes,
    rewards,
    single,
    standing,
    whole_time,
    written,
)
from glasshouse.results.twin_ensemble import TwinEnsemble

OF_BOTH = [standing, in_brief, rewards, whole_time, in_short, all_outcomes]
SAID = re.compile(r"^[+−]?[\d,.]+†?(\s%| in 100)? \((.+ to .+|in every run.*|in \d of 5 runs)\)$|^–$|^0$")


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


def numbers(one: Table) -> list[str]:
    """Every cell that holds a number."""
    counted = [at for at, column in enumerate(one.columns) if column.number]
    return [str(row[at]) for row in one.rows for at in counted]


@pytest.mark.parametrize("make", OF_BOTH)
def test_every_number_has_its_interval(make, twins: TwinEnsemble):
    assert [one for one in numbers(make(twins)) if not SAID.match(one)] == []


@pytest.mark.parametrize("make", OF_BOTH)
def test_one_comparison_and_many_have_the_same_rows_and_columns(make, twins: TwinEnsemble):
    one, other = make(made_up_comparison()), make(twins)
    assert [row[0] for row in one.rows] == [row[0] for row in other.rows]
    assert [column.title for column in one.columns][:-1] == [column.title for column in other.columns][:-1]


@pytest.mark.parametrize("make", OF_BOTH)
@pytest.mark.parametrize("edge", EDGES)
def test_tables_of_comparisons_at_the_edge_can_be_made(make, edge: str):
    shown = make(EDGES[edge]())
    assert shown is None or {len(row) for row in shown.rows} <= {len(shown.columns)}


def test_a_difference_of_shares_is_in_hundredths_and_one_that_cannot_be_formed_is_a_dash():
    found = {one.title: one for one in outcomes(made_up_comparison())}
    assert found["In work at the end"].less == "−0.03 in 100"
    assert found["Months under sanction"].less == "+0.35"
    assert found["Median time to recover"].less == "–"


def test_the_short_table_is_part_of_the_whole_one():
    short, whole = in_short(made_up_comparison()), all_outcomes(made_up_comparison())
    assert set(short.rows) <= set(whole.rows)


def test_services_that_are_rewarded_in_one_world_alone_are_listed():
    shown = rewards(made_up_comparison())
    assert shown is not None
    assert [row[0] for row in shown.rows] == ["Luxury goods online", "Winter heating at a discount"]


def test_a_whole_number_has_no_fraction_and_what_is_not_seen_is_a_dash():
    assert [written(24.0, "months"), written(0.287, "index"), written(None, "index")] == ["24", "0.29", "–"]


def test_what_shared_chances_buy_is_told_of_what_varies():
    made = chances(small_twin_ensemble())
    told = {row[0]: row for row in made.rows}
    row = told["Requests refused (per 1,000 a year)"]
    assert len(row) == 6
    assert float(str(row[2])) < float(str(row[3]))
    assert not chances(small_twin_ensemble(seeds=1)).rows


def test_shares_differ_in_hundredths(twins: TwinEnsemble):
    (row,) = [row for row in outcomes(twins) if row[0] == "In work at the end"]
    assert "%" in row[2]
    assert "in 100" in row[4]


def test_single_comparisons_are_said_to_stray():
    made = single(small_twin_ensemble())
    row = next(row for row in made.rows if row[0] == "Months under sanction")
    assert row[3] == "+3 to +5"
    assert row[4] == "5"
