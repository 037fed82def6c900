"""Grades: what the titles say is what the tables hold."""

import polars as pl
import pytest

from glasshouse.charts import words_of
from glasshouse.results.ensemble import Ensemble
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
    assert told.title == ("After 5 years, 8.1\u00a0% (43,989 people) hold another grade than A: most of them B.")
    assert ", A " not in told.alt.partition("At the end")[2]


def test_a_lowest_grade_that_nobody_holds_is_said_to_be_nobodys(run: Run):
    nobody = run.grades.with_columns(
        people=pl.when(pl.col("grade") == "D").then(0).otherwise(pl.col("people")),
        share=pl.when(pl.col("grade") == "D").then(0.0).otherwise(pl.col("share")),
    )
    made = Run(run.info, {"grades": nobody}, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    assert words_of("grades_over_time", made).title.endswith("and nobody is graded D, the lowest grade.")


def with_people(run: Run, **people: int) -> Run:
    """The run with so many people in these grades at the end."""
    end = pl.col("month") == run.info["months"]
    grades = run.grades
    for grade, many in people.items():
        grades = grades.with_columns(people=pl.when(end & (pl.col("grade") == grade)).then(many).otherwise("people"))
    return Run(run.info, {"grades": grades}, scheme=run.scheme, world=run.world, catalogue=run.catalogue)


@pytest.mark.parametrize(("people", "says"), [
    ({"AAA": 0, "AA": 0, "B": 10, "C": 0, "D": 0}, "than A: all of them B, and nobody D, the lowest."),
    ({"AAA": 0, "AA": 4, "B": 5, "C": 3, "D": 2}, "than A, B more than any other."),
])  # fmt: skip
def test_the_closer_look_says_what_most_of_the_others_hold(run: Run, people: dict[str, int], says: str):
    assert words_of("other_grades_over_time", with_people(run, **people)).title.endswith(says)


def test_a_scheme_without_grades_says_so(edges: dict[str, Run]):
    assert words_of("grades_over_time", edges["without_scheme"]).title == "This scheme has no grades."


def test_of_many_seeds_the_next_commonest_grade_is_told_with_its_interval(ensemble: Ensemble, run: Run):
    title = words_of("grades_at_the_end", ensemble).title
    assert title.startswith("Besides A, most people are graded B: ")
    assert " to " in title
    with pytest.raises(ValueError, match="'grades_at_the_end' is not a chart"):
        words_of("grades_at_the_end", run)
