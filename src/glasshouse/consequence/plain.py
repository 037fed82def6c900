"""What the events of a month lead to, in plain Python: conduct has its effects, services are granted or refused."""

from collections.abc import Sequence

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.consequence import serve as _serve
from glasshouse.consequence.serve import FAVOURED, GIVEN_UP, GRANTED, REFUSED
from glasshouse.life.live import FALSE, REAL
from glasshouse.observe.plain import conducts_of, deliver, enter, land_records, settle
from glasshouse.observe.record import OWN_FILE
from glasshouse.population.lives import Event, Here, Judged, Life, Person

f32 = np.float32
serve = as_written(_serve.__name__)


def record_conducts(here: Here, lives: Sequence[Life]) -> None:
    """Sources record conduct, and err; what was done has its effects. Then misfiled records arrive."""
    for life in lives:
        land_records(here, life)
        apply_conducts(here, life)
    deliver(here, lives)


def apply_conducts(here: Here, life: Life) -> None:
    """Conducts have their effects and are recorded, in their order."""
    for event in conducts_of(here, life):
        if event.result == REAL:
            _move(here, life.person, 2 * event.kind)
            settle(here, life, event)
        if event.landed == OWN_FILE:
            enter(here, life, event, wrong=event.result == FALSE)


def answer_all(here: Here, life: Life) -> None:
    """Requests are granted, granted with a reward, or refused, by the status of the month and in their order."""
    person, tables = life.person, here.rules.life
    for event in life.events:
        if tables.service[event.kind] >= 0 and serve.may_ask(tables.asked_by[event.kind], person.job, person.debt):
            said = [_effect(here, turn, one, event.kind) for turn, one in enumerate(life.following)]
            tired = [one == REFUSED and _is_tired(here, turn, life, event.kind) for turn, one in enumerate(said)]
            if any(tired):
                event.answer, event.tired = int(GIVEN_UP), tuple(tired)
            else:
                _answer(here, life, event, said)


def _effect(here: Here, turn: int, judged: Judged, kind: int) -> int:
    """What one scheme says to a request: 0 nothing, 1 refused, 2.. the number of a reward."""
    place = serve.place_in(turn, judged.status, kind, here.rules.life.bits)
    return int(here.rules.joint.effect[place]) if judged.scored else 0


def _is_tired(here: Here, turn: int, life: Life, kind: int) -> bool:
    """Whether somebody was refused for so long that they ask no more."""
    status = life.following[turn].status
    patience = here.rules.joint.patience[serve.place_in(turn, status, kind, here.rules.life.bits)]
    return bool(life.person.held[turn].spell > patience)


def _answer(here: Here, life: Life, event: Event, said: list[int]) -> None:
    """A request is refused if any scheme refuses it; of several rewards the largest counts."""
    gain = max(f32(here.rules.joint.reward[turn * 256 + one]) for turn, one in enumerate(said))
    refused = REFUSED in said
    event.said = tuple(said)
    event.answer = int(REFUSED if refused else FAVOURED if gain > 0 else GRANTED)
    _move(here, life.person, 2 * event.kind + refused, f32(0) if refused else gain)
    if here.rules.file.numbers[event.kind] and not refused:
        enter(here, life, event, wrong=False)


def _move(here: Here, person: Person, row: int, reward: np.float32 | float = 0.0) -> None:
    """What an event does to means, strain, work and debt."""
    tables = here.rules.life
    person.money = f32(f32(person.money + tables.then_money[row]) + f32(reward))
    person.strain = f32(person.strain + tables.then_strain[row])
    person.job = int(serve.led_to_work(person.job, tables.then_job[row]))
    person.debt = int(serve.led_to(person.debt, tables.then_debt[row]))
