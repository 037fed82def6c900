"""One synthetic subject's file: every record with its source and clause, the score part by part, what would lift it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.advice import option
from glasshouse.base.compiled import as_written
from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.engine.company import Company, company_of, depend_on_each_other
from glasshouse.engine.simulator import Simulator
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.observe.numbers import is_settled
from glasshouse.parts.switches import read_back
from glasshouse.population import record as _bits
from glasshouse.population import ties as _ties
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD, UNKNOWN
from glasshouse.population.ties import COMMUNITY, FRIENDS
from glasshouse.results.comparison import Comparison
from glasshouse.results.notebook import html_of
from glasshouse.results.run import Run, inputs_of, scheme_again
from glasshouse.results.run_tables import JOBS, MONEY_PARTS, STRAIN_PARTS
from glasshouse.scheme.compile.calendar import as_of
from glasshouse.scheme.compile.compile import row_of, rules_of
from glasshouse.scheme.compile.tables import CLEAN_TURNS, HOLDS, LIVED, LONGEST
from glasshouse.scheme.explain.breakdown import Breakdown, breakdown, friends_at, heard_name
from glasshouse.scheme.explain.lifts import Case, Clock, Lift, lifts
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.judge.judge import worth
from glasshouse.scheme.judge.standing import Standing, as_rules, counted, heard_on, standing
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.folder import require_same_engine
from glasshouse.storage.store import open_run
from glasshouse.studies.bookkeeping import go_on, state_under
from glasshouse.studies.handover import part_of, start_in

MOST_LOOKED_AT = 100_000  # subjects, for one that is scored
MOST_LINKED = 1_000_000  # people of a run that is simulated again whole, because firms and people are linked
i32, u32 = np.int32, np.uint32
ties = as_written(_ties.__name__)
bits = as_written(_bits.__name__)


class ExplainedRecord(NamedTuple):
    """One record on a file."""

    conduct: str
    title: str
    source: str
    clause: str | None  # None if this scheme does not look at it
    account: str | None  # that its points go to
    points: int  # that it adds to the score, or to the account, now
    age: int  # months
    months_left: int | None  # that it still counts; None for ever
    wrong: bool
    settled: bool  # what it stands for was made good
    visible_in: int  # months until its source has reported it; 0 if it has
    beyond: bool = False  # whether its points do not count, because as many others count as its rule allows


class Moment(NamedTuple):
    """A life on the first of a month, under one scheme."""

    month: int
    score: int | None  # None where the scheme has no score
    grade: str | None
    lists: tuple[str, ...]
    sanctioned: bool
    money: float  # months of outgoings
    strain: float  # 0 to 1
    job: str
    debt: str
    records: int


class Elsewhere(NamedTuple):
    """How the same subject stands under another scheme of the run."""

    scheme: str
    score: int | None
    grade: str | None
    lists: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything that explains one subject's standing at the end of a run."""

    person: int  # or number of the firm
    kind: str  # 'person' or 'firm'
    scheme: str
    traits: dict[str, str]
    begins: str  # the calendar month from which months count: the first in which the scheme judges
    month: int
    score: int | None
    sum_of: Breakdown | None  # what the score is made of
    start: int
    balance: int  # points beside the file
    grade: str | None
    deserved_grade: str | None  # without the wrong records
    next_grade: str | None  # that an assessment would give now, where grades are set once a year and it would differ
    lists: tuple[str, ...]
    wrongly: tuple[str, ...]  # lists, and the grade, that would not hold without the wrong records
    counts: tuple[str, ...]  # lists of other schemes, or of linked subjects, that count
    records: tuple[ExplainedRecord, ...]
    lifts: tuple[Lift, ...]
    elsewhere: tuple[Elsewhere, ...]
    history: tuple[Moment, ...]
    parts: tuple[str, ...] = ()  # what each part of the model that is on has to say of this life
    branched: str | None = None  # of a branch: the calendar month with which it begins, and the history with it

    def _repr_html_(self) -> str:
        return html_of(self)


