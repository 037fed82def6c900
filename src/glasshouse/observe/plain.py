"""Files from month to month, in plain Python: they grow older, and take in what sources record of conduct."""

from collections.abc import Iterator, Sequence

import numpy as np

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.life.live import FALSE, REAL
from glasshouse.observe import record as _record
from glasshouse.observe.errors import coverage as _coverage
from glasshouse.observe.errors import wrong_person as _wrong_person
from glasshouse.observe.record import OTHER_FILE, OWN_FILE
from glasshouse.population import record as _bits
from glasshouse.population import state as _state
from glasshouse.population.lives import Event, Here, Life

f32, i32 = np.float32, np.int32
draws, bits, state_of = as_written(_draws.__name__), as_written(_bits.__name__), as_written(_state.__name__)
record, coverage, wrong_person = (as_written(one.__name__) for one in (_record, _coverage, _wrong_person))


def age_files(here: Here, life: Life) -> None:
    """Every record a month older, but in the first month; those that no scheme has a use for are gone."""
    file = [0] * here.slots
    for slot in range(here.slots):
        held = state_of.place_of(here.files, life.person.lane, slot)
        if held != 0 and here.month > 0:
            held = record.aged(held, here.rules.file.kept[int(bits.number_of(held))])
            state_of.put(here.files, life.person.lane, slot, held)
        file[slot] = int(held)
    life.file = tuple(file)


def land_records(here: Here, life: Life) -> None:
    """Where the record of each conduct lands, as one error of its source after the other has it."""
    seen, both = here.rules.observation, zip(here.rules.scheme, life.following, strict=True)
    inspection = max([f32(1), *(rules.inspected[one.status] for rules, one in both if one.scored)])
    for event in conducts_of(here, life):
        see, mix, whom, _ = here.draw(event.person, Purpose.RECORD, event.slot)
        covered = coverage.is_recorded(draws.unit(see), seen.coverage[event.kind], inspection)
        if event.result == FALSE or covered:
            event.landed = int(OWN_FILE)
        misfiled = wrong_person.is_misfiled(draws.unit(mix), seen.wrong_person[event.kind])
        if event.landed and event.result == REAL and misfiled:
            event.landed, event.lands_on = int(OTHER_FILE), int(wrong_person.neighbour(whom))


def conducts_of(here: Here, life: Life) -> list[Event]:
    """The events of a life that are conduct, in their order; the others ask for a service."""
    return [event for event in life.events if here.rules.life.service[event.kind] < 0]


def settle(here: Here, life: Life, event: Event) -> None:
    """Mark the records that a conduct settles, if it is one that does."""
    file = here.rules.file
    if file.settles[event.kind]:
        record.settle(here.files, life.person.lane, here.slots, file.settles[event.kind], file)


def enter(here: Here, life: Life, event: Event, *, wrong: bool) -> None:
    """A record of an event arrives at a file, if there is one."""
    if life.person.known:
        place = here.files, life.person.lane, here.slots
        event.filed = int(record.take_in(*place, event.kind, wrong, i32(here.calendar), here.rules.file))


def sent_astray(lives: Sequence[Life]) -> Iterator[Event]:
    """The events whose records land on a neighbour's file, in the order in which the events of all come."""
    astray = [event for life in lives for event in life.events if event.landed == OTHER_FILE]
    yield from sorted(astray, key=lambda event: (event.turn, event.person))


def deliver(here: Here, lives: Sequence[Life]) -> None:
    """Misfiled records arrive at the files of neighbours; where nobody with a file lives, they are lost."""
    for event in sent_astray(lives):
        lane = event.lands_on
        if lane is not None and lane < len(lives):
            enter(here, lives[lane], event, wrong=True)
            if event.filed is not None:
                lives[lane].received.append(event)
