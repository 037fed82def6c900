"""Who bears it: rates of sanction by trait, as ratios, with counts and the test for two rates beside them."""

import math
from typing import NamedTuple

import numpy as np

from glasshouse.measure.registry import Cells, Finding, metric, wrongly_cells
from glasshouse.measure.tally import Counts, Tallies
from glasshouse.population.people import PEOPLE, Cast

LEAST_SHARE = 0.02  # a level with a smaller share of the people is shown with its count, but not compared
LEAST_Z = 2.0  # the customary mark: two standard errors
LEAST_EXPECTED = 5  # sanctions that both groups must expect, were there no difference, for z to mean anything
SOURCE = (
    "Ratios as in New York City Local Law 144 rules (levels below 2 % may be left out, with their count); "
    "z test for two proportions as in the Uniform Guidelines on Employee Selection Procedures"
)


class Level(NamedTuple):
    """One level of one trait: how many of its people are under sanction, and against whom it compares how."""

    trait: str
    level: str
    people: int
    sanctioned: int
    rate: float
    wrongly: int  # under sanction, and better off without the wrong records in their files
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


@metric(title="Largest disparity", unit="times the lowest rate", limits=(1, math.inf), source=SOURCE)
def largest_disparity(tallies: Tallies, sanctioned: Cells) -> Finding:
    """Highest rate of being under sanction over the lowest, for the trait where that is most.

    At the end of the run. Levels with fewer than 2 % of the people are left out, and so are differences
    below two standard errors, or between counts too small to tell. The people are those of the high rate.
    """
    levels = disparities(tallies.people[-1], sanctioned, tallies.cast)
    marked = [one for one in levels if one.risk_ratio is not None and (one.z or 0) >= LEAST_Z]
    if not marked:
        return Finding(None, note="No two groups differ by two standard errors and have a rate to compare with.")
    worst = max(marked, key=lambda one: one.risk_ratio or 0)
    peers = [one for one in levels if one.trait == worst.trait and not one.low_count]
    least = min(peers, key=lambda one: one.rate)
    note = (
        f"{worst.trait}: {worst.level} ({worst.sanctioned:,} of {worst.people:,}) "
        f"against {least.level} ({least.sanctioned:,} of {least.people:,}); z = {worst.z:.1f}"
    )
    return Finding(worst.risk_ratio, worst.sanctioned, worst.people, note)
