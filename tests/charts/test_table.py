"""A table is declared once: for one seed its numbers stand alone, for many they have intervals."""

import polars as pl
import pytest
from made_up_comparison import made_up_comparison

from glasshouse import charts
from glasshouse.charts.table import Layout, Link, Number, by_month, months_shown, of_groups
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import SHARE
from glasshouse.results.run import Run

COUNTED = {"month": 3, "grade": "A", "people": 12, "share": 0.25}
ENDS = {"low": 10.0, "high": 14.0, "sd": 2.0, "seeds": 5}
SPREAD = {**COUNTED, **{f"people_{end}": value for end, value in ENDS.items()}}
LAYOUT = Layout(
    "Grades",
    {"month": "Month", "grade": "Grade"},
    {"people": "People", "share": Number("Share", SHARE, "people"), "unknown": "What no row has"},
    lambda study: [COUNTED if isinstance(study, Run) else SPREAD],
    across="grade",
)


def test_a_number_has_an_interval_where_the_row_has_one(run: Run, ensemble: Ensemble):
    made = LAYOUT(ensemble)
    assert made is not None
    assert [column.title for column in made.columns] == ["Month", "Grade", "People", "Share"]
    assert made.rows == [("3", "A", "12.0 (10.0 to 14.0)", "25.0\u00a0%")]


def test_of_one_seed_the_values_of_a_head_may_stand_side_by_side(run: Run):
    made = LAYOUT(run)
    assert made is not None
    assert [column.title for column in made.columns] == ["Month", "A"]
    assert made.rows == [("3", "12 (25.0\u00a0%)")]


def test_several_numbers_side_by_side_are_told_apart_and_a_row_that_is_not_there_counts_nobody(run: Run):
    rows = [{"month": 0, "who": "all", "people": 2, "mean": 0.5}, {"month": 1, "who": "some", "people": 1, "mean": 0.5}]
    heads, numbers = {"month": "Month", "who": "Who"}, {"mean": Number("Mean", SHARE), "people": "People"}
    made = Layout("Means", heads, numbers, lambda _: rows, across="who")(run)
    assert made is not None
    assert [column.title for column in made.columns][1:] == ["All: mean", "All: people", "Some: mean", "Some: people"]
    assert made.rows[1] == ("1", "–", "0", "50.0\u00a0%", "1")


def test_a_table_without_rows_is_none(run: Run):
    assert Layout("None", {}, {}, lambda _: [])(run) is None


def test_a_cell_may_lead_somewhere(run: Run):
    made = Layout("Links", {"to": "To"}, {}, lambda _: [{"to": Link("there", "a.html")}])(run)
    assert made is not None
    assert made.rows == [(Link("there", "a.html"),)]


def test_a_table_of_months_ends_with_the_last():
    assert max(months_shown(59)) == 59
    assert months_shown(24) == set(range(25))
    assert len(months_shown(1200)) == 101
    assert [row["month"] for row in by_month(pl.DataFrame({"month": range(31)}))][-2:] == [27, 30]


@pytest.mark.parametrize(("few", "title"), [(1, "75+ *"), (50, "75+")])
def test_a_small_group_has_a_mark_and_everybody_a_name(few: int, title: str):
    frame = pl.DataFrame({"trait": ["age", "age"], "level": ["75+", "18-29"], "people": [few, 99]})
    assert next((row["in_trait"], row["in_group"]) for row in of_groups(frame, marked=True)) == ("Age", title)
    shown = charts.table_of("gains_money", made_up_comparison())
    assert shown is not None
    assert shown.rows[0][:2] == ("Everybody", "")
