"""People on a ladder of levels settle into its stationary shares."""

import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.base.yamlfile import read

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
LEVELS = 6
ROWS = EXPECTED["rows"]
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row["scheme"]).stem for row in ROWS])


def ladder(down: int) -> np.ndarray:
    """[6, 6] Chances of going from one level to another in a month."""
    rate, chances = EXPECTED["claims_a_month"], np.zeros((LEVELS, LEVELS))
    for level in range(LEVELS):
        chances[level, max(level - 1, 0)] += math.exp(-rate)
        for claims in range(1, 20):
            to = min(level + down * claims, LEVELS - 1)
            chances[level, to] += math.exp(-rate) * rate**claims / math.factorial(claims)
    return chances


@each_row
def test_the_expected_shares_are_those_of_the_ladder(row):
    after = [np.linalg.matrix_power(ladder(row["down"]), months)[0] for months in (EXPECTED["months"], 10_000)]
    assert after[1] == pytest.approx(row["shares"], abs=6e-5)
    assert after[0] == pytest.approx(after[1], abs=1e-4)


def test_the_shares_of_the_ladder_all_the_way_down_have_a_closed_form():
    q = math.exp(-EXPECTED["claims_a_month"])
    closed = [q**5] + [(1 - q) * q ** (5 - level) for level in range(1, LEVELS)]
    assert closed == pytest.approx(ROWS[0]["shares"], abs=6e-5)


@each_row
def test_people_settle_into_the_shares_of_the_ladder(row, case, compare):
    people, months = EXPECTED["people"], EXPECTED["months"]
    run = case.simulate(row["scheme"], people=people, months=months, seed=row["seed"], records=4)
    end = run.grades.filter(pl.col("month") == months)
    for level, share in enumerate(row["shares"]):
        got = end.filter(pl.col("grade") == f"level-{level}")["share"].item()
        compare(f"{row['title']}: share on level {level}", share, got, EXPECTED["tolerance"]["absolute"], [run])
