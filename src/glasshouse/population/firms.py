"""The firms of a world: their traits, how many there are, and who leads each."""

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.fit import kinship, whole
from glasshouse.population.model import World
from glasshouse.population.people import LANES, PEOPLE, STRATA, Cast, Society
from glasshouse.population.scatter import bounds, even
from glasshouse.population.tables import NATION, number, single, table
from glasshouse.population.temper import tempers_of

FIRM_TRAITS: dict[str, tuple[str, ...]] = {
    "form": ("sole trader", "legal person"),
    "size": ("sole trader", "micro", "small", "medium", "large"),
    "sector": ("manufacturing", "trade", "business services", "other"),
    "age": ("new", "young", "established"),
    "ownership": ("private", "state", "foreign", "other"),
}
"""Every trait of firms and its levels: new is in the first year, young in the two years after it.

``other`` owners are collectives and companies of several owners; ``foreign`` includes Hong Kong, Macao and Taiwan.
"""

FIRMS = Cast(kind="firm", traits=FIRM_TRAITS, who="firms", means="size", least_age="new")
"""The firms of a world: legal persons and sole traders. The size takes the place of the income fifth."""

CASTS: dict[str, Cast] = {cast.kind: cast for cast in (PEOPLE, FIRMS)}
"""Every cast of subjects by its kind."""

_YEAR = 2018  # the economic census that firms are made from; it counts the end of the year
_SINCE_CENSUS = (8 + 2 / 12) / 10  # of the ten years from November 2010 to November 2020
_PAGES = 28  # of a world of few regions
_FEWEST = 2  # pages of each region
_AT_ONCE = 1 << 18  # firms whose leaders are looked for together


def firm_count(people: int) -> int:
    """How many firms a world with so many people has: as many as China at the end of 2018, at least one.

    >>> firm_count(1_000), firm_count(670_000)
    (58, 39138)
    """
    return max(1, int(people * _firms_per_person()))


