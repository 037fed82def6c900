"""Who must stay clean for n months in a row stays on a list as long as a run of n successes takes."""

import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.base.yamlfile import read

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
ROWS = EXPECTED["rows"]
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row["scheme"]).stem for row in ROWS])


def mean_stay(p: float, n: int) -> float:
    """Mean months until n clean ones in a row."""
    return (p**-n - 1) / (1 - p)


def still_there(p: float, n: int, months: int) -> float:
    """Chance that there were no n clean months in a row within ``months``."""
    clean = np.zeros(n)  # by length of the present run of clean months
    clean[0] = 1
    for _ in range(months):
        clean = np.append(clean.sum() * (1 - p), clean[:-1] * p)
    return float(clean.sum())


@each_row
def test_the_expected_means_are_those_of_the_formula(row):
    assert row["mean"] == pytest.approx(mean_stay(row["p"], row["n"]), abs=0.005)
    assert sum(still_there(row["p"], row["n"], k) for k in range(600)) == pytest.approx(row["mean"], abs=0.01)


@each_row
def test_people_stay_on_the_list_as_long_as_a_run_of_clean_months_takes(row, case, compare):
    people, months, n = EXPECTED["people"], EXPECTED["months"], row["n"]
    run = case.simulate(row["scheme"], people=people, months=months, seed=row["seed"])
    title, errors = f"{n} clean months, p = {row['p']}", EXPECTED["tolerance"]["standard_errors"]

    settled = run.sanctions.filter(pl.col("month") > n)
    mean, within = settled["people"].sum() / settled["entered"].sum(), EXPECTED["tolerance"]["of_mean"] * row["mean"]
    compare(f"{title}: mean months on the list", row["mean"], mean, within, [run])

    later, entered = n + 6, run.sanctions["entered"].sum()
    curve = run.recovery.filter(pl.col("entered_wrongly").is_null() & (pl.col("months") == later))
    still = still_there(row["p"], n, later)
    within = errors * math.sqrt(still * (1 - still) / entered)
    compare(f"{title}: share still there after {later}", still, curve["still"].item(), within, [run])

    listed, end = 1 - row["p"] ** n, run.lists.filter(pl.col("month") == months)
    within = errors * math.sqrt(listed * (1 - listed) / people)
    compare(f"{title}: share of people on it", listed, end["share"].item(), within, [run])
