"""One synthetic person's two lives: both lived again, month by month, and what parted them."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from glasshouse.consequence.serve import FAVOURED, GRANTED, REFUSED
from glasshouse.engine.company import Company, Troupe, hear_each_other
from glasshouse.engine.crew import Crew
from glasshouse.errors import GlasshouseError
from glasshouse.explanation import (
    MOST_LINKED,
    ExplainedRecord,
    grade_name,
    list_titles,
    record_of,
    records_in,
)
from glasshouse.life.live import REAL
from glasshouse.measure.apart import LIVELIHOOD
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.population.ties import COMMUNITY
from glasshouse.runs.frames import JOBS, MONEY_PARTS, STRAIN_PARTS
from glasshouse.scheme.calendar import as_of
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.placed import month_number
from glasshouse.scheme.standing import as_rules
from glasshouse.simulate import troupes_for
from glasshouse.spec import Parts, RunSpec
from glasshouse.units import MONTHS_PER_YEAR

SIDES = ("a", "b")
ANSWERS = {1 + int(GRANTED): "granted", 1 + int(REFUSED): "refused", 1 + int(FAVOURED): "granted with a reward"}
HAPPENED, FALSELY, UNASKED = "happened", "recorded, though it did not happen", "not asked for"


class Event(NamedTuple):
    """Something in a month of a life: a conduct that happened, or a service asked for and its answer."""

    order: int  # the occasion, which both lives share
    id: str
    title: str
    what: str  # HAPPENED, FALSELY, UNASKED or one of ANSWERS
    lawful: bool | None  # None for services


class Standing(NamedTuple):
    """How somebody stands under one scheme in a month."""

    scheme: str  # its title
    score: int | None
    grade: str | None
    lists: tuple[str, ...]
    sanctioned: bool


@dataclass(frozen=True)
class Month:
    """A month of a life: how it begins, and what happens in it."""

    month: int
    standings: tuple[Standing, ...]  # under each scheme that scores them
    money: float  # months of outgoings
    strain: float  # 0 to 1
    job: str
    debt: str
    records: tuple[ExplainedRecord, ...]  # on file, as the first of these schemes reads them
    events: tuple[Event, ...]
    livelihood: int  # what the month leaves: money, strain, work and debt in one word

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

    def frame(self) -> pl.DataFrame:
        """A row for each month and world."""
        rows = [
            {"month": one.month, "world": side, **_plain(one)}
            for both in zip(*self.months, strict=True)
            for side, one in zip(SIDES, both, strict=True)
        ]
        return pl.DataFrame(rows, schema=_COLUMNS)


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
        "sanctioned": one.sanctioned, "money": one.money, "strain": one.strain, "job": one.job, "debt": one.debt,
        "records": len(one.records), "events": events,
    }  # fmt: skip


Both = Sequence[tuple[RunSpec, Parts]]


def reliving(both_of: Callable[[], Both]) -> Callable[[int, str], TwinLives]:
    """What lives both lives of one subject after the other again: worlds are made ready once, when first needed.

    Parameters
    ----------
    both_of : function
        What gives both worlds; asked when somebody is first lived again.
    """

    @cache
    def ready() -> tuple[Both, list[list[Troupe]]]:
        both = both_of()
        return both, [troupes_for(spec, parts) for spec, parts in both]

    def relive(person: int, who: str) -> TwinLives:
        both, troupes = ready()
        return relived(both, person, who, troupes)

    return relive


def relived(both: Both, person: int, who: str, troupes: Sequence[list[Troupe]] | None = None) -> TwinLives:
    """Both lives of one subject of a comparison, lived again with their neighbourhood.

    Parameters
    ----------
    both : two of (RunSpec, Parts)
        The worlds.
    person : int
        Number of the person or firm.
    who : str
        'people' or 'firms'.
    troupes : two lists of Troupe, optional
        Both worlds made ready, if they are.

    Raises
    ------
    GlasshouseError
        If nobody has this number, or people and firms depend on each other and are too many to be lived again.
    """
    troupes = troupes or [troupes_for(spec, parts) for spec, parts in both]
    lives = [_Life(spec, parts, person, who, made) for (spec, parts), made in zip(both, troupes, strict=True)]
    for life in lives:
        life.live()
    one, other = lives
    months = tuple(one.months), tuple(other.months)
    parted = _parting(*months)
    titles = tuple(" + ".join(placed.scheme.title for placed in parts.placed) for _, parts in both)
    spec, parts = both[0]
    return TwinLives(
        person=person, kind=one.kind, traits=one.traits, titles=(titles[0], titles[1]),
        begins=spec.begins or parts.world.begins, months=months, parted=parted,
        causes=() if parted is None else tuple(causes(months[0][parted], months[1][parted])),
    )  # fmt: skip


def _parting(a: Sequence[Month], b: Sequence[Month]) -> int | None:
    """The first month in which anything happens otherwise, or that leaves them otherwise."""
    for one, other in zip(a[:-1], b[:-1], strict=True):
        if _lived(one) != _lived(other) or one.livelihood != other.livelihood:
            return one.month
    return None


def _lived(one: Month) -> list[tuple[int, str, str]]:
    """What really happened in a month, in order."""
    return [(event.order, event.id, event.what) for event in one.events if event.what not in (FALSELY, UNASKED)]


class _Life:
    """One life in one world while it is lived again."""

    def __init__(self, spec: RunSpec, parts: Parts, person: int, who: str, troupes: list[Troupe]) -> None:
        self.spec, self.parts = spec, parts
        self.kind = "firm" if who == "firms" else "person"
        self.troupes = troupes
        self.troupe: Troupe = next(one for one in self.troupes if one.ready.cast.kind == self.kind)
        if not 0 <= person < self.troupe.subjects:
            raise GlasshouseError(
                f"There is no {self.kind} {person:,}: they are numbered from 0 to {self.troupe.subjects - 1:,}."
            )
        self.block, self.lane = divmod(person, LANES)
        society = self.troupe.ready.society
        stratum = int(society.stratum[int(society.page[self.block]) * LANES + self.lane])
        self.traits = self.troupe.ready.cast.levels_of(stratum)
        self.catalogue: Catalogue = parts.firms if self.kind == "firm" else parts.catalogue
        self.kinds: dict[int, Kind] = {kind.row: kind for kind in self.catalogue.kinds}
        self.stages = [stage.title for stage in self.catalogue.livelihood.stages]
        self.first = None if spec.begins is None else month_number(spec.begins)
        self.world = month_number(parts.world.begins)
        self.begins = month_number(spec.begins or parts.world.begins) % MONTHS_PER_YEAR
        self.words = spec.records // RECORDS_PER_WORD
        self.months: list[Month] = []

    def live(self) -> None:
        """Live all months again: of the neighbourhood, or of everybody if people and firms depend on each other."""
        if hear_each_other(self.troupes):
            self._live_all()
        else:
            self._live_community()

    def _live_community(self) -> None:
        ready = self.troupe.ready
        first = self.block // COMMUNITY * COMMUNITY if ready.echoes else self.block
        size = COMMUNITY * LANES if ready.echoes else LANES
        with Crew(
            ready, self.spec.seed, min(size, self.troupe.subjects - first * LANES), self.words, 1, first_block=first,
            followed=np.array([self.block - first], np.int64), begins=self.begins, traced=True,
        ) as crew:  # fmt: skip
            crew.begin()
            for month in range(self.spec.months + 1):
                crew.live(month, last=month == self.spec.months)
                self._see(crew, month, (self.block - first) * LANES + self.lane)

    def _live_all(self) -> None:
        if self.parts.people > MOST_LINKED:
            raise GlasshouseError(
                f"Here what happens to firms and to people depends on each other, so that all {self.parts.people:,} "
                f"people would have to be lived again. That is done for up to {MOST_LINKED:,}."
            )
        followed = [np.array([self.block] if one is self.troupe else [], np.int64) for one in self.troupes]
        tallies = [
            Tallies.for_months(ends - begins, one.ready.cast)
            for one in self.troupes
            for begins, ends in one.ready.spans
        ]
        order = [at for one in self.troupes for at in one.schemes]
        tallies = [tallies[order.index(at)] for at in range(len(order))]
        with Company(
            self.troupes, self.spec.seed, self.parts.people, self.words, os.cpu_count() or 1, followed, self.begins,
            traced=True,
        ) as company:  # fmt: skip
            crew = company.crews[self.troupes.index(self.troupe)]
            company.begin()
            for month in range(self.spec.months + 1):
                company.live(month, tallies, last=month == self.spec.months)
                self._see(crew, month, self.block * LANES + self.lane)

    def _see(self, crew: Crew, month: int, at: int) -> None:
        panel, ready, last = crew.panel, self.troupe.ready, month == self.spec.months
        word, tables = int(panel.life[self.lane]), ready.at(month).scheme
        scores, statuses = (one.reshape(-1, LANES)[:, self.lane] for one in (panel.score, panel.status))
        standings, readers = [], []
        for turn in range(ready.schemes):
            scheme, status = self._scheme(turn, month), int(statuses[turn])
            if status >= 0 and (scheme.score or scheme.grades or scheme.lists):
                standings.append(
                    Standing(
                        scheme.title,
                        int(scores[turn]) if scheme.score else None,
                        grade_name(scheme, status & 7),
                        list_titles(scheme, status >> 3),
                        bool(tables[turn]["sanctions"][status]),
                    )
                )
                readers.append((scheme, as_rules(tables[turn])))
        self.months.append(
            Month(
                month=month,
                standings=tuple(standings),
                money=(word & 255) / MONEY_PARTS,
                strain=((word >> 8) & 63) / STRAIN_PARTS,
                job=JOBS[(word >> 14) & 3],
                debt=self.stages[(word >> 16) & 7],
                records=tuple(self._records(panel.files, readers)),
                events=() if last else tuple(self._events(crew)),
                livelihood=int(crew.state.life[at]) & int(LIVELIHOOD),
            )
        )

    def _scheme(self, turn: int, month: int) -> Scheme:
        calendar = None if self.first is None else self.first + month
        return as_of(self.parts.placed[self.troupe.schemes[turn]].scheme, calendar, self.world)

    def _records(self, files: Any, readers: Sequence[tuple[Scheme, Any]]) -> Iterator[ExplainedRecord]:
        scheme, rules = readers[0] if readers else (self.parts.placed[self.troupe.schemes[0]].scheme, None)
        rules = rules if rules is not None else as_rules(self.troupe.ready.at(0).scheme[0])
        for one in records_in(files, self.lane):
            if one:
                yield record_of(self.kinds[(one >> 8) & 127], one, rules, scheme)

    def _events(self, crew: Crew) -> Iterator[Event]:
        trace = crew.trace
        for at in range(int(trace.events[0])):
            order, what = int(trace.order[at]), int(trace.what[at])
            if order & (LANES - 1) != self.lane:
                continue
            kind = self.kinds[what & 127]
            about = kind.conduct or kind.service
            assert about is not None
            if kind.conduct is not None:
                came = HAPPENED if (what >> 7) & 3 == REAL else FALSELY
                yield Event(order, about.id, about.title, came, kind.conduct.lawful)
            else:
                yield Event(order, about.id, about.title, ANSWERS.get(what >> 9, UNASKED), None)


def causes(a: Month, b: Month) -> Iterator[str]:
    """What parts two lives in a month in which they do: occasions that came to something else, and what lies behind."""
    mine, theirs = ({(event.order, event.id): event for event in month.events} for month in (a, b))
    told = False
    for key in sorted({*mine, *theirs}):
        said = _told(mine.get(key), theirs.get(key))
        if said is not None:
            told = True
            yield said
    if not told:
        yield "Nothing else happened, but it left them otherwise: " + _worlds(a, b, _means) + "."
    if _stands(a) != _stands(b):
        yield "They stood otherwise: " + _worlds(a, b, _stands) + "."
    for side, month, other in (("a", a, b), ("b", b, a)):
        if month.sanctioned and not other.sanctioned:
            yield from (f"What counted against them in {side}: {_said(one)}." for one in _weighty(month))


def _told(mine: Event | None, theirs: Event | None) -> str | None:
    """What one occasion came to in both worlds, if not to the same."""
    one, other = (None if event is None or event.what in (FALSELY, UNASKED) else event for event in (mine, theirs))
    event = one or other
    if event is None or (one is not None and other is not None and one.what == other.what):
        return None
    if event.lawful is None:
        return f"{event.title}: {one.what if one else UNASKED} in a, {other.what if other else UNASKED} in b."
    where, elsewhere = ("a", "b") if one else ("b", "a")
    return f"{event.title}: it happened in {where}, and not in {elsewhere}."


def _worlds(a: Month, b: Month, say: Any) -> str:
    return f"in a {say(a)}, in b {say(b)}"


def _means(month: Month) -> str:
    held = "under sanction" if month.sanctioned else "not under sanction"
    return f"{held}, with {month.money:.1f} months of outgoings saved"


def _stands(month: Month) -> str:
    told = [
        ", ".join([*([f"{one.score:,} points"] if one.score is not None else []),
                   *([f"grade {one.grade}"] if one.grade is not None else []),
                   *(f"on the list {name}" for name in one.lists)]) or "on no list"
        for one in month.standings
    ]  # fmt: skip
    return "; ".join(told) or "scored by nobody"


def _weighty(month: Month) -> list[ExplainedRecord]:
    """The records that a scheme looks at and that give nothing, the dearest first."""
    return sorted(
        (one for one in month.records if one.clause is not None and one.points <= 0), key=lambda one: one.points
    )


def _said(record: ExplainedRecord) -> str:
    points = f", {record.points:+,} points" if record.points else ""
    wrong = ", which is wrong" if record.wrong else ""
    return f"{record.title}{points}, on record for {record.age} months{wrong} (clause {record.clause})"
