"""A scheme made ready for kernels: rules become rows by kind, grades and lists become statuses."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.units import FOREVER, whole_months
from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.numbers import Numbers
from glasshouse.population.people import Cast
from glasshouse.population.record import NUMBERS
from glasshouse.population.state import MOST_RECORDS
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.compile.hearings import heard_lists
from glasshouse.scheme.compile.score import (
    account_place,
    accounts_of,
    best_grades,
    feeds_of,
    floors_of,
    opens_of,
    rounded,
    scale_of,
    units_of,
)
from glasshouse.scheme.compile.statuses import barred_from, inspected_of, list_refuses, sanctions_of
from glasshouse.scheme.compile.tables import (
    HEARD,
    HEARS,
    LISTS,
    LONGEST,
    UNITS,
    SchemeTables,
)
from glasshouse.scheme.forms.grounds.form import Known
from glasshouse.scheme.forms.grounds.registry import NUMBERED, STATES, lists_by
from glasshouse.scheme.language.model import Rule, Scheme
from glasshouse.scheme.language.points import points_of

i32 = np.int32


def scheme_tables(
    scheme: Scheme,
    catalogue: Catalogue,
    numbers: Numbers,
    others: Sequence[Scheme] = (),
    linked: Sequence[Scheme] = (),
    friends: int = 0,
) -> SchemeTables:
    """The tables of a scheme that has passed its checks.

    Parameters
    ----------
    numbers : Numbers
        Of the kinds of record on the files that it reads.
    others : sequence of Scheme
        All schemes that read the same files, this one among them: whose lists its rules may go by.
    linked : sequence of Scheme
        The schemes of linked subjects, of firms or of their leaders.
    friends : int
        1 + its place among the schemes that friends' scores feed, or 0.
    """
    rows = [row_of(scheme, kind) for kind in catalogue.kinds]
    points, bonds, stays, value = _of_records(scheme, catalogue, rows, numbers)
    heard = heard_lists(scheme, list(others) or [scheme], list(linked))
    return SchemeTables(
        points=points,
        bonds=bonds,
        value=value,
        stays=stays,
        rows=numbers.rows,
        floors=floors_of(scheme),
        **scale_of(scheme),
        **_lists_entered(scheme, catalogue),
        hearings=i32(len(heard)),
        friends=i32(friends),
        limits=i32(bool(scheme.limits)),
        inspects=i32(any(one.inspected for one in scheme.consequences)),
        limited=i32(any(row.is_limited for row in rows)),
        by_record=i32(reduce(or_, (row.lists for row in rows), 0)),
        best=best_grades(scheme, catalogue.cast),
        accounts=accounts_of(scheme, catalogue.cast),
        opens=opens_of(scheme, catalogue.cast),
        feeds=feeds_of(scheme, catalogue),
        heard=np.array(heard + [[0] * HEARS] * (HEARD - len(heard)), np.int32).ravel(),
        sanctions=sanctions_of(scheme),
        barred_from=barred_from(scheme),
        inspected=inspected_of(scheme),
    )


def _of_records(
    scheme: Scheme, catalogue: Catalogue, rows: Sequence["Row"], numbers: Numbers
) -> tuple[npt.NDArray[np.int32], ...]:
    """``points``, ``bonds``, ``stays`` and ``value`` of the tables of a scheme; ``rows`` are its rows of all kinds."""
    points, bonds, value = np.zeros(NUMBERS, np.int32), np.zeros(NUMBERS, np.int32), np.zeros(NUMBERS, np.int32)
    stays = np.zeros((LISTS, NUMBERS), np.int32)
    units = [units_of(scheme, account) for account in scheme.accounts] or [UNITS]
    limits: dict[Where, int] = {}  # the first number that each limit is set to stands for all
    for kind, row in zip(catalogue.kinds, rows, strict=True):
        for settled, number in enumerate(numbers.all_of(kind.row)):
            if row.is_limited:
                row.limit = limits.setdefault(row.limited_by, number)
            points[number], bonds[number] = row.points_word(), row.bonds_word()
            stays[:, number] = [row.stay_word(which, settled=settled == 1) for which in range(LISTS)]
            value[number] = rounded(row.points * units[row.account] / UNITS)
    return points, bonds, stays.ravel(), value


def subjects(scheme: Scheme, cast: Cast) -> npt.NDArray[np.bool_]:
    """[S] Which strata the scheme scores; of people only adults, as the catalogue's conducts are theirs."""
    return cast.chosen(scheme.subjects.where)


