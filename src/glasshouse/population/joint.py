"""How the people of a region are shared out over neighbourhoods and strata: margins joined to one table."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.population import model
from glasshouse.population.fit import Margin, Table, fitted
from glasshouse.population.margins import (
    OLD,
    age_and_sex_of,
    migrant_share_of,
    non_agricultural_share_of,
    old_in_the_country_of,
    urban_share_of,
)
from glasshouse.population.national import income_by_settlement, online_by_settlement_and_age
from glasshouse.population.people import PEOPLE, STRATA, TRAITS, several
from glasshouse.population.tables import number

_LEVELS = tuple(len(levels) for levels in TRAITS.values())
_KIND, _AGE, _SEX, _HUKOU, _MIGRANT, _INCOME, _INTERNET, _REGION = range(8)
_SPLIT = {"age", "settlement"}  # the traits that the margin of the old in the country is about
CELLS = math.prod(_LEVELS[1:])  # combinations of all traits but settlement


class Joint(NamedTuple):
    """Who lives where."""

    weight: Table  # [R, K] share of the world's people in each region and kind of neighbourhood
    shares: Table  # [R, K, CELLS] shares of the cells there; 0 where nobody lives
    first: npt.NDArray[np.int64]  # [K] the stratum of cell 0, which says urban or rural

    def strata(self) -> Table:
        """[STRATA] Share of the world's people in each stratum."""
        total = np.zeros(STRATA)
        for kind, first in enumerate(self.first):
            total[first : first + CELLS] += (self.weight[:, kind, None] * self.shares[:, kind]).sum(axis=0)
        return total


def joint_of(world: model.World) -> Joint:
    """Who lives where in ``world``: its margins, joined by iterative proportional fitting.

    Raises
    ------
    GlasshouseError
        If the margins contradict each other; the text names region and margin.
    """
    kinds = _Kinds(world)
    table = fitted(_seed(world, kinds), _margins(world, kinds), [region.title for region in world.regions])
    people = np.array([number(region.code, "people") for region in world.regions])
    by_place = table.reshape(len(kinds.order), CELLS, len(people)).transpose(2, 0, 1)
    by_kind = by_place[:, np.argsort(kinds.order)]
    within = by_kind.sum(axis=2)
    shares = np.divide(by_kind, within[..., None], out=np.zeros_like(by_kind), where=within[..., None] > 0)
    first = [TRAITS["settlement"].index(kind.settlement) * CELLS for kind in world.neighbourhoods]
    return Joint(within * (people / people.sum())[:, None], shares, np.array(first))


class _Kinds:
    """The kinds of neighbourhood, urban ones first, so that each settlement is one slice."""

    def __init__(self, world: model.World) -> None:
        of = [TRAITS["settlement"].index(kind.settlement) for kind in world.neighbourhoods]
        self.order = sorted(range(len(of)), key=lambda at: (of[at], at))
        self.settlement = np.array([of[at] for at in self.order])
        self.share = np.array([float(world.neighbourhoods[at].share.value) for at in self.order])
        self.place = {world.neighbourhoods[at].id: place for place, at in enumerate(self.order)}

    def slice_of(self, settlement: int) -> slice:
        return slice(*np.searchsorted(self.settlement, [settlement, settlement + 1]).tolist())


def _seed(world: model.World, kinds: _Kinds) -> Table:
    """The table before any margin is met: age by sex of the census, times all tilts and associations."""
    seed = np.ones((len(kinds.order), *_LEVELS[1:], len(world.regions)))
    seed *= _by_region(world, age_and_sex_of, (_AGE, _SEX))
    for kind in world.neighbourhoods:
        place = kinds.place[kind.id]
        for tilt in kind.tilts:
            seed[place : place + 1] *= _factors(tilt, kinds)
    for association in world.associations:
        seed[_where(association.where, kinds)] *= _factors(association, kinds)
    return seed


def _factors(tilt: model.Tilt, kinds: _Kinds) -> Table:
    values = np.array([float(tilt.times.get(level, 1)) for level in TRAITS[tilt.trait]])
    if tilt.trait == "settlement":
        values = values[kinds.settlement]
    return _along(list(TRAITS).index(tilt.trait), values)


def _margins(world: model.World, kinds: _Kinds) -> list[Margin]:
    """All that the people are asked to add up to: the tables' margins where the world has none of its own."""
    own = [_own(margin, kinds) for margin in world.margins if margin.trait != "settlement"]
    whole = {trait for margin in world.margins if not margin.where for trait in several(margin.trait)}
    parts = [(margin.where, margin.axes) for margin in own]
    census = [
        margin
        for margin in _census(world, kinds)
        if not _traits(margin) & whole and (margin.where, margin.axes) not in parts
    ]
    if not any(_SPLIT & {*several(margin.trait)} and margin.where.keys() <= _SPLIT for margin in world.margins):
        census += _old_in_the_country(world, kinds)
    if len(whole & {"age", "sex"}) == 1:  # the tables have age and sex in one margin: keep the other one
        axis, other = (_SEX, _AGE) if "age" in whole else (_AGE, _SEX)
        shares = _by_region(world, age_and_sex_of, (_AGE, _SEX)).sum(axis=other, keepdims=True)
        census.append(Margin(list(TRAITS)[axis], _everyone(), (axis,), shares))
    return [_settled(world, kinds), *census, *own]


