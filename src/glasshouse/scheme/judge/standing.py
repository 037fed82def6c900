"""What a scheme makes of one file, step by step in plain Python: the same scalar functions, with ordinary ifs."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.population import record as _bits
from glasshouse.population.people import STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.tables import (
    ALSO,
    HEARS,
    INTO,
    LISTS,
    MASK,
    RELATION,
    SLOT,
    UNITS,
    WORTH,
)
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.registry import states_of
from glasshouse.scheme.forms.inputs.form import scalars
from glasshouse.scheme.forms.inputs.registry import FEEDS, fed
from glasshouse.scheme.judge import grades as _grades
from glasshouse.scheme.judge import judge as _judge
from glasshouse.scheme.judge.judge import NEVER_BAD

f32, i32, u32 = np.float32, np.int32, np.uint32
judge = as_written(_judge.__name__)
grades = as_written(_grades.__name__)
bits = as_written(_bits.__name__)
UNLIMITED = 127


class Standing(NamedTuple):
    """What the scheme makes of a file."""

    score: int
    deserved: int  # the score without wrong records
    status: int  # grade + 8 * lists
    fresh: int  # the status that an assessment gives now
    fair: int  # the same without wrong records
    rightful: int  # the status that would hold without wrong records; see ``grades.without_wrong``
    balance: int  # points beside the file, afterwards


def standing(
    rules: SimpleNamespace,
    file: Sequence[int],
    who: Circumstances,
    balance: int = 0,
    *,
    ages: bool = True,
    clean_turns: bool = False,
    held_grade: int | None = None,
) -> Standing:
    """The standing of a subject with these records.

    Parameters
    ----------
    rules : namespace
        The arrays of ``SchemeTables``; see :func:`as_rules`.
    file : sequence of int
        The records, as they are this month.
    balance : int
        Points beside the file, before.
    ages : bool
        Whether the records grew a month older just now, so that points for ever may have left for the balance.
    clean_turns : bool
        Whether a period without bad records ends.
    held_grade : int, optional
        The grade that stands, in months without an assessment.
    """
    counts = counted(rules, file, who.calendar)
    parts = _parts(rules, file, counts, who)
    lists, best, fair_lists, fair_best = _marks(rules, file, counts, who)
    now = [one for one, how in zip(file, counts, strict=True) if how & 1]
    lapsed = sum(int(judge.lapsing(i32(one), *_words(rules, one))) for one in now) if ages else 0
    young = min([int(NEVER_BAD), *(int(judge.months_since_bad(i32(one), _words(rules, one)[0])) for one in now)])
    settled = _settled(rules, balance, lapsed, young if clean_turns else 0)
    score, deserved = (_whole(rules, parts, who, taint) + settled for taint in (False, True))
    score, deserved = on_scale(rules, score), on_scale(rules, deserved)
    fresh, grade = _grade(rules, score, best), held_grade
    fair_grade = _grade(rules, deserved, fair_best)
    grade = fresh if grade is None else grade
    status, put, fair = (
        held + 8 * (on | _listed(rules.by_grade, held))
        for held, on in ((grade, lists), (fresh, lists), (fair_grade, fair_lists))
    )
    return Standing(
        score=score,
        deserved=deserved,
        status=status,
        fresh=put,
        fair=fair,
        rightful=int(grades.without_wrong(i32(status), i32(put), i32(fair))),
        balance=settled,
    )


def as_rules(record: Any) -> SimpleNamespace:
    """The tables of one scheme, by name: a named tuple of arrays, or a row of a record array."""
    as_dict = getattr(record, "_asdict", None)
    fields = as_dict() if as_dict else {name: record[name] for name in record.dtype.names}
    return SimpleNamespace(**fields)


def on_scale(rules: SimpleNamespace, score: int) -> int:
    """The score, or the end of the scale that it lies beyond."""
    return int(judge.clamped(score, rules.lowest, rules.highest))


def _words(rules: SimpleNamespace, record: int) -> tuple[np.int32, np.int32]:
    number = int(bits.number_of(record))
    return rules.points[number], rules.bonds[number]


def _settled(rules: SimpleNamespace, balance: int, lapsed: int, clean: int) -> int:
    """The balance after points for ever, and points for clean time if a period of it ends."""
    start = int(rules.start)
    kept = on_scale(rules, start + balance + lapsed) - start
    if clean and 0 < rules.clean_months < clean:
        kept = on_scale(rules, start + kept + int(rules.clean_points)) - start
    return kept


def counted(rules: SimpleNamespace, file: Sequence[int], calendar: int) -> list[int]:
    """Of each record whether it counts (1), and whether it does without the wrong ones (2), by the limits of rules."""
    found = []
    for at, record in enumerate(file):
        most, before = UNLIMITED, [0, 0]
        if record and judge.limit_of(_words(rules, record)[1]):
            most = judge.most_counted(_words(rules, record)[1])
            firsts = [one for there, one in enumerate(file) if _comes_before(rules, one, there, record, at, calendar)]
            before = [len(firsts), sum(1 for one in firsts if not bits.is_wrong(one))]
        found.append(int(judge.counting(i32(before[0]), i32(before[1]), bits.is_wrong(record), i32(most))))
    return found


def begun(rules: SimpleNamespace, file: Sequence[int], calendar: int) -> Iterator[int]:
    """The records that were reported in the last month and count."""
    for record, how in zip(file, counted(rules, file, calendar), strict=True):
        if record and how & 1 and judge.months_seen(i32(record), _words(rules, record)[0]) == 1:
            yield record


def _comes_before(rules: SimpleNamespace, held: int, there: int, record: int, at: int, calendar: int) -> bool:
    """Whether a record of the file comes before another under the limit that both count under; see ``judge``."""
    places = i32(held), i32(there), i32(record), i32(at)
    return bool(judge.comes_before(*places, rules.points, rules.bonds, rules.rows, i32(calendar)))


def _parts(
    rules: SimpleNamespace, file: Sequence[int], counts: Sequence[int], who: Circumstances
) -> list[tuple[int, int]]:
    """For each part of the score: its points, and those of them that are there by wrong records."""
    number = max(1, int(rules.parts))
    points = [int(rules.opens[at * STRATA + who.stratum]) if rules.parts else 0 for at in range(number)]
    wrong = [0] * number
    for record, how in zip(file, counts, strict=True):
        word = _words(rules, record)[0]
        at, value = int(judge.account_of(word)), int(judge.worth(i32(record), word))
        points[at] += value * (how & 1)
        wrong[at] += value * ((how & 1) - (how >> 1))
    for heard in heard_on(rules, who):
        points[int(heard[INTO])] += int(heard[WORTH])
        wrong[int(heard[INTO])] += int(heard[WORTH])
    for heard in heard_on(rules, rightly(who)):
        wrong[int(heard[INTO])] -= int(heard[WORTH])
    return list(zip(points, wrong, strict=True))


def _whole(rules: SimpleNamespace, parts: list[tuple[int, int]], who: Circumstances, fairly: bool) -> int:
    """The sum of the parts within their ends; without the points of wrong records if ``fairly``."""
    if not rules.parts:
        return int(rules.start) + sum(points - wrong * fairly for points, wrong in parts)
    total = UNITS // 2
    for at, (points, wrong) in enumerate(parts):
        low, high, units, _ = rules.accounts[4 * at : 4 * at + 4]
        held = points + fed_points(rules, at, who) - wrong * fairly
        total += int(judge.clamped(held, low, high)) * int(units)
    return int(rules.foot) + (total >> 10)


def fed_points(rules: SimpleNamespace, at: int, who: Circumstances) -> int:
    """What an account gains from what besides records feeds it."""
    return int(scalars.in_points(fed(rules.feeds[FEEDS * at : FEEDS * (at + 1)], who)))


def rightly(who: Circumstances) -> Circumstances:
    """The circumstances without wrong records, as far as these are known: the lists of the other schemes."""
    return who if who.rightful is None else who._replace(statuses=who.rightful)


def heard_on(rules: SimpleNamespace, who: Circumstances) -> Iterator[Any]:
    """The rows of ``SchemeTables.heard`` whose list the subject, or one linked to it, is on."""
    for at in range(int(rules.hearings)):
        row = rules.heard[HEARS * at : HEARS * (at + 1)]
        slot = int(row[SLOT])
        own = who.statuses[slot] >> 3 if slot < len(who.statuses) else 0
        if (who.drag >> (4 * slot) if row[RELATION] else own) & int(row[MASK]):
            yield row


def _marks(
    rules: SimpleNamespace, file: Sequence[int], counts: Sequence[int], who: Circumstances
) -> tuple[int, int, int, int]:
    """Lists and the best grade, and the same without wrong records."""
    (lists, best), (fair_lists, fair_best) = (_first_marks(rules, one) for one in (who, rightly(who)))
    for record, how in zip(file, counts, strict=True):
        own = sum(int(judge.is_listing(i32(record), _stay(rules, which, record))) << which for which in range(LISTS))
        limit = int(judge.best_allowed(i32(record), *_words(rules, record)))
        lists, best = lists | own, max(best, limit * (how & 1))
        fair_lists, fair_best = fair_lists | own * (1 - int(bits.is_wrong(record))), max(fair_best, limit * (how >> 1))
    return lists, best, fair_lists, fair_best


def _first_marks(rules: SimpleNamespace, who: Circumstances) -> tuple[int, int]:
    """Lists and the best grade before the file is read."""
    lists = reduce(or_, map(_listed, rules.by_state, states_of(who)), 0)
    best = int(rules.best[who.stratum])
    for heard in heard_on(rules, who):
        lists, best = lists | int(heard[ALSO]) & 15, max(best, int(heard[ALSO]) >> 4)
    return lists, best


def _stay(rules: SimpleNamespace, which: int, record: int) -> np.int32:
    return np.int32(rules.stays[which * NUMBERS + int(bits.number_of(record))])


def _listed(word: Any, at: int) -> int:
    return int(grades.lists_of_grade(u32(int(word) & 0xFFFFFFFF), at))


def _grade(rules: SimpleNamespace, score: int, best: int) -> int:
    return int(grades.grade_of(score, rules.floors, best))