class Stay(NamedTuple):
    """What a record does to a list."""

    term: int  # the last age at which it lists
    notice: int  # months after it became visible in which it does not yet
    may_end: bool  # whether settling ends it


class Row:
    """What the scheme makes of records of one kind."""

    def __init__(self) -> None:
        self.points, self.term, self.best, self.best_term = 0, 0, 0, 0
        self.to_balance, self.delay, self.account = False, 0, 0
        self.stays: dict[int, Stay] = {}  # by list
        self.is_read = False  # whether a rule, repair or list looks at them
        self.at_most: tuple[int, int] | None = None  # records that count, and in how many months
        self.limited_by: Where = ()  # the rule that says so, which may be one for several kinds
        self.limit = 0  # its number; 0 for none
        self.clean = 0  # months for which a record that takes points away stands in the way of points for clean time
        self.oldest = LONGEST  # age of a record that counts for points and grades, whatever the term

    def points_word(self) -> int:
        """The row of SchemeTables.points."""
        return (self.points & 0xFFFF) | min(self.term, self.oldest) << 16 | self.delay << 23 | self.account << 27

    def bonds_word(self) -> int:
        """Best grade 3 bits; its term 7 at 3; to balance 1 at 10; most that count 7 at 11, months of a window 4 at 18,
        number of the limit 8 at 22.
        """
        most, months = (self.at_most or (0, 0)) if self.limit else (0, 0)
        balance = int(self.to_balance)
        best_term = min(self.best_term, self.oldest)
        return self.best | best_term << 3 | balance << 10 | most << 11 | months << 18 | self.limit << 22

    def stay_word(self, which: int, *, settled: bool) -> int:
        """The entry of SchemeTables.stays for a list; a settled record does not list where settling ends it."""
        if which not in self.stays or (settled and self.stays[which].may_end):
            return 0
        stay = self.stays[which]
        return (self.delay + stay.notice) | stay.term << 5

    @property
    def is_limited(self) -> bool:
        """Whether only so many of the records count that a file can hold."""
        return self.at_most is not None and self.at_most[0] < MOST_RECORDS

    @property
    def lists(self) -> int:
        """The lists that such a record puts one on, 4 bits."""
        return sum(1 << which for which in self.stays)

    @property
    def list_term(self) -> int:
        """The last age at which it does."""
        return max((stay.term for stay in self.stays.values()), default=0)

    @property
    def used(self) -> int:
        """The last age at which such a record moves a score, holds a grade down or lists."""
        return max(self.term + self.to_balance, self.list_term, self.best_term)

    @property
    def kept(self) -> int:
        """The last age at which this scheme has a use for such a record.

        One that is no longer counted may still show that a later one is beyond the limit, or that a time is not clean.
        """
        counts = max(self.term + self.to_balance, self.best_term, self.clean and self.clean + self.delay)
        if LONGEST in (counts, self.list_term):
            return LONGEST
        before = self.at_most[1] - 1 if self.at_most is not None and self.is_limited and counts else 0
        return min(LONGEST - 1, max(counts + before, self.list_term))

    @property
    def weight(self) -> int:
        """How weighty a record is: its points, and more than any points if it lists or sets a grade."""
        return min(abs(self.points) + 20_000 * bool(self.lists) + 10_000 * bool(self.best), 60_000)


