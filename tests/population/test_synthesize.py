"""Societies: pages, neighbourhoods, and what does not change with the number of people."""

import hashlib

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.library import find_world
from glasshouse.population.model import MeanHousehold
from glasshouse.population.people import LANES, STRATA, TRAITS, Society, level_index
from glasshouse.population.synthesize import society_of


def test_there_are_as_many_neighbourhoods_as_the_people_need():
    hamlet = find_world("hamlet")
    assert [len(society_of(hamlet, people).page) for people in (1, 512, 513, 5_000)] == [1, 1, 2, 10]


def test_more_people_change_nobody_who_was_there():
    world = find_world("rongcheng")
    few, many = society_of(world, 5_000), society_of(world, 670_000)
    assert np.array_equal(many.page[: len(few.page)], few.page)
    assert all(np.array_equal(one, other) for one, other in zip(few[1:], many[1:], strict=True))


def test_one_more_person_keeps_all_others_in_their_places():
    world = find_world("hamlet")
    for people in (511, 512, 4_999):
        few, many = society_of(world, people), society_of(world, people + 1)
        assert np.array_equal(strata_of_people(many, people), strata_of_people(few, people))


def strata_of_people(society: Society, people: int) -> np.ndarray:
    """The stratum of every person, in their order."""
    return society.stratum.reshape(-1, LANES)[society.page].reshape(-1)[:people]


def test_arrays_are_as_kernels_expect_them():
    society = society_of(find_world("rongcheng"), 670_000)
    pages = len(society.region)
    assert [array.dtype.name for array in society] == ["int32", "uint16", "uint8", "uint16", "uint8", "uint8"]
    assert [len(array) for array in society[1:]] == [pages * LANES] * 3 + [pages] * 2
    assert society.stratum.max() < STRATA
    assert society.household.max() < LANES
    assert 0 <= society.page.min() <= society.page.max() < pages


def test_a_page_lies_in_one_settlement():
    world = find_world("china")
    society = society_of(world, 100_000)
    urban = level_index("settlement")[society.stratum].reshape(-1, LANES) == 0
    expected = np.array([kind.settlement == "urban" for kind in world.neighbourhoods])[society.kind]
    assert np.array_equal(urban, np.repeat(expected[:, None], LANES, axis=1))


@pytest.mark.parametrize("name", ["hamlet", "rongcheng", "china"])
def test_tables_are_small_enough_to_stay_near_the_processor(name):
    society = society_of(find_world(name), 5_000)
    assert sum(array.nbytes for array in society[1:]) < 2_000_000


@pytest.mark.parametrize("name", ["hamlet", "rongcheng", "china"])
def test_every_household_begins_with_an_adult(name):
    society = society_of(find_world(name), 5_000)
    at = np.arange(len(society.stratum))
    begins = society.household == at % LANES
    assert (level_index("age")[society.stratum[begins]] > 0).all()
    first = at // LANES * LANES + society.household
    assert begins[first].all()


@pytest.mark.parametrize("trait", ["income", "hukou", "migrant"])
def test_nine_in_ten_share_what_a_household_shares(trait):
    society = society_of(find_world("rongcheng"), 5_000)
    level = level_index(trait)[society.stratum]
    first = np.arange(len(level)) // LANES * LANES + society.household
    assert (level == level[first]).mean() > 0.9


def test_pages_of_one_region_and_kind_are_alike():
    """Each has its share of every age, to within a few of its 512 people."""
    society = society_of(find_world("rongcheng"), 5_000)
    age = level_index("age")[society.stratum].reshape(-1, LANES)
    ages = np.stack([(age == band).sum(axis=1) for band in range(len(TRAITS["age"]))], axis=1)
    for kind in np.unique(society.kind):
        assert np.ptp(ages[society.kind == kind], axis=0).max() <= 12


def test_the_mean_temper_is_the_average():
    for name in ("hamlet", "rongcheng", "china"):
        society = society_of(find_world(name), 1)
        assert society.temper.mean() == pytest.approx(32, rel=0.01)


def test_households_may_be_given_another_size():
    world = find_world("rongcheng")
    larger = world.model_copy(update={"mean_household": MeanHousehold(value=3.5, assumed=(3, 4))})
    count = [np.unique(society_of(one, 1).household.reshape(-1, LANES)[0]).size for one in (world, larger)]
    assert LANES / count[0] == pytest.approx(2.25, rel=0.05)
    assert LANES / count[1] == pytest.approx(3.5, rel=0.05)


def test_households_of_one_may_be_given():
    world = find_world("dresden")
    household = society_of(world, 1).household.reshape(-1, LANES)
    sizes = [np.unique(page, return_counts=True)[1] for page in household]
    alone = np.mean([(one == 1).mean() for one in sizes])
    assert alone == pytest.approx(0.516, abs=0.02)
    assert LANES / np.mean([one.size for one in sizes]) == pytest.approx(1.811, rel=0.03)


def test_a_world_without_people_is_refused():
    with pytest.raises(GlasshouseError, match="at least 1 person"):
        society_of(find_world("hamlet"), 0)


def test_the_same_world_gives_the_same_society_on_every_machine():
    """The digest of the society as it is meant to be; a change of a table or of a rule renews it."""
    society = society_of(find_world("china"), 1_000_000)
    digest = hashlib.sha256(b"".join(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in society))
    assert digest.hexdigest()[:16] == "8a59dc1539ef0172"