def _own(margin: model.Margin, kinds: _Kinds) -> Margin:
    values = np.array([float(margin.shares.get(level, 0)) for level in PEOPLE.levels(margin.trait)])
    title = " ".join([margin.trait, *(f"where {trait} is {level}" for trait, level in margin.where.items())])
    axes = [list(TRAITS).index(trait) for trait in several(margin.trait)]
    table = (values / values.sum()).reshape([_LEVELS[axis] for axis in axes]).transpose(np.argsort(axes))
    shape = [1] * (_REGION + 1)
    for axis in axes:
        shape[axis] = _LEVELS[axis]
    return Margin(title, _where(margin.where, kinds), tuple(sorted(axes)), table.reshape(shape))


def _settled(world: model.World, kinds: _Kinds) -> Margin:
    """Settlements shared out over their kinds of neighbourhood; one without any kind has no people."""
    own = next((margin for margin in world.margins if margin.trait == "settlement"), None)

    def kinds_of(code: str) -> Table:
        urban = urban_share_of(code) if own is None else float(own.shares.get("urban", 0))
        share = np.array([urban, 1 - urban])[kinds.settlement] * kinds.share
        return np.asarray(share / share.sum())

    return Margin("kinds of neighbourhood", _everyone(), (_KIND,), _by_region(world, kinds_of, (_KIND,)))


def _census(world: model.World, kinds: _Kinds) -> list[Margin]:
    def two(share: float) -> Table:
        return np.array([share, 1 - share])

    hukou = _by_region(world, lambda code: two(non_agricultural_share_of(code)), (_HUKOU,))
    migrant = _by_region(world, lambda code: two(1 - migrant_share_of(code)), (_MIGRANT,))
    margins = [
        Margin("age and sex", _everyone(), (_AGE, _SEX), _by_region(world, age_and_sex_of, (_AGE, _SEX))),
        Margin("hukou", _everyone(), (_HUKOU,), hukou),
        Margin("migrant", _everyone(), (_MIGRANT,), migrant),
    ]
    for settlement, title in enumerate(TRAITS["settlement"]):
        part = kinds.slice_of(settlement)
        if part.start < part.stop:
            margins.append(_income(title, part, income_by_settlement()[settlement]))
            margins += _internet(title, part, online_by_settlement_and_age()[settlement])
    return margins


def _old_in_the_country(world: model.World, kinds: _Kinds) -> list[Margin]:
    """How many live in the country and are 60 or older; nothing is asked in a world of one settlement."""
    country = kinds.slice_of(TRAITS["settlement"].index("rural"))
    if country.start == 0 or country.start == country.stop:
        return []
    where = (country, slice(OLD, None), *_everyone()[2:])
    shares = _by_region(world, lambda code: np.array([old_in_the_country_of(code)]), (_AGE,))
    return [Margin("60 and older in the country", where, (), shares, of_all=True)]


def _income(title: str, part: slice, shares: Table) -> Margin:
    return Margin(f"{title} income", (part, *_everyone()[1:]), (_INCOME,), _along(_INCOME, shares))


def _internet(title: str, part: slice, online: Table) -> list[Margin]:
    younger = np.stack([1 - online[:OLD], online[:OLD]], axis=1)[None, :, None, None, None, None, :, None]
    oldest = _along(_INTERNET, np.array([1 - online[OLD], online[OLD]]))
    others = _everyone()[2:]
    return [
        Margin(f"{title} internet", (part, slice(0, OLD), *others), (_INTERNET,), younger, by=(_AGE,)),
        Margin(f"{title} internet from 60 on", (part, slice(OLD, None), *others), (_INTERNET,), oldest),
    ]


def _traits(margin: Margin) -> set[str]:
    return {list(TRAITS)[axis] for axis in margin.axes}


def _everyone() -> tuple[slice, ...]:
    return (slice(None),) * _REGION


def _where(where: dict[str, str], kinds: _Kinds) -> tuple[slice, ...]:
    parts = list(_everyone())
    for trait, level in where.items():
        at = TRAITS[trait].index(level)
        parts[list(TRAITS).index(trait)] = kinds.slice_of(at) if trait == "settlement" else slice(at, at + 1)
    return tuple(parts)


def _along(axis: int, values: Table) -> Table:
    """``values`` along one axis of the table."""
    shape = [1] * (_REGION + 1)
    shape[axis] = len(values)
    return values.reshape(shape)


def _by_region(world: model.World, shares_of: Callable[[str], Table], axes: tuple[int, ...]) -> Table:
    """What ``shares_of`` gives for the code of each region, along ``axes`` and the axis of regions."""
    values = np.stack([shares_of(region.code) for region in world.regions], axis=-1)
    shape = [1] * (_REGION + 1)
    for axis, length in zip((*axes, _REGION), values.shape, strict=True):
        shape[axis] = length
    return values.reshape(shape)
