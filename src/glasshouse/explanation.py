"""One synthetic person's file: every record with its source and clause, the score, and what would lift it when."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.engine.crew import Crew
from glasshouse.engine.world import ready
from glasshouse.errors import GlasshouseError
from glasshouse.measure.count import book
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import LANES, levels_of
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.runs.frames import JOBS, MONEY_PARTS, STRAIN_PARTS
from glasshouse.runs.run import Run
from glasshouse.runs.store import open_run, require_same_engine
from glasshouse.scheme.judge import aged, best_allowed, grade_of, is_visible, lapsing, listing, worth
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.tables import HIGHEST, LONGEST, LOWEST, START
from glasshouse.units import FOREVER

FARTHEST = 127  # months ahead that are looked at
i32 = np.int32


class ExplainedRecord(NamedTuple):
    """One record on a file."""

    conduct: str
    title: str
    source: str
    clause: str
    points: int  # that it adds to the score now
    age: int  # months
    months_left: int | None  # that it still counts; None for ever
    wrong: bool
    visible_in: int  # months until its source has reported it; 0 if it has


class Moment(NamedTuple):
    """A life on the first of a month."""

    month: int
    score: int
    grade: str
    lists: tuple[str, ...]
    sanctioned: bool
    money: float  # months of outgoings
    strain: float  # 0 to 1
    job: str
    debt: str
    records: int


class Lift(NamedTuple):
    """Something that would raise the grade or end a listing, and when (months from now; 0 at once)."""

    what: str
    months: int
    grade: str
    score: int


@dataclass(frozen=True)
class Explanation:
    """Everything that explains one person's standing at the end of a run."""

    person: int
    traits: dict[str, str]
    month: int
    score: int
    start: int
    balance: int  # points beside the file
    grade: str
    deserved_grade: str  # without the wrong records
    lists: tuple[str, ...]
    records: tuple[ExplainedRecord, ...]
    lifts: tuple[Lift, ...]
    history: tuple[Moment, ...]


def explain(folder: Path | str, person: int) -> Explanation:
    """Why the synthetic person number ``person`` of a run stands where they stand.

    The person's neighbourhood is lived again, which gives the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no complete run or was made by another engine, or there is no such person, or the
        scheme does not score them.
    """
    run = open_run(Path(folder))
    require_same_engine(run.info, Path(folder))
    people = int(run.info["world"]["people"])
    if not 0 <= person < people:
        raise GlasshouseError(f"There is no person {person:,}: this run has the people 0 to {people - 1:,}.")
    made = ready(run.scheme, run.world, run.catalogue, people)
    block, lane = divmod(person, LANES)
    place = int(made.society.page[block]) * LANES + lane
    traits = levels_of(int(made.society.stratum[place]))
    if not made.about[place] & 2:
        who = ", ".join(traits.values())
        raise GlasshouseError(f"Person {person:,} ({who}) is not scored by {run.scheme.id}. Choose another.")
    with Crew(
        made, int(run.info["seed"]), min(LANES, people - block * LANES), int(run.info["records"]) // RECORDS_PER_WORD,
        1, first_block=block, followed=np.zeros(1, np.int64), begins=int(run.world.begins[5:]) - 1,
    ) as crew:  # fmt: skip
        history = tuple(_relive(crew, run, lane))
        return _explained(crew, run, person, lane, traits, history)


def _relive(crew: Crew, run: Run, lane: int) -> list[Moment]:
    months = int(run.info["months"])
    unused, moments = Tallies.for_months(months), []
    crew.begin()
    for month in range(months + 1):
        counts = crew.live(month, last=month == months)
        book(counts, month, unused, crew.ready.service_kinds)
        moments.append(_moment(crew, run, lane, month))
    return moments


def _moment(crew: Crew, run: Run, lane: int, month: int) -> Moment:
    panel = crew.panel
    life, status = int(panel.life[lane]), int(panel.status[lane])
    stages = [stage.title for stage in run.catalogue.livelihood.stages]
    return Moment(
        month=month, score=int(panel.score[lane]), grade=_grade(run.scheme, status & 7),
        lists=_lists(run.scheme, status >> 3), sanctioned=bool(crew.ready.scheme[0]["sanctions"][status]),
        money=(life & 255) / MONEY_PARTS, strain=((life >> 8) & 63) / STRAIN_PARTS, job=JOBS[(life >> 14) & 3],
        debt=stages[(life >> 16) & 7], records=sum(1 for one in _held(panel.files, lane) if one),
    )  # fmt: skip


