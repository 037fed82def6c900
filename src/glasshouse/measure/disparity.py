"""Who bears it: rates of sanction by trait, as ratios, with counts and the test for two rates beside them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from glasshouse.measure.registry import Cells, Finding, metric, wrongly_cells
from glasshouse.measure.tally import Counts, Tallies
from glasshouse.population.people import PEOPLE, Cast

LEAST_SHARE = 0.02  # a level with a smaller share of the people is shown with its count, but not compared
LEAST_Z = 2.0  # the customary mark: two standard errors
LEAST_EXPECTED = 5  # sanctions that both groups must expect, were there no difference, for z to mean anything
NORMAL_95 = 1.959964  # standard errors to either side of an interval of 95 in 100
NONE_OF = "none of "  # how a note says that nobody of a group is under sanction, and that its ratio is a bound
SOURCE = (
    "Ratios as in New York City Local Law 144 rules (levels below 2 % may be left out, with their count); "
    "z test for two proportions as in the Uniform Guidelines on Employee Selection Procedures; interval of a ratio "
    "with half a case added as in Pettigrew, Gart and Thomas, Biometrika 73 (1986)"
)


class Level(NamedTuple):
    """One level of one trait: how many of its people are under sanction, and against whom it compares how."""

    trait: str
    level: str
    people: int
    sanctioned: int
    rate: float
    wrongly: int  # under sanction by wrong records alone
    wrongly_rate: float
    risk_ratio: float | None  # rate over the lowest rate of the trait's levels that are compared
    favourable_ratio: float | None  # share not under sanction over the highest such share
    low_count: bool  # fewer than 2 % of the people
    z: float | None  # standard errors between this rate and the lowest, unless counts are too small


def z_of_two_rates(some: int, people: int, others: int, other_people: int) -> float | None:
    """Difference of two rates in standard errors, pooled; ``None`` where counts are too small to tell.

    >>> round(z_of_two_rates(48, 80, 12, 40), 2), z_of_two_rates(4, 385, 2, 1004)
    (3.1, None)
    """
    if not people or not other_people:
        return None
    pooled = (some + others) / (people + other_people)
    if min(people, other_people) * min(pooled, 1 - pooled) < LEAST_EXPECTED:
        return None
    spread = math.sqrt(pooled * (1 - pooled) * (1 / people + 1 / other_people))
    return (some / people - others / other_people) / spread


def disparities(people: Counts, sanctioned: Cells, cast: Cast = PEOPLE) -> list[Level]:
    """Every level that has people, trait by trait.

    Parameters
    ----------
    people : int64 array, shape (strata, CELLS)
        People by stratum and cell in one month: one month of ``Tallies.people``.
    sanctioned : bool array, shape (CELLS,)
        Which cells are people under sanction.
    cast : Cast
        Who they are, and so which traits they have.
    """
    return [level for trait in cast.traits for level in _of_trait(trait, people, sanctioned, cast)]


def _of_trait(trait: str, people: Counts, sanctioned: Cells, cast: Cast) -> list[Level]:
    index, size = cast.level_index(trait), len(cast.traits[trait])

    def by_level(cells: Cells) -> list[int]:
        counts = np.zeros(size, np.int64)
        np.add.at(counts, index, people[:, cells].sum(axis=1))
        return [int(count) for count in counts]

    everyone = by_level(np.ones_like(sanctioned))
    under, wrongly = by_level(sanctioned), by_level(sanctioned & wrongly_cells())
    total = sum(everyone)
    compared = [at for at in range(size) if everyone[at] and everyone[at] >= LEAST_SHARE * total]
    lowest = min(compared, key=lambda at: under[at] / everyone[at], default=None)
    return [
        _level(trait, cast.traits[trait][at], (everyone[at], under[at], wrongly[at]), at in compared, lowest_of)
        for lowest_of in [(under[lowest], everyone[lowest]) if lowest is not None else (0, 0)]
        for at in range(size)
        if everyone[at]
    ]


def _level(trait: str, level: str, counts: tuple[int, int, int], compared: bool, lowest: tuple[int, int]) -> Level:
    people, under, wrongly = counts
    rate, least = under / people, lowest[0] / lowest[1]
    return Level(
        trait=trait,
        level=level,
        people=people,
        sanctioned=under,
        rate=rate,
        wrongly=wrongly,
        wrongly_rate=wrongly / people,
        risk_ratio=rate / least if compared and least else None,
        favourable_ratio=(1 - rate) / (1 - least) if compared and least < 1 else None,
        low_count=not compared,
        z=z_of_two_rates(under, people, *lowest) if compared else None,
    )


class Gap(NamedTuple):
    """Two groups of one trait: one more often under sanction, and the one that is so least often."""

    more: Level
    less: Level
    z: float
    at_least: float  # lower end of the interval of the ratio of their rates
    ends: tuple[float, float] | None = None  # of many seeds, the interval of the ratio over seeds
    spread: float | None = None  # of its logarithm, in a single seed

    @property
    def ratio(self) -> float | None:
        """How many times as often; ``None`` where nobody of the other group is under sanction."""
        return self.more.rate / self.less.rate if self.less.sanctioned else None

    @property
    def value(self) -> float:
        """The ratio; where there is none, what it surely is at least."""
        return self.ratio or max(1.0, self.at_least)


def ratio_at_least(some: int, people: int, others: int, other_people: int) -> float:
    """Lower end of the 95 % interval of a ratio of two rates, on the scale of logarithms.

    Half a case is added to every count, so that it exists where a rate is zero.

    >>> round(ratio_at_least(300, 1000, 100, 1000), 2), round(ratio_at_least(30, 100, 10, 100), 2)
    (2.43, 1.52)
    >>> round(ratio_at_least(789, 789, 0, 3613))
    452
    """
    rates, variance = [], 0.0
    for count, of in ((some, people), (others, other_people)):
        rates.append((count + 0.5) / (of + 0.5))
        variance += 1 / (count + 0.5) - 1 / (of + 0.5)
    return math.exp(math.log(rates[0] / rates[1]) - NORMAL_95 * math.sqrt(variance))


def widest_gap(levels: Sequence[Level]) -> Gap | None:
    """The two groups of one trait of which the one is most times as often under sanction as the other.

    Against the lowest rate of the trait; of several lowest rates that of most people. Levels of few people and
    differences below two standard errors are left out; None if none is left. It is the highest rate of its trait,
    of those whose counts are large enough to tell: where that one could be chance, none of the trait is named.
    """
    compared = [one for one in levels if not one.low_count]
    found = [
        _gap([one for one in compared if one.trait == trait]) for trait in dict.fromkeys(one.trait for one in compared)
    ]
    return max(filter(None, found), key=lambda one: one.value, default=None)


def _gap(mine: Sequence[Level]) -> Gap | None:
    """The highest rate of a trait against the lowest, unless it could be chance."""
    less = min(mine, key=lambda one: (one.rate, -one.people))
    found: list[Gap] = []
    for more in mine:
        counts = (more.sanctioned, more.people, less.sanctioned, less.people)
        z = z_of_two_rates(*counts)
        if z is not None:
            found.append(Gap(more, less, z, ratio_at_least(*counts)))
    most = max(found, key=lambda one: one.more.rate, default=None)
    return most if most is not None and most.z >= LEAST_Z else None


def counted(level: Level) -> str:
    """How many of a group are under sanction, of how many.

    >>> counted(Level("sex", "men", 3613, 0, 0.0, 0, 0.0, None, None, False, None))
    'none of 3,613'
    """
    return f"{level.sanctioned:,} of {level.people:,}" if level.sanctioned else f"{NONE_OF}{level.people:,}"


@metric(title="Largest disparity", unit="times the lowest rate", limits=(1, math.inf), source=SOURCE)
def largest_disparity(tallies: Tallies, sanctioned: Cells) -> Finding:
    """Highest rate of being under sanction over the lowest, for the trait where that is most.

    At the end of the run. Where nobody of a group is under sanction there is no ratio to it; the value, by which it is
    ranked among the others, is then the lower end of the ratio's 95 % interval: it is so large at least, and larger the
    more people were counted. Levels with fewer than 2 % of the people are left out, and so are differences below two
    standard errors, or between counts too small to tell. The people are those of the high rate.
    """
    gap = widest_gap(disparities(tallies.people[-1], sanctioned, tallies.cast))
    if gap is None:
        return Finding(None, note="No two groups of one trait differ by two standard errors.")
    more, less = gap.more, gap.less
    note = f"{more.trait}: {more.level} ({counted(more)}) against {less.level} ({counted(less)}); z = {gap.z:.1f}"
    return Finding(gap.value, more.sanctioned, more.people, note)


def is_bound(note: str) -> bool:
    """Whether the disparity of this note is at least so large, because its other group has no rate.

    >>> is_bound("sex: male (5 of 9) against female (none of 9); z = 2.5"), is_bound("sex: male (5 of 9) ...")
    (True, False)
    """
    return f"({NONE_OF}" in note
