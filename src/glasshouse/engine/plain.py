"""One month of a neighbourhood in plain Python, one person after the other: the reference for ``month.py``.

``month.py`` does each step for 512 people before the next; here a person lives through the steps, with ordinary ifs
and loops. Both call the same scalar functions and draw at the same addresses, and so agree to the last bit. What
comes back is not the state alone but what happened, to whom, and where it was written down.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse import draws as _draws
from glasshouse.consequence import serve as _serve
from glasshouse.consequence.serve import REFUSED
from glasshouse.draws import Purpose
from glasshouse.engine.world import Ready
from glasshouse.life import live as _live
from glasshouse.life import livelihood as _livelihood
from glasshouse.life.live import DUE_SLOT, FALSE, LADDER_SLOT, NO_EVENT, REAL
from glasshouse.life.livelihood import CURE, FALL, POST_REFUSED, TRIP_REFUSED
from glasshouse.observe import record as _record
from glasshouse.observe.record import OTHER_FILE, OWN_FILE
from glasshouse.population import state as _state
from glasshouse.population.people import LANES
from glasshouse.population.state import MONEY_TOP, RECORDS_PER_WORD, SPELL_TOP, STRAIN_TOP, State
from glasshouse.remedy import contest as _contest
from glasshouse.scheme import judge as _judge
from glasshouse.scheme.judge import NEVER_BAD
from glasshouse.scheme.tables import BY_GRADE, CLEAN_MONTHS, CLEAN_POINTS, HIGHEST, LOWEST, START

f32, u32 = np.float32, np.uint32

FIRST_HALVES, SECOND_HALVES, DUES, LADDER = range(4)  # the order in which the events of a neighbourhood come


@dataclass
class Person:
    """A person as they live through the month."""

    lane: int  # place in the neighbourhood
    number: int  # in the world
    stratum: int
    temper: int
    adult: bool
    scored: bool
    fifth: int  # of income
    balance: int
    money: np.float32  # tenths of a month's outgoings
    strain: np.float32  # 63rds
    job: int
    debt: int
    grade: int  # of last month
    year_grade: int
    spell: int  # months under sanction
    entered_wrongly: bool
    words: tuple[np.uint32, ...]  # drawn for the month: occasions; debt; work; the first scheduled conduct


@dataclass(frozen=True)
class Judged:
    """What the scheme makes of a person on the first of the month."""

    file: tuple[int, ...]  # the record in each place, aged; 0 where there is none
    score: int
    deserved: int  # the score without wrong records
    status: int  # grade + 8 * lists
    sanctioned: bool
    wrongly: bool  # worse off by wrong records
    spared: bool  # would not be under sanction without them

    @property
    def grade(self) -> int:
        """Index of the grade, 0 the best."""
        return self.status & 7

    @property
    def lists(self) -> int:
        """The lists that the person is on, 4 bits."""
        return self.status >> 3


@dataclass
class Event:
    """Something that happened, or was made up: a conduct, or a request for a service."""

    person: int  # number of the person in the world
    kind: int
    result: int  # REAL, or FALSE: nothing happened and there is a record all the same
    slot: int  # its place in the address of its draw
    turn: tuple[int, int]  # when it comes: halves of pairs, dues or ladder; number of the pair or due
    landed: int = 0  # UNSEEN, OWN_FILE or OTHER_FILE
    lands_on: int | None = None  # the neighbour (0 to 511) on whose file the record lands by mistake
    filed: int | None = None  # FILED, CAPPED, NO_PLACE or PUSHED_OUT, where a file was given the record
    answer: int | None = None  # GRANTED, REFUSED or FAVOURED, where a service was asked for


@dataclass
class Lived:
    """What the month was for one person."""

    person: Person  # as they are in the end
    judged: Judged
    struck: list[int] = field(default_factory=list)  # records that left the file on appeal
    occasions: list[tuple[int, int]] = field(default_factory=list)  # kind, and what it came to, if to anything
    events: list[Event] = field(default_factory=list)
    moved: int = 0  # STAY, FALL or CURE on the debt ladder
    received: list[Event] = field(default_factory=list)  # events of neighbours whose records landed on this file


class Moved(NamedTuple):
    """A neighbourhood a month later, and what happened to each of its people."""

    state: State  # of its 512 places
    lives: tuple[Lived, ...]


def live_a_month_plainly(
    ready: Ready,
    seed: int,
    month: int,
    first_block: int,
    block: int,
    state: State,
    people: int,
    words: int,
    begins: int,
    last: bool = False,
) -> Moved:
    """The neighbourhood ``block`` of ``state`` after ``month``; ``state`` itself stays as it is.

    Parameters
    ----------
    first_block : int
        The neighbourhood of the world with which ``state`` begins.
    people : int
        How many people live in ``state``.
    words : int
        Words of a file.
    begins : int
        Calendar month (0 to 11) of month 0.
    last : bool
        Whether people are only judged, as at the end of a run; the state is then that of before.
    """
    before = _cut(state, block * LANES, words)
    here = Neighbourhood(ready, seed, month, first_block + block, before.files.copy(), begins)
    everybody = [here.person(lane, before) for lane in range(min(LANES, people - block * LANES))]
    with np.errstate(over="ignore"):  # whole numbers wrap around, as they do in kernels
        lives = tuple(Lived(person, here.judge(person)) for person in everybody)
        if last:
            return Moved(before, lives)
        for lived in lives:
            here.remember(lived)
            here.contest(lived)
            here.meet_occasions(lived)
            here.fall_due(lived)
            here.climb_ladder(lived)
            here.bear_conducts(lived)
        for event in sent_astray(lives):
            here.deliver(event, lives)
        for lived in lives:
            here.ask_for_services(lived)
            here.live_on(lived)
    return Moved(_kept(before, here.files, everybody), lives)


def sent_astray(lives: Sequence[Lived]) -> Iterator[Event]:
    """The events whose records land on a neighbour's file, in the order in which the events of all come."""
    astray = [event for lived in lives for event in lived.events if event.landed == OTHER_FILE]
    yield from sorted(astray, key=lambda event: (event.turn, event.person))


