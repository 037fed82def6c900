"""What would lift a subject, and when: time, good deeds, settling, a record struck, another list left."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import NamedTuple

from glasshouse.base.compiled import as_written
from glasshouse.base.units import FOREVER, MONTHS_PER_YEAR
from glasshouse.observe import record as _record
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.numbers import Numbers
from glasshouse.population import record as _bits
from glasshouse.scheme.compile.calendar import a_month_on
from glasshouse.scheme.compile.compile import row_of, words_of
from glasshouse.scheme.compile.tables import LONGEST, RELATION, SLOT
from glasshouse.scheme.explain.breakdown import heard_name
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.registry import STATE
from glasshouse.scheme.judge.standing import Standing, heard_on, standing
from glasshouse.scheme.language.model import Scheme

FARTHEST = 127  # months ahead that are looked at
EMPLOYED, NO_DEBT = 1, 0
record = as_written(_record.__name__)
bits = as_written(_bits.__name__)


class Lift(NamedTuple):
    """Something that would raise the grade or end a listing, and when (months from now; 0 at once)."""

    what: str
    months: int
    grade: str | None
    score: int | None


class Clock(NamedTuple):
    """What a month ahead brings."""

    lived: int  # months since the scheme began
    clean_turns: bool  # whether a period without bad records ends
    holds: bool  # whether grades stand, because nobody is assessed


@dataclass(frozen=True)
class Case:
    """Somebody's standing under one scheme, with all that it follows from; nothing new is supposed to happen."""

    scheme: Scheme  # as it stands now
    catalogue: Catalogue
    numbers: Numbers  # of the kinds of record on file
    rules: SimpleNamespace  # its tables
    filing: SimpleNamespace  # those of the file
    file: tuple[int, ...]
    who: Circumstances
    balance: int
    grade: int  # that is held
    places: int  # for records
    clock: Callable[[int], Clock]  # of so many months ahead
    others: Sequence[Scheme] = ()  # that read the same files
    linked: Sequence[Scheme] = ()  # of linked subjects

    def stands(self) -> Standing:
        """How they stand, with a grade as an assessment would give it now."""
        return standing(self.rules, self.file, self.who, self.balance, ages=False)

    def older(self, ahead: int) -> "Case":
        """The same case, a month after it was ``ahead - 1`` months ahead."""
        clock = self.clock(ahead)
        aged = (int(record.aged(one, self.filing.kept[int(bits.number_of(one))])) for one in self.file)
        file = tuple(one for one in aged if one)
        calendar = (self.who.calendar + 1) % MONTHS_PER_YEAR
        who = self.who._replace(months=clock.lived, calendar=calendar)
        held = self.grade if clock.holds else None
        case = self.of_next_month()
        found = standing(case.rules, file, who, self.balance, clean_turns=clock.clean_turns, held_grade=held)
        return replace(case, file=file, who=who, balance=found.balance, grade=found.status & 7)

    def of_next_month(self) -> "Case":
        """The same with the rules a month later, where not all records count whenever they are from."""
        if all(rule.oldest is None for rule in self.scheme.rules):
            return self
        scheme = a_month_on(self.scheme)
        points, bonds = words_of(scheme, self.catalogue, self.numbers)
        return replace(
            self, scheme=scheme, rules=SimpleNamespace(**{**vars(self.rules), "points": points, "bonds": bonds})
        )

    def lists(self) -> int:
        """The lists that one is on, 4 bits."""
        held = standing(self.rules, self.file, self.who, self.balance, ages=False, held_grade=self.grade)
        return held.status >> 3

    def listed(self, on: int) -> tuple[str, ...]:
        """The titles of lists."""
        return tuple(one.title for at, one in enumerate(self.scheme.lists) if on >> at & 1)

    def lift(self, what: str, months: int, stands: Standing) -> Lift:
        """A lift to a standing."""
        grade = self.scheme.grades[stands.status & 7].id if self.scheme.grades else None
        return Lift(what, months, grade, stands.score if self.scheme.score else None)


def lifts(case: Case) -> list[Lift]:
    """Whatever betters the grade or ends a listing, the soonest first."""
    found = [*_by_time(case), *_by_striking(case), *_by_settling(case), *_by_circumstances(case), *_by_deeds(case)]
    return sorted(found, key=lambda one: one.months)


def _by_time(case: Case) -> Iterator[Lift]:
    grade, on, then = case.grade, case.lists(), case
    for month in range(1, FARTHEST + 1):
        then = then.older(month)
        lists = then.lists()
        if then.grade < grade or (on & ~lists and then.grade <= grade):
            left = then.listed(on & ~lists)
            what = f"off the list: {', '.join(left)}" if left else "records lapse, or time counts"
            stands = then.stands()._replace(status=then.grade + 8 * lists)
            yield case.lift(f"time alone, with nothing new on file ({what})", month, stands)
            grade, on = then.grade, lists


