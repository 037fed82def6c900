"""Wrong person: a share of what a source records lands on the file of somebody else in the neighbourhood."""

from typing import Annotated

import numpy as np
from pydantic import Field

from glasshouse.base.compiled import lanes, scalar
from glasshouse.base.draws import unit
from glasshouse.base.evidence import Share
from glasshouse.life.live import REAL
from glasshouse.observe.errors.declared import SourceError
from glasshouse.observe.record import OTHER_FILE, OWN_FILE, enter

i32, i64, u32, u64 = np.int32, np.int64, np.uint32, np.uint64

WrongPerson = Annotated[
    Share,
    Field(description="Share of its records that land on the file of somebody else in the neighbourhood."),
    SourceError(heading="On the wrong file", by_kind=True),
]


@scalar
def is_misfiled(mark, wrong_person):
    """Whether a record lands on somebody else's file, by a mark in [0, 1)."""
    return i32(mark < wrong_person)


@scalar
def neighbour(word):
    """The place (0 to 511) of the neighbour on whose file a record lands by mistake."""
    return i32(word >> u32(23))


@lanes
def misfile(n, which, event_kind, event_result, word, whom, wrong_person, where, sent_to, sent):
    """Send records of what happened to neighbours' files: to whom and of which kind, in order; returns how many."""
    sends = u64(0)
    for z in range(n):
        at = u32(which[z])
        on_own = i32(i32(where[z] == OWN_FILE) & i32(event_result[at] == REAL))
        other = i32(on_own & is_misfiled(unit(word[z]), wrong_person[u32(event_kind[at])]))
        where[z] = i32(where[z] + other * i32(OTHER_FILE - OWN_FILE))
        sent_to[sends] = neighbour(whom[z])
        sent[sends] = event_kind[at]
        sends += u64(other)
    return i64(sends)


@lanes
def deliver(m, sent, slots, files, sent_to, kinds, about, calendar, file, tally):
    """Misfiled records arrive at the files of neighbours, as wrong records; who is scored by nobody has no file."""
    for z in range(sent):
        lane = sent_to[z]
        if lane < m and (about[lane] & 2) != 0:
            enter(files, lane, slots, kinds[z], i32(1), calendar, file, tally)
