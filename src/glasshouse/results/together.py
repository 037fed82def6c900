"""Numbers of many runs that are no mean over runs: ratios, times and groups, each read once off all runs together.

A mean of ratios, of medians or of maxima over seeds is another number than what it is taken for: of the largest
disparity of each seed it is the mean over whichever two groups chance drove furthest apart in it. So which groups are
compared is chosen once, by the counts of all runs, and the ratio is that of their means.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.measure.disparity import LEAST_SHARE, Gap, Level, widest_gap
from glasshouse.measure.interval import ratio_interval
from glasshouse.measure.recovery import months_until, survival
from glasshouse.measure.tally import SPELL
from glasshouse.parts.registry import METRICS

Row = Mapping[str, Any]
SAID = ("seeds", "mean", "sd", "low", "high", "least", "most")
PLACE = ("part", "table", "column", "key")  # what tells the numbers of an ensemble apart
FREE = {"median_recovery_months": (0.5, None), "p90_recovery_months": (0.9, None),
        "median_recovery_wrongful_months": (0.5, True)}  # fmt: skip
"""The metrics that are months until a share is free: this share, and whether of those who entered wrongly."""
NOTHING: dict[str, Any] = {"seeds": 0, **dict.fromkeys(SAID[1:])}


def read_together(numbers: pl.DataFrame) -> pl.DataFrame:
    """The numbers of an ensemble, those in place that all its runs together give."""
    kept = numbers
    if "outcome" in numbers.columns:  # two worlds may have their largest disparity between other groups
        kept = numbers.filter(pl.col("outcome").ne_missing("largest_disparity"))
    found = [one for part in numbers["part"].unique(maintain_order=True) for one in _of_part(numbers, part)]
    return _in_place(kept, found) if found else kept


def _of_part(numbers: pl.DataFrame, part: str) -> Iterator[dict[str, Any]]:
    mine = numbers.filter(part=part)
    for table, made in READ.items():
        if not (own := mine.filter(table=table)).is_empty():
            yield from made(mine, own)


def _in_place(numbers: pl.DataFrame, found: Sequence[Row]) -> pl.DataFrame:
    """The numbers, of which those that were found take the places of others."""
    schema = {name: numbers.schema[name] for name in (*PLACE, *SAID)}
    new = pl.DataFrame(found, schema=schema).rename({name: f"new {name}" for name in SAID}).with_columns(new=True)
    both = numbers.join(new, on=PLACE, how="left", maintain_order="left")
    taken = [pl.when(pl.col("new")).then(pl.col(f"new {name}")).otherwise(pl.col(name)).alias(name) for name in SAID]
    return both.with_columns(taken).select(numbers.columns)


def _at(row: Row, table: str, column: str, **said: Any) -> dict[str, Any]:
    """A number that takes the place of another; what is not said of it is not known."""
    return {**NOTHING, "part": row["part"], "table": table, "column": column, "key": row["key"], **said}


# Shares: of all that was counted in all runs


def _shares(_: pl.DataFrame, behind: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Metrics that are shares: what is counted in all runs, of all that is."""
    for row in behind.filter(column="share").iter_rows(named=True):
        if METRICS[row["metric"]].unit.startswith("share") and row["mean"] is not None:
            yield _at(row, "metrics", "value", **{name: row[name] for name in SAID})


# Times: off the curve of all runs


