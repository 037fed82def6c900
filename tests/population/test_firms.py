"""The firms of a world: how many, of which kinds, and who leads them."""

import hashlib

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.firms import (
    CASTS,
    FIRM_TRAITS,
    FIRMS,
    firm_count,
    firm_shares,
    firms_of,
    leaders_of,
    staff_of,
)
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, PEOPLE, STRATA, Society, adults
from glasshouse.population.synthesize import society_of

LEGAL, TRADERS = 18_570_000, 62_959_000  # economic census of 2018


def share(trait: str, level: str, among: np.ndarray | None = None) -> float:
    """Share of the firms, or of those of some strata, that have a level of a trait."""
    shares = firm_shares() if among is None else firm_shares() * among
    return float((shares * FIRMS.has(trait, level)).sum() / shares.sum())


def of_firms(society: Society, firms: int) -> np.ndarray:
    """The stratum of every firm, in their order."""
    return society.stratum.reshape(-1, LANES)[society.page].reshape(-1)[:firms]


def one_page(strata: np.ndarray) -> Society:
    """A society of one page that all neighbourhoods are instances of, whatever their number."""
    nobody = np.zeros(1, np.uint8)
    return Society(
        np.zeros(64, np.int32), strata, np.zeros(LANES, np.uint8), np.zeros(LANES, np.uint16), nobody, nobody
    )


def test_the_two_casts_are_told_apart_by_their_kind():
    assert CASTS == {"person": PEOPLE, "firm": FIRMS}
    assert PEOPLE != FIRMS


def test_the_traits_make_no_more_strata_than_kernels_have_room_for():
    assert FIRMS.size == 480 <= STRATA
    assert len(FIRM_TRAITS["size"]) == len(PEOPLE.traits["income"])


def test_every_firm_is_an_adult_and_no_empty_stratum_is():
    assert np.array_equal(FIRMS.adults(), np.arange(STRATA) < FIRMS.size)


def test_shares_are_of_firms_and_nothing_else():
    assert firm_shares().sum() == pytest.approx(1)
    assert (firm_shares()[FIRMS.size :] == 0).all()


def test_sole_traders_and_legal_persons_are_as_many_as_the_census_counted():
    assert share("form", "sole trader") == pytest.approx(TRADERS / (LEGAL + TRADERS), abs=1e-3)
    assert share("size", "sole trader") == pytest.approx(share("form", "sole trader"))


def test_no_sole_trader_is_a_legal_person():
    both = FIRMS.chosen({"form": "legal person", "size": "sole trader"})
    neither = FIRMS.chosen({"form": "sole trader", "size": "micro"})
    assert both.any()
    assert not firm_shares()[both | neither].any()


def test_legal_persons_have_the_sizes_and_owners_of_the_census():
    legal = FIRMS.has("form", "legal person")
    assert share("size", "micro", legal) == pytest.approx(0.85, abs=2e-3)
    assert share("size", "large", legal) == pytest.approx(0.002, abs=1e-4)
    assert share("ownership", "private", legal) == pytest.approx(15_614 / 18_570, abs=1e-3)
    assert share("ownership", "foreign", legal) == pytest.approx(222 / 18_570, abs=1e-3)
    assert share("sector", "trade", legal) == pytest.approx(6_499 / 21_789, abs=1e-3)


def test_there_are_58_firms_to_a_thousand_people_and_never_none():
    assert firm_count(1_000_000) == 58_415
    assert firm_count(1) == 1


def test_there_are_as_many_neighbourhoods_as_the_firms_need():
    world = find_world("rongcheng")
    assert [len(firms_of(world, people).page) for people in (1, 8_000, 9_000, 670_000)] == [1, 1, 2, 77]


def test_more_people_change_no_firm_that_was_there():
    world = find_world("china")
    few, many = firms_of(world, 50_000), firms_of(world, 5_000_000)
    assert np.array_equal(many.page[: len(few.page)], few.page)
    assert all(np.array_equal(one, other) for one, other in zip(few[1:], many[1:], strict=True))


def test_arrays_are_as_kernels_expect_them():
    society = firms_of(find_world("china"), 1_000_000)
    pages = len(society.region)
    assert [array.dtype.name for array in society] == ["int32", "uint16", "uint8", "uint16", "uint8", "uint8"]
    assert [len(array) for array in society[1:]] == [pages * LANES] * 3 + [pages] * 2
    assert society.stratum.max() < FIRMS.size
    assert 0 <= society.page.min() <= society.page.max() < pages


