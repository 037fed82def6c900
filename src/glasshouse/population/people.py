"""The traits of synthetic people and the stratum that a combination of them makes."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LANES = 512  # people of a neighbourhood, who live together and are computed together

TRAITS: dict[str, tuple[str, ...]] = {
    "settlement": ("urban", "rural"),
    "age": ("0-17", "18-29", "30-44", "45-59", "60-74", "75+"),
    "sex": ("male", "female"),
    "hukou": ("non-agricultural", "agricultural"),
    "migrant": ("local", "migrant"),
    "income": ("fifth-1", "fifth-2", "fifth-3", "fifth-4", "fifth-5"),
    "internet": ("offline", "online"),
}
"""Every trait and its levels, in the order in which they number the strata (settlement changes slowest)."""

STRATA = int(np.prod([len(levels) for levels in TRAITS.values()]))
LEAST_ADULT_AGE = "18-29"


class Society(NamedTuple):
    """Who there is, as kernels read it. A page arranges 512 people; neighbourhoods share pages."""

    page: npt.NDArray[np.int32]  # [B] the page that neighbourhood b is an instance of
    stratum: npt.NDArray[np.uint16]  # [P*512] stratum of the person in each place of a page
    temper: npt.NDArray[np.uint8]  # [P*512] inclination to misconduct, in 32nds of the mean (32 = average)
    household: npt.NDArray[np.uint16]  # [P*512] place (0..511) of the first member of one's household
    region: npt.NDArray[np.uint8]  # [P] index of the page's region in the world's list
    kind: npt.NDArray[np.uint8]  # [P] index of the page's neighbourhood type in the world's list


def levels_of(stratum: int) -> dict[str, str]:
    """The level of every trait in ``stratum``.

    >>> levels_of(0)["age"], levels_of(STRATA - 1)["income"]
    ('0-17', 'fifth-5')
    """
    places = np.unravel_index(stratum, [len(levels) for levels in TRAITS.values()])
    return {trait: levels[int(at)] for (trait, levels), at in zip(TRAITS.items(), places, strict=True)}


def strata() -> Iterator[dict[str, str]]:
    """The levels of every stratum, in the order of their numbers."""
    for levels in product(*TRAITS.values()):
        yield dict(zip(TRAITS, levels, strict=True))


def level_index(trait: str) -> npt.NDArray[np.int64]:
    """[STRATA] The index of the level of ``trait`` in every stratum."""
    shape = [len(levels) for levels in TRAITS.values()]
    grid = np.indices(shape)[list(TRAITS).index(trait)]
    return np.asarray(grid.reshape(-1), np.int64)


def adults() -> npt.NDArray[np.bool_]:
    """[STRATA] Which strata are of adults."""
    return level_index("age") >= TRAITS["age"].index(LEAST_ADULT_AGE)
