"""One synthetic person's two lives: both simulated again, month by month, and what parted them."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from glasshouse.base.compiled import as_written
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.consequence.serve import FAVOURED, GIVEN_UP, GRANTED, REFUSED
from glasshouse.engine.company import Cohort, Company, depend_on_each_other
from glasshouse.engine.simulator import Simulator
from glasshouse.life import live as _live
from glasshouse.life.live import REAL
from glasshouse.measure.apart import SIDES
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.population.ties import COMMUNITY
from glasshouse.results.notebook import html_of_twins
from glasshouse.results.run_tables import JOBS, MONEY_PARTS, STRAIN_PARTS
from glasshouse.scheme.compile.calendar import as_of
from glasshouse.scheme.compile.tables import ACTS
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.judge.standing import as_rules
from glasshouse.scheme.language.model import Scheme
from glasshouse.studies.bookkeeping import go_on, state_under
from glasshouse.studies.explanation import (
    MOST_LINKED,
    ExplainedRecord,
    grade_name,
    list_titles,
    records_in,
    records_of,
)
from glasshouse.studies.handover import part_of
from glasshouse.studies.simulate import OneRun, cohorts_for

live = as_written(_live.__name__)
UNLISTED = "on no list"
HAPPENED, FALSELY, UNASKED = "happened", "recorded, though it did not happen", "not asked for"
GAVE_UP = "given up"
ANSWERS = {
    1 + int(GRANTED): "granted",
    1 + int(REFUSED): "refused",
    1 + int(FAVOURED): "granted with a reward",
    1 + int(GIVEN_UP): GAVE_UP,
}
NOTHING_LIVED = (FALSELY, UNASKED, GAVE_UP)  # what is no part of a life


class Event(NamedTuple):
    """Something in a month of a life: a conduct that happened, or a service asked for and its answer."""

    order: int  # the occasion, which both lives share
    id: str
    title: str
    what: str  # HAPPENED, FALSELY, UNASKED, GAVE_UP or another of ANSWERS
    lawful: bool | None  # None for services


class Ground(NamedTuple):
    """What has somebody under sanction: a record, or something else that a list goes by."""

    what: str
    month: int | None  # in which it was recorded; None if it is no record
    wrong: bool
    clause: str | None


class Standing(NamedTuple):
    """How somebody stands under one scheme in a month."""

    scheme: str  # its title
    score: int | None
    grade: str | None
    lists: tuple[str, ...]
    sanctioned: bool
    grounds: tuple[Ground, ...]  # of the sanction, the weightiest first


class Means(NamedTuple):
    """How somebody lives: what a month leaves them with."""

    money: float  # months of outgoings
    strain: float  # 0 to 1
    job: str
    debt: str


@dataclass(frozen=True)
class Month:
    """A month of a life: how it begins, and what happens in it."""

    month: int
    standings: tuple[Standing, ...]  # under each scheme that scores them
    means: Means
    records: tuple[ExplainedRecord, ...]  # on file, as the first of these schemes reads them
    events: tuple[Event, ...]
    leaves: Means  # at its end

    @property
    def sanctioned(self) -> bool:
        """Whether any scheme has them under sanction."""
        return any(one.sanctioned for one in self.standings)


@dataclass(frozen=True)
class TwinLives:
    """Both lives of one subject, and where they part."""

    person: int
    kind: str  # 'person' or 'firm'
    traits: Mapping[str, str]
    titles: tuple[str, str]  # of the two worlds
    begins: str  # the first month, YYYY-MM
    months: tuple[tuple[Month, ...], tuple[Month, ...]]  # of each life; the last is only judged
    parted: int | None  # the month; None if they never part
    causes: tuple[str, ...]  # what parted them, in sentences; a and b stand for the two worlds

    @property
    def parted_at(self) -> int:
        """The place of the month in which they part, among those that are told: of a branch these begin late."""
        assert self.parted is not None
        return self.parted - self.months[0][0].month

    def frame(self) -> pl.DataFrame:
        """A row for each month and world."""
        rows = [
            {"month": one.month, "world": side, **_plain(one)}
            for both in zip(*self.months, strict=True)
            for side, one in zip(SIDES, both, strict=True)
        ]
        return pl.DataFrame(rows, schema=_COLUMNS)

    def _repr_html_(self) -> str:
        return html_of_twins(self)


_COLUMNS = {
    "month": pl.Int64(), "world": pl.String(), "score": pl.Int64(), "grade": pl.String(), "lists": pl.String(),
    "sanctioned": pl.Boolean(), "money": pl.Float64(), "strain": pl.Float64(), "job": pl.String(), "debt": pl.String(),
    "records": pl.Int64(), "events": pl.String(),
}  # fmt: skip


def _plain(one: Month) -> dict[str, Any]:
    """A month as values of a row; score and grade are those of the first scheme that scores them."""
    first = one.standings[0] if one.standings else None
    events = "; ".join(f"{event.title}: {event.what}" for event in one.events if event.what != UNASKED)
    return {
        "score": first and first.score, "grade": first and first.grade,
        "lists": ", ".join(name for standing in one.standings for name in standing.lists),
        "sanctioned": one.sanctioned, **one.means._asdict(), "records": len(one.records), "events": events,
    }  # fmt: skip


Both = Sequence[OneRun]


def simulating_again(both_of: Callable[[], Both]) -> Callable[[int, str], TwinLives]:
    """What lives both lives of one subject after the other again: worlds are made ready once, when first needed.

    Parameters
    ----------
    both_of : function
        What gives both worlds; asked when somebody is first simulated again.
    """

    @cache
    def ready() -> tuple[Both, list[list[Cohort]]]:
        both = both_of()
        return both, [cohorts_for(side.spec, side.parts) for side in both]

    def relive(person: int, who: str) -> TwinLives:
        both, cohorts = ready()
        return simulated_again(both, person, who, cohorts)

    return relive


def simulated_again(both: Both, person: int, who: str, cohorts: Sequence[list[Cohort]] | None = None) -> TwinLives:
    """Both lives of one subject of a comparison, simulated again with their neighbourhood.

    Parameters
    ----------
    both : two of OneRun
        The worlds.
    person : int
        Number of the person or firm.
    who : str
        'people' or 'firms'.
    cohorts : two lists of Cohort, optional
        Both worlds made ready, if they are.

    Raises
    ------
    GlasshouseError
        If nobody has this number, or people and firms depend on each other and are too many to be simulated again.
    """
    cohorts = cohorts or [cohorts_for(side.spec, side.parts) for side in both]
    lives = [_Life(side, person, who, made) for side, made in zip(both, cohorts, strict=True)]
    for life in lives:
        life.simulate()
    one, other = lives
    months = tuple(one.months), tuple(other.months)
    parted = _parting(*months)
    titles = tuple(" + ".join(placed.scheme.title for placed in side.parts.placed) for side in both)
    spec, parts = both[0].spec, both[0].parts
    begins = spec.begins or parts.world.begins
    return TwinLives(
        person=person, kind=one.kind, traits=one.traits, titles=(titles[0], titles[1]),
        begins=begins, months=months, parted=parted,
        causes=() if parted is None else tuple(causes(*months, parted - months[0][0].month, begins)),
    )  # fmt: skip


def _parting(a: Sequence[Month], b: Sequence[Month]) -> int | None:
    """The first month in which anything happens otherwise, or that leaves them otherwise."""
    for one, other in zip(a[:-1], b[:-1], strict=True):
        if lived(one) != lived(other) or one.leaves != other.leaves:
            return one.month
    return None


def lived(one: Month) -> list[Event]:
    """What really happened in a month, in order."""
    return [event for event in one.events if event.what not in NOTHING_LIVED]


class _Life:
    """One life in one world while it is simulated again."""

    def __init__(self, side: OneRun, person: int, who: str, cohorts: list[Cohort]) -> None:
        spec, parts, self.start = side.spec, side.parts, side.start
        self.spec, self.parts = spec, parts
        self.kind = "firm" if who == "firms" else "person"
        self.cohorts = cohorts
        self.cohort: Cohort = next(one for one in self.cohorts if one.ready.cast.kind == self.kind)
        if not 0 <= person < self.cohort.subjects:
            raise GlasshouseError(
                f"There is no {self.kind} {person:,}: the {who} here are numbered 0 to {self.cohort.subjects - 1:,}."
            )
        self.block, self.lane = divmod(person, LANES)
        society = self.cohort.ready.society
        stratum = int(society.stratum[int(society.page[self.block]) * LANES + self.lane])
        self.traits = self.cohort.ready.cast.levels_of(stratum)
        self.catalogue: Catalogue = parts.firms if self.kind == "firm" else parts.catalogue
        self.kinds: dict[int, Kind] = {kind.row: kind for kind in self.catalogue.kinds}
        self.stages = self.catalogue.livelihood.stages
        self.first = None if spec.begins is None else month_number(spec.begins)
        self.world = month_number(parts.world.begins)
        self.begins = month_number(spec.begins or parts.world.begins) % MONTHS_PER_YEAR
        self.words = spec.records // RECORDS_PER_WORD
        self.months: list[Month] = []

    def simulate(self) -> None:
        """Live all months again: of the neighbourhood, or of everybody if people and firms depend on each other.

        Raises
        ------
        GlasshouseError
            If they are too many.
        """
        if depend_on_each_other(self.cohorts, self.cohort):
            self._simulate_all()
        else:
            self._simulate_community()

    @property
    def _months(self) -> range:
        """The months to live, and the last, which is only judged."""
        return range(self.start.month if self.start else 0, self.spec.months + 1)

    def _simulate_community(self) -> None:
        ready = self.cohort.ready
        first = self.block // COMMUNITY * COMMUNITY if ready.echoes else self.block
        size = COMMUNITY * LANES if ready.echoes else LANES
        with Simulator(
            ready, self.spec.seed, min(size, self.cohort.subjects - first * LANES), self.words, 1, first_block=first,
            followed=np.array([self.block - first], np.int64), begins=self.begins, traced=True,
        ) as simulator:  # fmt: skip
            if self.start is None:
                simulator.begin()
            else:
                last = first * LANES + len(simulator.state.life)
                simulator.replace_state(state_under(ready, part_of(self.start.state, self.kind, first * LANES, last)))
            for month in self._months:
                simulator.simulate(month, last=month == self.spec.months)
                self._see(simulator, month, (self.block - first) * LANES + self.lane)

    def _simulate_all(self) -> None:
        if self.parts.people > MOST_LINKED:
            raise GlasshouseError(
                f"Here what happens to firms and to people depends on each other, so that all {self.parts.people:,} "
                f"people would have to be simulated again. That is done for up to {MOST_LINKED:,}."
            )
        followed = [np.array([self.block] if one is self.cohort else [], np.int64) for one in self.cohorts]
        tallies = [
            Tallies.for_months(ends - begins, one.ready.cast, one.ready.kinds)
            for one in self.cohorts
            for begins, ends in one.ready.counted
        ]
        order = [at for one in self.cohorts for at in one.schemes]
        tallies = [tallies[order.index(at)] for at in range(len(order))]
        with Company(
            self.cohorts, self.spec.seed, self.parts.people, self.words, os.cpu_count() or 1, followed, self.begins,
            traced=True,
        ) as company:  # fmt: skip
            simulator = company.simulators[self.cohorts.index(self.cohort)]
            if self.start is None:
                company.begin()
            else:
                go_on(company, self.start.state)
            for month in self._months:
                company.simulate(month, tallies, last=month == self.spec.months)
                self._see(simulator, month, self.block * LANES + self.lane)

    def _see(self, simulator: Simulator, month: int, at: int) -> None:
        panel, ready, last = simulator.panel, self.cohort.ready, month == self.spec.months
        word, tables = int(panel.life[self.lane]), ready.at(month).scheme
        acts = ready.clocks(month, 0)[:, ACTS]
        scores, statuses = (one.reshape(-1, LANES)[:, self.lane] for one in (panel.score, panel.status))
        readers = [
            (turn, self._scheme(turn, month), as_rules(tables[turn]))
            for turn in range(ready.schemes)
            if statuses[turn] >= 0
        ]
        readers = [one for one in readers if one[1].score or one[1].grades or one[1].lists]
        standings = []
        for turn, scheme, rules in readers:
            status = int(statuses[turn])
            held = bool(rules.sanctions[status]) and bool(acts[turn] or last)
            score = int(scores[turn]) if scheme.score else None
            grounds = tuple(self._grounds(scheme, rules, panel.files, word, status, month)) if held else ()
            grade, lists = grade_name(scheme, status & 7), list_titles(scheme, status >> 3)
            standings.append(Standing(scheme.title, score, grade, lists, held, grounds))
        scheme, rules = readers[0][1:] if readers else (self._scheme(0, month), as_rules(tables[0]))
        self.months.append(
            Month(
                month=month,
                standings=tuple(standings),
                means=self._means(word),
                records=tuple(self._records(panel.files, scheme, rules, month)),
                events=() if last else tuple(self._events(simulator)),
                leaves=self._means(int(simulator.state.life[at])),
            )
        )

    def _means(self, word: int) -> Means:
        stage = self.stages[(word >> 16) & 7].title
        return Means((word & 255) / MONEY_PARTS, ((word >> 8) & 63) / STRAIN_PARTS, JOBS[(word >> 14) & 3], stage)

    def _grounds(self, scheme: Scheme, rules: Any, files: Any, word: int, status: int, month: int) -> Iterator[Ground]:
        """What has the subject under sanction: what lists that refuse something go by, or else what costs points."""
        seen = sorted(
            (
                one
                for one in self._records(files, scheme, rules, month)
                if one.clause is not None and not one.visible_in
            ),
            key=lambda one: one.points,
        )
        found, stage = [], self.stages[(word >> 16) & 7]
        grave = (status >> 3) & int(rules.sanctioning)
        for at, one in enumerate(scheme.lists):
            if grave >> at & 1:
                entered = one.enter.conduct or ()
                found += [_ground(record, month) for record in seen if record.conduct in entered]
                if stage.id in (one.enter.debt or ()):
                    found.append(Ground(f"a debt ({stage.title})", None, False, one.clause))
                if one.enter.list is not None:
                    found.append(Ground(f"the list {one.enter.list}", None, False, one.clause))
        yield from found or [_ground(record, month) for record in seen if record.points <= 0 and not record.beyond]

    def _scheme(self, turn: int, month: int) -> Scheme:
        calendar = None if self.first is None else self.first + month
        return as_of(self.parts.placed[self.cohort.schemes[turn]].scheme, calendar, self.world)

    def _records(self, files: Any, scheme: Scheme, rules: Any, month: int) -> Iterator[ExplainedRecord]:
        file = [one for one in records_in(files, self.lane) if one]
        return records_of(file, self.kinds, rules, scheme, (self.begins + month) % MONTHS_PER_YEAR)

    def _events(self, simulator: Simulator) -> Iterator[Event]:
        trace = simulator.trace
        for at in range(int(trace.events[0])):
            order, what = int(trace.order[at]), int(trace.what[at])
            if order & (LANES - 1) != self.lane:
                continue
            kind = self.kinds[int(live.kind_in(what))]
            about = kind.conduct or kind.service
            assert about is not None
            if kind.conduct is not None:
                came = HAPPENED if live.result_in(what) == REAL else FALSELY
                yield Event(order, about.id, about.title, came, kind.conduct.lawful)
            else:
                yield Event(order, about.id, about.title, ANSWERS.get(int(live.answer_in(what)), UNASKED), None)


def _ground(record: ExplainedRecord, month: int) -> Ground:
    return Ground(record.title, month - record.age, record.wrong, record.clause)


def causes(a: Sequence[Month], b: Sequence[Month], at: int, begins: str) -> Iterator[str]:
    """What parts two lives in a month in which they do: occasions that came to something else, and what lies behind.

    Parameters
    ----------
    a, b : sequences of Month
        Both lives, up to that month at least.
    at : int
        The place of the month in which they part.
    begins : str
        The first month of the world, YYYY-MM.
    """
    one, other = a[at], b[at]
    told = list(_occasions(one, other)) or list(_leaves(one, other))
    yield from told
    if _stands(one) != _stands(other):
        yield f"Standing in a: {_stands(one)}; in b: {_stands(other)}."
    for side, months, facing in (("a", a, other), ("b", b, one)):
        if months[at].sanctioned and not facing.sanctioned:
            yield from _put_there(side, months, at, begins)


def _occasions(a: Month, b: Month) -> Iterator[str]:
    """The occasions of a month that came to something else."""
    mine, theirs = ({(event.order, event.id): event for event in month.events} for month in (a, b))
    for key in sorted({*mine, *theirs}):
        said = _told(mine.get(key), theirs.get(key))
        if said is not None:
            yield said


def _told(mine: Event | None, theirs: Event | None) -> str | None:
    """What one occasion came to in both worlds, if not to the same."""
    one, other = (None if event is None or event.what in NOTHING_LIVED else event for event in (mine, theirs))
    event = one or other
    if event is None or (one is not None and other is not None and one.what == other.what):
        return None
    if event.lawful is None:
        answers = (UNASKED if asked is None else asked.what for asked in (mine, theirs))
        return f"{event.title}: {' in a, '.join(answers)} in b."
    return f"{event.title}: happened in {'a, not in b' if one else 'b, not in a'}."


def _leaves(a: Month, b: Month) -> Iterator[str]:
    """How a month left somebody otherwise in which nothing else happened."""
    one, other = a.leaves, b.leaves
    if a.sanctioned != b.sanctioned and one.strain != other.strain:
        side = "a" if a.sanctioned else "b"
        yield f"Being under sanction in {side} weighs on them: strain {one.strain:.2f} in a, {other.strain:.2f} in b."
    elif one.strain != other.strain:
        yield f"Strain: {one.strain:.2f} in a, {other.strain:.2f} in b."
    if one.job != other.job:
        yield f"Work: {one.job} in a, {other.job} in b."
    if one.debt != other.debt:
        yield f"Debt: {one.debt} in a, {other.debt} in b."
    if one.money != other.money:
        yield f"Savings: {one.money:.1f} months of outgoings in a, {other.money:.1f} in b."


def _stands(month: Month) -> str:
    """How somebody stands under each scheme, which is named if there are several."""
    if len(month.standings) < 2:
        return standing_in(month)
    told = [f"{one.scheme} ({standing_of(one)})" for one in month.standings if standing_of(one) != UNLISTED]
    return "; ".join(told) or UNLISTED


def standing_in(month: Month) -> str:
    """How somebody stands under all schemes together, in a line."""
    told = [standing_of(one) for one in month.standings]
    return "; ".join(one for one in told if one != UNLISTED) or (UNLISTED if told else "scored by nobody")


def standing_of(one: Standing) -> str:
    """Points, grade and lists under one scheme, in a line."""
    points = [f"{one.score:,} points"] if one.score is not None else []
    grade = [f"grade {one.grade}"] if one.grade is not None else []
    lists = [f"on the list {name}" for name in one.lists]
    return ", ".join([*points, *grade, *lists]) or UNLISTED


def _put_there(side: str, months: Sequence[Month], at: int, begins: str) -> Iterator[str]:
    """What brought somebody under sanction, under each scheme that has them there, when that began."""
    for standing in months[at].standings:
        if standing.sanctioned:
            since = _since(months, at, standing.scheme)
            began, before = (_under(months, month, standing.scheme) for month in (since, since - 1))
            grounds = began.grounds if began else ()
            new = [one for one in grounds if before is None or one not in before.grounds] or list(grounds)
            when = "" if since == at else f" since {_date(begins, months[since].month)}"
            by = f" ({standing.scheme})" if len(months[at].standings) > 1 else ""
            if new:
                yield f"Under sanction in {side}{by}{when} for: {_said(new[0], begins)}."


def _since(months: Sequence[Month], at: int, scheme: str) -> int:
    """The place of the month in which the sanction that holds in one began."""
    while at > 0 and (before := _under(months, at - 1, scheme)) is not None and before.sanctioned:
        at -= 1
    return at


def _under(months: Sequence[Month], at: int, scheme: str) -> Standing | None:
    """How somebody stands under a scheme in a month; None if it does not score them."""
    found = (one for one in months[at].standings if one.scheme == scheme) if at >= 0 else iter(())
    return next(found, None)


def _said(ground: Ground, begins: str) -> str:
    recorded = "" if ground.month is None else f", recorded in {_date(begins, ground.month)}"
    wrong = ", which is wrong" if ground.wrong else ""
    return f"{ground.what}{recorded}{wrong} ({ground.clause})"


def _date(begins: str, month: int) -> str:
    """The calendar month, as YYYY-MM."""
    then = month_number(begins) + month
    return f"{then // 12:04}-{then % 12 + 1:02}"
