"""The share of people who hold so many points within a sliding window is a Poisson tail."""

import math
from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
ROWS = EXPECTED["rows"]
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row["scheme"]).stem for row in ROWS])


def tail(mean: float) -> float:
    """Chance that a Poisson number with this mean is 3 or more."""
    return 1 - math.exp(-mean) * (1 + mean + mean**2 / 2)


def exact(row: dict) -> float:
    """The share by the closed form."""
    return tail(row["a_year"] * EXPECTED["window"] / 12)


@each_row
def test_the_expected_shares_are_the_poisson_tail(row):
    assert row["share"] == pytest.approx(exact(row), abs=5e-5)


@each_row
def test_as_many_hold_eight_points_as_the_poisson_tail_says(row, case, compare):
    people, window = EXPECTED["people"], EXPECTED["window"]
    months = row["windows"] * window
    run = case.simulate(row["scheme"], people=people, months=months, seed=row["seed"])
    apart = (pl.col("month") > 0) & (pl.col("month") % window == 0)
    got = run.grades.filter(apart & (pl.col("grade") == "suspended"))["share"].mean()
    within = EXPECTED["tolerance"]["relative"] * row["share"]
    compare(f"{row['a_year']} offences a year: share with 8 points", exact(row), got, within, [run])