def row_of(scheme: Scheme, kind: Kind) -> Row:
    """What the scheme makes of records of ``kind``: of a conduct seen by a source, or of a service granted."""
    row = Row()
    name = kind.conduct.id if kind.conduct else kind.service.id if kind.service else ""
    row.delay = kind.delay
    decided = min(31, row.delay + decided_after(scheme.appeal)) if scheme.appeal else 0
    for rule in rules_of(scheme, name, kind.source.id if kind.source else None):
        row.at_most, row.limited_by = rule.at_most, ("rules", _place_of(rule, scheme))
        _add_rule(row, rule, scheme, decided)
    for at, repair in enumerate(scheme.repair):
        if repair.by == name:
            row.is_read, row.at_most, row.limited_by = True, repair.at_most, ("repair", at)
            row.account = account_place(scheme, repair.account)
            row.points, row.term = repair.gives, _term(repair.lasts, row, decided, scheme)
    for at, one in enumerate(scheme.lists):
        if one.enter.conduct and name in one.enter.conduct and one.stays is not None:
            term = LONGEST if one.stays == FOREVER else _months(one.stays, row)
            row.is_read = True
            row.stays[at] = Stay(term, min(7, round(one.notice or 0)), one.leave is not None)
    row.clean = scheme.clean.months if scheme.clean is not None and row.points < 0 else 0
    return row


def rules_of(scheme: Scheme, conduct: str, source: str | None) -> list[Rule]:
    """The rules that records of a conduct by a source go by: those for it alone, if any, or those for all sources."""
    found = [rule for rule in scheme.rules if rule.conduct == conduct and rule.source in (None, source)]
    return [rule for rule in found if rule.source is not None] or found


def _place_of(rule: Rule, scheme: Scheme) -> int:
    return next(at for at, one in enumerate(scheme.rules) if one is rule)


def _add_rule(row: Row, rule: Rule, scheme: Scheme, decided: int) -> None:
    assert rule.lasts is not None
    row.is_read = True
    row.oldest = LONGEST if rule.oldest is None else rule.oldest
    points = points_of(rule, scheme)
    if points:
        row.points, row.term = points, _term(rule.lasts, row, decided, scheme)
        row.account = account_place(scheme, rule.account)
    if rule.grade_at_most:
        row.best = [grade.id for grade in scheme.grades].index(rule.grade_at_most)
        row.best_term = LONGEST if rule.lasts == FOREVER else _months(rule.lasts, row)


def _term(lasts: float, row: Row, decided: int, scheme: Scheme) -> int:
    """Last age that counts. Points for ever stay on file until they can no longer be contested, then in the balance.

    Those of an account stay on file, because the balance stands beside the accounts and their ends.
    """
    if lasts == FOREVER and scheme.accounts:
        return LONGEST
    if lasts == FOREVER:
        row.to_balance = True
        return max(1, decided, row.delay + 1)
    return _months(lasts, row)


def _months(span: float, row: Row) -> int:
    """A span in months after the record became visible; ages are counted from the conduct."""
    return min(LONGEST - 1, whole_months(span) + row.delay)


def decided_after(appeal: Appeal) -> int:
    """Months from a record's being visible to the decision on it, at least one."""
    return max(1, round(appeal.window + appeal.decided_in))


def _lists_entered(scheme: Scheme, catalogue: Catalogue) -> dict[str, Any]:
    """The lists that refuse something, and those that a grade or a state of life puts one on."""
    known = Known(catalogue, tuple(grade.id for grade in scheme.grades))
    entered = [one.enter for one in scheme.lists]
    return {
        "sanctioning": i32(sum(1 << at for at, one in enumerate(scheme.lists) if list_refuses(scheme, one.id))),
        "by_grade": lists_by(NUMBERED["grade"], entered, known),
        "by_state": np.array([lists_by(one, entered, known) for one in STATES], np.int32),
    }


def words_of(
    scheme: Scheme, catalogue: Catalogue, numbers: Numbers
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The rows ``points`` and ``bonds`` of the tables of a scheme."""
    points, bonds, *_ = _of_records(scheme, catalogue, [row_of(scheme, kind) for kind in catalogue.kinds], numbers)
    return points, bonds
