"""A scheme made ready for kernels: rules become rows by kind, grades and lists become statuses."""

import math
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.units import FOREVER, whole_months
from glasshouse.base.yamlfile import Where
from glasshouse.consequence.model import Consequence
from glasshouse.life.tables import KINDS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import STRATA, Cast
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.compile.tables import (
    ACCOUNTS,
    ALSO,
    HEARD,
    HEARS,
    INTO,
    LISTS,
    LONGEST,
    MASK,
    MOST_RECORDS,
    RELATION,
    SLOT,
    UNITS,
    WORTH,
    SchemeTables,
)
from glasshouse.scheme.forms.grounds.form import Known
from glasshouse.scheme.forms.grounds.registry import NUMBERED, STATES, Enter, lists_by
from glasshouse.scheme.forms.inputs.form import ByState
from glasshouse.scheme.forms.inputs.registry import fed_by
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Rule, Scheme
from glasshouse.scheme.language.points import points_of

i32 = np.int32
LEVELS = 128  # statuses: grade (8) and lists (4 bits)
STATUSES = np.arange(LEVELS)
OUT_OF_REACH = -(1 << 30)
WIDEST = 20_000  # points between start and the end of the scale; the balance has 16 bits
_WORK, _TRIPS = "work.", {"travel.flight", "travel.high_speed_rail"}


def scheme_tables(
    scheme: Scheme,
    catalogue: Catalogue,
    others: Sequence[Scheme] = (),
    linked: Sequence[Scheme] = (),
    friends: int = 0,
) -> SchemeTables:
    """The tables of a scheme that has passed its checks.

    Parameters
    ----------
    others : sequence of Scheme
        All schemes that read the same files, this one among them: whose lists its rules may go by.
    linked : sequence of Scheme
        The schemes of linked subjects, of firms or of their leaders.
    friends : int
        1 + its place among the schemes that friends' scores feed, or 0.
    """
    rows = {kind.row: row_of(scheme, kind) for kind in catalogue.kinds}
    points, bonds, value = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32)
    stays = np.zeros((LISTS, KINDS), np.int32)
    units = [units_of(scheme, account) for account in scheme.accounts] or [UNITS]
    limits: dict[Where, int] = {}  # the first kind that each limit is set to stands for all
    for at, row in sorted(rows.items()):
        if row.is_limited:
            row.limit = limits.setdefault(row.limited_by, at)
        points[at], bonds[at] = row.points_word(), row.bonds_word()
        stays[:, at] = [row.stay_word(which) for which in range(LISTS)]
        value[at] = _rounded(row.points * units[row.account] / UNITS)
    heard = _heard(scheme, list(others) or [scheme], list(linked))
    return SchemeTables(
        points=points,
        bonds=bonds,
        value=value,
        stays=stays.ravel(),
        floors=_floors(scheme),
        **_scale(scheme),
        **_lists_entered(scheme, catalogue),
        hearings=i32(len(heard)),
        friends=i32(friends),
        limits=i32(bool(scheme.limits)),
        inspects=i32(any(one.inspected for one in scheme.consequences)),
        limited=i32(any(row.is_limited for row in rows.values())),
        by_record=i32(reduce(or_, (row.lists for row in rows.values()), 0)),
        best=_best(scheme, catalogue.cast),
        accounts=_accounts(scheme, catalogue.cast),
        opens=_opens(scheme, catalogue.cast),
        feeds=_feeds(scheme, catalogue),
        heard=np.array(heard + [[0] * HEARS] * (HEARD - len(heard)), np.int32).ravel(),
        sanctions=_sanctions(scheme),
        barred_from=_barred_from(scheme),
        inspected=_inspected(scheme),
    )


def subjects(scheme: Scheme, cast: Cast) -> npt.NDArray[np.bool_]:
    """[S] Which strata the scheme scores; of people only adults, as the catalogue's conducts are theirs."""
    return cast.chosen(scheme.subjects.where)


def sanctioned_grades(scheme: Scheme) -> tuple[bool, ...]:
    """Which grades refuse something, best grade first, lists left aside."""
    graded = [grade for part in scheme.consequences if part.refuses for grade in part.when.grade or ()]
    return tuple(grade.id in graded for grade in scheme.grades)


