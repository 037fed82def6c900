"""Who is a subject of which scheme: by traits, by consent, by place."""

from typing import Any

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.engine.membership import members_of, neighbourhoods_of
from glasshouse.population.people import LANES, PEOPLE, STRATA, Society
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement

ADULTS = np.flatnonzero(PEOPLE.adults())
STRATUM = np.resize(np.arange(STRATA), 8 * LANES).astype(np.uint16)


def scheme(name: str = "one", **said: Any) -> Scheme:
    return Scheme.model_validate({"id": name, "title": name, "about": name, **said})


def consenting(share: float, name: str = "one", **later: float) -> Scheme:
    def of(value: float) -> dict[str, Any]:
        return {"value": value, "assumed": [0, 1]}

    steps = [{"from": day.removeprefix("since_"), "share": of(value)} for day, value in later.items()]
    return scheme(name, subjects={"consent": {"asked": "opt-in", "share": of(share), "later": steps}})


def members(*schemes: Scheme, month: int | None = None) -> Any:
    return members_of(schemes, STRATUM, PEOPLE, month)


def test_each_scheme_has_a_bit_for_the_adults_whom_it_names():
    found = members(scheme(), scheme("two", subjects={"where": {"settlement": "rural"}}))
    adult, rural = PEOPLE.adults()[STRATUM], PEOPLE.has("settlement", "rural")[STRATUM]
    assert np.array_equal(found & 1 == 1, adult)
    assert np.array_equal(found & 2 == 2, adult & rural)


def test_a_scheme_has_no_subjects_outside_its_time():
    found = scheme(in_force="2014", until="2016")
    days = ("2013-12", "2014-01", "2015-12", "2016-01", "2016-02")
    counts = [int(members(found, month=month_number(day)).sum()) for day in days]
    assert (counts[0], counts[4]) == (0, 0)
    assert counts[1] == counts[2] == counts[3] > 0  # it judges once more as it ends
    assert members(found).sum() == counts[1]


def test_about_as_many_join_as_the_share_says_whatever_their_traits():
    found, adult = members(consenting(0.3)), PEOPLE.adults()[STRATUM]
    assert not found[~adult].any()
    for trait, level in (("income", "fifth-1"), ("settlement", "rural"), ("sex", "male")):
        some = adult & PEOPLE.has(trait, level)[STRATUM]
        assert found[some].mean() == pytest.approx(0.3, abs=0.06)


def test_who_has_joined_stays_as_more_join():
    asking = consenting(0.2, since_2018=0.5, since_2019=0.9)
    before, after, last = (members(asking, month=month_number(day)) == 1 for day in ("2017", "2018", "2019"))
    assert before.sum() < after.sum() < last.sum()
    assert not (before & ~after).any()
    assert not (after & ~last).any()


def test_joining_one_scheme_says_nothing_about_another():
    found = members(consenting(0.5), consenting(0.5, "two"))
    both, adult = found == 3, PEOPLE.adults()[STRATUM]
    assert both[adult].mean() == pytest.approx(0.25, abs=0.04)


def test_the_same_people_join_a_scheme_whatever_else_there_is():
    alone, beside = members(consenting(0.5)), members(scheme("two"), consenting(0.5))
    assert np.array_equal(alone, beside >> 1)


# places


REGIONS = ["north", "south"]


def town(blocks: int = 2_000) -> Society:
    """Neighbourhoods whose pages lie by turns in the north and in the south."""
    nothing = np.zeros(2 * LANES, np.uint16)
    return Society(
        page=np.arange(blocks, dtype=np.int32) % 2, stratum=nothing, temper=nothing.astype(np.uint8),
        household=nothing, region=np.array([0, 1], np.uint8), kind=np.zeros(2, np.uint8),
    )  # fmt: skip


def placement(name: str = "one", region: tuple[str, ...] = (), share: float = 1.0, **said: Any) -> Placement:
    return Placement(scheme(name, **said), "", region, share)


def here(*placed: Placement) -> Any:
    return neighbourhoods_of(placed, REGIONS, town())


def test_a_scheme_without_a_place_holds_everywhere():
    assert (here(placement(), placement("two")) == 3).all()


def test_a_scheme_of_a_region_holds_in_it_alone():
    found = here(placement(region=("south",)), placement("two"))
    assert (found[0::2] == 2).all()
    assert (found[1::2] == 3).all()


def test_a_scheme_may_hold_in_a_share_of_the_neighbourhoods_of_a_region():
    found = here(placement(region=("south",), share=0.3))
    assert not found[0::2].any()
    assert found[1::2].mean() == pytest.approx(0.3, abs=0.05)


def test_a_share_without_a_region_is_one_of_all_neighbourhoods():
    assert here(placement(share=0.25)).mean() == pytest.approx(0.25, abs=0.04)


def test_schemes_of_one_region_hold_in_different_neighbourhoods_of_it():
    found = here(placement(region=("south",), share=0.3), placement("two", ("south",), 0.5))
    assert not (found == 3).any()
    assert (found[1::2] == 1).mean() == pytest.approx(0.3, abs=0.05)
    assert (found[1::2] == 2).mean() == pytest.approx(0.5, abs=0.05)


def test_a_scheme_that_follows_another_in_time_takes_over_its_neighbourhoods():
    found = here(
        placement("old", ("south",), 0.4, in_force="2013", until="2016-01"),
        placement("new", ("south",), 0.4, in_force="2016-01-05"),
    )
    assert set(found.tolist()) == {0, 3}


def test_one_more_neighbourhood_changes_no_other():
    placed = [placement(region=("south",), share=0.3), placement("two", ("north",), 0.5)]
    fewer, more = (neighbourhoods_of(placed, REGIONS, town(blocks)) for blocks in (500, 501))
    assert np.array_equal(fewer, more[:500])


def test_a_region_that_the_world_has_not_is_refused():
    with pytest.raises(GlasshouseError, match=r"one holds in a region that is not there.*south"):
        here(placement(region=("suoth",)))