def firms_of(world: World, people: int) -> Society:
    """The firms of ``world`` when ``people`` live in it; the last neighbourhood may be half empty.

    As in a society of people, neighbourhood b does not depend on how many there are, and the same world gives the
    same firms on every machine. Every page has nearly the same firms, in an order that any first part of it keeps to;
    a firm is a household of its own, regions have firms in proportion to their people, and there is one kind of
    neighbourhood.

    Raises
    ------
    GlasshouseError
        If there are no people.
    """
    if people < 1:
        raise GlasshouseError(f"A world needs at least 1 person, but {people:,} were asked for.")
    regions = len(world.regions)
    each = max(_PAGES // regions, _FEWEST)
    pages = regions * each
    stratum = _firms_of_pages(pages)
    neighbourhoods = even(np.arange(-(-firm_count(people) // LANES)))
    weight = np.repeat([number(region.code, "people") for region in world.regions], each)
    return Society(
        page=np.searchsorted(bounds(weight), neighbourhoods, side="right").astype(np.int32),
        stratum=stratum,
        temper=tempers_of(stratum, float(world.temper_spread.value)),
        household=np.tile(np.arange(LANES, dtype=np.uint16), pages),
        region=np.repeat(np.arange(regions, dtype=np.uint8), each),
        kind=np.zeros(pages, np.uint8),
    )


def leaders_of(firms: int, people: int, society: Society) -> npt.NDArray[np.int64]:
    """[firms] The number of the person who owns and leads each firm; -1 where there is none.

    ``society`` is that of the ``people`` people. Each firm has the next people in their order, as :func:`staff_of`
    says, and the first adult among them leads it: nobody leads two firms, and one more person changes none.
    """
    grown = PEOPLE.adults()[society.stratum]
    leaders = np.full(firms, -1, np.int64)
    for first in range(0, firms, _AT_ONCE):
        last = min(firms, first + _AT_ONCE)
        begins = np.minimum(_begins(first, last + 1), people)
        person = np.arange(begins[0], begins[-1])
        adult = person[grown[society.page[person // LANES] * LANES + person % LANES]]
        at = np.searchsorted(adult, begins[:-1])
        found = np.append(adult, people)[at]
        leaders[first:last] = np.where(found < begins[1:], found, -1)
    return leaders


def staff_of(firms: int, people: int) -> npt.NDArray[np.int64]:
    """[firms] How many people belong to each firm, in the order of their numbers; those in work work there."""
    return np.diff(np.minimum(_begins(0, firms + 1), people))


def _begins(first: int, last: int) -> npt.NDArray[np.int64]:
    """The number of the first person of the firms from ``first`` to before ``last``."""
    return np.floor(np.arange(first, last) / _firms_per_person()).astype(np.int64)


@cache
def firm_shares() -> npt.NDArray[np.float64]:
    """[STRATA] Share of the firms in each stratum of :data:`FIRMS`.

    Size and ownership are those of the economic census; sector and age are taken to be independent of ownership, age
    of sector as well.
    """
    shares = np.zeros(STRATA)
    for at, levels in enumerate(FIRMS.strata()):
        shares[at] = _share_of(levels)
    return np.asarray(shares / shares.sum())


def _share_of(levels: dict[str, str]) -> float:
    """The share of the firms that have these levels, before what is rounded away is made good."""
    size, sector, owner = levels["size"], levels["sector"], levels["ownership"]
    trader = size == "sole trader"
    if trader != (levels["form"] == "sole trader"):
        return 0.0
    age = _assumed(size, "age", levels["age"])
    if trader:
        return _counted("sole_traders") * age * _assumed(size, "sector", sector) * (owner == "private")
    firms = _counted("legal_units_enterprises") * _counted(f"share_{size}_of_enterprises")
    return firms * age * _sectors()[sector] * _owners()[owner]


def _sectors() -> dict[str, float]:
    """Shares of legal units by sector."""
    counted = {
        "manufacturing": _counted("legal_units_manufacturing"),
        "trade": _counted("legal_units_wholesale_retail"),
        "business services": _counted("legal_units_leasing_business_services"),
    }
    total = _counted("legal_units_total")
    return {sector: units / total for sector, units in counted.items()} | {"other": 1 - sum(counted.values()) / total}


def _owners() -> dict[str, float]:
    """Shares of enterprises by who owns them."""
    counted = {
        "private": _counted("enterprises_private"),
        "state": _counted("enterprises_state_owned"),
        "foreign": _counted("enterprises_hk_mo_tw") + _counted("enterprises_foreign"),
    }
    total = _counted("legal_units_enterprises")
    return {owner: units / total for owner, units in counted.items()} | {"other": 1 - sum(counted.values()) / total}


@cache
def _counted(item: str) -> float:
    """A number of the economic census."""
    return single("firms", "value", year=_YEAR, item=item)


@cache
def _assumed(size: str, trait: str, level: str) -> float:
    """The assumed share of a level among the firms of one size."""
    return single("firm_shares", "share", size=size, trait=trait, level=level)


@cache
def _firms_per_person() -> float:
    """Firms to a person at the end of 2018; the people of that day lie between the censuses of 2010 and 2020."""
    nation = table("population_by_province").row(by_predicate=pl.col("code") == NATION, named=True)
    people = nation["pop_2010"] + _SINCE_CENSUS * (nation["pop_2020"] - nation["pop_2010"])
    return (_counted("legal_units_enterprises") + _counted("sole_traders")) / float(people)


def _firms_of_pages(pages: int) -> npt.NDArray[np.uint16]:
    """[pages * 512] Strata of the firms of each page, all pages nearly alike."""
    shares = firm_shares()
    there = np.flatnonzero(shares)
    kin = kinship([FIRMS.level_index(trait)[there] for trait in FIRM_TRAITS])
    counts = whole(shares[None, there] * (pages * LANES), kin)[0]
    dealt = np.repeat(there, counts).reshape(LANES, pages).T
    spread = np.argsort(np.argsort(even(np.arange(LANES)), kind="stable"), kind="stable")
    return dealt[:, spread].reshape(-1).astype(np.uint16)