def has_friends(scheme: Scheme) -> bool:
    """Whether friends' scores feed its score."""
    return any(fed.friends is not None for part in scheme.accounts for fed in part.inputs)


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
        number of the limit 7 at 22.
        """
        most, months = (self.at_most or (0, 0)) if self.limit else (0, 0)
        balance = int(self.to_balance)
        best_term = min(self.best_term, self.oldest)
        return self.best | best_term << 3 | balance << 10 | most << 11 | months << 18 | self.limit << 22

    def stay_word(self, which: int) -> int:
        """The entry of SchemeTables.stays for a list."""
        if which not in self.stays:
            return 0
        stay = self.stays[which]
        return (self.delay + stay.notice) | stay.term << 5 | int(stay.may_end) << 12

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
            row.account = _account(scheme, repair.account)
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
        row.account = _account(scheme, rule.account)
    if rule.grade_at_most:
        row.best = [grade.id for grade in scheme.grades].index(rule.grade_at_most)
        row.best_term = LONGEST if rule.lasts == FOREVER else _months(rule.lasts, row)


def _account(scheme: Scheme, name: str | None) -> int:
    return [one.id for one in scheme.accounts].index(name) if name is not None and scheme.accounts else 0


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


def _rounded(value: float) -> int:
    return math.floor(value + 0.5)


def _floors(scheme: Scheme) -> npt.NDArray[np.int32]:
    floors = np.full(8, OUT_OF_REACH, np.int32)
    for at, grade in enumerate(scheme.grades[:-1]):
        floors[at] = OUT_OF_REACH if grade.from_ is None else grade.from_
    return floors


def _scale(scheme: Scheme) -> dict[str, Any]:
    """Where scores begin and end, what clean time gives, and how they are counted."""
    start = scheme.score.start if scheme.score else 0
    lowest = scheme.score.lowest if scheme.score else 0
    top = scheme.score.highest if scheme.score and scheme.score.highest is not None else start + WIDEST
    begins, width = bins_of(scheme)
    return {
        "start": i32(start),
        "lowest": i32(lowest),
        "highest": i32(min(top, start + WIDEST)),
        "clean_months": i32(scheme.clean.months if scheme.clean else 0),
        "clean_points": i32(scheme.clean.points if scheme.clean else 0),
        "bin_width": i32(width),
        "bin_begins": i32(begins),
        "foot": i32(lowest if scheme.accounts else start),
        "parts": i32(len(scheme.accounts)),
    }


def _lists_entered(scheme: Scheme, catalogue: Catalogue) -> dict[str, Any]:
    """The lists that refuse something, and those that a grade or a state of life puts one on."""
    known = Known(catalogue, tuple(grade.id for grade in scheme.grades))
    entered = [one.enter for one in scheme.lists]
    return {
        "sanctioning": i32(sum(1 << at for at, one in enumerate(scheme.lists) if _list_refuses(scheme, one.id))),
        "by_grade": lists_by(NUMBERED["grade"], entered, known),
        "by_state": np.array([lists_by(one, entered, known) for one in STATES], np.int32),
    }


def bins_of(scheme: Scheme) -> tuple[int, int]:
    """Where the first of 64 bins of scores begins, and how wide each is: the grades fill the middle three quarters."""
    start = scheme.score.start if scheme.score else 0
    floors = [grade.from_ for grade in scheme.grades if grade.from_ is not None] or [start]
    low, high = min([*floors, start]), max([*floors, start])
    width = max(1, -(-(high - low) // 48))
    return low - 8 * width, width


# Parts of a score


def units_of(scheme: Scheme, account: Account) -> int:
    """UNITS of the score that one point of an account is."""
    if account.weight is None or scheme.score is None or scheme.score.highest is None:
        return UNITS
    return _rounded(float(account.weight.value) * (scheme.score.highest - scheme.score.lowest) / 100 * UNITS)


def _accounts(scheme: Scheme, cast: Cast) -> npt.NDArray[np.int32]:
    table = np.zeros((ACCOUNTS, 4), np.int32)
    for at, one in enumerate(scheme.accounts):
        low, high = one.ends
        lives = any(isinstance(fed.form, ByState) for fed in one.inputs)
        traits = any(fed.form.by_stratum(fed.said, cast) is not None for fed in one.inputs)
        table[at] = low, WIDEST if high is None else high, units_of(scheme, one), lives + 2 * traits
    return table.ravel()


def _opens(scheme: Scheme, cast: Cast) -> npt.NDArray[np.int32]:
    table = np.zeros((ACCOUNTS, STRATA))
    for at, one in enumerate(scheme.accounts):
        table[at] = one.start
        for fed in one.inputs:
            if (by_traits := fed.form.by_stratum(fed.said, cast)) is not None:
                table[at] += by_traits
    return np.floor(table + 0.5).astype(np.int32).ravel()


def _feeds(scheme: Scheme, catalogue: Catalogue) -> npt.NDArray[np.float32]:
    inputs = [one.inputs for one in scheme.accounts] + [()] * (ACCOUNTS - len(scheme.accounts))
    return np.concatenate([fed_by(one, catalogue) for one in inputs])


def _best(scheme: Scheme, cast: Cast) -> npt.NDArray[np.uint8]:
    best, grades = np.zeros(STRATA, np.uint8), [grade.id for grade in scheme.grades]
    for limit in scheme.limits:
        chosen = cast.chosen(limit.where)
        best[chosen] = np.maximum(best[chosen], grades.index(limit.grade_at_most))
    return best


def words_of(scheme: Scheme, catalogue: Catalogue) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The rows ``points`` and ``bonds`` of the tables of a scheme."""
    points, bonds = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32)
    for kind in catalogue.kinds:
        row = row_of(scheme, kind)
        points[kind.row], bonds[kind.row] = row.points_word(), row.bonds_word()
    return points, bonds


