"""What happens to people in a month, in plain Python: occasions, what falls due, the debt ladder, and living on."""

import numpy as np

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.life import live as _live
from glasshouse.life import livelihood as _livelihood
from glasshouse.life.live import DUE_SLOT, FALSE, LADDER_SLOT, NO_EVENT, REAL
from glasshouse.life.livelihood import CURE, FALL, POST_REFUSED, TRIP_REFUSED
from glasshouse.observe.errors import false_records as _false_records
from glasshouse.population.lives import Event, Here, Life
from glasshouse.population.state import MONEY_TOP, STRAIN_TOP

f32 = np.float32
FIRST_HALVES, SECOND_HALVES, DUES, LADDER = range(4)  # the order in which the events of a neighbourhood come
draws, live, livelihood = (as_written(one.__name__) for one in (_draws, _live, _livelihood))
false_records = as_written(_false_records.__name__)


def draw_occasions(here: Here, life: Life) -> None:
    """Occasions come, and some become conduct, a false record or a request. Two occasions share a draw."""
    person, tables = life.person, here.rules.life
    word = person.words[0]
    count = live.occasion_count(word, tables.counts[person.stratum * 32 + live.count_place(word)])
    for number in [*range(0, count, 2), *range(1, count, 2)]:
        pair, half = divmod(number, 2)
        pick, mark = here.draw(person.number, Purpose.OCCASION, pair)[2 * half : 2 * half + 2]
        cell = (person.stratum << tables.bits) + int(live.kind_place(pick, tables.bits))
        kind = int(live.kind_of(pick, tables.alias[cell], tables.bits))
        likely = here.rules.answers.likely[(_response(here, life) << tables.bits) + kind]
        chance = _chance(here, life, likely, kind)
        result = int(live.outcome(draws.unit(mark), chance, here.rules.observation.false_from[kind]))
        life.occasions.append((kind, result))
        _note(life, kind, result, number, (SECOND_HALVES if half else FIRST_HALVES, pair))


def add_dues(here: Here, life: Life) -> None:
    """What is due from every adult in this month is as it should be, or becomes conduct or a false record."""
    person, tables = life.person, here.rules.life
    for which in range(3):
        kind, every = int(tables.due_kind[which]), int(tables.due_every[which])
        if kind == 0 or not person.adult or (here.calendar - int(tables.due_month[which])) % every != 0:
            continue
        mark = here.draw(person.number, Purpose.DUE, which)[0] if which > 0 else person.words[3]
        chance = _chance(here, life, here.rules.answers.due_likely[which * 16 + _response(here, life)], kind)
        result = int(live.outcome(draws.unit(mark), chance, here.rules.observation.due_false_from[which]))
        life.occasions.append((kind, result))
        _note(life, kind, result, DUE_SLOT + which, (DUES, which))


def move_debts(here: Here, life: Life) -> None:
    """The debt stage: fall to the next, cure, or stay. Both may be conduct, and a fall may be made up."""
    person, means = life.person, here.rules.livelihood
    if not person.adult:
        return
    stage, mark, strain = person.debt, draws.unit(person.words[1]), int(person.strain)
    fall = livelihood.fall_chance(means.falls[stage], means.falls_hardship[stage], strain)
    cures = means.cures[stage], means.burden[stage], person.money, means.needs[stage]
    life.moved = int(livelihood.ladder_move(mark, fall, strain, *cures))
    kind, result = int(means.falls_kind[stage]), int(NO_EVENT)
    if life.moved == FALL:
        person.debt, result = int(means.falls_into[stage]), int(REAL)
    elif life.moved == CURE:
        person.debt, result = int(means.cures_into[stage]), int(REAL)
        person.money, kind = f32(person.money - means.needs[stage]), int(means.cures_kind[stage])
    elif false_records.is_slip(mark, fall, here.rules.observation.slips[stage]):
        result = int(FALSE)
    if kind > 0:
        _note(life, kind, result, LADDER_SLOT, (LADDER, 0))


def update_livelihood(here: Here, life: Life) -> None:
    """Work is found and lost; income, spending, debt and sanction move savings and strain."""
    person, means = life.person, here.rules.livelihood
    _, b, c, _ = person.words
    refused = person.drag >> 31
    for rules, one in zip(here.rules.scheme, life.following, strict=True):
        refused |= int(rules.barred_from[one.status]) * one.scored
    post, trip = refused & POST_REFUSED != 0, refused & TRIP_REFUSED != 0
    person.job = int(livelihood.next_job(person.job, draws.unit(c), means.job_changes[2 * person.job + post]))
    if not person.adult:
        person.money, person.strain = f32(0), f32(0)
        return
    of_poverty, of_sanction, kept, reverts, line = means.constants
    income = means.income[8 * person.fifth + 2 * person.job + trip]
    saved = livelihood.next_money(person.money, means.usual[person.fifth], income, means.pays[person.debt], reverts)
    grounds = person.money < line, of_poverty, life.sanctioned, of_sanction
    worn = livelihood.next_strain(person.strain, kept, means.strain_of_job[person.job], *grounds)
    person.money = f32(livelihood.rounded(saved, draws.dither(c), MONEY_TOP))
    person.strain = f32(livelihood.rounded(worn, draws.dither(b), STRAIN_TOP))


def _response(here: Here, life: Life) -> int:
    """How conduct answers: the class of the schemes one is a subject of, + 8 under sanction."""
    return int(here.rules.answers.classes[life.person.mask]) + 8 * life.sanctioned


def _chance(here: Here, life: Life, likely: np.float32, kind: int) -> np.float32:
    """How likely an occasion becomes conduct, given this person's inclination and strain."""
    person, sway = life.person, here.rules.life.sways[kind]
    return f32(live.propensity(likely, sway, person.temper, int(person.strain)))


def _note(life: Life, kind: int, result: int, slot: int, turn: tuple[int, int]) -> None:
    """Keep an occasion that came to something as an event."""
    if result != NO_EVENT:
        life.events.append(Event(life.person.number, kind, result, slot, turn))