def explain(run: Path | str | Run | Comparison, person: int, scheme: str | None = None) -> Explanation:
    """Why the synthetic person (or firm) number ``person`` of a run stands where they stand.

    Their neighbourhood is simulated again, with those of their friends; where firms and people are linked, all of the
    run. That gives the same bits. A branch is simulated again from the month it begins with, and so is the history.

    Parameters
    ----------
    run : Path, str, Run or Comparison
        The folder of a run; or a run itself, kept or in memory. Of a comparison it is the first of its two runs, as
        its ``a``; ``b`` is the other.
    scheme : str, optional
        The id of the scheme of the run that is meant; default: the one that the run is seen by, which is its first
        unless ``run.under`` says otherwise. A scheme of firms explains a firm.

    Raises
    ------
    GlasshouseError
        If the folder is no complete run or was made by another engine, if there is no such scheme or subject, the
        scheme does not score them, or the run is too large to be simulated again.
    """
    run = run.a if isinstance(run, Comparison) else run if isinstance(run, Run) else open_run(Path(run))
    if run.folder is not None:
        require_same_engine(run.info, run.folder)
    if scheme is not None and scheme not in run.schemes:
        raise GlasshouseError(no_such("a scheme of this run", scheme, run.schemes))
    at = run.schemes.index(run.info["scheme"]["id"] if scheme is None else scheme)
    again = _Again(run.under(run.schemes[0]), at)
    if not 0 <= person < again.cohort.subjects:
        noun = "firm" if again.cast.kind == "firm" else "person"
        raise GlasshouseError(
            f"There is no {noun} {person:,}: this run has the {again.cast.who} 0 to {again.cohort.subjects - 1:,}."
        )
    return again.explained(person)