@cache
def as_written(name: str) -> SimpleNamespace:
    """The names of a module with every compiled function as the Python it was written in, down to those it calls."""
    names = dict(vars(sys.modules[name]))
    for own, one in list(names.items()):
        function = getattr(one, "py_func", None)
        if function is not None and function.__module__ == name:
            names[own] = FunctionType(function.__code__, names, own)
        elif function is not None:
            names[own] = getattr(as_written(function.__module__), function.__name__)
    return SimpleNamespace(**names)


# The scalar functions, by the module that is their home.
draws, state_of, judge, contest = (as_written(one.__name__) for one in (_draws, _state, _judge, _contest))
live, livelihood, record, serve = (as_written(one.__name__) for one in (_live, _livelihood, _record, _serve))


class Neighbourhood:
    """What all people of a neighbourhood share: the rules, the month, the files. Its steps stand in their order."""

    def __init__(
        self, ready: Ready, seed: int, month: int, block: int, files: npt.NDArray[np.uint64], begins: int
    ) -> None:
        self.ready, self.month, self.block, self.files = ready, month, block, files
        self.key = u32(seed & 0xFFFFFFFF), u32(seed >> 32)
        self.calendar = (begins + month) % 12
        self.slots = len(files) // LANES * RECORDS_PER_WORD
        self.life, self.means = _tables(ready.life), _tables(ready.livelihood)
        self.seen, self.rules, self.ways_back = map(_tables, (ready.observation, ready.scheme, ready.remedy))

    def draw(self, number: int, purpose: Purpose, slot: int = 0) -> tuple[np.uint32, ...]:
        """Four random words; the same for the same person, month, slot and purpose, whatever else is drawn."""
        return tuple(draws.philox(u32(number), u32(self.month), u32(slot), u32(purpose), *self.key))

    # who lives here, and how

    def person(self, lane: int, state: State) -> Person:
        """The person in one place, as last month left them."""
        society = self.ready.society
        place = int(society.page[self.block]) * LANES + lane
        number = self.block * LANES + lane
        about, life = int(self.ready.about[place]), state.life[lane]
        return Person(
            lane=lane,
            number=number,
            stratum=int(society.stratum[place]),
            temper=int(society.temper[place]),
            adult=about & 1 == 1,
            scored=about & 2 == 2,
            fifth=about >> 2,
            balance=int(state.balance[lane]),
            money=f32(state_of.money_of(life)),
            strain=f32(state_of.strain_of(life)),
            job=int(state_of.job_of(life)),
            debt=int(state_of.debt_of(life)),
            grade=int(state_of.grade_of_life(life)),
            year_grade=int(state_of.year_grade_of(life)),
            spell=int(state_of.spell_of(life)),
            entered_wrongly=bool(state_of.entered_wrongly(life)),
            words=self.draw(number, Purpose.MONTH),
        )

    # the first of the month: the file grows older and is judged

    def judge(self, person: Person) -> Judged:
        """Age the file, settle the balance, and say what score, grade and lists come of it."""
        score = deserved = int(self.rules.scale[START]) + person.balance
        lists = fair_lists = 0
        best = fair_best = 0
        lapsed, youngest_bad = 0, int(NEVER_BAD)
        file = [0] * self.slots
        for slot in range(self.slots):
            before = state_of.place_of(self.files, person.lane, slot)
            if before == 0:
                continue
            points, bonds = self.rules.points[before >> 8], self.rules.bonds[before >> 8]
            now = judge.aged(before, bonds) if self.month > 0 else before
            state_of.put(self.files, person.lane, slot, now)
            file[slot] = int(now)
            score += judge.worth(now, points)
            lists |= judge.listing(now, points, bonds)
            best = max(best, judge.best_allowed(now, points, bonds))
            if not is_wrong(before):
                deserved += judge.worth(now, points)
                fair_lists |= judge.listing(now, points, bonds)
                fair_best = max(fair_best, judge.best_allowed(now, points, bonds))
            lapsed += judge.lapsing(before, now, points, bonds)
            youngest_bad = min(youngest_bad, judge.months_since_bad(now, points))
        change = self.settle_balance(person, lapsed, youngest_bad)
        score, deserved = self.on_scale(score + change), self.on_scale(deserved + change)
        status = self.standing(person, score, lists, best)
        fair = self.standing(person, deserved, fair_lists, fair_best)
        sanctioned = person.scored and bool(self.rules.sanctions[status])
        return Judged(
            file=tuple(file),
            score=score,
            deserved=deserved,
            status=status,
            sanctioned=sanctioned,
            wrongly=status & 7 > fair & 7 or (status >> 3) & ~(fair >> 3) != 0,
            spared=sanctioned and not self.rules.sanctions[fair],
        )

    def settle_balance(self, person: Person, lapsed: int, youngest_bad: int) -> int:
        """Move points that never lapse, and points for clean time, to the balance; returns by how much it changed."""
        start, clean = int(self.rules.scale[START]), int(self.rules.scale[CLEAN_MONTHS])
        old = person.balance
        person.balance = self.on_scale(start + old + lapsed) - start
        period_ends = clean > 0 and self.month > 0 and self.month % clean == 0
        if period_ends and youngest_bad > clean and person.scored:
            person.balance = self.on_scale(start + person.balance + int(self.rules.scale[CLEAN_POINTS])) - start
        return person.balance - old

    def on_scale(self, score: int) -> int:
        """The score, or the end of the scale that it lies beyond."""
        return int(judge.clamped(score, self.rules.scale[LOWEST], self.rules.scale[HIGHEST]))

    def standing(self, person: Person, score: int, lists: int, best: int) -> int:
        """Grade + 8 * lists; whom the scheme does not score stands at 0, and nothing follows from it for them."""
        if not person.scored:
            return 0
        grade = judge.grade_of(score, self.rules.floors, best)
        lists |= judge.lists_of_grade(u32(self.rules.scale[BY_GRADE]), grade)
        return int(grade + 8 * lists)

    def remember(self, lived: Lived) -> None:
        """What is kept only to be counted: the grade, the grade at the turn of a year, the months under sanction."""
        person, judged = lived.person, lived.judged
        person.grade = judged.grade
        if self.month % 12 == 0:
            person.year_grade = judged.grade
        if not judged.sanctioned:
            person.spell, person.entered_wrongly = 0, False
            return
        if person.spell == 0:
            person.entered_wrongly = judged.spared
        person.spell = min(person.spell + 1, SPELL_TOP)

    # wrong or settled records are contested

    def contest(self, lived: Lived) -> None:
        """Decide on the records whose time has come; those struck leave the file."""
        person = lived.person
        for slot, held in enumerate(lived.judged.file):
            if held == 0 or not judge.is_decided(held, self.rules.points[held >> 8]):
                continue
            marks = self.draw(person.number, Purpose.CONTEST, slot // RECORDS_PER_WORD)
            chance = self.ways_back.struck[2 * (held >> 8) + is_wrong(held)]
            if contest.is_struck(marks[slot % RECORDS_PER_WORD], True, chance, self.ways_back.reach[person.stratum]):
                state_of.put(self.files, person.lane, slot, 0)
                lived.struck.append(held)

    # occasions come, conducts fall due, the debt ladder moves

    def meet_occasions(self, lived: Lived) -> None:
        """Occasions come, and some become conduct, a false record or a request. Two occasions share a draw."""
        person, life = lived.person, self.life
        word = person.words[0]
        count = live.occasion_count(word, life.counts[person.stratum * 32 + live.count_place(word)])
        for number in [*range(0, count, 2), *range(1, count, 2)]:
            pair, half = divmod(number, 2)
            pick, mark = self.draw(person.number, Purpose.OCCASION, pair)[2 * half : 2 * half + 2]
            kind = int(live.kind_of(pick, life.alias[person.stratum * 128 + live.kind_place(pick)]))
            chance = self.chance(lived, life.likely[response_of(lived.judged) * 128 + kind], kind)
            result = int(live.outcome(draws.unit(mark), chance, life.false_from[kind]))
            lived.occasions.append((kind, result))
            self.note(lived, kind, result, number, (SECOND_HALVES if half else FIRST_HALVES, pair))

    def fall_due(self, lived: Lived) -> None:
        """What is due from every adult in this month is as it should be, or becomes conduct or a false record."""
        person, life = lived.person, self.life
        for which in range(3):
            kind, every = int(life.due_kind[which]), int(life.due_every[which])
            if kind == 0 or not person.adult or (self.calendar - int(life.due_month[which])) % every != 0:
                continue
            mark = self.draw(person.number, Purpose.DUE, which)[0] if which > 0 else person.words[3]
            chance = self.chance(lived, life.due_likely[which * 16 + response_of(lived.judged)], kind)
            result = int(live.outcome(draws.unit(mark), chance, life.due_false_from[which]))
            lived.occasions.append((kind, result))
            self.note(lived, kind, result, DUE_SLOT + which, (DUES, which))

    def chance(self, lived: Lived, likely: np.float32, kind: int) -> np.float32:
        """How likely an occasion becomes conduct, given this person's inclination and strain."""
        return f32(live.propensity(likely, self.life.sways[kind], lived.person.temper, int(lived.person.strain)))

    def climb_ladder(self, lived: Lived) -> None:
        """The debt stage: fall to the next, cure, or stay. Both may be conduct, and a fall may be made up."""
        person, means = lived.person, self.means
        if not person.adult:
            return
        stage = person.debt
        falls = draws.unit(person.words[1]), means.falls[stage], means.falls_hardship[stage], int(person.strain)
        cures = means.cures[stage], means.burden[stage], person.money, means.needs[stage]
        lived.moved = int(livelihood.ladder_move(*falls, *cures))
        kind, result = int(means.falls_kind[stage]), int(NO_EVENT)
        if lived.moved == FALL:
            person.debt, result = int(means.falls_into[stage]), int(REAL)
        elif lived.moved == CURE:
            person.debt, result = int(means.cures_into[stage]), int(REAL)
            person.money, kind = f32(person.money - means.needs[stage]), int(means.cures_kind[stage])
        elif livelihood.is_slip(*falls, means.slips[stage]):
            result = int(FALSE)
        if kind > 0:
            self.note(lived, kind, result, LADDER_SLOT, (LADDER, 0))

    # sources record, and err; what was done has its effects

    def note(self, lived: Lived, kind: int, result: int, slot: int, turn: tuple[int, int]) -> None:
        """Keep an occasion that came to something as an event, and see where the record of a conduct lands."""
        if result == NO_EVENT:
            return
        event = Event(lived.person.number, kind, result, slot, turn)
        lived.events.append(event)
        if self.is_request(event):
            return
        see, mix, whom, _ = self.draw(event.person, Purpose.RECORD, slot)
        watched = self.rules.watched[lived.judged.status] if lived.person.scored else f32(1)
        coverage, wrong_person = self.seen.coverage[kind], self.seen.wrong_person[kind]
        event.landed = int(record.landing(result, draws.unit(see), draws.unit(mix), coverage, watched, wrong_person))
        if event.landed == OTHER_FILE:
            event.lands_on = int(record.neighbour(whom))

    def is_request(self, event: Event) -> bool:
        """Whether an event is a request for a service."""
        return bool(self.life.service[event.kind] >= 0)

    def bear_conducts(self, lived: Lived) -> None:
        """Conducts have their effects and are recorded, in their order."""
        person = lived.person
        for event in lived.events:
            if self.is_request(event):
                continue
            if event.result == REAL:
                self.move(person, 2 * event.kind)
                record.take_off(self.files, person.lane, self.slots, self.rules.leaves[event.kind], self.rules.bonds)
            if event.landed == OWN_FILE and person.scored:
                event.filed = self.file(person.lane, event.kind, wrong=event.result == FALSE)

    def file(self, lane: int, kind: int, *, wrong: bool) -> int:
        """Put a record on a file; returns what the file did with it."""
        rules, new = self.rules, record.record_of(kind, wrong)
        return int(record.take_in(self.files, lane, self.slots, new, rules.cap, rules.cap_months, rules.weight))

    def deliver(self, event: Event, lives: Sequence[Lived]) -> None:
        """A record lands on the file of a neighbour; where nobody with a file lives there, it is lost."""
        lane = event.lands_on
        if lane is not None and lane < len(lives) and lives[lane].person.scored:
            event.filed = self.file(lane, event.kind, wrong=True)
            lives[lane].received.append(event)

    # services are asked for: granted, refused

    def ask_for_services(self, lived: Lived) -> None:
        """Requests are granted, granted with a reward, or refused, by the status of the month and in their order."""
        person = lived.person
        for event in lived.events:
            if self.is_request(event) and serve.may_ask(self.life.asked_by[event.kind], person.job, person.debt):
                effect = self.rules.effect[lived.judged.status * 128 + event.kind] if person.scored else 0
                event.answer = int(serve.answer(effect))
                self.move(person, 2 * event.kind + (event.answer == REFUSED), self.rules.reward[effect])

    def move(self, person: Person, row: int, reward: np.float32 | float = 0.0) -> None:
        """What an event does to means, strain, work and debt."""
        life = self.life
        person.money = f32(f32(person.money + life.then_money[row]) + f32(reward))
        person.strain = f32(person.strain + life.then_strain[row])
        person.job = int(serve.led_to_work(person.job, life.then_job[row]))
        person.debt = int(serve.led_to(person.debt, life.then_debt[row]))

    # livelihood follows

    def live_on(self, lived: Lived) -> None:
        """Work is found and lost; income, spending, debt and sanction move savings and strain."""
        person, means = lived.person, self.means
        _, b, c, _ = person.words
        refused = int(self.rules.bears[lived.judged.status]) if person.scored else 0
        post, trip = refused & POST_REFUSED != 0, refused & TRIP_REFUSED != 0
        person.job = int(livelihood.next_job(person.job, draws.unit(c), means.job_changes[2 * person.job + post]))
        if not person.adult:
            person.money, person.strain = f32(0), f32(0)
            return
        of_poverty, of_sanction, kept, reverts, line = means.constants
        income = means.income[8 * person.fifth + 2 * person.job + trip]
        saved = livelihood.next_money(person.money, means.usual[person.fifth], income, means.pays[person.debt], reverts)
        grounds = person.money < line, of_poverty, lived.judged.sanctioned, of_sanction
        worn = livelihood.next_strain(person.strain, kept, means.strain_of_job[person.job], *grounds)
        person.money = f32(livelihood.rounded(saved, draws.dither(c), MONEY_TOP))
        person.strain = f32(livelihood.rounded(worn, draws.dither(b), STRAIN_TOP))


def response_of(judged: Judged) -> int:
    """How conduct answers to the scheme: the grade, + 8 under sanction."""
    return judged.grade + 8 * judged.sanctioned


def is_wrong(record: int) -> bool:
    """Whether a record is wrong: nothing happened, or it was somebody else."""
    return bool(record & 1)


def _cut(state: State, at: int, words: int) -> State:
    """A copy of the 512 places from ``at`` on."""
    files = state.files.reshape(words, -1)[:, at : at + LANES]
    return State(files.ravel().copy(), state.balance[at : at + LANES].copy(), state.life[at : at + LANES].copy())


def _kept(before: State, files: npt.NDArray[np.uint64], everybody: Sequence[Person]) -> State:
    """The state that is kept of these people and their files; places where nobody lives stay as they were."""
    balance, life = before.balance.copy(), before.life.copy()
    for one in everybody:
        balance[one.lane] = one.balance
        life[one.lane] = state_of.packed_life(
            int(one.money),
            int(one.strain),
            one.job,
            one.debt,
            one.grade,
            one.year_grade,
            one.spell,
            one.entered_wrongly,
        )
    return State(files, balance, life)


def _tables(record: npt.NDArray[Any]) -> SimpleNamespace:
    """The tables in a record array of one, by name."""
    return SimpleNamespace(**{name: record[0][name] for name in record.dtype.names or ()})
