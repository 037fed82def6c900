"""How high and how low a score can get under a scheme, with the arithmetic."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from glasshouse.scheme.model import Grade, Scheme, Score
from glasshouse.units import FOREVER, whole_months

MOST_RECORDS = 8  # a file holds four records, or eight


class Worth(NamedTuple):
    """What records of one conduct may add at once."""

    conduct: str
    points: int
    at_once: int  # how many may count at the same time
    adds_up: bool  # whether they never lapse, so that there is no end to them


@dataclass(frozen=True)
class Reach:
    """The highest or the lowest score that can be reached, and the arithmetic."""

    score: float  # infinite where nothing bounds it
    how: str


def highest(scheme: Scheme, score: Score, records: int = MOST_RECORDS) -> Reach:
    """The highest score that a file of so many records can have."""
    limit = math.inf if score.highest is None else score.highest
    if scheme.clean is not None:
        return Reach(limit, f"{scheme.clean.points:+} for every {scheme.clean.months} clean months, without end")
    return _reach(score, [one for one in worths(scheme) if one.points > 0], records, limit, min)


def lowest(scheme: Scheme, score: Score, records: int = MOST_RECORDS) -> Reach:
    """The lowest score that a file of so many records can have."""
    return _reach(score, [one for one in worths(scheme) if one.points < 0], records, score.lowest, max)


def out_of_reach(scheme: Scheme, score: Score, records: int = MOST_RECORDS) -> dict[int, str]:
    """The grades, by their place, that nobody can ever be in, each with the arithmetic that says so."""
    top, bottom = highest(scheme, score, records), lowest(scheme, score, records)
    direct = {rule.grade_at_most for rule in scheme.rules}
    told = {}
    for at, grade in enumerate(scheme.grades):
        above = scheme.grades[at - 1].from_ if at else None
        nobody = f"nobody can ever be in grade {grade.id}"
        if grade.id in direct:
            continue
        if grade.from_ is not None and grade.from_ > top.score:
            told[at] = f"{nobody} (from {grade.from_}): the highest score is {top.score:g} ({top.how})."
        elif above is not None and above <= bottom.score:
            told[at] = f"{nobody} (below {above}): the lowest score is {bottom.score:g} ({bottom.how})."
    return told


def worths(scheme: Scheme) -> list[Worth]:
    """What records of each conduct may add at once."""
    found = [_worth(rule.conduct, rule.points, rule.at_most, rule.lasts) for rule in scheme.rules if rule.points]
    return found + [_worth(repair.by, repair.gives, repair.at_most, repair.lasts) for repair in scheme.repair]


def floors(scheme: Scheme) -> list[float]:
    """The lowest score of every grade, best first; the worst grade has no floor of its own.

    Of grades that a check has passed: each has a 'from', but for the last.
    """
    above = [float(grade.from_ if grade.from_ is not None else math.nan) for grade in scheme.grades[:-1]]
    return [*above, -math.inf]


def grade_at(scheme: Scheme, score: float) -> Grade:
    """The grade that holds ``score`` (of a scheme that a check has passed)."""
    return next(grade for grade, floor in zip(scheme.grades, floors(scheme), strict=True) if score >= floor)


def _worth(conduct: str, points: int, at_most: tuple[int, int] | None, lasts: float) -> Worth:
    if lasts == FOREVER:
        return Worth(conduct, points, MOST_RECORDS, adds_up=True)
    if at_most is None:
        return Worth(conduct, points, MOST_RECORDS, adds_up=False)
    count, window = at_most
    return Worth(conduct, points, count * math.ceil(whole_months(lasts) / window), adds_up=False)


def _reach(score: Score, worth: list[Worth], records: int, end: float, bounded: Callable[..., float]) -> Reach:
    for one in worth:
        if one.adds_up:
            return Reach(end, f"{one.points:+} for every {one.conduct}, which never lapses")
    total, left, terms = score.start, records, [str(score.start)]
    for one in sorted(worth, key=lambda one: -abs(one.points)):
        if count := min(left, one.at_once):
            total, left = total + count * one.points, left - count
            terms.append(f"{'+' if one.points > 0 else '-'} {count} x {abs(one.points)} ({one.conduct})")
    sum_of = f"{' '.join(terms)} = {total} with {records} records" if len(terms) > 1 else "no rule moves it"
    if bounded(total, end) != total:
        return Reach(end, f"{sum_of}, but the scale ends at {end:g}")
    return Reach(total, sum_of)