@pytest.mark.parametrize("name", ["hamlet", "rongcheng", "china"])
def test_the_firms_of_a_world_are_those_of_the_census(name):
    society = firms_of(find_world(name), 1_000_000)
    found = np.bincount(of_firms(society, firm_count(1_000_000)), minlength=STRATA) / firm_count(1_000_000)
    for trait, levels in FIRM_TRAITS.items():
        for level in levels:
            assert (found * FIRMS.has(trait, level)).sum() == pytest.approx(share(trait, level), abs=3e-3)


def test_the_first_firms_of_a_neighbourhood_are_like_all_of_them():
    """So that a small world, with less than one neighbourhood of firms, has its share of each size."""
    first = of_firms(firms_of(find_world("hamlet"), 2_000), 100)
    assert FIRMS.has("form", "legal person")[first].mean() == pytest.approx(share("form", "legal person"), abs=0.02)
    assert FIRMS.has("age", "new")[first].mean() == pytest.approx(share("age", "new"), abs=0.04)


def test_regions_have_firms_as_they_have_people():
    world = find_world("china")
    society = firms_of(world, 50_000_000)
    firms = np.bincount(society.region[society.page], minlength=len(world.regions)) / len(society.page)
    people = society_of(world, 50_000_000)
    there = np.bincount(people.region[people.page], minlength=len(world.regions)) / len(people.page)
    assert np.abs(firms - there).max() < 0.002


def test_a_firm_is_a_household_of_its_own():
    society = firms_of(find_world("rongcheng"), 670_000)
    assert np.array_equal(society.household, np.arange(len(society.stratum)) % LANES)


def test_the_mean_temper_is_the_average():
    assert firms_of(find_world("rongcheng"), 670_000).temper.mean() == pytest.approx(32, rel=0.01)


def test_a_world_without_people_is_refused():
    with pytest.raises(GlasshouseError, match="at least 1 person"):
        firms_of(find_world("hamlet"), 0)


def test_each_firm_has_its_share_of_people_in_their_order():
    # 58.4 firms to 1,000 people: a firm begins at every 17.1th person
    assert staff_of(4, 60).tolist() == [17, 17, 17, 9]
    assert staff_of(firm_count(670_000), 670_000).sum() >= 670_000 - 18


def test_each_firm_is_led_by_the_first_adult_of_its_own_people():
    child, adult = int(np.flatnonzero(~adults())[0]), int(np.flatnonzero(adults())[0])
    strata = np.full(LANES, child, np.uint16)
    strata[[3, 5, 20, 40]] = adult
    # the people of the firms are 0 to 16, 17 to 33, 34 to 50 and 51 to 67
    assert leaders_of(4, 100, one_page(strata)).tolist() == [3, 20, 40, -1]


def test_one_more_person_changes_no_leader():
    society = society_of(find_world("hamlet"), 5_001)
    firms = firm_count(5_000)
    assert leaders_of(firms, 5_000, society).tolist() == leaders_of(firms, 5_001, society).tolist()


def test_nobody_leads_two_firms_and_every_leader_is_an_adult_who_is_there():
    people = 670_000
    society = society_of(find_world("rongcheng"), people)
    leaders = leaders_of(firm_count(people), people, society)
    led = leaders[leaders >= 0]
    assert len(leaders) == firm_count(people)
    assert len(led) > 0.999 * len(leaders)
    assert len(np.unique(led)) == len(led)
    assert 0 <= led.min() <= led.max() < people
    assert adults()[of_firms(society, people)[led]].all()


def test_firms_looked_at_in_parts_have_the_same_leaders(monkeypatch):
    people = 20_000
    society = society_of(find_world("rongcheng"), people)
    whole = leaders_of(firm_count(people), people, society)
    monkeypatch.setattr("glasshouse.population.firms._AT_ONCE", 7)
    assert np.array_equal(leaders_of(firm_count(people), people, society), whole)


def test_the_same_world_gives_the_same_firms_on_every_machine():
    """The digest of the firms as they are meant to be; a change of a table or of a rule renews it."""
    society = firms_of(find_world("china"), 1_000_000)
    digest = hashlib.sha256(b"".join(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in society))
    assert digest.hexdigest()[:16] == "7f639088413e5c7c"
