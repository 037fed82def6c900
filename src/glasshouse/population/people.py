"""The traits of synthetic people, the stratum that a combination of them makes, and what any cast of subjects has."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import no_such

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


AMONG = ", "
"""What stands between the traits, and between their levels, where several are meant together."""


def several(trait: str) -> list[str]:
    """The traits that ``sex, age`` means; of one trait, that one."""
    return [one.strip() for one in trait.split(AMONG.strip())]


def wrong_trait(trait: str, traits: Mapping[str, tuple[str, ...]]) -> str | None:
    """Why ``trait`` is not one of ``traits``, or several of them; None if it is."""
    named = several(trait)
    for one in named:
        if one not in traits:
            return no_such("a trait", one, traits)
        if named.count(one) > 1:
            return f"{one!r} stands twice in {trait!r}. Name it once."
    return None


def wrong_level(trait: str, level: str, traits: Mapping[str, tuple[str, ...]]) -> str | None:
    """Why ``level`` is not a level of ``trait``, or of several together; None if it is."""
    named, parts = several(trait), level.split(AMONG)
    if len(named) != len(parts):
        example = AMONG.join(traits[one][0] for one in named)
        return f"{level!r} is not a level of {trait}: write one of each, such as {example!r}."
    for one, part in zip(named, parts, strict=True):
        if part not in traits[one]:
            return no_such(f"a level of {one}", part, traits[one])
    return None


class Society(NamedTuple):
    """Who there is, as kernels read it. A page arranges 512 people; neighbourhoods share pages."""

    page: npt.NDArray[np.int32]  # [B] the page that neighbourhood b is an instance of
    stratum: npt.NDArray[np.uint16]  # [P*512] stratum of the person in each place of a page
    temper: npt.NDArray[np.uint8]  # [P*512] inclination to misconduct, in 32nds of the mean (32 = average)
    household: npt.NDArray[np.uint16]  # [P*512] place (0..511) of the first member of one's household
    region: npt.NDArray[np.uint8]  # [P] index of the page's region in the world's list
    kind: npt.NDArray[np.uint8]  # [P] index of the page's neighbourhood type in the world's list


@dataclass(frozen=True)
class Cast:
    """A kind of subject that schemes score: its traits, and the parts that some of them play.

    Casts live by the same kernels. All number at most ``STRATA`` strata; a cast with fewer combinations leaves the
    last ones empty. Two casts of one kind are equal.
    """

    kind: Literal["person", "firm"]
    traits: Mapping[str, tuple[str, ...]] = field(compare=False)
    who: str = field(compare=False)  # what many of them are called
    means: str = field(compare=False)  # the trait with five levels that savings and income go by, poorest first
    least_age: str = field(compare=False)  # the level of 'age' from which conduct is one's own
    hard_to_reach: tuple[str, str] | None = field(default=None, compare=False)  # trait and level of who contests less
    adults_are: str | None = field(default=None, compare=False)  # word for all levels of 'age' from ``least_age`` on

    @property
    def size(self) -> int:
        """How many strata the traits make."""
        return math.prod(len(levels) for levels in self.traits.values())

    def levels_of(self, stratum: int) -> dict[str, str]:
        """The level of every trait in ``stratum``, which is below ``size``."""
        places = np.unravel_index(stratum, [len(levels) for levels in self.traits.values()])
        return {trait: levels[int(at)] for (trait, levels), at in zip(self.traits.items(), places, strict=True)}

    def strata(self) -> Iterator[dict[str, str]]:
        """The levels of every stratum that the traits make, in the order of their numbers."""
        for levels in product(*self.traits.values()):
            yield dict(zip(self.traits, levels, strict=True))

    def levels(self, trait: str) -> tuple[str, ...]:
        """The levels of ``trait``; of several (``sex, age``) their combinations (``female, 18-29``)."""
        return tuple(AMONG.join(levels) for levels in product(*(self.traits[one] for one in several(trait))))

    def level_index(self, trait: str) -> npt.NDArray[np.int64]:
        """[STRATA] The index of the level of ``trait``, or of several, in every stratum; 0 in those that stay empty."""
        shape = [len(levels) for levels in self.traits.values()]
        grid, index = np.indices(shape), np.zeros(STRATA, np.int64)
        for one in several(trait):
            index[: self.size] *= len(self.traits[one])
            index[: self.size] += grid[list(self.traits).index(one)].reshape(-1)
        return index

    def has(self, trait: str, level: str) -> npt.NDArray[np.bool_]:
        """[STRATA] Which strata have this level of ``trait``; none of those that stay empty."""
        there = np.arange(STRATA) < self.size
        return np.asarray(there & (self.level_index(trait) == self.levels(trait).index(level)))

    def adults(self) -> npt.NDArray[np.bool_]:
        """[STRATA] Which strata are of subjects whose conduct is their own; none of those that stay empty."""
        there = np.arange(STRATA) < self.size
        return np.asarray(there & (self.level_index("age") >= self.traits["age"].index(self.least_age)))

    def adult_ages(self) -> tuple[str, ...]:
        """The levels of 'age' that :meth:`adults` have."""
        ages = self.traits["age"]
        return ages[ages.index(self.least_age) :]

    def chosen(self, where: Mapping[str, str]) -> npt.NDArray[np.bool_]:
        """[STRATA] Which strata of :meth:`adults` have all these levels of traits."""
        chosen = self.adults()
        for trait, level in where.items():
            if (trait, level) != ("age", self.adults_are):
                chosen = chosen & self.has(trait, level)
        return chosen


PEOPLE = Cast(
    kind="person",
    traits=TRAITS,
    who="people",
    means="income",
    least_age=LEAST_ADULT_AGE,
    hard_to_reach=("internet", "offline"),
    adults_are="18+",
)
"""The people of a world."""


def levels_of(stratum: int) -> dict[str, str]:
    """The level of every trait of people in ``stratum``.

    >>> levels_of(0)["age"], levels_of(STRATA - 1)["income"]
    ('0-17', 'fifth-5')
    """
    return PEOPLE.levels_of(stratum)


def strata() -> Iterator[dict[str, str]]:
    """The levels of every stratum of people, in the order of their numbers."""
    return PEOPLE.strata()


def level_index(trait: str) -> npt.NDArray[np.int64]:
    """[STRATA] The index of the level of ``trait`` in every stratum of people."""
    return PEOPLE.level_index(trait)


def adults() -> npt.NDArray[np.bool_]:
    """[STRATA] Which strata are of adults."""
    return PEOPLE.adults()
