"""A society in numbers, and the numbers that the documentation prints."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.population.describe import margins_of, neighbourhoods_of, people_by_stratum, regions_of
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.synthesize import society_of

PAGE = Path(__file__).parents[2] / "docs" / "worlds.md"


@pytest.fixture(scope="module")
def rongcheng() -> pl.DataFrame:
    world = find_world("rongcheng")
    return margins_of(world, society_of(world, 670_000), 670_000)


def test_rongcheng_meets_every_margin_within_half_a_point(rongcheng):
    assert rongcheng["difference"].abs().max() < 0.005


def test_every_trait_counts_everybody_once(rongcheng):
    assert set(rongcheng.group_by("trait").agg(pl.col("people").sum())["people"]) == {670_000}


def test_china_meets_the_shares_of_provinces_within_three_tenths_of_a_point():
    world = find_world("china")
    society = society_of(world, 5_000_000)
    for found in (regions_of(world, society, 5_000_000), margins_of(world, society, 5_000_000)):
        assert found["difference"].abs().max() < 0.003


def test_a_small_world_is_near_its_margins():
    world = find_world("hamlet")
    assert margins_of(world, society_of(world, 5_000), 5_000)["difference"].abs().max() < 0.03


@pytest.mark.parametrize("people", [1, 512, 513, 1_000])
def test_people_are_counted_as_if_one_by_one(people):
    society = society_of(find_world("hamlet"), people)
    one_by_one = society.stratum.reshape(-1, LANES)[society.page].reshape(-1)[:people]
    assert np.array_equal(people_by_stratum(society, people), np.bincount(one_by_one, minlength=STRATA))


def test_neighbourhoods_of_every_kind_are_counted():
    world = find_world("rongcheng")
    found = neighbourhoods_of(world, society_of(world, 670_000), 670_000)
    assert found["people"].sum() == 670_000
    assert found["id"].to_list() == [kind.id for kind in world.neighbourhoods]
    assert found["difference"].abs().max() < 0.005


def test_the_documentation_prints_the_numbers_of_today(rongcheng):
    lines = [
        f"| {trait} | {level} | {asked:.2%} | {share:.2%} | {people:,} |"
        for trait, level, asked, share, people in rongcheng.select(
            "trait", "level", "asked", "share", "people"
        ).iter_rows()
    ]
    assert "\n".join(lines) in PAGE.read_text(encoding="utf-8")
