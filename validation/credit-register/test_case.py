"""Who is in the credit register of the central bank, and who has a history."""

from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
TOLERANCE = EXPECTED["tolerance"]
MILLION = 1_000_000


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(RunSpec(**EXPECTED["run"], follow=0))


def test_as_many_have_a_history_as_were_counted(run, compare, beside):
    histories = run.lists.filter(pl.col("list") == "has-history")
    for row in EXPECTED["histories"]:
        people = histories.filter(pl.col("month") == row["months"])["people"].item()
        got = people * run.world.people / run.info["world"]["people"] / MILLION
        how = compare if row.get("required") else beside
        how(f"million with a history, {row['at']}", row["published"], got, TOLERANCE * row["published"], [run])


def test_as_many_are_on_file_as_were_counted(run, compare):
    defaults = run.conducts.filter(pl.col("conduct") == "credit.default")
    for row in EXPECTED["on_file"]:
        then = defaults.filter(pl.col("month").is_between(*row["months"]))
        known = (then["recorded"].sum() - then["falsely"].sum()) / then["happened"].sum()
        got = known * EXPECTED["adults"]
        compare(f"million on file, {row['at']}", row["published"], got, TOLERANCE * row["published"], [run])
