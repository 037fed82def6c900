"""Followed lives: chosen by rule, and told in sentences."""

import polars as pl

from glasshouse.charts import words_of
from glasshouse.charts.followed_lives import USUAL, describe, shown_lives, stretches
from glasshouse.results.run import Run


def test_lives_are_chosen_by_rule_and_never_twice(run: Run):
    lives = shown_lives(run)
    assert [life.why for life in lives] == [
        USUAL,
        "longest on a list by wrong records",
        "long on a list, free at the end",
        "the lowest",
        "the highest at the end",
    ]
    assert [life.person // 1_117 for life in lives] == [4, 5, 7, 3, 9]


def test_a_life_holds_all_its_months_in_order(run: Run):
    assert all([row["month"] for row in life.months] == list(range(61)) for life in shown_lives(run))


def test_a_rule_that_nobody_meets_is_left_out(edges: dict[str, Run]):
    assert [life.why for life in shown_lives(edges["nobody_sanctioned"])] == [
        USUAL,
        "the lowest",
        "the highest at the end",
    ]


def test_a_run_that_follows_nobody_says_so(run: Run):
    alone = Run(run.info, {"lives": run.lives.clear()}, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    assert shown_lives(alone) == []
    assert words_of("lives", alone).title == "No life was followed in this run."


def test_a_life_is_told_with_its_score_grade_and_time_on_a_list(run: Run):
    told = describe(shown_lives(run)[1])
    assert told.startswith("Synthetic person 5,585 (longest on a list by wrong records): score 1,000 at the start")
    assert "lowest 560 in month 14" in told
    assert "on a list for 26 months, first in month 14; under sanction by wrong records alone for 26 months" in told


def test_a_life_without_a_score_is_told_by_its_savings(edges: dict[str, Run]):
    told = describe(shown_lives(edges["without_scheme"])[0])
    assert "score" not in told
    assert "grade" not in told
    assert "savings of 4.0 months" in told


def test_stretches_break_where_the_list_or_its_ground_does():
    on = [(False, False), (True, False), (True, False), (True, True), (False, False), (True, True)]
    months = [{"month": at, "listed": listed, "listed_wrongly": wrong} for at, (listed, wrong) in enumerate(on)]
    found = [(one["month"], one["to"], "wrong" in one["state"]) for one in stretches(months)]
    assert found == [(1, 3, False), (3, 4, True), (5, 6, True)]


def test_a_long_life_is_thinned(run: Run):
    years = pl.concat([run.lives.with_columns(pl.col("month") + 61 * again) for again in range(9)])
    info = {**run.info, "months": 548}
    long = Run(info, {"lives": years}, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    assert words_of("lives", long).title.startswith("Scores of five of 12")