def _if_better(what: str, case: Case, then: Case, months: int = 0) -> Iterator[Lift]:
    """A lift, if the other case stands better; a grade that is set once a year waits for its month."""
    now, better = case.stands(), then.stands()
    leaves = case.lists() & ~(better.status >> 3)
    if better.status & 7 < case.grade and better.status & 7 < now.status & 7:
        yield case.lift(what, max(months, _until_assessed(case)), better)
    elif leaves and better.status & 7 <= now.status & 7:
        yield case.lift(f"{what}, off the list: {', '.join(case.listed(leaves))}", months, better)


def _until_assessed(case: Case) -> int:
    if not case.clock(0).holds:
        return 0
    return next((month for month in range(1, 13) if not case.clock(month).holds), 0)


def _by_striking(case: Case) -> Iterator[Lift]:
    wrong = [one for one in case.file if bits.is_wrong(one)]
    if wrong:
        names = sorted({_title(case, one) for one in wrong})
        then = replace(case, file=tuple(one for one in case.file if not bits.is_wrong(one)))
        yield from _if_better(f"having the wrong records struck ({', '.join(names)})", case, then)


def _by_settling(case: Case) -> Iterator[Lift]:
    titles = {one.id: one.title for one in case.catalogue.conducts}
    for conduct in dict.fromkeys(one.leave.conduct for one in case.scheme.lists if one.leave is not None):
        number = int(max((case.filing.settles[kind.row] for kind in case.catalogue.kinds_of(conduct)), default=0))
        file = tuple(
            int(bits.at_number(one, case.filing.after[int(bits.number_of(one))]))
            if number and int(case.filing.settled_by[int(bits.number_of(one))]) == number
            else one
            for one in case.file
        )
        if file != case.file:
            yield from _if_better(titles[conduct].lower(), case, replace(case, file=file))


def _by_circumstances(case: Case) -> Iterator[Lift]:
    """Work found, a debt paid, a list of another scheme left."""
    feeds = [one for part in case.scheme.accounts for one in part.inputs]
    if case.who.debt != NO_DEBT and (any(one.debt for one in feeds) or case.rules.by_state[STATE["debt"]]):
        yield from _if_better("being out of debt", case, replace(case, who=case.who._replace(debt=NO_DEBT)))
    if case.who.job != EMPLOYED and any(one.work for one in feeds):
        yield from _if_better("finding work", case, replace(case, who=case.who._replace(job=EMPLOYED)))
    for row in heard_on(case.rules, case.who):
        slot, name = int(row[SLOT]), heard_name(row, case.others, case.linked)
        if row[RELATION]:
            who = case.who._replace(drag=case.who.drag & ~(15 << (4 * slot)))
        else:
            statuses = [one & 7 if at == slot else one for at, one in enumerate(case.who.statuses)]
            who = case.who._replace(statuses=statuses)
        yield from _if_better(f"leaving the list {name}", case, replace(case, who=who))


class _Deed(NamedTuple):
    """A conduct that gives points."""

    conduct: str
    source: str | None
    at_most: tuple[int, int]  # records, months
    lasts: float  # months, or FOREVER


def _deeds(scheme: Scheme) -> list[_Deed]:
    """Every conduct that gives points, by repair or by rule."""
    repairs = [_Deed(one.by, None, one.at_most or (LONGEST, 1), one.lasts) for one in scheme.repair]
    return repairs + [
        _Deed(one.conduct, one.source, one.at_most or (LONGEST, 1), one.lasts or FOREVER)
        for one in scheme.rules
        if one.conduct is not None and one.points > 0
    ]


def _by_deeds(case: Case) -> Iterator[Lift]:
    """How often each good deed is needed for a better grade, if rules and file have room for so many."""
    if not case.scheme.grades or case.grade == 0:
        return
    free = case.places - len(case.file)
    for deed in _deeds(case.scheme):
        kind = _seen(case, deed)
        if kind is None:
            continue
        most, window = deed.at_most
        lasts = LONGEST if deed.lasts == FOREVER else math.ceil(deed.lasts)
        title = (kind.conduct or kind.service).title.lower()  # type: ignore[union-attr]
        for times in range(1, min(free, most * max(1, lasts // window)) + 1):
            new = tuple(_done(case, kind, window * (done // most)) for done in range(times))
            months = 1 if times <= most else -(-times // most) * window
            found = list(_if_better(title, case, replace(case, file=case.file + new), months))
            if found:
                often = "once" if times == 1 else f"{times} times"
                yield from (one._replace(what=f"{one.what}, {often}") for one in found)
                break


def _done(case: Case, kind: Kind, ago: int) -> int:
    """The record of a deed that became visible so many months before the last."""
    return int(bits.at_age(bits.new_record(case.numbers.of(kind.row), 0), min(LONGEST, kind.delay + 1 + ago)))


def _seen(case: Case, deed: _Deed) -> Kind | None:
    """The first kind in which a deed counts."""
    for kind in case.catalogue.kinds:
        name = kind.conduct.id if kind.conduct else kind.service.id if kind.service else ""
        if name == deed.conduct and deed.source in (None, kind.source.id if kind.source else None):
            return kind if row_of(case.scheme, kind).points > 0 else None
    return None


def _title(case: Case, held: int) -> str:
    kind = next(one for one in case.catalogue.kinds if one.row == int(case.numbers.rows[int(bits.number_of(held))]))
    return (kind.conduct or kind.service).title  # type: ignore[union-attr]
