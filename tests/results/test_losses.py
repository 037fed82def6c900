"""Whether files had room, and what stands beside the headline if they had not."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from small_lived import small_catalogue, small_info, small_lived

from glasshouse.population.model import World
from glasshouse.results.losses import caution, lost_share
from glasshouse.results.run import Run
from glasshouse.results.run_tables import tables


def run_that_lost(lost: int, counted: int = 1_000, records: int = 8) -> Run:
    """A run of which rules count so many records, with so many lost, beside as many that no rule looks at."""
    lived = replace(small_lived(), panel={})
    found: dict[str, Any] = dict(tables(lived))
    reasons = found["reasons"]
    share = [counted] + [0] * (len(reasons) - 1)
    found["reasons"] = reasons.with_columns(pl.Series("records", share, reasons["records"].dtype))
    is_it = pl.col("metric") == "overflow_share"
    found["metrics"] = found["metrics"].with_columns(
        people=pl.when(is_it).then(lost).otherwise("people"), of=pl.when(is_it).then(2 * counted).otherwise("of")
    )
    world = World.model_construct(id="hamlet-of-tests", title="A hamlet")
    info = {**small_info(), "records": records, "seconds": 1.25, "state": "complete"}
    return Run(info, found, scheme=lived.scheme, world=world, catalogue=small_catalogue())


def test_a_loss_is_a_share_of_the_records_that_rules_count():
    assert lost_share(run_that_lost(30)) == pytest.approx(0.03)
    assert lost_share(run_that_lost(0)) == 0


def test_a_loss_of_more_than_a_hundredth_stands_beside_the_headline():
    assert caution(run_that_lost(10)) is None
    assert caution(run_that_lost(31)) == (
        "Files of 8 were full: 3.1 % of the records that rules count were lost. "
        "With files of 16 it may be another number."
    )


def test_of_the_largest_files_it_says_that_none_is_larger():
    assert str(caution(run_that_lost(31, records=24))).endswith("were lost. No file is larger.")
