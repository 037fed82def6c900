"""Intervals of means over seeds hold the truth as often as they say."""

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.measure.gather import Gathered
from glasshouse.measure.interval import Moments, interval
from glasshouse.results.run_totals import LAYOUTS
from glasshouse.studies.ensembles import Runs
from glasshouse.studies.executor import Threads
from glasshouse.studies.simulate import one_run
from glasshouse.studies.spec import RunSpec

HERE = Path(__file__).parent
EXPECTED, _ = read(HERE / "expected.yaml")
PEOPLE, MONTHS, SEEDS, SIZES, LEVEL = (EXPECTED[name] for name in ("people", "months", "seeds", "sizes", "level"))
FIRST, ERRORS = EXPECTED["first"], EXPECTED["standard_errors"]
LIST = "list-for-ever"
DRAWN = 200_000
RUNS = [
    SimpleNamespace(info={"world": {"people": PEOPLE}, "months": MONTHS, "seed": FIRST + turn}) for turn in range(SEEDS)
]
each_size = pytest.mark.parametrize("size", SIZES)


def rate(kind: str) -> float:
    """How often a conduct of this kind comes, per person and month."""
    return EXPECTED["per_1000_a_year"][kind] / 12_000


@pytest.fixture(scope="module")
def ensembles() -> dict[int, list[pl.DataFrame]]:
    """The numbers of every ensemble, by its size."""
    spec = RunSpec(
        scheme=HERE / "list.yaml", world=HERE.parent / "common/world.yaml", catalogue=HERE / "catalogue", people=PEOPLE,
        months=MONTHS, seed=FIRST, follow=0, threads=1,
    )  # fmt: skip
    runs = Runs(one_run(spec))
    layouts = {name: LAYOUTS[name] for name in ("disparities", "conducts")}
    gathered = {size: [Gathered(layouts) for _ in range(SEEDS // size)] for size in SIZES}

    def simulate(turn: int) -> list:
        return runs.simulate(turn, None, lambda: None)

    for turn, outcome in enumerate(Threads(2).in_order(range(SEEDS), simulate, lambda: None)):
        tables = runs.tables(outcome)
        for size, of_size in gathered.items():
            of_size[turn // size].add(tables)
    return {size: [one.numbers() for one in of_size] for size, of_size in gathered.items()}


def held(numbers: list[pl.DataFrame], truth: float) -> tuple[float, int]:
    """The share of intervals that hold the truth, and how many there are."""
    each = pl.concat(numbers)
    inside = ((each["low"] <= truth) & (truth <= each["high"])).to_numpy()
    return float(inside.mean()), len(inside)


def counts(numbers: pl.DataFrame, kind: str) -> pl.DataFrame:
    """How often conducts of a kind happened, month by month."""
    is_of_kind = pl.col("conduct").str.starts_with(f"{kind}.")
    return numbers.filter(pl.col("table") == "conducts", pl.col("column") == "happened", is_of_kind)


def poisson_coverage(mean: float, size: int) -> float:
    """How often Student's interval of ``size`` independent Poisson numbers holds their mean."""
    drawn, moments = np.random.default_rng(1).poisson(mean, (size, DRAWN)), Moments.of(DRAWN)
    for one in drawn:
        moments.add(one.astype(float))
    low, high = interval(moments.n, moments.mean, moments.sd, LEVEL, (0, math.inf))
    return float(((low <= mean) & (mean <= high)).mean())


def within(share: float, intervals: int) -> float:
    return ERRORS * math.sqrt(share * (1 - share) / intervals)


@each_size
def test_intervals_of_a_share_hold_it(size, ensembles, compare):
    truth = -math.expm1(-rate("common") * MONTHS)
    fifths = [
        one.filter(pl.col("table") == "disparities", pl.col("column") == "rate", pl.col("trait") == "income")
        for one in ensembles[size]
    ]
    got, intervals = held(fifths, truth)
    assert intervals == 5 * SEEDS // size
    compare(f"share, {size} seeds: intervals that hold it", LEVEL, got, within(LEVEL, intervals), RUNS)


@each_size
@pytest.mark.parametrize("kind", ["common", "rare"])
def test_intervals_of_a_count_hold_it(kind, size, ensembles, compare):
    got, intervals = held([counts(one, kind) for one in ensembles[size]], PEOPLE * rate(kind))
    assert intervals == 2 * MONTHS * SEEDS // size
    compare(f"{kind} count, {size} seeds: intervals that hold it", LEVEL, got, within(LEVEL, intervals), RUNS)


@each_size
def test_intervals_of_what_is_hardly_counted_hold_it_as_seldom_as_arithmetic_says(size, ensembles, compare):
    truth = PEOPLE * rate("few")
    expected = poisson_coverage(truth, size)
    got, intervals = held([counts(one, "few") for one in ensembles[size]], truth)
    assert truth * size < 10
    compare(f"few, {size} seeds: intervals that hold it", expected, got, within(expected, intervals), RUNS)
