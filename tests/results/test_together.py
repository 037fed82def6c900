"""What all runs together give: ratios of means, times off one curve, groups chosen once."""

import math
from typing import Any

import numpy as np
import polars as pl
import pytest

from glasshouse.measure.gather import Gathered
from glasshouse.results.run_totals import LAYOUTS
from glasshouse.results.together import gap_of_many, read_together

SEEDS = 5
YOUNG = (4, 8, 4, 8, 6)  # of 100: on average 6
OLD = (1, 3, 2, 3, 1)  # of 100: on average 2


def level(name: str, sanctioned: int, people: int = 100) -> dict[str, Any]:
    return {"trait": "age", "level": name, "people": people, "sanctioned": sanctioned, "rate": sanctioned / people,
            "wrongly": 0, "wrongly_rate": 0.0, "risk_ratio": 1.0, "favourable_ratio": 1.0}  # fmt: skip


def metric(name: str, value: float | None, people: int | None = None, of: int | None = None) -> dict[str, Any]:
    return {"metric": name, "title": name, "unit": "", "value": value, "people": people, "of": of}


def seed(turn: int, more: tuple[dict[str, Any], ...] = ()) -> dict[str, dict[str, pl.DataFrame]]:
    """A run in which the largest disparity is 9 times, and nothing else of it is."""
    levels = pl.DataFrame([level("18-29", YOUNG[turn]), level("75+", OLD[turn]), level("30-44", 3, 100), *more])
    under = (YOUNG[0] + OLD[0], 0, 300, 300, 300)[turn]
    wrongful = 1.0 if turn == 0 else None if turn == 1 else 0.0
    metrics = [metric("largest_disparity", 9.0, YOUNG[turn], 100), metric("sanctioned_people", 1.0, 1, 2),
               metric("wrongful_share", wrongful, turn == 0, under)]  # fmt: skip
    rows = pl.DataFrame(metrics, schema_overrides={"value": pl.Float64, "people": pl.Int64, "of": pl.Int64})
    share = pl.when(pl.col("of") > 0).then(pl.col("people") / pl.col("of"))
    pairs = [("18-29", "75+"), ("18-29", "30-44"), ("75+", "30-44")]
    rates = dict(levels.select("level", "rate").iter_rows())
    gaps = pl.DataFrame([{"trait": "age", "level": a, "other": b, "more": rates[a] - rates[b]} for a, b in pairs])
    return {
        "one": {"disparities": levels, "metrics": rows, "behind_metrics": rows.with_columns(share=share), "gaps": gaps}
    }


def numbers_of(*seeds: dict[str, dict[str, pl.DataFrame]]) -> pl.DataFrame:
    gathered = Gathered(
        {name: LAYOUTS[name] for name in ("disparities", "metrics", "behind_metrics", "gaps", "recovery")}
    )
    for one in seeds:
        gathered.add(one)
    return read_together(gathered.numbers())


@pytest.fixture(scope="module")
def numbers() -> pl.DataFrame:
    return numbers_of(*map(seed, range(SEEDS)))


def one(numbers: pl.DataFrame, table: str, column: str, **keys: Any) -> dict[str, Any]:
    found = numbers.filter(pl.col("table") == table, pl.col("column") == column)
    return found.filter(**keys).row(0, named=True)


def test_the_largest_disparity_is_the_ratio_of_the_means_and_not_the_mean_of_the_largest(numbers: pl.DataFrame):
    found = one(numbers, "metrics", "value", metric="largest_disparity")
    assert found["mean"] == pytest.approx(6 / 2)
    assert found["low"] < 3 < found["high"]
    assert (found["seeds"], found["least"], found["most"]) == (SEEDS, None, None)


def test_its_interval_is_that_of_the_logarithm_seed_by_seed(numbers: pl.DataFrame):
    found = one(numbers, "metrics", "value", metric="largest_disparity")
    each = [young / 6 - old / 2 for young, old in zip(YOUNG, OLD, strict=True)]
    half = 2.7764 * np.std(each, ddof=1) / math.sqrt(SEEDS)  # t with 4 degrees of freedom
    assert (found["low"], found["high"]) == pytest.approx((3 * math.exp(-half), 3 * math.exp(half)), rel=1e-4)