def _explained(
    crew: Crew, run: Run, person: int, lane: int, traits: dict[str, str], history: tuple[Moment, ...]
) -> Explanation:
    table, panel, scheme = crew.ready.scheme[0], crew.panel, run.scheme
    kinds = {kind.row: kind for kind in run.catalogue.kinds}
    held = [record for record in _held(panel.files, lane) if record]
    now = history[-1]
    base = int(table["scale"][START])
    balance = now.score - base - sum(int(worth(i32(one), table["points"][one >> 8])) for one in held)
    file = File(scheme, table, tuple(held), balance, crew.words * RECORDS_PER_WORD)
    fair = File(scheme, table, tuple(one for one in held if not one & 1), balance, file.places)
    return Explanation(
        person=person, traits=traits, month=now.month, score=now.score, start=base, balance=balance, grade=now.grade,
        deserved_grade=_grade(scheme, fair.grade), lists=now.lists,
        records=tuple(_record(kinds[one >> 8], one, table, scheme) for one in held),
        lifts=tuple(_lifts(file, run.catalogue, kinds)), history=history,
    )  # fmt: skip


def _held(files: npt.NDArray[np.uint64], lane: int) -> list[int]:
    words = files.reshape(-1, LANES)[:, lane]
    return [(int(word) >> (16 * slot)) & 0xFFFF for word in words for slot in range(RECORDS_PER_WORD)]


def _record(kind: Kind, record: int, table: Any, scheme: Scheme) -> ExplainedRecord:
    assert kind.conduct is not None
    assert kind.source is not None
    points, bonds = int(table["points"][kind.row]), int(table["bonds"][kind.row])
    age, delay, kept = (record >> 1) & 127, (points >> 23) & 15, (bonds >> 21) & 127
    forever = kept == LONGEST or bool(bonds >> 28 & 1)
    return ExplainedRecord(
        conduct=kind.conduct.id, title=kind.conduct.title, source=kind.source.title,
        clause=_clause(scheme, kind.conduct.id), points=int(worth(i32(record), i32(points))), age=age,
        months_left=None if forever else max(0, kept - age), wrong=bool(record & 1), visible_in=max(0, delay + 1 - age),
    )  # fmt: skip


def _clause(scheme: Scheme, conduct: str) -> str:
    clauses = [rule.clause for rule in scheme.rules if rule.conduct == conduct]
    clauses += [repair.clause for repair in scheme.repair if repair.by == conduct]
    clauses += [one.clause for one in scheme.lists if one.enter.conduct and conduct in one.enter.conduct]
    return "; ".join(clauses) or "no clause of this scheme"


