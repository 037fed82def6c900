"""Grades and scores: what the titles say is what the frames hold."""

import polars as pl
import pytest

from glasshouse.charts import draw, words_of
from glasshouse.charts.grades import last_year, quantile
from glasshouse.results.run import Run


def test_the_title_names_the_commonest_and_the_lowest_grade(run: Run):
    assert words_of("grades_over_time", run).title == (
        "After 5 years, 91.9\u00a0% of people are graded A and 0.36\u00a0% are graded D, the lowest grade."
    )


def test_the_text_tells_every_grade_at_the_start_and_at_the_end(run: Run):
    told = words_of("grades_over_time", run).alt
    assert "At the start: AAA 0\u00a0% (0 people)" in told
    assert "D 0.36\u00a0% (1,937 people)" in told


def test_the_closer_look_leaves_the_commonest_grade_out(run: Run):
    told = words_of("other_grades_over_time", run)
    assert "43,989 people" in told.title
    assert ", A " not in told.alt.partition("At the end")[2]


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


def test_a_lowest_grade_that_nobody_holds_is_said_to_be_nobodys(run: Run):
    nobody = run.grades.with_columns(
        people=pl.when(pl.col("grade") == "D").then(0).otherwise(pl.col("people")),
        share=pl.when(pl.col("grade") == "D").then(0.0).otherwise(pl.col("share")),
    )
    made = Run(run.info, {"grades": nobody}, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    assert words_of("grades_over_time", made).title.endswith("and nobody is graded D, the lowest grade.")


def test_a_run_of_less_than_a_year_has_no_moves(edges: dict[str, Run]):
    assert "shorter than a year" in words_of("flows", edges["no_month_lived"]).title


def test_a_scheme_without_grades_says_so(edges: dict[str, Run]):
    assert words_of("grades_over_time", edges["without_scheme"]).title == "This scheme has no grades."
    assert words_of("score_distribution", edges["without_scheme"]).title == "This scheme gives no score."


@pytest.mark.parametrize(("share", "score"), [(0.0, 0.0), (0.25, 10.0), (0.625, 15.0), (1.0, 20.0)])
def test_people_are_spread_evenly_within_a_span_of_scores(share: float, score: float):
    histogram = pl.DataFrame({"score_from": [0, 10], "score_to": [10, 20], "people": [1, 3]})
    assert quantile(histogram, share) == pytest.approx(score)
