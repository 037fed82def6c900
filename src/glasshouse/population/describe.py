"""A society in numbers: who lives where, beside what was asked for."""

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.population.joint import joint_of
from glasshouse.population.model import World
from glasshouse.population.people import LANES, STRATA, TRAITS, Society, level_index

Counts = npt.NDArray[np.int64]


def margins_of(world: World, society: Society, people: int) -> pl.DataFrame:
    """Every level of every trait: the share asked for, and the share and number of people who have it.

    Columns: trait, level, asked, share, difference (share - asked), people.
    """
    asked, lives = joint_of(world).strata(), people_by_stratum(society, people)
    rows = []
    for trait, levels in TRAITS.items():
        index = level_index(trait)
        wanted = np.bincount(index, asked, minlength=len(levels))
        counted = np.bincount(index, lives, minlength=len(levels)).astype(np.int64)
        rows += [
            (trait, level, wanted[at], counted[at] / people, counted[at] / people - wanted[at], counted[at])
            for at, level in enumerate(levels)
        ]
    return pl.DataFrame(rows, ["trait", "level", "asked", "share", "difference", "people"], orient="row")


def regions_of(world: World, society: Society, people: int) -> pl.DataFrame:
    """Every region: id, title, share of people asked for, share, difference, number of people."""
    titles = [(region.id, region.title) for region in world.regions]
    return _places(titles, joint_of(world).weight.sum(axis=1), society.region, society, people)


def neighbourhoods_of(world: World, society: Society, people: int) -> pl.DataFrame:
    """Every kind of neighbourhood; columns as in :func:`regions_of`."""
    titles = [(kind.id, kind.title) for kind in world.neighbourhoods]
    return _places(titles, joint_of(world).weight.sum(axis=0), society.kind, society, people)


def people_by_stratum(society: Society, people: int) -> Counts:
    """[STRATA] How many of the first ``people`` of ``society`` are in each stratum."""
    times = np.repeat(_full(society, people), LANES).reshape(-1, LANES)
    times[society.page[-1], : _in_last(people)] += 1
    return np.bincount(society.stratum, times.reshape(-1), minlength=STRATA).astype(np.int64)


def _places(
    titles: list[tuple[str, str]],
    asked: npt.NDArray[np.float64],
    of: npt.NDArray[np.uint8],
    society: Society,
    people: int,
) -> pl.DataFrame:
    on_page = _full(society, people) * LANES
    on_page[society.page[-1]] += _in_last(people)
    counted = np.bincount(of, on_page, minlength=len(titles)).astype(np.int64)
    return pl.DataFrame(
        {
            "id": [one for one, _ in titles],
            "title": [title for _, title in titles],
            "asked": asked,
            "share": counted / people,
            "difference": counted / people - asked,
            "people": counted,
        }
    )


def _full(society: Society, people: int) -> Counts:
    """[P] How many neighbourhoods are instances of each page, the last neighbourhood left out."""
    return np.bincount(society.page[: -(-people // LANES) - 1], minlength=len(society.region)).astype(np.int64)


def _in_last(people: int) -> int:
    """People of the last neighbourhood."""
    return (people - 1) % LANES + 1
