"""Files from month to month: they grow older, and take in what sources record of the conduct of the month."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.base.draws import Purpose, draw
from glasshouse.observe.errors.coverage import record_seen
from glasshouse.observe.errors.wrong_person import misfile
from glasshouse.observe.record import age_records, list_conducts, list_records, return_records

u32, u64 = np.uint32, np.uint64
RECORD = u32(Purpose.RECORD)


@room
def age_files(here, size, desk, file):
    """Every record a month older, but in the first month; returns how many there are."""
    p, r = desk.lanes[0], desk.records[0]
    held = list_records(here.m, size.words, desk.files, p.who, r.lane, r.place, r.record)
    age_records(held, here.ages, file.kept, file.decided, r.record, r.due)
    return_records(held, r.lane, r.place, r.record, desk.files)
    return held


@room
def draw_marks(here, desk, rules, chance, events):
    """The conducts among the events, each with four random words by which its source may err; returns how many."""
    e = desk.events[0]
    conducts = list_conducts(events, e.lane, e.kind, e.slot, rules.life[0].service, e.which, e.own_lane, e.own_slot)
    draw(
        conducts, here.first, here.month, RECORD, chance.keys, e.own_lane.view(u64), e.own_slot.view(u64),
        e.a.view(u64), e.b.view(u64), e.c.view(u64), e.d.view(u64),
    )  # fmt: skip
    return conducts


@room
def land_records(desk, rules, conducts):
    """Where the record of each conduct lands, as one error of its source after the other has it.

    Returns how many land on a neighbour's file.
    """
    p, e, ob = desk.lanes[0], desk.events[0], rules.observation[0]
    record_seen(conducts, e.which, e.own_lane, e.kind, e.result, p.inspection, e.a, ob.coverage, e.where)
    return misfile(conducts, e.which, e.kind, e.result, e.b, e.c, ob.wrong_person, e.where, e.sent_to, e.sent)
