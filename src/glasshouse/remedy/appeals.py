"""The appeals of a month: records whose time has come are decided on, and some are struck."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.base.draws import Purpose, draw
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.remedy.contest import decide, find_contested

u32, u64 = np.uint32, np.uint64
CONTEST = u32(Purpose.CONTEST)


@room
def decide_appeals(here, size, desk, rules, file, remedy, held, chance, tallies):
    """Wrong or settled records are contested; those struck leave the file."""
    p, r, e = desk.lanes[0], desk.records[0], desk.events[0]
    contested = find_contested(
        held, size.words * RECORDS_PER_WORD, r.lane, r.place, r.record, r.due, desk.files, file.rows, r.which,
        e.own_lane, e.own_slot,
    )  # fmt: skip
    draw(
        contested, here.first, here.month, CONTEST, chance.keys, e.own_lane.view(u64), e.own_slot.view(u64),
        e.a.view(u64), e.b.view(u64), e.c.view(u64), e.d.view(u64),
    )  # fmt: skip
    decide(
        contested, r.which, r.place, r.record, desk.files, e.own_lane, p.stratum, e.a, remedy.struck,
        rules.observation[0].notice, remedy.reach, file.rows, tallies.events,
    )  # fmt: skip
