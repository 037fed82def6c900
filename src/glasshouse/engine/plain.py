"""One month of a neighbourhood in plain Python, one person after the other: the reference for ``month.py``.

``month.py`` does each step for 512 people before the next; here a person lives through the steps, with ordinary ifs
and loops. Both call the same scalar functions and draw at the same addresses, and so agree to the last bit. What
comes back is not the state alone but what happened, to whom, and where it was written down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.consequence import serve as _serve
from glasshouse.consequence.serve import FAVOURED, GRANTED, REFUSED
from glasshouse.engine.world import Ready
from glasshouse.life import live as _live
from glasshouse.life import livelihood as _livelihood
from glasshouse.life.live import DUE_SLOT, FALSE, LADDER_SLOT, NO_EVENT, REAL
from glasshouse.life.livelihood import CURE, FALL, POST_REFUSED, TRIP_REFUSED
from glasshouse.observe import record as _record
from glasshouse.observe.record import OTHER_FILE, OWN_FILE
from glasshouse.parts.registry import PARTS
from glasshouse.population import record as _bits
from glasshouse.population import state as _state
from glasshouse.population import ties as _ties
from glasshouse.population.people import LANES
from glasshouse.population.state import MONEY_TOP, RECORDS_PER_WORD, SPELL_TOP, STRAIN_TOP, UNKNOWN, State
from glasshouse.population.ties import COMMUNITY, FRIENDS
from glasshouse.remedy import contest as _contest
from glasshouse.scheme.standing import Circumstances, as_rules, begun, standing
from glasshouse.scheme.tables import ACTS, CLEAN_TURNS, HOLDS, LIVED, ORDER, YEAR_TURNS

f32, u32 = np.float32, np.uint32

FIRST_HALVES, SECOND_HALVES, DUES, LADDER = range(4)  # the order in which the events of a neighbourhood come


@dataclass
class Held:
    """How a person stands under one scheme, from month to month."""

    balance: int
    grade: int  # of last month
    year_grade: int
    spell: int  # months under sanction
    entered_wrongly: bool


@dataclass
class Person:
    """A person as they live through the month."""

    lane: int  # place in the neighbourhood
    number: int  # in the world
    stratum: int
    temper: int
    adult: bool
    known: bool  # has a file
    mask: int  # the schemes that they are a subject of, one bit each
    fifth: int  # of income
    money: np.float32  # tenths of a month's outgoings
    strain: np.float32  # 63rds
    job: int
    debt: int
    held: list[Held]  # under each scheme
    drag: int  # lists of a linked subject, four bits a scheme; the last bit: works in a listed firm
    words: tuple[np.uint32, ...]  # drawn for the month: occasions; debt; work; the first scheduled conduct
    columns: npt.NDArray[np.uint8]  # what parts of the model that are on keep of them, in the state of the month


@dataclass(frozen=True)
class Judged:
    """What one scheme makes of a person on the first of the month."""

    scored: bool
    score: int
    deserved: int  # the score without wrong records
    status: int  # grade + 8 * lists
    sanctioned: bool
    wrongly: bool  # worse off by wrong records
    spared: bool  # would not be under sanction without them
    began: tuple[int, ...] = ()  # records that were reported in the last month and count

    @property
    def grade(self) -> int:
        """Index of the grade, 0 the best."""
        return self.status & 7

    @property
    def lists(self) -> int:
        """The lists that the person is on, 4 bits."""
        return self.status >> 3


NOT_JUDGED = Judged(False, 0, 0, 0, False, False, False)
"""How somebody stands under a scheme that they are no subject of."""


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
    filed: int | None = None  # FILED, UNREAD, NO_PLACE or PUSHED_OUT, where a file was given the record
    answer: int | None = None  # GRANTED, REFUSED or FAVOURED, where a service was asked for
    said: tuple[int, ...] = ()  # what each scheme said: 0 nothing, 1 refused, 2.. the number of a reward


@dataclass
class Lived:
    """What the month was for one person."""

    person: Person  # as they are in the end
    file: tuple[int, ...]  # the record in each place on the first of the month, aged; 0 where there is none
    judged: list[Judged]  # by each scheme
    acts: list[bool]  # whether anything follows from each
    struck: list[int] = field(default_factory=list)  # records that left the file on appeal
    occasions: list[tuple[int, int]] = field(default_factory=list)  # kind, and what it came to, if to anything
    events: list[Event] = field(default_factory=list)
    moved: int = 0  # STAY, FALL or CURE on the debt ladder

    @property
    def following(self) -> list[Judged]:
        """By each scheme, what follows from how it judged."""
        return [one if acts else NOT_JUDGED for one, acts in zip(self.judged, self.acts, strict=True)]

    @property
    def sanctioned(self) -> bool:
        """Whether they are under sanction by any scheme."""
        return any(one.sanctioned for one in self.following)

    received: list[Event] = field(default_factory=list)  # events of neighbours whose records landed on this file
    told: dict[str, list[Any]] = field(default_factory=dict)  # by parts of the model that are on


class Moved(NamedTuple):
    """A neighbourhood a month later, and what happened to each of its people."""

    state: State  # of its 512 places
    lives: tuple[Lived, ...]


def simulate_month_plainly(
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
    drag: npt.NDArray[np.uint32] | None = None,
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
    drag : uint32 array [N], optional
        Lists of linked subjects a month ago, four bits a scheme.
    """
    before = _cut(state, block * LANES, words)
    here = Neighbourhood(ready, seed, month, first_block + block, before.files.copy(), begins)
    here.friends_live_in(state, first_block, people)
    lists = np.zeros(len(state.life), np.uint32) if drag is None else drag
    lanes = range(min(LANES, people - block * LANES))
    with np.errstate(over="ignore"):  # whole numbers wrap around, as they do in kernels
        everybody = [here.person(lane, before, int(lists[block * LANES + lane])) for lane in lanes]
        lives = tuple(here.judge(person) for person in everybody)
        echo = _echo(before, lives, ready)
        if last:
            return Moved(before._replace(echo=echo), lives)
        for lived in lives:
            here.contest(lived)
            here.meet_occasions(lived)
            here.decide_dues(lived)
            for name in vars(here.parts):
                PARTS[name].plainly(here, lived)
            here.move_on_ladder(lived)
            here.apply_conducts(lived)
        for event in sent_astray(lives):
            here.deliver(event, lives)
        for lived in lives:
            here.ask_for_services(lived)
            here.live_on(lived)
    return Moved(_kept(before, here.files, everybody)._replace(echo=echo), lives)


