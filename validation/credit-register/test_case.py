"""How many have a history in the credit register of the central bank, and how fast they become more."""

from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
ROWS, TOLERANCE, GROWTH = EXPECTED["histories"], EXPECTED["tolerance"], EXPECTED["growth_tolerance"]
MILLION = 1_000_000


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(RunSpec(**EXPECTED["run"], follow=0))


def histories(run: Run, months: int) -> float:
    """Millions who have a history after so many months."""
    then = run.lists.filter(pl.col("list") == "has-history", pl.col("month") == months)
    return float(then["people"].item() * run.world.people / run.info["world"]["people"] / MILLION)


def test_as_many_have_a_history_as_were_counted(run, compare):
    for row in ROWS:
        got = histories(run, row["months"])
        compare(f"million with a history, {row['at']}", row["published"], got, TOLERANCE * row["published"], [run])


def test_histories_grow_as_fast_as_was_counted(run, compare):
    for before, after in pairwise(ROWS):
        published = after["published"] - before["published"]
        got = histories(run, after["months"]) - histories(run, before["months"])
        within = max(GROWTH["least"], GROWTH["share"] * published)
        compare(f"million more, {before['at']} to {after['at']}", published, got, within, [run])