def _heard(scheme: Scheme, others: list[Scheme], linked: list[Scheme]) -> list[list[int]]:
    """What being on lists of others does; lists of schemes that are not in the run say nothing."""
    grades, found = [grade.id for grade in scheme.grades], []
    for rule in scheme.rules:
        at = _list_of(rule.list, others if rule.whose == "own" else linked)
        if at is not None:
            best = grades.index(rule.grade_at_most) if rule.grade_at_most else 0
            found.append(_hearing(at, rule.whose, rule.points, _account(scheme, rule.account), best << 4))
    for which, one in enumerate(scheme.lists):
        at = _list_of(one.enter.list, others if one.enter.whose == "own" else linked)
        if at is not None:
            found.append(_hearing(at, one.enter.whose, 0, 0, 1 << which))
    return found[:HEARD]


def hears(scheme: Scheme) -> list[tuple[str, str]]:
    """The lists of others that a scheme goes by, as (scheme/list, whose)."""
    said: list[Rule | Enter] = [*scheme.rules, *(one.enter for one in scheme.lists)]
    return [(one.list, one.whose) for one in said if one.list is not None]


def _list_of(name: str | None, others: list[Scheme]) -> tuple[int, int] | None:
    """(which scheme, list as one of 4 bits) of ``scheme/list``, if the scheme is there."""
    if name is None:
        return None
    scheme, _, entry = name.partition("/")
    for at, other in enumerate(others):
        ids = [one.id for one in other.lists]
        if other.id == scheme and entry in ids:
            return at, 1 << ids.index(entry)
    return None


def _hearing(at: tuple[int, int], whose: str, points: int, account: int, also: int) -> list[int]:
    row = [0] * HEARS
    row[SLOT], row[MASK], row[RELATION] = *at, int(whose != "own")
    row[WORTH], row[INTO], row[ALSO] = points, account, also
    return row


# Consequences


def statuses_of(scheme: Scheme, part: Consequence) -> npt.NDArray[np.bool_]:
    """[128] The statuses of the people whom a consequence is for."""
    if part.when.grade is not None:
        graded = [at for at, grade in enumerate(scheme.grades) if grade.id in part.when.grade]
        return np.asarray(np.isin(STATUSES & 7, graded))
    which = [one.id for one in scheme.lists].index(str(part.when.list or part.when.off_list))
    on = (STATUSES >> (3 + which) & 1) == 1
    return np.asarray(on if part.when.off_list is None else ~on)


def holds(scheme: Scheme, part: Consequence, status: int) -> bool:
    """Whether a consequence is for people of a status."""
    return bool(statuses_of(scheme, part)[status])


def refused(scheme: Scheme, status: int) -> set[str]:
    """The services that are refused to people of a status."""
    return {str(part.service) for part in scheme.consequences if part.refuses and holds(scheme, part, status)}


def _any_of(scheme: Scheme, parts: Iterable[Consequence]) -> npt.NDArray[np.int32]:
    """[128] 1 where any of these consequences is for people of a status."""
    held = np.zeros(LEVELS, bool)
    for part in parts:
        held |= statuses_of(scheme, part)
    return held.astype(np.int32)


def _sanctions(scheme: Scheme) -> npt.NDArray[np.int32]:
    """[128] Where a grade or a list refuses something; to be on no list of known borrowers is no sanction."""
    return _any_of(scheme, (part for part in scheme.consequences if part.refuses and part.when.off_list is None))


def _list_refuses(scheme: Scheme, name: str) -> bool:
    return any(part.refuses and part.when.list == name for part in scheme.consequences)


def _barred_from(scheme: Scheme) -> npt.NDArray[np.int32]:
    """[128] Bit 0: employers look (a public list keeps from posts, or work is refused); bit 1: trips are refused."""
    public = {one.id for one in scheme.lists if one.public}
    looks = (
        part
        for part in scheme.consequences
        if (part.when.list in public and str(part.service).startswith(_WORK))
        or (part.refuses and part.service == "work.job")
    )
    trips = (part for part in scheme.consequences if part.refuses and part.service in _TRIPS)
    return np.asarray(_any_of(scheme, looks) | 2 * _any_of(scheme, trips), np.int32)


def _inspected(scheme: Scheme) -> npt.NDArray[np.float32]:
    """[128] How many times as much is recorded; where several consequences say so, the most."""
    most = np.ones(LEVELS, np.float32)
    for part in scheme.consequences:
        if part.inspected:
            most = np.where(statuses_of(scheme, part), np.maximum(most, np.float32(part.inspected)), most)
    return most
