"""Ratios of selection rates are those of the agencies' worked example on the four-fifths rule."""

import runpy
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.yamlfile import read

HERE = Path(__file__).parent
MADE: dict[str, Any] = runpy.run_path(str(HERE / "make.py"))
EXPECTED, _ = read(HERE / "expected.yaml")
GROUPS = EXPECTED["groups"]


@pytest.fixture
def run(case):
    return case.simulate(
        "test.yaml", people=EXPECTED["people"], months=1, seed=EXPECTED["seed"], records=4, world="world.yaml"
    )


def test_the_world_is_that_which_make_writes():
    for path, text in MADE["files"]().items():
        assert (HERE / path).read_text(encoding="utf-8") == text, f"run 'python validation/{HERE.name}/make.py'"


def test_each_group_has_the_published_rate_and_ratio(run, compare):
    rows = {one["level"]: one for one in run.disparities.filter(pl.col("trait") == "income").iter_rows(named=True)}
    for level, group in GROUPS.items():
        one, title = rows[level], group["title"]
        compare(f"{title}: selected of a hundred", group["selected"], one["people"] - one["sanctioned"], 0, [run])
        compare(f"{title}: rate over the highest", group["ratio"], one["favourable_ratio"], 1e-6, [run])


def test_only_the_published_group_lies_below_four_fifths(run):
    rows = run.disparities.filter(pl.col("trait") == "income", pl.col("sanctioned") > 0)
    below = rows.filter(pl.col("favourable_ratio") < EXPECTED["mark"] - 1e-9)
    assert below["level"].to_list() == EXPECTED["below_the_mark"]