@dataclass(frozen=True)
class File:
    """Records and balance, and what the scheme makes of them; nothing new is supposed to happen."""

    scheme: Scheme
    table: Any
    records: tuple[int, ...]
    balance: int
    places: int  # for records

    @property
    def score(self) -> int:
        """The score now."""
        scale = self.table["scale"]
        own = sum(int(worth(i32(one), self._points(one))) for one in self.records)
        return int(min(max(int(scale[START]) + self.balance + own, int(scale[LOWEST])), int(scale[HIGHEST])))

    @property
    def grade(self) -> int:
        """Index of the grade now; 0 is the best."""
        best = max([0, *(int(best_allowed(i32(one), self._points(one), self._bonds(one))) for one in self.records)])
        return int(grade_of(i32(self.score), self.table["floors"], i32(best)))

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that it puts one on now."""
        on = int(np.uint32(self.table["scale"][8])) >> (4 * self.grade) & 15
        for one in self.records:
            on |= int(listing(i32(one), self._points(one), self._bonds(one)))
        return _lists(self.scheme, on)

    def older(self) -> "File":
        """A month later, with nothing new in it."""
        balance, kept = self.balance, []
        for one in self.records:
            after = int(aged(i32(one), self._bonds(one)))
            balance += int(lapsing(i32(one), i32(after), self._points(one), self._bonds(one)))
            kept += [after] if after else []
        return replace(self, records=tuple(kept), balance=balance)

    def without(self, gone: tuple[int, ...]) -> "File":
        """The same file without some records."""
        return replace(self, records=tuple(one for one in self.records if one not in gone))

    def is_visible(self, record: int) -> bool:
        """Whether a record counts yet."""
        return bool(is_visible(i32(record), self._points(record)))

    def lists_of(self, record: int) -> int:
        """The lists (4 bits) that a record puts one on."""
        return int(listing(i32(record), self._points(record), self._bonds(record)))

    def _points(self, record: int) -> np.int32:
        return i32(self.table["points"][record >> 8])

    def _bonds(self, record: int) -> np.int32:
        return i32(self.table["bonds"][record >> 8])


def _lifts(file: File, catalogue: Catalogue, kinds: dict[int, Kind]) -> list[Lift]:
    """Time, a struck record, a settled debt, good deeds: whatever betters the grade or ends a listing."""
    found = [
        *_by_time(file),
        *_by_striking(file, kinds),
        *_by_leaving(file, catalogue),
        *_by_deeds(file, catalogue),
    ]
    return sorted(found, key=lambda lift: lift.months)


def _is_better(then: File, now: File) -> bool:
    return then.grade < now.grade or len(then.lists) < len(now.lists)


def _lift(what: str, months: int, then: File) -> Lift:
    return Lift(what, months, _grade(then.scheme, then.grade), then.score)


def _by_time(file: File) -> list[Lift]:
    lifts, before, then = [], file, file
    for month in range(1, FARTHEST + 1):
        then = then.older()
        if _is_better(then, before):
            left = [name for name in before.lists if name not in then.lists]
            what = "off the list: " + ", ".join(left) if left else "records lapse"
            lifts.append(_lift(f"time alone, with nothing new on file ({what})", month, then))
            before = then
    return lifts


def _by_striking(file: File, kinds: dict[int, Kind]) -> list[Lift]:
    wrong = tuple(one for one in file.records if one & 1)
    then = file.without(wrong)
    if not wrong or not _is_better(then, file):
        return []
    names = sorted({kind.conduct.title for one in wrong if (kind := kinds[one >> 8]).conduct})
    return [_lift(f"having the wrong records struck ({', '.join(names)})", 0, then)]


def _by_leaving(file: File, catalogue: Catalogue) -> list[Lift]:
    titles = {one.id: one.title for one in catalogue.conducts}
    lifts = []
    for at, one in enumerate(file.scheme.lists):
        bound = tuple(record for record in file.records if file.lists_of(record) >> at & 1)
        if one.leave is not None and bound:
            then = file.without(bound)
            lifts.append(_lift(f"{titles[one.leave.conduct].lower()} (off the list: {one.title})", 0, then))
    return lifts


def _by_deeds(file: File, catalogue: Catalogue) -> list[Lift]:
    """How many of each good deed would lift the score to the next grade, if rules and file have room for them."""
    better = [grade.from_ for grade in file.scheme.grades[: file.grade] if grade.from_ is not None]
    short = min(better) - file.score if better else 0
    titles = {one.id: one.title for one in catalogue.conducts}
    lifts, free = [], file.places - len(file.records)
    for deed in _deeds(file.scheme) if short > 0 else ():
        times = -(-short // deed.points)
        most, window = deed.at_most
        months = 1 if times <= most else -(-times // most) * window
        lasts = LONGEST if deed.lasts == FOREVER else int(deed.lasts)
        if times <= min(free, most * max(1, lasts // window)):
            then = replace(file, balance=file.balance + times * deed.points)
            if _is_better(then, file):
                often = "once" if times == 1 else f"{times} times"
                lifts.append(_lift(f"{titles[deed.conduct].lower()}, {often}", months, then))
    return lifts


class _Deed(NamedTuple):
    """A conduct that gives points."""

    conduct: str
    points: int
    at_most: tuple[int, int]  # records, months
    lasts: float  # months, or FOREVER


def _deeds(scheme: Scheme) -> list[_Deed]:
    """Every conduct that gives points, by repair or by rule."""
    repairs = [_Deed(one.by, one.gives, one.at_most or (LONGEST, 1), one.lasts) for one in scheme.repair]
    rules = [_Deed(one.conduct, one.points, one.at_most or (LONGEST, 1), one.lasts) for one in scheme.rules]
    return repairs + [deed for deed in rules if deed.points > 0]


def _grade(scheme: Scheme, at: int) -> str:
    return scheme.grades[at].id if at < len(scheme.grades) else "no grade"


def _lists(scheme: Scheme, on: int) -> tuple[str, ...]:
    return tuple(one.title for at, one in enumerate(scheme.lists) if on >> at & 1)