class _Again:
    """A run made ready to be simulated again, as one of its schemes sees it."""

    def __init__(self, run: Run, at: int) -> None:
        self.info = run.info
        placed, people, firms = _made_of(run)
        self.placed = [replace(one, counted_from=int(self.info.get("burn_in", 0))) for one in placed]
        whole, self.people = self.info["whole"], int(self.info["world"]["people"])
        first = month_number(whole["begins"])
        self.first = first if self.info["dated"] else None
        self.parts = read_back(self.info.get("parts", {}))
        self.cohorts = company_of(
            self.placed, run.world, people, firms, self.people, int(whole["months"]), self.first, self.parts
        )
        self.start = self._start(run)
        self.simulated_before = self.start.month if self.start else 0
        self.cohort = next(one for one in self.cohorts if at in one.schemes)
        self.turn = self.cohort.schemes.index(at)
        self.starts, self.months = self.cohort.ready.counted[self.turn]  # months of the run in which it is counted
        self.since = self.info["schemes"][at]["begins"]
        self.cast = self.cohort.ready.cast
        if self.months < self.simulated_before:
            raise GlasshouseError(
                f"{self.info['schemes'][at]['id']} ended before {self.info['branch']['begins']}, when this branch "
                "begins. Ask the run that it branched from."
            )
        self.catalogue: Catalogue = firms if self.cast.kind == "firm" else people
        self.begins = first % MONTHS_PER_YEAR
        self.world = month_number(run.world.begins)
        self.words = int(self.info["records"]) // RECORDS_PER_WORD

    def _start(self, run: Run) -> Checkpoint | None:
        """What the run began with, if it is a branch."""
        if run.folder is None:
            return run.begun_with() if run.begun_with is not None else None
        whole = self.info["whole"]
        begins = whole["begins"] if self.info["dated"] else None
        return start_in(run.folder, self.info, self.placed, begins, int(whole["months"]))

    @property
    def calendar(self) -> int | None:
        """The calendar month at the end, if rules hold by their dates."""
        return None if self.first is None else self.first + self.months

    def scheme(self, turn: int) -> Scheme:
        """A scheme of the cohort as it stands at the end."""
        return as_of(self.placed[self.cohort.schemes[turn]].scheme, self.calendar, self.world)

    @property
    def linked(self) -> list[Scheme]:
        """The schemes of linked subjects."""
        return [
            as_of(self.placed[at].scheme, self.calendar, self.world)
            for one in self.cohorts
            if one is not self.cohort
            for at in one.schemes
        ]

    def another(self, person: int) -> str:
        """Who could be asked for instead: the next subject of the scheme, if there is one among many."""
        made, all_there = self.cohort.ready, self.cohort.subjects
        numbers = (person + np.arange(min(all_there, MOST_LOOKED_AT))) % all_there
        block, lane = numbers // LANES, numbers % LANES
        member = made.at(self.months).member[made.society.page[block] * LANES + lane] & made.here[block]
        found = numbers[(member >> self.turn) & 1 == 1]
        return f"The next who is: {found[0]}." if len(found) else "Choose another."

    def explained(self, person: int) -> Explanation:
        """The explanation of one subject.

        Raises
        ------
        GlasshouseError
            If the scheme does not score them, or the run is too large to be simulated again.
        """
        block, lane = divmod(person, LANES)
        seen = _Seen(self, block, lane)
        if self.hears_linked:
            self.simulate_all(seen)
        else:
            self.simulate_community(seen)
        if seen.status[self.turn] < 0:
            who = ", ".join(seen.traits.values())
            noun = "Firm" if self.cast.kind == "firm" else "Person"
            name = self.placed[self.cohort.schemes[self.turn]].scheme.id
            raise GlasshouseError(f"{noun} {person:,} ({who}) is not scored by {name}. {self.another(person)}")
        return seen.explanation(person)

    @property
    def hears_linked(self) -> bool:
        """Whether what happens to the subject may depend on firms, or people, that are linked with it."""
        return depend_on_each_other(self.cohorts, self.cohort)

    def simulate_community(self, seen: "_Seen") -> None:
        """Live again the neighbourhood, and those of friends."""
        first = seen.block // COMMUNITY * COMMUNITY if self.cohort.ready.echoes else seen.block
        size = COMMUNITY * LANES if self.cohort.ready.echoes else LANES
        with Simulator(
            self.cohort.ready, int(self.info["seed"]), min(size, self.cohort.subjects - first * LANES), self.words, 1,
            first_block=first, followed=np.array([seen.block - first], np.int64), begins=self.begins,
        ) as simulator:  # fmt: skip
            if self.start is None:
                simulator.begin()
            else:
                last = first * LANES + len(simulator.state.life)
                own = part_of(self.start.state, self.cast.kind, first * LANES, last)
                simulator.replace_state(state_under(self.cohort.ready, own))
            for month in range(self.simulated_before, self.months + 1):
                seen.before(simulator, seen.block - first, month)
                simulator.simulate(month, last=month == self.months)
                seen.after(simulator, month)

    def simulate_all(self, seen: "_Seen") -> None:
        """Live again people and firms, who are linked.

        Raises
        ------
        GlasshouseError
            If they are too many.
        """
        if self.people > MOST_LINKED:
            raise GlasshouseError(
                f"In this run what happens to firms and to people depends on each other, so that all {self.people:,} "
                f"people would have to be simulated again. That is done for up to {MOST_LINKED:,}: explain a run with "
                f"fewer ({option('people', MOST_LINKED)})."
            )
        followed = [np.array([seen.block] if one is self.cohort else [], np.int64) for one in self.cohorts]
        tallies = [self._tallies_of(at) for at in range(len(self.placed))]
        threads = os.cpu_count() or 1
        with Company(
            self.cohorts, int(self.info["seed"]), self.people, self.words, threads, followed, self.begins
        ) as company:
            simulator = company.simulators[self.cohorts.index(self.cohort)]
            if self.start is None:
                company.begin()
            else:
                go_on(company, self.start.state)
            for month in range(self.simulated_before, self.months + 1):
                seen.before(simulator, seen.block, month)
                company.simulate(month, tallies, last=month == self.months)
                seen.after(simulator, month)

    def _tallies_of(self, at: int) -> Tallies:
        """Counts of a scheme, which nobody reads here."""
        ready, turn = next((one.ready, one.schemes.index(at)) for one in self.cohorts if at in one.schemes)
        begins, ends = ready.counted[turn]
        return Tallies.for_months(ends - begins, ready.cast, ready.kinds)


