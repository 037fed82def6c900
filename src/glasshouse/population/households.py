"""Who lives with whom: the people of a page sorted into households."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.people import LANES, LEAST_ADULT_AGE, TRAITS, level_index
from glasshouse.population.scatter import Words, bounds, even, hashed, ranks

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LARGEST = 8  # people of a household
COUPLE = 2
_CLASSES = 32  # more than there are classes on a page
_SIZES, _PEOPLE, _CHILDREN, _STAGES, _HOMES = range(10, 15)  # purposes of hashed words
_GROWN_CHILD, _YOUNG_ALONE, _PARENT, _PARENT_OF_GROWN, _CHILDLESS_COUPLE, _OLD_ALONE, _GRANDPARENT = range(7)


class Homes(NamedTuple):
    """The empty places of N = P * 512 people, in the order of a line along each page."""

    first: Numbers  # [N] number of the place in which one's household begins
    order: Numbers  # [N] 0 for the first place of a household, 1 for the next, ...

    @property
    def page(self) -> Numbers:
        """[N] The page of each place."""
        return np.arange(len(self.first)) // LANES


def housed(
    stratum: npt.NDArray[np.uint16], sizes: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """The people of each page in households: strata in a new order, and the place of each household's first.

    ``stratum`` [P*512] lists the people of each page, ``sizes`` [P, 8] the share of households of 1 to 8
    people. Nobody changes page. Members have the income fifth, hukou and migrant status of each other where
    the numbers allow; children live with an adult; couples are a man and a woman of like age where possible.

    Raises
    ------
    GlasshouseError
        If there are more children than places beside an adult.
    """
    homes = _homes(sizes)
    people = _sorted_by_class(stratum)
    group = _group(people)  # of the place as well as of the person who stands there so far
    child = level_index("age")[people] < TRAITS["age"].index(LEAST_ADULT_AGE)
    for_child = _places_for_children(homes, group, child)
    settled = np.empty_like(people)
    _settle_children(settled, people, group, child, for_child)
    _settle_adults(settled, people, group, child, for_child, homes)
    return _shuffled(settled, homes)


def size_shares(mean: float, alone: float) -> npt.NDArray[np.float64]:
    """[8] Share of households of 1 to 8 people: ``alone`` of one, then falling geometrically to the mean."""
    sizes = np.arange(2, LARGEST + 1)
    low, high = 0.0, 2.0
    for _ in range(60):
        falling = (low + high) / 2
        weights = falling ** (sizes - 2.0)
        met = alone + (1 - alone) * (weights * sizes).sum() / weights.sum()
        low, high = (falling, high) if met < mean else (low, falling)
    return np.concatenate([[alone], (1 - alone) * weights / weights.sum()])


def _homes(sizes: npt.NDArray[np.float64]) -> Homes:
    """Households laid out along each page until it is full; the last one is cut to fit."""
    pages = len(sizes)
    points = even(np.arange(LANES)[None, :], hashed(_SIZES, np.arange(pages))[:, None])
    size = 1 + sum((points >= bound[:, None]).astype(np.int64) for bound in bounds(sizes).T)
    start = np.cumsum(size, axis=1) - size
    begins = np.zeros((pages, LANES), bool)
    page, household = np.nonzero(start < LANES)
    begins[page, start[page, household]] = True
    at = np.arange(pages * LANES)
    first = np.maximum.accumulate(np.where(begins.reshape(-1), at, 0))
    return Homes(first, at - first)


def _group(stratum: Numbers) -> Numbers:
    """[N] Page and class of each person: those who share it may share a household.

    Classes (income, hukou, migrant) are numbered so that neighbouring ones differ in one trait only.
    """
    income, hukou, migrant = (level_index(trait)[stratum] for trait in ("income", "hukou", "migrant"))
    hukou = np.where(migrant == 1, 1 - hukou, hukou)
    row = migrant * 2 + hukou
    fifths = len(TRAITS["income"])
    column = np.where(row % 2 == 1, fifths - 1 - income, income)
    return np.arange(len(stratum)) // LANES * _CLASSES + row * fifths + column


def _sorted_by_class(stratum: npt.NDArray[np.uint16]) -> Numbers:
    people = stratum.astype(np.int64)
    order = np.lexsort((hashed(_PEOPLE, np.arange(len(people))), _group(people)))
    return people[order]


def _places_for_children(homes: Homes, group: Numbers, child: Flags) -> Flags:
    """[N] The places that children take: in their own class first, and beside two adults rather than one."""
    words = hashed(_CHILDREN, np.arange(len(group))) >> np.uint64(2)
    worse = np.where(homes.order == 0, 2, np.where(homes.order == 1, 1, 0)).astype(np.uint64)
    wish = (worse << np.uint64(62)) | words
    taken = _first_in(group, wish, np.bincount(group[child], minlength=group[-1] + 1))
    taken &= homes.order > 0
    page = homes.page
    short = np.bincount(page[child], minlength=page[-1] + 1)
    short -= np.bincount(page[taken], minlength=page[-1] + 1)
    others = _first_in(page, np.where(taken, np.uint64(2**64 - 1), wish), short)
    if (others & (homes.order == 0)).any():
        raise GlasshouseError(
            "There are more children than places beside an adult. Raise 'mean_household', or let fewer people be 0-17."
        )
    return taken | others


def _first_in(group: Numbers, wish: Words, number: Numbers) -> Flags:
    """[N] Whether a place is among the first ``number[group]`` of its group, by ascending ``wish``."""
    order = np.lexsort((wish, group))
    chosen = np.empty(len(group), bool)
    chosen[order] = ranks(group[order]) < number[group[order]]
    return chosen


def _settle_children(settled: Numbers, people: Numbers, group: Numbers, child: Flags, for_child: Flags) -> None:
    who, where = np.flatnonzero(child), np.flatnonzero(for_child)
    _settle(settled, people, who, where, [(group[who], group[where]), _by_page(group[who], group[where])])


def _settle_adults(
    settled: Numbers, people: Numbers, group: Numbers, child: Flags, for_child: Flags, homes: Homes
) -> None:
    """Adults by age to places by stage of life, men and women each in their own sequence."""
    who, where = np.flatnonzero(~child), np.flatnonzero(~for_child)
    who = who[np.lexsort((level_index("age")[people[who]], group[who]))]
    where, ordinal, couple = _by_stage(where, group, for_child, homes)
    male = level_index("sex")[people[who]] == 0
    men, women = (np.bincount(group[who[of]], minlength=group[-1] + 1) for of in (male, ~male))
    for_man = _for_men(group[where], ordinal, couple, men, women)
    same_sex = (group[who] * 2 + male, group[where] * 2 + for_man)
    pages = _by_page(group[who], group[where])
    _settle(settled, people, who, where, [same_sex, (pages[0] * 2 + male, pages[1] * 2 + for_man), pages])


def _by_page(*groups: Numbers) -> tuple[Numbers, Numbers]:
    who, where = (group // _CLASSES for group in groups)
    return who, where


def _by_stage(where: Numbers, group: Numbers, for_child: Flags, homes: Homes) -> tuple[Numbers, Numbers, Flags]:
    """Places of adults by class and stage of life; which adult of the household; whether one of a couple."""
    first = homes.first[where]
    ordinal = ranks(first)
    adults = np.bincount(first, minlength=len(group))[first]
    children = np.bincount(homes.first[for_child], minlength=len(group))[first]
    coin = (hashed(_STAGES, first) >> np.uint64(63)).astype(np.int64)
    alone, many, later = adults == 1, adults > COUPLE, ordinal >= COUPLE
    stage = np.select(
        [(children > 0) & later, children > 0, alone & (coin == 0), alone, many & later, many],
        [_GRANDPARENT, _PARENT, _YOUNG_ALONE, _OLD_ALONE, _GROWN_CHILD, _PARENT_OF_GROWN],
        _CHILDLESS_COUPLE,
    )
    order = np.lexsort((ordinal, first, stage, group[where]))
    where, ordinal, first = where[order], ordinal[order], first[order]
    couple = (adults[order] >= COUPLE) & (ordinal < COUPLE)
    together = np.bincount(first[couple], weights=group[where[couple]], minlength=len(group))[first]
    return where, ordinal, couple & (together == 2.0 * group[where])


def _for_men(group: Numbers, ordinal: Numbers, couple: Flags, men: Numbers, women: Numbers) -> Flags:
    """[places] Whether a place is for a man: one of each couple while there are both; others evenly."""
    pair = np.zeros(len(group), np.int64)
    pair[couple] = ranks(group[couple]) // COUPLE
    couple = couple & (pair < np.minimum(men, women)[group])
    couples = np.bincount(group[couple], minlength=len(men)) // COUPLE
    for_man = couple & (ordinal == 0)
    others = ~couple
    of = group[others]
    number = np.bincount(of, minlength=len(men))
    left = np.clip(men - couples, 0, number)[of]
    at, number = ranks(of), number[of]
    for_man[others] = (at + 1) * left // number > at * left // number
    return np.asarray(for_man)


def _settle(
    settled: Numbers, people: Numbers, who: Numbers, where: Numbers, keys: list[tuple[Numbers, Numbers]]
) -> None:
    """Put ``who`` to ``where`` in order: those that agree in the first key, then the rest by the next."""
    of, at = keys[0]
    moves = ranks(of) < np.bincount(at, minlength=int(of.max(initial=0)) + 1)[of]
    filled = ranks(at) < np.bincount(of, minlength=int(at.max(initial=0)) + 1)[at]
    moved = who[moves][np.argsort(of[moves], kind="stable")]
    settled[where[filled][np.argsort(at[filled], kind="stable")]] = people[moved]
    if len(keys) > 1:
        rest = [(one[~moves], other[~filled]) for one, other in keys[1:]]
        _settle(settled, people, who[~moves], where[~filled], rest)


def _shuffled(settled: Numbers, homes: Homes) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """The strata, the households of each page in random order; and the place of each household's first."""
    begins = np.flatnonzero(homes.order == 0)
    size = np.diff(np.append(begins, len(settled)))
    order = np.lexsort((hashed(_HOMES, begins), begins // LANES))
    start = np.zeros(len(settled), np.int64)
    start[begins[order]] = np.cumsum(size[order]) - size[order]
    first = start[homes.first]
    stratum, household = np.empty(len(settled), np.uint16), np.empty(len(settled), np.uint16)
    stratum[first + homes.order] = settled
    household[first + homes.order] = first % LANES
    return stratum, household
