"""A score that goes one up or one down every month comes to its bounds as a gambler to ruin or riches."""

import math
from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
ROWS = EXPECTED["rows"]
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row["scheme"]).stem for row in ROWS])


def ruin(p: float, z: int, a: int) -> float:
    """Chance that a walk from z comes to 0 before it comes to a."""
    r = (1 - p) / p
    return 1 - z / a if p == 0.5 else (r**a - r**z) / (r**a - 1)


def steps(p: float, z: int, a: int) -> float:
    """Expected steps until then."""
    r, down = (1 - p) / p, 1 - 2 * p
    return z * (a - z) if p == 0.5 else z / down - a / down * (1 - r**z) / (1 - r**a)


def arrivals(run: Run, a: int) -> pl.DataFrame:
    """The month and score of everybody's first arrival at 0 or a."""
    there = run.lives.filter((pl.col("score") <= 0) | (pl.col("score") >= a))
    return there.group_by("person").agg(pl.col("month").min(), pl.col("score").sort_by("month").first())


@each_row
def test_the_expected_values_are_those_of_the_formulas(row):
    exact = [formula(row["p"], row["z"], row["a"]) for formula in (ruin, steps)]
    assert [row["ruin"], row["steps"]] == pytest.approx(exact, rel=1e-4)
    assert row.get("printed", exact) == pytest.approx(exact, rel=2e-3)


@each_row
def test_walkers_are_ruined_as_often_and_as_late_as_a_gambler(row, case, compare):
    walkers = EXPECTED["walkers"] // len(row["seeds"])
    runs = [
        case.simulate(row["scheme"], people=walkers, months=row["months"], seed=seed, follow=walkers, records=4)
        for seed in row["seeds"]
    ]
    first = pl.concat([arrivals(run, row["a"]) for run in runs])
    n, errors = EXPECTED["walkers"], EXPECTED["tolerance"]["standard_errors"]
    assert len(first) == n  # the months suffice for everybody to arrive
    where = f"p = {row['p']}, {row['z']} of {row['a']}"
    within = errors * math.sqrt(row["ruin"] * (1 - row["ruin"]) / n)
    compare(f"{where}: chance of 0 first", row["ruin"], (first["score"] <= 0).mean(), within, runs)
    within = errors * first["month"].std() / math.sqrt(n)
    compare(f"{where}: mean months", row["steps"], first["month"].mean(), within, runs)