class _Seen:
    """What is seen of one subject while the months are simulated again."""

    def __init__(self, again: _Again, block: int, lane: int) -> None:
        self.again, self.block, self.lane = again, block, lane
        self.ready, self.turn = again.cohort.ready, again.turn
        society = self.ready.society
        self.stratum = int(society.stratum[int(society.page[block]) * LANES + lane])
        self.traits = self.ready.cast.levels_of(self.stratum)
        self.history: list[Moment] = []
        self.score: list[int] = []
        self.status: list[int] = []
        self.rightful: list[int] = []
        self.life = 0
        self.file: tuple[int, ...] = ()
        self.balance, self.held, self.drag = 0, 0, 0
        self.columns = np.zeros(0, np.uint8)
        self.friends: np.float32 | None = None

    def before(self, simulator: Simulator, block: int, month: int) -> None:
        """What the last judgement reads of the month before it: balance, grade, friends, linked subjects."""
        if month < self.again.months:
            return
        at, size = block * LANES + self.lane, len(simulator.state.life)
        word = int(simulator.state.life[at]) >> 19
        balance = int(simulator.state.balance[at])
        if self.turn:
            beside = int(simulator.state.beside[(self.turn - 1) * size + at])
            word, balance = beside >> 16, int(np.uint16(beside & 0xFFFF).astype(np.int16))
        self.balance, self.held = balance, word & 7
        self.drag = int(simulator.drag[at]) if len(simulator.drag) else 0
        self.friends = self._friends(simulator, month)
        self.columns = simulator.state.columns[at::size].copy()

    def _friends(self, simulator: Simulator, month: int) -> np.float32 | None:
        """Where the mean score of the friends lay a month ago, in hundredths of the scale."""
        rules = self.ready.at(month).scheme[self.turn]
        which = int(rules["friends"]) - 1
        if which < 0:
            return None
        seed, community = int(self.again.info["seed"]), self.block // COMMUNITY
        begins = which * len(simulator.state.life) + (community * COMMUNITY - simulator.first_block) * LANES
        place = self.block % COMMUNITY * LANES + self.lane
        known = []
        with np.errstate(over="ignore"):  # whole numbers wrap around, as they do in kernels
            for number in range(FRIENDS):
                key = ties.key_of(u32(seed & 0xFFFFFFFF), u32(seed >> 32), u32(community), u32(number))
                friend = int(ties.friend_of(i32(place), key))
                there = (community * COMMUNITY - simulator.first_block) * LANES + friend < simulator.people
                score = int(simulator.state.echo[begins + friend]) if there else UNKNOWN
                known += [score] if score != UNKNOWN else []
        if not known:
            return None
        mean = float(np.float32(np.float32(sum(known)) / np.float32(len(known))))
        return friends_at(mean, int(rules["lowest"]), int(rules["highest"]))

    def after(self, simulator: Simulator, month: int) -> None:
        """How the subject stands in a month."""
        panel = simulator.panel
        self.score = [int(one) for one in panel.score.reshape(-1, LANES)[:, self.lane]]
        self.status = [int(one) for one in panel.status.reshape(-1, LANES)[:, self.lane]]
        self.rightful = [int(one) for one in panel.rightful.reshape(-1, LANES)[:, self.lane]]
        self.life = int(panel.life[self.lane])
        self.file = tuple(one for one in records_in(panel.files, self.lane) if one)
        if self.status[self.turn] >= 0 and month >= self.again.starts:
            self.history.append(self._moment(month))

    def _moment(self, month: int) -> Moment:
        status, life, scheme = self.status[self.turn], self.life, self.again.scheme(self.turn)
        stages = [stage.title for stage in self.again.catalogue.livelihood.stages]
        return Moment(
            month=month - self.again.starts, score=self.score[self.turn] if scheme.score else None,
            grade=grade_name(scheme, status & 7), lists=list_titles(scheme, status >> 3),
            sanctioned=bool(self.ready.at(month).scheme[self.turn]["sanctions"][status]),
            money=(life & 255) / MONEY_PARTS, strain=((life >> 8) & 63) / STRAIN_PARTS, job=JOBS[(life >> 14) & 3],
            debt=stages[(life >> 16) & 7], records=len(self.file),
        )  # fmt: skip

    def clock(self, ahead: int) -> Clock:
        """What a month after the end brings."""
        month = self.again.months + ahead
        clock = self.ready.clocks(month, (self.again.begins + month) % MONTHS_PER_YEAR)[self.turn]
        return Clock(int(clock[LIVED]), bool(clock[CLEAN_TURNS]), bool(clock[HOLDS]))

    def who(self) -> Circumstances:
        """What besides the file the score may go by."""
        life = self.life
        return Circumstances(
            stratum=self.stratum, money=np.float32(life & 255), job=(life >> 14) & 3, debt=(life >> 16) & 7,
            months=self.clock(0).lived, friends=self.friends, statuses=[max(0, one) for one in self.status],
            drag=self.drag, calendar=(self.again.begins + self.again.months) % MONTHS_PER_YEAR,
            rightful=[max(0, one) for one in self.rightful],
        )  # fmt: skip

    def explanation(self, person: int) -> Explanation:
        """Everything that explains how the subject stands at the end."""
        again, scheme, clock = self.again, self.again.scheme(self.turn), self.clock(0)
        rules = as_rules(self.ready.at(again.months).scheme[self.turn])
        filing = as_rules(self.ready.file[self.ready.filing[self.block]])
        found: Standing = standing(
            rules, self.file, self.who(), self.balance, ages=again.months > 0, clean_turns=clock.clean_turns,
            held_grade=self.held if clock.holds else None,
        )  # fmt: skip
        others = [again.scheme(turn) for turn in range(self.ready.schemes)]
        case = Case(
            scheme, again.catalogue, self.ready.numbers, rules, filing, self.file, self.who(), found.balance,
            found.status & 7, again.words * RECORDS_PER_WORD, self.clock, others, again.linked,
        )  # fmt: skip
        now = self.history[-1]
        parts = (
            breakdown(scheme, again.catalogue, rules, self.file, self.who(), found.balance, others, again.linked)
            if scheme.score is not None
            else None
        )
        fresh = grade_name(scheme, found.fresh)
        return Explanation(
            person=person, kind=again.cast.kind, scheme=scheme.id, traits=self.traits, begins=again.since,
            month=now.month,
            score=now.score, sum_of=parts, start=parts.foot if parts else 0, balance=found.balance, grade=now.grade,
            deserved_grade=grade_name(scheme, found.rightful & 7), next_grade=fresh if fresh != now.grade else None,
            lists=now.lists, wrongly=tuple(_wrongly(scheme, rules, found)),
            counts=tuple(heard_name(row, others, again.linked) for row in heard_on(rules, case.who)),
            records=tuple(self._records(scheme, rules)), lifts=tuple(lifts(case)),
            elsewhere=tuple(self._elsewhere(others)), history=tuple(self.history),
            parts=tuple(self._parts()), branched=again.info["branch"]["begins"] if again.start else None,
        )  # fmt: skip

    def _records(self, scheme: Scheme, rules: Any) -> Iterator[ExplainedRecord]:
        kinds = {kind.row: kind for kind in self.again.catalogue.kinds}
        return records_of(self.file, kinds, rules, scheme, self.who().calendar)

    def _parts(self) -> Iterator[str]:
        begin = 0
        for part, settings in self.again.parts.parts(self.again.cast.kind):
            yield part.told(settings, self.columns[begin : begin + part.columns])
            begin += part.columns

    def _elsewhere(self, schemes: list[Scheme]) -> Iterator[Elsewhere]:
        for turn, scheme in enumerate(schemes):
            status = self.status[turn]
            if turn != self.turn and status >= 0:
                score = self.score[turn] if scheme.score else None
                yield Elsewhere(scheme.title, score, grade_name(scheme, status & 7), list_titles(scheme, status >> 3))


