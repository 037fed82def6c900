"""How high and how low a score can get under a scheme, with the arithmetic."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from glasshouse.base.units import FOREVER, whole_months
from glasshouse.population.state import USUAL_RECORDS
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Grade, Rule, Scheme, Score
from glasshouse.scheme.language.points import points_of

ANY_LIFE = 32  # records that a life may bring at once; what takes more is a mistake of the rules


class Worth(NamedTuple):
    """What records of one conduct may add at once."""

    conduct: str
    points: int  # of its account
    at_once: int  # how many may count at the same time
    adds_up: bool  # whether they never lapse, so that there is no end to them
    account: str | None = None  # None where the score is one sum


@dataclass(frozen=True)
class Reach:
    """The highest or the lowest score that can be reached, and the arithmetic."""

    score: float  # infinite where nothing bounds it
    how: str


def highest(scheme: Scheme, score: Score, records: int = USUAL_RECORDS) -> Reach:
    """The highest score that a file of so many records can have."""
    limit = math.inf if score.highest is None else score.highest
    if scheme.clean is not None:
        return Reach(limit, f"{scheme.clean.points:+} for every {scheme.clean.months} clean months, without end")
    return _reach(scheme, score, records, 1, limit)


def lowest(scheme: Scheme, score: Score, records: int = USUAL_RECORDS) -> Reach:
    """The lowest score that a file of so many records can have."""
    return _reach(scheme, score, records, -1, score.lowest)


def out_of_reach(scheme: Scheme, score: Score, records: int = USUAL_RECORDS) -> dict[int, str]:
    """The grades, by their place, that nobody can ever be in, each with the arithmetic that says so."""
    top, bottom = highest(scheme, score, records), lowest(scheme, score, records)
    direct = set_directly(scheme)
    told = {}
    for at, grade in enumerate(scheme.grades):
        above = scheme.grades[at - 1].from_ if at else None
        nobody = f"nobody can ever be in grade {grade.id}"
        if grade.id in direct:
            continue
        if grade.from_ is not None and grade.from_ > top.score:
            told[at] = f"{nobody} (from {grade.from_}): the highest score is {_short(top.score)} ({top.how})."
        elif above is not None and above <= bottom.score:
            told[at] = f"{nobody} (below {above}): the lowest score is {_short(bottom.score)} ({bottom.how})."
    return told


def set_directly(scheme: Scheme) -> set[str]:
    """The grades that a rule or a limit sets, whatever the score."""
    found = [one.grade_at_most for one in scheme.rules] + [one.grade_at_most for one in scheme.limits]
    return {grade for grade in found if grade is not None}


def worths(scheme: Scheme) -> list[Worth]:
    """What records of each conduct may add at once."""
    found = [
        _worth(rule.conduct, points, rule.at_most, rule.lasts, rule.account)
        for rule in scheme.rules
        if rule.conduct is not None and rule.lasts is not None and (points := points_of(rule, scheme))
    ]
    return found + [_worth(one.by, one.gives, one.at_most, one.lasts, one.account) for one in scheme.repair]


def unit_of(account: Account, score: Score) -> float:
    """Points of the score that one point of an account is."""
    if account.weight is None or score.highest is None:
        return 1.0
    return float(account.weight.value) * (score.highest - score.lowest) / 100


def start_of(scheme: Scheme, score: Score) -> float:
    """Where a score begins: the sum of its accounts, or its start if it has none."""
    if not scheme.accounts:
        return score.start
    return score.lowest + sum(one.start * unit_of(one, score) for one in scheme.accounts)


def score_after(scheme: Scheme, score: Score, rule: Rule) -> float:
    """The score of somebody at the start whom one record, or one list, of a rule befalls."""
    moved: float = points_of(rule, scheme)
    for one in scheme.accounts:
        if one.id == rule.account:
            moved = (_held(one, one.start + moved) - one.start) * unit_of(one, score)
    top = math.inf if score.highest is None else score.highest
    return min(max(start_of(scheme, score) + moved, score.lowest), top)


def floors(scheme: Scheme) -> list[float]:
    """The lowest score of every grade, best first; the worst grade has no floor of its own.

    Of grades that a check has passed: each has a 'from', but for the last.
    """
    above = [float(grade.from_ if grade.from_ is not None else math.nan) for grade in scheme.grades[:-1]]
    return [*above, -math.inf]


def grade_at(scheme: Scheme, score: float) -> Grade:
    """The grade that holds ``score`` (of a scheme that a check has passed)."""
    whole = math.floor(score + 0.5)
    return next(grade for grade, floor in zip(scheme.grades, floors(scheme), strict=True) if whole >= floor)


def _worth(
    conduct: str, points: int, at_most: tuple[int, int] | None, lasts: float, account: str | None = None
) -> Worth:
    if lasts == FOREVER:
        return Worth(conduct, points, ANY_LIFE, adds_up=True, account=account)
    if at_most is None:
        return Worth(conduct, points, ANY_LIFE, adds_up=False, account=account)
    count, window = at_most
    at_once = count * math.ceil(whole_months(lasts) / window)
    return Worth(conduct, points, at_once, adds_up=False, account=account)


class _Part(NamedTuple):
    """An account, or a whole score that has none, pushed as far as it goes one way."""

    account: Account | None
    fed: float  # points that inputs and lists of others give at most
    by: tuple[str, ...]  # what gives them
    worths: tuple[Worth, ...]  # the weightiest first
    unit: float

    def taken(self, records: int) -> list[tuple[int, Worth]]:
        """The weightiest records that so many places hold."""
        found = []
        for one in self.worths:
            if count := min(records, one.at_once):
                found.append((count, one))
                records -= count
        return found

    def moved(self, records: int) -> float:
        """Points of the score that the part is moved by so many records."""
        moved = self.fed + sum(count * one.points for count, one in self.taken(records))
        if self.account is not None:
            moved = _held(self.account, self.account.start + moved) - self.account.start
        return moved * self.unit


def _reach(scheme: Scheme, score: Score, records: int, sign: int, end: float) -> Reach:
    worth = [one for one in worths(scheme) if one.points * sign > 0]
    for one in worth:
        if one.adds_up:
            return Reach(end, f"{one.points:+} for every {one.conduct}, which never lapses")
    parts = list(_parts(scheme, score, worth, sign))
    shares = _shared_out([[sign * part.moved(count) for count in range(records + 1)] for part in parts], records)
    total = start_of(scheme, score) + sum(part.moved(count) for part, count in zip(parts, shares, strict=True))
    terms = [_short(start_of(scheme, score))]
    terms += [term for part, count in zip(parts, shares, strict=True) for term in _terms(part, count)]
    sum_of = f"{' '.join(terms)} = {_short(total)} with {records} records" if len(terms) > 1 else "no rule moves it"
    if (total - end) * sign > 0:
        return Reach(end, f"{sum_of}, but the scale ends at {end:g}")
    return Reach(round(total, 6), sum_of)


def _parts(scheme: Scheme, score: Score, worth: list[Worth], sign: int) -> Iterator[_Part]:
    for account in scheme.accounts or (None,):
        name = account.id if account is not None else None
        # Without accounts all points go to the score, whatever they name
        mine = [one for one in worth if account is None or one.account == name]
        mine.sort(key=lambda one: -abs(one.points))
        given = [(f"on {one.list}", float(points_of(one, scheme))) for one in scheme.rules if one.list is not None
                 and (account is None or one.account == name)]  # fmt: skip
        for fed in account.inputs if account is not None else ():
            given.append((fed.name, fed.extent[sign > 0]))
        given = [(what, points) for what, points in given if points * sign > 0]
        unit = unit_of(account, score) if account is not None else 1.0
        yield _Part(account, sum(points for _, points in given), tuple(what for what, _ in given), tuple(mine), unit)


def _shared_out(gains: list[list[float]], records: int) -> tuple[int, ...]:
    """How many records to give to each part, so that all of them together gain the most.

    ``gains[part][count]`` is what a part gains by so many records.
    """
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (records + 1)
    for gain in gains:
        best = [
            max(
                ((best[left - count][0] + gain[count], (*best[left - count][1], count)) for count in range(left + 1)),
                key=lambda way: way[0],
            )
            for left in range(records + 1)
        ]
    return best[records][1]


def _terms(part: _Part, records: int) -> Iterator[str]:
    """The terms of a sum that a part is, such as ``- 4 x 12 (traffic.ticket)``."""
    sign = "-" if part.moved(records) < 0 else "+"
    taken = [f"{count} x {abs(one.points)} ({one.conduct})" for count, one in part.taken(records)]
    if part.account is None:
        yield from ([f"{sign} {_short(abs(part.fed))} ({', '.join(part.by)})"] if part.fed else [])
        yield from (f"{sign} {one}" for one in taken)
    elif moved := part.moved(records):
        start = part.account.start
        to = start + moved / part.unit
        by = ", ".join([*part.by, *taken])
        yield f"{sign} {_short(abs(moved))} ({part.account.id} from {start} to {_short(to)} by {by})"


def _held(account: Account, points: float) -> float:
    """Points of an account within its ends."""
    low, high = account.ends
    return min(max(points, low), math.inf if high is None else high)


def _short(number: float) -> str:
    return f"{round(number, 1):g}"
