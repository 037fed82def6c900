"""Polars: people are rows, and their files are rows of a second frame; joins and groups, with NumPy's draws."""

import numpy as np
import polars as pl
from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main

WORTH, BELOW = np.array(POINTS, np.int32), np.cumsum(RATES) / sum(RATES)


def run(people: int, seed: int) -> Outcome:
    draws = np.random.Generator(np.random.SFC64(seed))
    frame = pl.DataFrame(
        {"who": pl.arange(people, eager=True, dtype=pl.UInt32), "was": pl.repeat(0, people, eager=True)}
    )
    files: list[pl.DataFrame] = []
    flows, refusals, acts, records = [], 0, 0, 0
    for month in range(MONTHS + 1):
        points = pl.concat(files or [made(np.zeros(0, np.uint32), np.zeros(0, np.int32))])
        frame = frame.select("who", "was").join(
            points.group_by("who").agg(pl.col("points").sum()), on="who", how="left", maintain_order="left"
        )
        score = START + pl.col("points").fill_null(0)
        frame = frame.with_columns(now=pl.sum_horizontal([(score < least).cast(pl.Int32) for least in GRADES_FROM]))
        flows.append(frame.group_by("was", "now").len())
        if month == MONTHS:
            break
        refusals += int((draws.random(frame.filter(pl.col("now") >= 2).height) < ASKS).sum())
        frame = frame.select("who", was="now")
        who = np.repeat(np.arange(people, dtype=np.uint32), draws.poisson(sum(RATES), people))
        kind = np.searchsorted(BELOW, draws.random(len(who), np.float32)).clip(0, 7)
        seen = draws.random(len(who), np.float32) < SEEN
        acts, records = acts + len(who), records + int(seen.sum())
        files = [*files, made(who[seen], WORTH[kind[seen]])][-WINDOW:]
    last = dict(flows[-1].group_by("now").agg(pl.col("len").sum()).iter_rows())
    months = people * MONTHS
    return Outcome(
        [last.get(grade, 0) / people for grade in range(4)], refusals / people, acts / months, records / months
    )


def made(who: np.ndarray, points: np.ndarray) -> pl.DataFrame:
    """A month's records."""
    return pl.DataFrame({"who": who, "points": points})


if __name__ == "__main__":
    main(run)
