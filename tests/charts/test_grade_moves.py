"""Moves between grades within the last full year."""

import pytest

from glasshouse.charts import draw, words_of
from glasshouse.charts.grade_moves import last_year
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_shares_of_everybody_who_began_with_a_grade_add_up_to_one(run: Run):
    cells = last_year(run)
    for start in {row["from"] for row in cells}:
        assert sum(row["share"] for row in cells if row["from"] == start) == pytest.approx(1)


def test_only_the_last_full_year_is_shown(run: Run):
    assert {row["year"] for row in last_year(run)} == {5}


def test_a_grade_that_nobody_holds_is_no_column_of_the_table_of_moves(run: Run):
    cells = last_year(run)
    held = {row["to"] for row in cells if row["people"]} | {row["from"] for row in cells}
    empty = {row["to"] for row in cells} - held
    shown = draw("flows", run).to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert set(shown) == held
    assert not empty & set(shown)


def test_a_run_of_less_than_a_year_has_no_moves(edges: dict[str, Run]):
    assert "shorter than a year" in words_of("flows", edges["no_month_lived"]).title


def test_means_over_seeds_add_up_as_those_of_a_run_do(ensemble: Ensemble):
    cells = last_year(ensemble)
    for start in {row["from"] for row in cells}:
        assert sum(row["share"] for row in cells if row["from"] == start) == pytest.approx(1)
