"""Glasshouse, through files that anybody may write: a catalogue of eight acts and one service, and a scheme."""

from pathlib import Path

import polars as pl
from law import MONTHS, Outcome
from measured import main

import glasshouse

FILES = Path(__file__).parent / "glasshouse"
WORLD = Path(__file__).parents[2] / "validation/common/world.yaml"  # adults between whom nothing differs


def run(people: int, seed: int) -> Outcome:
    found = glasshouse.run(
        scheme=FILES / "mini-month.yaml", world=WORLD, catalogue=FILES / "catalogue", people=people, months=MONTHS,
        seed=seed, follow=0, threads=1,
    )  # fmt: skip
    last = found.grades.filter(pl.col("month") == MONTHS).sort("grade")
    refusals, months = int(found.answers["refused"].sum()), people * MONTHS
    acts, records = (int(found.conducts[name].sum()) for name in ("happened", "recorded"))
    return Outcome(last["share"].to_list(), refusals / people, acts / months, records / months)


if __name__ == "__main__":
    main(run)
