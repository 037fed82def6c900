"""The people on a list are those who enter it in a month, times the months they stay."""

import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
PEOPLE, ENTRIES, STAY, ERRORS = (EXPECTED[name] for name in ("people", "entries", "stay", "standard_errors"))
ROWS = EXPECTED["rows"]
LISTS = 4
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row["scheme"]).stem for row in ROWS])


def plain_share(row: dict, months: float) -> float:
    """People on the list after ``months``, by entries and stays alone, as a share of all people."""
    served = min(months, STAY) if row["term"] == "fixed" else STAY * -math.expm1(-months / STAY)
    return ENTRIES / PEOPLE * served


def share(row: dict, months: float) -> float:
    """The same among people of whom each is on the list once."""
    enter, leave = ENTRIES / PEOPLE, 1 / STAY
    if row["term"] == "fixed":
        return -math.expm1(-enter * min(months, STAY))
    return enter / (enter + leave) * -math.expm1(-(enter + leave) * months)


def error_of_mean(row: dict, months: np.ndarray) -> float:
    """Standard error of the mean over ``months`` of how many are on a list that has filled."""
    apart = np.abs(months[:, None] - months)
    alike = np.maximum(1 - apart / STAY, 0) if row["term"] == "fixed" else np.exp(-apart / STAY)
    on = share(row, months[-1])
    return math.sqrt(PEOPLE * on * (1 - on) * alike.mean())


def deviation(run: Run, months: list[int], row: dict) -> float:
    """Standard deviation of how many are on list A, from how those of the strata scatter in ``months``."""
    cells = run.people.filter(pl.col("month").is_in(months)).group_by("month", "stratum").agg(
        on=pl.col("people").filter(pl.col("listed")).sum(), everybody=pl.col("people").sum(),
    )  # fmt: skip
    mean = cells["everybody"] * pl.Series([share(row, month) for month in cells["month"]])
    ratio = ((cells["on"] - mean) ** 2 / mean).mean()
    return math.sqrt(ratio * PEOPLE * share(row, math.inf))


@each_row
def test_the_corrected_numbers_are_near_the_plain_ones(row):
    assert PEOPLE * plain_share(row, math.inf) == pytest.approx(row["plain"])
    assert PEOPLE * plain_share(row, 6) == pytest.approx(row["plain_after_6"], abs=0.05)
    assert PEOPLE * share(row, math.inf) == pytest.approx(row["corrected"], abs=0.5)
    assert PEOPLE * share(row, 6) == pytest.approx(row["corrected_after_6"], abs=0.5)
    assert row["corrected"] == pytest.approx(row["plain"], rel=0.025)


@each_row
def test_a_list_holds_its_entries_times_their_stay(row, case, compare):
    run = case.simulate(row["scheme"], people=PEOPLE, months=row["months"], seed=row["seed"])
    filled = np.arange(row["filled"], row["months"] + 1)
    got = run.lists.filter(pl.col("month") >= row["filled"])["people"].mean()
    within = ERRORS * error_of_mean(row, filled) / math.sqrt(LISTS)
    expected = np.mean([PEOPLE * share(row, month) for month in filled])
    compare(f"{row['title']}: people on the list (plain formula: {row['plain']:,})", expected, got, within, [run])

    apart = filled[:: row["independent"]].tolist()
    on = share(row, math.inf)
    expected = math.sqrt(PEOPLE * on * (1 - on))
    compare(
        f"{row['title']}: standard deviation (plain formula: {math.sqrt(row['plain']):.1f})",
        expected,
        deviation(run, apart, row),
        0.1 * expected,
        [run],
    )


@each_row
def test_an_empty_list_fills_as_its_stays_say(row, case, compare):
    seeds = range(row["seed"] + 1, row["seed"] + 1 + EXPECTED["fillings"])
    runs = [case.simulate(row["scheme"], people=PEOPLE, months=6, seed=seed) for seed in seeds]
    got = pl.concat([run.lists.filter(pl.col("month") == 6) for run in runs])["people"].mean()
    within = ERRORS * math.sqrt(row["corrected_after_6"] / len(seeds) / LISTS)
    compare(
        f"{row['title']}: after 6 months (plain formula: {row['plain_after_6']:,})",
        PEOPLE * share(row, 6),
        got,
        within,
        runs,
    )