def _recoveries(mine: pl.DataFrame, recovery: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Months until so many are free, off the curve of all spells of all runs; the interval off its band."""
    for row in mine.filter(pl.col("metric").is_in(list(FREE)), table="metrics", column="value").iter_rows(named=True):
        free, wrongly = FREE[row["metric"]]
        whose = pl.col("entered_wrongly").is_null() if wrongly is None else pl.col("entered_wrongly") == wrongly
        yield _at(row, "metrics", "value", **_months_until(recovery.filter(whose), free, row))


def _months_until(rows: pl.DataFrame, free: float, of_single: Row) -> dict[str, Any]:
    at_risk, ended = (_by_months(rows, column, "mean", 0.0) for column in ("at_risk", "ended"))
    months = months_until(survival(at_risk, ended), free)
    if months is None:
        return {}
    still = rows.filter(column="still")
    seeds = int(still["seeds"].max() or 0)  # type: ignore[arg-type]
    by_all = still.filter(seeds=seeds)
    low, high = (months_until(_by_months(by_all, "still", end, math.nan), free) for end in ("low", "high"))
    known = seeds > 1
    return {
        "seeds": seeds, "mean": float(months), "sd": of_single["sd"], "least": of_single["least"],
        "low": float(min(months, months if low is None else low)) if known else None,
        "high": float(max(months, high)) if known and high is not None else None, "most": of_single["most"],
    }  # fmt: skip


def _by_months(rows: pl.DataFrame, column: str, said: str, absent: float) -> npt.NDArray[Any]:
    """[SPELL] A number by months under sanction."""
    found = np.full(SPELL, absent)
    own = rows.filter(column=column)
    found[own["months"].to_numpy()] = own[said].cast(pl.Float64).fill_null(math.nan).to_numpy()
    return found


# Groups: chosen once, by the counts of all runs


class Rate(NamedTuple):
    """How often those of a group are under sanction, over seeds."""

    level: Level  # with the counts of all runs together
    sd: float  # of the share in a single run
    seeds: int


def gap_of_many(disparities: Sequence[Row], gaps: Sequence[Row]) -> Gap | None:
    """The two groups of one trait that are furthest apart over all runs, with the interval of their ratio.

    Parameters
    ----------
    disparities, gaps : rows
        Of the tables of these names of an ensemble.
    """
    rates = {(one.level.trait, one.level.level): one for one in _rates(disparities)}
    gap = widest_gap([one.level for one in rates.values()])
    if gap is None or gap.ratio is None:
        return gap
    more, less = (rates[one.trait, one.level] for one in (gap.more, gap.less))
    if min(more.seeds, less.seeds) < 2:
        return gap
    spread = _spread(more, less, _apart(more, less, gaps))
    return gap._replace(ends=ratio_interval(gap.ratio, spread, min(more.seeds, less.seeds)), spread=spread)


def _rates(rows: Sequence[Row]) -> list[Rate]:
    """The groups with the counts of all runs together; few people are less than 2 % of all of them."""
    found = []
    for row in rows:
        people, under = (round((row[name] or 0) * (row[f"{name}_seeds"] or 0)) for name in ("people", "sanctioned"))
        if people:
            rate, sd, seeds = under / people, row["rate_sd"] or 0.0, row["rate_seeds"] or 0
            level = Level(row["trait"], row["level"], people, under, rate, 0, 0.0, None, None, False, None)
            found.append(Rate(level, sd, seeds))
    whole: dict[str, int] = {}
    for one in found:
        whole[one.level.trait] = whole.get(one.level.trait, 0) + one.level.people
    few = {one.level for one in found if one.level.people < LEAST_SHARE * whole[one.level.trait]}
    return [one._replace(level=one.level._replace(low_count=one.level in few)) for one in found]


def _apart(one: Rate, other: Rate, gaps: Sequence[Row]) -> float | None:
    """The spread over seeds of the difference of two shares, if all seeds have both."""
    pair = {one.level.level, other.level.level}
    for row in gaps:
        if row["trait"] == one.level.trait and {row["level"], row["other"]} == pair:
            return row["more_sd"] if row["more_seeds"] == min(one.seeds, other.seeds) else None
    return None


def _spread(one: Rate, other: Rate, apart: float | None, *, spared: bool = False) -> float:
    """That of the logarithm of the ratio of two shares, of those under sanction or of those not, in a single run."""
    both = 0.0 if apart is None else (one.sd**2 + other.sd**2 - apart**2) / 2
    first, second = ((1 - rate.level.rate if spared else rate.level.rate) for rate in (one, other))
    return math.sqrt(max(0.0, (one.sd / first) ** 2 + (other.sd / second) ** 2 - 2 * both / (first * second)))


def _rows_of(numbers: pl.DataFrame, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The numbers of a table with those of one row together, as ``Means.table`` has them."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in numbers.iter_rows(named=True):
        own = found.setdefault(tuple(row[key] for key in keys), {key: row[key] for key in (*keys, "part", "key")})
        own |= {row["column"] if name == "mean" else f"{row['column']}_{name}": row[name] for name in SAID}
    return list(found.values())


def _groups(mine: pl.DataFrame, disparities: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The largest disparity, and every ratio to the lowest rate of a trait."""
    rows = _rows_of(disparities, ("trait", "level"))
    gaps = _rows_of(mine.filter(table="gaps"), ("trait", "level", "other"))
    seeds = int(disparities["seeds"].max() or 0)  # type: ignore[arg-type]
    for row in mine.filter(table="metrics", column="value", metric="largest_disparity").iter_rows(named=True):
        yield _at(row, "metrics", "value", **_largest(gap_of_many(rows, gaps), seeds))
    places = {(row["trait"], row["level"]): row for row in rows}
    for one, lowest in _against_the_lowest(_rates(rows)):
        place = places[one.level.trait, one.level.level]
        for column, spared in (("risk_ratio", False), ("favourable_ratio", True)):
            yield _at(place, "disparities", column, **_ratio(one, lowest, gaps, spared=spared))


def _largest(gap: Gap | None, seeds: int) -> dict[str, Any]:
    """The largest disparity over all runs as a number."""
    if gap is None:
        return {}
    low, high = gap.ends or (None, None)
    sd = None if gap.spread is None else gap.value * gap.spread
    return {"seeds": seeds, "mean": gap.value, "sd": sd, "low": low, "high": high}


def _against_the_lowest(rates: Sequence[Rate]) -> Iterator[tuple[Rate, Rate | None]]:
    """Every group, and that of its trait with the lowest rate; None if it is of few people."""
    compared = [one for one in rates if not one.level.low_count]
    for one in rates:
        alike = [other for other in compared if other.level.trait == one.level.trait]
        yield one, None if one.level.low_count else min(alike, key=lambda rate: rate.level.rate)


def _ratio(one: Rate, lowest: Rate | None, gaps: Sequence[Row], *, spared: bool) -> dict[str, Any]:
    """The ratio of two shares, with its interval."""
    if lowest is None:
        return {}
    some, least = ((1 - rate.level.rate if spared else rate.level.rate) for rate in (one, lowest))
    seeds = min(one.seeds, lowest.seeds)
    if not least:
        return {}
    if one.level == lowest.level or not some or seeds < 2:
        ratio = some / least
        ends = (ratio, ratio) if seeds > 1 else (None, None)
        return {"seeds": seeds, "mean": ratio, "sd": 0.0 if seeds > 1 else None, "low": ends[0], "high": ends[1]}
    spread = _spread(one, lowest, _apart(one, lowest, gaps), spared=spared)
    low, high = ratio_interval(some / least, spread, seeds)
    return {"seeds": seeds, "mean": some / least, "sd": spread * some / least, "low": low, "high": high}


READ: dict[str, Callable[[pl.DataFrame, pl.DataFrame], Iterator[dict[str, Any]]]] = {
    "behind_metrics": _shares,
    "recovery": _recoveries,
    "disparities": _groups,
}
"""What is read off which table of all runs."""
