"""What an ensemble gathers of a run: every number of every table that is not about single people."""

from typing import Any

import polars as pl
import pytest

from glasshouse.results.run_tables import TABLES
from glasshouse.results.run_totals import FROM_A_RUN, LAYOUTS, quantile, with_totals

NOT_GATHERED = {"people", "lives"}
NO_VALUES = {"low_count", "note", "z"}  # a mark, a sentence about groups of one run, and a distance from one of them
MADE_HERE = {"behind_metrics", "gaps", "rules", "conducts_in_all", "in_all"}


def test_every_table_of_a_run_is_gathered_but_those_of_single_people():
    assert set(TABLES) - set(LAYOUTS) == NOT_GATHERED
    assert set(LAYOUTS) - set(TABLES) == MADE_HERE
    assert set(FROM_A_RUN) == set(TABLES) - NOT_GATHERED


@pytest.mark.parametrize("name", FROM_A_RUN)
def test_every_column_is_a_key_or_a_number(name: str):
    layout = LAYOUTS[name]
    behind = set(LAYOUTS["behind_metrics"].columns) if name == "metrics" else set()
    there = set(TABLES[name].columns) - NO_VALUES - behind
    assert there <= set(layout.heads) | set(layout.columns)
    kinds = TABLES[name].columns
    assert all(kinds[one].is_numeric() for one in layout.columns if one in kinds)


@pytest.mark.parametrize("name", LAYOUTS)
def test_keys_tell_rows_apart(name: str, small_tables: dict[str, Any]):
    table = with_totals(small_tables)[name]
    assert table.select(LAYOUTS[name].keys).is_duplicated().sum() == 0


def test_sums_are_those_of_the_report(small_tables: dict[str, Any]):
    whole = with_totals(small_tables)
    all_of = whole["in_all"].row(0, named=True)
    assert all_of["refused"] == small_tables["refusals"]["refused"].sum()
    assert all_of["most_at_once"] == small_tables["sanctions"]["people"].max()
    assert all_of["points_lost"] == small_tables["reasons"]["points_lost"].sum()
    shares = whole["mobility"].filter(pl.col("of") > 0).group_by("year", "from").agg(pl.col("share").sum())
    assert shares["share"].to_list() == pytest.approx([1.0] * shares.height)


def test_a_quantile_lies_within_the_span_that_holds_it():
    spans = pl.DataFrame({"score_from": [10, 0], "score_to": [20, 10], "people": [3, 1]})
    assert quantile(spans, 0.25) == 10.0
    assert quantile(spans, 1.0) == 20.0