def _made_of(run: Run) -> tuple[list[Placement], Catalogue, Catalogue]:
    """The schemes of a run, and its catalogues of people and of firms: kept in its folder, or still in memory."""
    if run.folder is None:
        return list(run.made_of.placed), run.made_of.catalogue, run.made_of.firms
    inputs = inputs_of(run.folder)
    firms = load_catalogue(inputs.firms) if inputs.firms.is_dir() else firm_catalogue()
    placed = [_placed(one, inputs.scheme_of(place)) for place, one in enumerate(run.info["schemes"])]
    return placed, load_catalogue(inputs.catalogue), firms


def _placed(about: Mapping[str, Any], path: Path) -> Placement:
    """A scheme that a run kept in the file ``path``, placed as ``about`` says."""
    return Placement(
        scheme_again(about, path), "", tuple(about["region"]), about["share"], about["variant"],
        about.get("since", 0),
    )  # fmt: skip


def records_in(files: npt.NDArray[np.uint64], lane: int) -> list[int]:
    """The places of a file of a neighbourhood's ``files``; 0 where nothing is."""
    words = files.reshape(-1, LANES)[:, lane]
    return [(int(word) >> (16 * slot)) & 0xFFFF for word in words for slot in range(RECORDS_PER_WORD)]


def records_of(
    file: Sequence[int], kinds: Mapping[int, Kind], rules: Any, scheme: Scheme, calendar: int
) -> Iterator[ExplainedRecord]:
    """The records of a file as a scheme reads it; ``rules`` are its tables, see ``standing.as_rules``."""
    for record, how in zip(file, counted(rules, file, calendar), strict=True):
        yield _explained(
            kinds[int(rules.rows[int(bits.number_of(record))])], record, rules, scheme, counts=how & 1 == 1
        )