def sent_astray(lives: Sequence[Lived]) -> Iterator[Event]:
    """The events whose records land on a neighbour's file, in the order in which the events of all come."""
    astray = [event for lived in lives for event in lived.events if event.landed == OTHER_FILE]
    yield from sorted(astray, key=lambda event: (event.turn, event.person))


# The scalar functions, by the module that is their home.
draws, state_of, ties, contest = (as_written(one.__name__) for one in (_draws, _state, _ties, _contest))
live, livelihood, record, serve = (as_written(one.__name__) for one in (_live, _livelihood, _record, _serve))
bits = as_written(_bits.__name__)


class Neighbourhood:
    """What all people of a neighbourhood share: the rules, the month, the files. Its steps stand in their order."""

    def __init__(
        self, ready: Ready, seed: int, month: int, block: int, files: npt.NDArray[np.uint64], begins: int
    ) -> None:
        self.ready, self.month, self.block, self.files = ready, month, block, files
        self.key = u32(seed & 0xFFFFFFFF), u32(seed >> 32)
        self.calendar = (begins + month) % 12
        self.slots = len(files) // LANES * RECORDS_PER_WORD
        now = ready.at(month)
        self.members, self.clocks = now.member, ready.clocks(month, self.calendar)
        self.rules = [as_rules(one) for one in now.scheme]
        self.life, self.answers, self.means, self.seen, self.joint = (
            as_rules(one[0]) for one in (now.life, now.answers, now.livelihood, now.observation, now.joint)
        )
        self.filing, self.ways_back = (as_rules(one[ready.filing[block]]) for one in (ready.file, ready.remedy))
        self.echoes: dict[int, list[int | None]] = {}
        on = {name: as_rules(one[0]) for name, one in now.parts._asdict().items() if len(one)}
        self.parts = SimpleNamespace(**on)

    def draw(self, number: int, purpose: Purpose, slot: int = 0) -> tuple[np.uint32, ...]:
        """Four random words; the same for the same person, month, slot and purpose, whatever else is drawn."""
        return tuple(draws.philox(u32(number), u32(self.month), u32(slot), u32(purpose), *self.key))

    # who lives here, and how

    def person(self, lane: int, state: State, drag: int) -> Person:
        """The person in one place, as last month left them."""
        society, here = self.ready.society, int(self.ready.here[self.block])
        place, away = int(society.page[self.block]) * LANES + lane, False
        number = self.block * LANES + lane
        about, life = int(self.ready.about[place]), state.life[lane]
        if len(self.ready.elsewhere):
            lot = ties.lot_of(*self.key, u32(number), u32(self.month // 12))
            if ties.is_away(lot, u32(round(self.ready.moves * (1 << 16)))):
                here, away = int(self.ready.elsewhere[int(ties.place_away(lot))]), True
        first = _held(int(state_of.standing_of_life(life, state.balance[lane])))
        return Person(
            lane=lane,
            number=number,
            stratum=int(society.stratum[place]),
            temper=int(society.temper[place]),
            adult=about & 1 == 1,
            known=about & 2 == 2 and (here if not away else here & int(self.members[place])) != 0,
            mask=int(self.members[place]) & here,
            fifth=about >> 2,
            money=f32(state_of.money_of(life)),
            strain=f32(state_of.strain_of(life)),
            job=int(state_of.job_of(life)),
            debt=int(state_of.debt_of(life)),
            held=[first, *(_held(int(word)) for word in state.beside[lane::LANES])],
            drag=drag,
            words=self.draw(number, Purpose.MONTH),
            columns=state.columns[lane::LANES],
        )

    # the first of the month: the file grows older and is judged, by one scheme after the other

    def judge(self, person: Person) -> Lived:
        """Age the file, and say what score, grade and lists each scheme makes of it."""
        none = [NOT_JUDGED] * self.ready.schemes
        lived = Lived(person, self.age(person), none, [False] * self.ready.schemes)
        statuses = [0] * self.ready.schemes
        for turn in map(int, self.clocks[:, ORDER]):
            if person.mask >> turn & 1:
                lived.judged[turn] = self.judge_by(turn, person, lived.file, statuses)
                self.remember(turn, person.held[turn], lived.judged[turn])
                lived.acts[turn] = bool(self.clocks[turn, ACTS])
                statuses[turn] = lived.judged[turn].status * lived.acts[turn]
        return lived

    def age(self, person: Person) -> tuple[int, ...]:
        """Every record a month older; those that no scheme has a use for are gone."""
        file = [0] * self.slots
        for slot in range(self.slots):
            held = state_of.place_of(self.files, person.lane, slot)
            if held != 0 and self.month > 0:
                held = record.aged(held, self.filing.kept[int(bits.kind_of(held))])
                state_of.put(self.files, person.lane, slot, held)
            file[slot] = int(held)
        return tuple(file)

    def judge_by(self, turn: int, person: Person, file: tuple[int, ...], statuses: list[int]) -> Judged:
        """What one scheme makes of the file, and how the person then stands under it."""
        rules, clock, held = self.rules[turn], self.clocks[turn], person.held[turn]
        who = Circumstances(
            person.stratum, person.money, person.job, person.debt, int(clock[LIVED]),
            self.friends(person, turn), statuses, person.drag, self.calendar,
        )  # fmt: skip
        found = standing(
            rules, file, who, held.balance, ages=self.month > 0,
            clean_turns=bool(clock[CLEAN_TURNS]), held_grade=held.grade if clock[HOLDS] else None,
        )  # fmt: skip
        held.balance = found.balance
        sanctioned = bool(rules.sanctions[found.status])
        spared = sanctioned and not rules.sanctions[found.fair] and bool(rules.sanctions[found.fresh])
        wrongly = found.fresh & 7 > found.fair & 7 or (found.fresh >> 3) & ~(found.fair >> 3) != 0
        return Judged(
            scored=True, score=found.score, deserved=found.deserved, status=found.status, sanctioned=sanctioned,
            wrongly=found.is_tainted and wrongly, spared=found.is_tainted and spared,
            began=tuple(begun(rules, file, self.calendar)),
        )  # fmt: skip

    def friends_live_in(self, state: State, first_block: int, people: int) -> None:
        """Keep last month's scores of the whole community, by scheme; ``None`` for who has none."""
        size, community = len(state.life), self.block // COMMUNITY
        for turn, rules in enumerate(self.rules):
            which = int(rules.friends) - 1
            if which >= 0:
                begins = community * COMMUNITY * LANES - first_block * LANES
                at = [begins + place for place in range(COMMUNITY * LANES)]
                scores = [int(state.echo[which * size + one]) if 0 <= one < people else UNKNOWN for one in at]
                self.echoes[turn] = [None if one == UNKNOWN else one for one in scores]

    def friends(self, person: Person, turn: int) -> np.float32 | None:
        """Where the mean score of a person's friends lay last month, in hundredths of the scale."""
        if turn not in self.echoes:
            return None
        place, community = person.number % (COMMUNITY * LANES), u32(self.block // COMMUNITY)
        keys = [ties.key_of(*self.key, community, u32(number)) for number in range(FRIENDS)]
        scores = [self.echoes[turn][int(ties.friend_of(place, int(key)))] for key in keys]
        known = [one for one in scores if one is not None]
        if not known:
            return None
        lowest, highest = int(self.rules[turn].lowest), int(self.rules[turn].highest)
        mean = f32(f32(sum(known)) / f32(len(known)))
        return f32(f32(mean - f32(lowest)) * f32(f32(100) / f32(highest - lowest)))

    def remember(self, turn: int, held: Held, judged: Judged) -> None:
        """What is kept only to be counted: the grade, the grade at the turn of a year, the months under sanction."""
        held.grade = judged.grade
        if self.clocks[turn, YEAR_TURNS]:
            held.year_grade = judged.grade
        if not judged.sanctioned:
            held.spell, held.entered_wrongly = 0, False
            return
        if held.spell == 0:
            held.entered_wrongly = judged.spared
        held.spell = min(held.spell + 1, SPELL_TOP)

    # wrong or settled records are contested

    def contest(self, lived: Lived) -> None:
        """Decide on the records whose time has come; those struck leave the file."""
        person = lived.person
        for slot, held in enumerate(lived.file):
            kind = int(bits.kind_of(held))
            if held == 0 or not record.is_decided(held, self.filing.decided[kind]):
                continue
            before = sum(int(contest.is_like(one, at, held, slot)) for at, one in enumerate(lived.file))
            mark = self.draw(person.number, Purpose.CONTEST, int(contest.slot_of(held, before)))[0]
            chance = self.ways_back.struck[2 * kind + int(bits.is_wrong(held))]
            if contest.is_struck(mark, True, chance, self.ways_back.reach[person.stratum]):
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
            chance = self.chance(lived, self.answers.likely[self.response(lived) * 128 + kind], kind)
            result = int(live.outcome(draws.unit(mark), chance, life.false_from[kind]))
            lived.occasions.append((kind, result))
            self.note(lived, kind, result, number, (SECOND_HALVES if half else FIRST_HALVES, pair))

    def decide_dues(self, lived: Lived) -> None:
        """What is due from every adult in this month is as it should be, or becomes conduct or a false record."""
        person, life = lived.person, self.life
        for which in range(3):
            kind, every = int(life.due_kind[which]), int(life.due_every[which])
            if kind == 0 or not person.adult or (self.calendar - int(life.due_month[which])) % every != 0:
                continue
            mark = self.draw(person.number, Purpose.DUE, which)[0] if which > 0 else person.words[3]
            chance = self.chance(lived, self.answers.due_likely[which * 16 + self.response(lived)], kind)
            result = int(live.outcome(draws.unit(mark), chance, life.due_false_from[which]))
            lived.occasions.append((kind, result))
            self.note(lived, kind, result, DUE_SLOT + which, (DUES, which))

    def response(self, lived: Lived) -> int:
        """How conduct answers: the class of the schemes one is a subject of, + 8 under sanction."""
        return int(self.answers.classes[lived.person.mask]) + 8 * lived.sanctioned

    def chance(self, lived: Lived, likely: np.float32, kind: int) -> np.float32:
        """How likely an occasion becomes conduct, given this person's inclination and strain."""
        return f32(live.propensity(likely, self.life.sways[kind], lived.person.temper, int(lived.person.strain)))

    def move_on_ladder(self, lived: Lived) -> None:
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
        looks = [
            rules.watched[one.status] for rules, one in zip(self.rules, lived.following, strict=True) if one.scored
        ]
        watched = max([f32(1), *looks])
        coverage, wrong_person = self.seen.coverage[kind], self.seen.wrong_person[kind]
        event.landed = int(record.landing(result, draws.unit(see), draws.unit(mix), coverage, watched, wrong_person))
        if event.landed == OTHER_FILE:
            event.lands_on = int(record.neighbour(whom))

    def is_request(self, event: Event) -> bool:
        """Whether an event is a request for a service."""
        return bool(self.life.service[event.kind] >= 0)

    def apply_conducts(self, lived: Lived) -> None:
        """Conducts have their effects and are recorded, in their order."""
        person = lived.person
        for event in lived.events:
            if self.is_request(event):
                continue
            if event.result == REAL:
                self.move(person, 2 * event.kind)
                if self.filing.settles[event.kind]:
                    conduct = self.filing.settles[event.kind]
                    record.settle(self.files, person.lane, self.slots, conduct, self.filing.settled_by)
            if event.landed == OWN_FILE and person.known:
                event.filed = self.file(person.lane, event.kind, wrong=event.result == FALSE)

    def file(self, lane: int, kind: int, *, wrong: bool) -> int:
        """Put a record on a file; returns what the file did with it."""
        rules, new = self.filing, bits.new_record(kind, wrong)
        month = np.int32(self.calendar)
        return int(record.take_in(self.files, lane, self.slots, new, month, rules.most, rules.weight))

    def deliver(self, event: Event, lives: Sequence[Lived]) -> None:
        """A record lands on the file of a neighbour; where nobody with a file lives there, it is lost."""
        lane = event.lands_on
        if lane is not None and lane < len(lives) and lives[lane].person.known:
            event.filed = self.file(lane, event.kind, wrong=True)
            lives[lane].received.append(event)

    # services are asked for: granted, refused

    def ask_for_services(self, lived: Lived) -> None:
        """Requests are granted, granted with a reward, or refused, by the status of the month and in their order."""
        person = lived.person
        for event in lived.events:
            if self.is_request(event) and serve.may_ask(self.life.asked_by[event.kind], person.job, person.debt):
                said = [self.effect(turn, one, event.kind) for turn, one in enumerate(lived.following)]
                if any(one == REFUSED and self.is_tired(turn, lived, event.kind) for turn, one in enumerate(said)):
                    continue
                self.answer(lived, event, said)

    def effect(self, turn: int, judged: Judged, kind: int) -> int:
        """What one scheme says to a request: 0 nothing, 1 refused, 2.. the number of a reward."""
        return int(self.joint.effect[(turn * 128 + judged.status) * 128 + kind]) if judged.scored else 0

    def is_tired(self, turn: int, lived: Lived, kind: int) -> bool:
        """Whether somebody was refused for so long that they ask no more."""
        patience = self.joint.patience[(turn * 128 + lived.following[turn].status) * 128 + kind]
        return bool(lived.person.held[turn].spell > patience)

    def answer(self, lived: Lived, event: Event, said: list[int]) -> None:
        """A request is refused if any scheme refuses it; of several rewards the largest counts."""
        person = lived.person
        gain = max(f32(self.joint.reward[turn * 256 + one]) for turn, one in enumerate(said))
        refused = REFUSED in said
        event.said = tuple(said)
        event.answer = int(REFUSED if refused else FAVOURED if gain > 0 else GRANTED)
        self.move(person, 2 * event.kind + refused, f32(0) if refused else gain)
        if self.filing.logged[event.kind] and not refused and person.known:
            event.filed = self.file(person.lane, event.kind, wrong=False)

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
        refused = person.drag >> 31
        for rules, one in zip(self.rules, lived.following, strict=True):
            refused |= int(rules.bears[one.status]) * one.scored
        post, trip = refused & POST_REFUSED != 0, refused & TRIP_REFUSED != 0
        person.job = int(livelihood.next_job(person.job, draws.unit(c), means.job_changes[2 * person.job + post]))
        if not person.adult:
            person.money, person.strain = f32(0), f32(0)
            return
        of_poverty, of_sanction, kept, reverts, line = means.constants
        income = means.income[8 * person.fifth + 2 * person.job + trip]
        saved = livelihood.next_money(person.money, means.usual[person.fifth], income, means.pays[person.debt], reverts)
        grounds = person.money < line, of_poverty, lived.sanctioned, of_sanction
        worn = livelihood.next_strain(person.strain, kept, means.strain_of_job[person.job], *grounds)
        person.money = f32(livelihood.rounded(saved, draws.dither(c), MONEY_TOP))
        person.strain = f32(livelihood.rounded(worn, draws.dither(b), STRAIN_TOP))


def _cut(state: State, at: int, words: int) -> State:
    """A copy of the 512 places from ``at`` on."""
    size = len(state.life)

    def of(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return array.reshape(-1, size)[:, at : at + LANES].ravel().copy()

    return State(*(of(array) for array in state))


def _held(word: int) -> Held:
    """What a standing word holds."""
    balance = word & 0xFFFF
    return Held(
        balance=balance - (1 << 16) if balance >= 1 << 15 else balance,
        grade=word >> 16 & 7,
        year_grade=word >> 19 & 7,
        spell=word >> 22 & 63,
        entered_wrongly=bool(word >> 28 & 1),
    )


def _kept(before: State, files: npt.NDArray[np.uint64], everybody: Sequence[Person]) -> State:
    """The state that is kept of these people and their files; places where nobody lives, and columns, stay."""
    balance, life, beside = before.balance.copy(), before.life.copy(), before.beside.copy()
    for one in everybody:
        first, *others = one.held
        balance[one.lane] = first.balance
        life[one.lane] = state_of.packed_life(
            int(one.money), int(one.strain), one.job, one.debt, first.grade, first.year_grade, first.spell,
            first.entered_wrongly,
        )  # fmt: skip
        for turn, held in enumerate(others):
            beside[turn * LANES + one.lane] = state_of.packed_standing(
                held.balance, held.grade, held.year_grade, held.spell, held.entered_wrongly
            )
    return before._replace(files=files, balance=balance, life=life, beside=beside)


def _echo(before: State, lives: Sequence[Lived], ready: Ready) -> npt.NDArray[np.int16]:
    """The scores of this month that friends read in the next."""
    echo = before.echo.copy()
    for turn, rules in enumerate(ready.editions[-1].scheme):
        which = int(rules.friends) - 1
        for one in lives if which >= 0 else ():
            judged = one.judged[turn]
            echo[which * LANES + one.person.lane] = judged.score if judged.scored else UNKNOWN
    return echo