def test_a_ratio_to_the_lowest_rate_is_to_one_group_in_every_seed(numbers: pl.DataFrame):
    ratios = {name: one(numbers, "disparities", "risk_ratio", level=name)["mean"] for name in ("18-29", "30-44", "75+")}
    assert ratios == pytest.approx({"18-29": 3, "30-44": 1.5, "75+": 1})


def test_a_share_is_of_all_that_was_counted_in_all_runs(numbers: pl.DataFrame):
    found = one(numbers, "metrics", "value", metric="wrongful_share")
    assert found["mean"] == pytest.approx(1 / (YOUNG[0] + OLD[0] + 3 * 300))  # and not (1 + 0 + 0 + 0) / 4
    assert found["seeds"] == SEEDS


def test_what_is_no_share_stays_a_mean(numbers: pl.DataFrame):
    assert one(numbers, "metrics", "value", metric="sanctioned_people")["mean"] == 1


def test_half_are_free_where_the_curve_of_all_spells_says_so():
    """Two runs in which 10 come under sanction: in the one all are free after 2 months, in the other nobody is in 4."""

    def run(ended: tuple[int, ...], at_risk: tuple[int, ...], median: float | None):
        still = np.cumprod([1 - gone / there for gone, there in zip(ended, at_risk, strict=True)])
        months = len(ended)
        curve = {"months": range(months), "at_risk": at_risk, "ended": ended, "still": still,
                 "entered_wrongly": [None] * months}  # fmt: skip
        rows = pl.DataFrame([metric("median_recovery_months", median)], schema_overrides={"value": pl.Float64})
        return {
            "one": {"recovery": pl.DataFrame(curve, schema_overrides={"entered_wrongly": pl.Boolean}), "metrics": rows}
        }

    fast, slow = run((0, 5, 5), (10, 10, 5), 1.0), run((0, 0, 0, 0), (10, 10, 10, 10), None)
    found = one(numbers_of(fast, slow), "metrics", "value", metric="median_recovery_months")
    assert found["mean"] == 2  # 20 come under sanction and 10 are free after 2 months; and not 1, the mean of one run
    assert found["low"] <= 2
    assert found["high"] is None


def test_a_group_of_few_people_in_all_runs_is_not_named():
    few = tuple(seed(turn, (level("45-59", 1, 2),)) for turn in range(SEEDS))
    assert one(numbers_of(*few), "metrics", "value", metric="largest_disparity")["mean"] == pytest.approx(3)


def test_the_interval_of_a_ratio_holds_the_true_one_in_about_95_of_100_ensembles():
    rng, hits, ensembles = np.random.default_rng(1), 0, 400
    for _ in range(ensembles):
        some, others = rng.binomial(600, 0.06, 8) / 600, rng.binomial(900, 0.02, 8) / 900
        rows = [
            {"trait": "sex", "level": name, "people": people, "people_seeds": 8, "sanctioned": rates.mean() * people,
             "sanctioned_seeds": 8, "rate_sd": rates.std(ddof=1), "rate_seeds": 8}
            for name, people, rates in (("male", 600, some), ("female", 900, others))
        ]  # fmt: skip
        apart = [
            {
                "trait": "sex",
                "level": "male",
                "other": "female",
                "more_sd": (some - others).std(ddof=1),
                "more_seeds": 8,
            }
        ]
        gap = gap_of_many(rows, apart)
        assert gap is not None
        assert gap.ends is not None
        hits += gap.ends[0] <= 3 <= gap.ends[1]
    assert 0.92 < hits / ensembles < 0.98


def test_of_two_worlds_the_largest_disparity_is_left_out_as_it_may_be_between_other_groups():
    numbers = pl.DataFrame(
        {
            "part": "people",
            "table": "differences",
            "column": "a",
            "key": "x",
            "outcome": ["money", "largest_disparity", None],
        }
    )
    assert read_together(numbers)["outcome"].to_list() == ["money", None]