def _explained(kind: Kind, record: int, rules: Any, scheme: Scheme, *, counts: bool) -> ExplainedRecord:
    row, about = row_of(scheme, kind), kind.conduct or kind.service
    assert about is not None
    age, number = int(bits.age_of(record)), int(bits.number_of(record))
    forever = row.to_balance or LONGEST in (row.list_term, row.best_term)
    return ExplainedRecord(
        conduct=about.id, title=about.title, source=kind.source.title if kind.source else "those who grant it",
        clause=_clause(scheme, kind),
        account=scheme.accounts[row.account].id if scheme.accounts and row.points else None,
        points=int(worth(i32(record), i32(rules.points[number]))) * counts, age=age,
        months_left=None if forever else max(0, row.used - age), wrong=bool(bits.is_wrong(record)),
        settled=is_settled(rules.rows, number), visible_in=max(0, row.delay + 1 - age), beyond=not counts,
    )  # fmt: skip


def _clause(scheme: Scheme, kind: Kind) -> str | None:
    """The clauses that look at records of a kind, if any does."""
    about, source = kind.conduct or kind.service, kind.source.id if kind.source else None
    assert about is not None
    clauses = [rule.clause for rule in rules_of(scheme, about.id, source)]
    clauses += [repair.clause for repair in scheme.repair if repair.by == about.id]
    clauses += [one.clause for one in scheme.lists if one.enter.conduct and about.id in one.enter.conduct]
    return "; ".join(clauses) or None


def grade_name(scheme: Scheme, at: int) -> str | None:
    """The id of a grade by its number, the best first; None where the scheme has none."""
    return scheme.grades[at].id if at < len(scheme.grades) else None


def _wrongly(scheme: Scheme, rules: Any, found: Standing) -> Iterator[str]:
    """The lists and the grade that refuse something, or a list at all, which would not hold without wrong records."""
    yield from list_titles(scheme, (found.status >> 3) & ~(found.rightful >> 3))
    if rules.sanctions[found.status & 7] and found.rightful & 7 < found.status & 7:
        yield f"grade {grade_name(scheme, found.status & 7)}"


def list_titles(scheme: Scheme, on: int) -> tuple[str, ...]:
    """The titles of the lists whose bits are set."""
    return tuple(one.title for at, one in enumerate(scheme.lists) if on >> at & 1)
