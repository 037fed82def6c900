"""Sanctions, recovery and groups: the charts say what the metrics say."""

import pytest

from glasshouse.charts import words_of
from glasshouse.charts.sanctions import curve, widest_gap
from glasshouse.results.run import Run


def test_the_title_counts_people_at_the_end(run: Run):
    assert words_of("sanctions_over_time", run).title == (
        "After 5 years, 7,788 people are under sanction (1 in 69); "
        "483 of them would stand better without wrong records."
    )


def test_recovery_names_the_median_and_the_ninth_tenth(run: Run):
    assert "within 15 months, nine in ten within 47 months" in words_of("recovery", run).title


def test_a_median_that_is_not_reached_is_not_made_up(edges: dict[str, Run]):
    words = words_of("recovery", edges["nobody_recovers"])
    assert words.title == "After 5 years, 100.0\u00a0% of those who came under sanction still are."
    assert not words.empty


def test_the_three_curves_are_of_all_of_wrong_and_of_true_records(run: Run):
    assert [curve(run, which)[0]["at_risk"] for which in (None, True, False)] == [21_000, 1_500, 19_500]


def test_the_widest_gap_is_the_metric(run: Run):
    gap = widest_gap(run)
    assert gap is not None
    assert gap.ratio == pytest.approx(run.metric("largest_disparity")["value"])
    assert gap.ratio == pytest.approx(gap.more.risk_ratio)


def test_groups_of_few_people_are_not_compared(edges: dict[str, Run]):
    gap = widest_gap(edges["with_gaps"])
    assert gap is not None
    assert not {gap.more.level, gap.less.level} & {"75+"}


def test_a_group_of_which_nobody_is_under_sanction_is_told_by_counts(edges: dict[str, Run]):
    words = words_of("who_is_where", edges["only_migrants"])
    assert words.title == "789 of 789 migrants are under sanction, and none of 3,613 locals."


def test_where_nobody_is_under_sanction_there_is_no_gap(edges: dict[str, Run]):
    assert widest_gap(edges["nobody_sanctioned"]) is None
    assert words_of("who_is_where", edges["nobody_sanctioned"]).empty


def test_every_group_is_told_with_its_counts(run: Run):
    told = words_of("who_is_where", run).alt
    assert all(f"({row['sanctioned']:,} of {row['people']:,})" in told for row in run.disparities.to_dicts())
