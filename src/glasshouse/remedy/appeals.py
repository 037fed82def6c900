"""The appeals of a month: records whose time has come are decided on, and some are struck."""

import numpy as np

from glasshouse.compiled import room
from glasshouse.draws import Purpose, draw
from glasshouse.remedy.contest import decide, find_contested

u32, u64 = np.uint32, np.uint64
CONTEST = u32(Purpose.CONTEST)


@room
def decide_appeals(here, size, desk, file, remedy, chance, tallies):
    """Wrong or settled records are contested; those struck leave the file."""
    p, e = desk.lanes[0], desk.events[0]
    contested = find_contested(here.m, p.contested, p.who)
    for word in range(size.words):
        p.kind[:] = word
        draw(
            contested, here.first, here.month, CONTEST, chance.keys, p.who.view(u64), p.kind.view(u64), e.a.view(u64),
            e.b.view(u64), e.c.view(u64), e.d.view(u64),
        )  # fmt: skip
        decide(
            contested, word, desk.files, p.who, p.stratum, e.a, e.b, e.c, e.d, file.decided, remedy.struck,
            remedy.reach, tallies.events,
        )  # fmt: skip
