"""Where the grades of a scheme lie: what nobody reaches, the smallest act that crosses one, edges without effect."""

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.base.errors import count_of
from glasshouse.population.state import FILES, MOST_RECORDS
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.reach import ANY_LIFE, floors, grade_at, out_of_reach, score_after, start_of
from glasshouse.scheme.language.model import Grade, Rule, Scheme, Score
from glasshouse.scheme.language.points import points_of


def hard_to_reach(scheme: Scheme, score: Score) -> Iterator[Said]:
    """A best grade that nobody reaches, and grades that only larger files reach, or none that there are."""
    hopeless = out_of_reach(scheme, score, ANY_LIFE)
    if 0 in hopeless:
        yield ("grades", 0), out_of_reach(scheme, score)[0]
    told = {records: out_of_reach(scheme, score, records) for records in FILES}
    for at in sorted({at for few in told.values() for at in few if at not in hopeless}):
        records = max(one for one in FILES if at in told[one])
        if records == MOST_RECORDS:
            yield ("grades", at), f"{told[records][at]} More would reach it, but a file holds {MOST_RECORDS} at most."
        else:
            more = min(one for one in FILES if one > records)
            yield ("grades", at), f"in files of {records} records {told[records][at]} Files of {more} reach it."


def cliffs(scheme: Scheme, score: Score) -> Iterator[Said]:
    """The smallest act that takes a subject from the start to another grade, and the acts that set one."""
    start = start_of(scheme, score)
    held = grade_at(scheme, start)
    after = {at: score_after(scheme, score, rule) for at, rule in enumerate(scheme.rules)}
    falls = {at: to for at, to in after.items() if to < start and grade_at(scheme, to) != held}
    if falls:
        at = max(falls, key=lambda one: falls[one])
        to = falls[at]
        lower = grade_at(scheme, to)
        act = f"{_act(scheme.rules[at])} ({_worth(scheme, scheme.rules[at])})"
        act = f"{act} takes a {scheme.subjects.kind} from the start"
        steps = f"({_short(start)}, {held.id}) to {_short(to)} ({lower.id}{_refusals(scheme, lower)})"
        yield ("rules", at), f"cliff: {act} {steps}. It is the smallest of {count_of(len(falls), 'act')} that do."
    for at, rule in enumerate(scheme.rules):
        worst = next((grade for grade in scheme.grades if grade.id == rule.grade_at_most), None)
        if worst is not None:
            sets = f"{_act(rule)} sets grade {worst.id}{_refusals(scheme, worst)}"
            yield ("rules", at), f"cliff: {sets}, whatever the score."


def grades_alike(scheme: Scheme) -> Iterator[Said]:
    """Neighbouring grades from which the same follows."""
    lists = {entry.enter.grade for entry in scheme.lists}
    lows = floors(scheme)
    for at, (better, worse) in enumerate(pairwise(scheme.grades), start=1):
        if _follows(scheme, better) == _follows(scheme, worse) and not {better.id, worse.id} & lists:
            edge = "" if lows[at] == lows[at - 1] else f": crossing {lows[at - 1]:g} changes nothing"
            yield ("grades", at), f"the same follows from {better.id} and {worse.id}{edge}."


def _act(rule: Rule) -> str:
    return f"one record of {rule.conduct}" if rule.conduct is not None else f"being on {rule.list}"


def _worth(scheme: Scheme, rule: Rule) -> str:
    return f"{points_of(rule, scheme):+d}{f' in {rule.account}' if rule.account is not None else ''}"


def _refusals(scheme: Scheme, grade: Grade) -> str:
    refused = {one.service for one in scheme.consequences if one.refuses and grade.id in (one.when.grade or ())}
    return f", which is refused {count_of(len(refused), 'service')}" if refused else ""


def _follows(scheme: Scheme, grade: Grade) -> set[int]:
    return {at for at, one in enumerate(scheme.consequences) if grade.id in (one.when.grade or ())}


def _short(number: float) -> str:
    return f"{round(number, 1):g}"
