"""Groups: the chart says what the metric says, and each group has its counts."""

import re

import pytest

from glasshouse.charts import words_of
from glasshouse.charts.groups import widest_gap
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


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


def test_the_groups_furthest_apart_are_named_also_where_one_has_nobody_under_sanction(
    edge_ensembles: dict[str, Ensemble],
):
    title = words_of("who_is_where", edge_ensembles["only_migrants"]).title
    assert title.startswith("Furthest apart: ")
    assert re.search(r" of migrants are under sanction, and in no run any of 3,6\d\d locals\.$", title)
