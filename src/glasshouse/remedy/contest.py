"""The ways back: a wrong or settled record is contested, and perhaps struck."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.base.draws import unit
from glasshouse.life.tables import COLUMNS, STRUCK, STRUCK_WRONG
from glasshouse.observe.errors.notice import of_those_told
from glasshouse.population.record import age_of, is_wrong, number_of
from glasshouse.population.state import place_of, put

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64


@scalar
def is_struck(word, struck, notice, reach):
    """Whether a record that is decided on this month is struck."""
    return i32(unit(word) < f32(of_those_told(struck, notice) * reach))


@scalar
def is_like(held, there, record, place, rows):
    """Whether a record of a file is of the kind and age of another, and stands before it in an order of such."""
    kind, own = rows[u32(number_of(held))], rows[u32(number_of(record))]
    alike = i32(i32(i32(kind == own) & i32(age_of(held) == age_of(record))) & i32(held != 0))
    return i32(alike & i32(i32(held < record) | i32(i32(held == record) & i32(there < place))))


@scalar
def slot_of(kind, before):
    """Where the mark of a record that is decided on is drawn: by its kind, and how many like it stand before it.

    Not by its place, which depends on what else is on file. The kind has seven bits below the five of the others, and
    the rest above.
    """
    return i32(i32(i32(kind & 127) | i32(before << 7)) | i32(i32(kind >> 7) << 12))


@lanes
def find_contested(n, slots, lane, place, record, due, files, rows, which, who, slot):
    """The records that are decided on this month, with their lanes and the slots of their draws; returns how many."""
    found = u64(0)
    for z in range(n):
        which[found] = i32(z)
        found += u64(due[z])
    for y in range(found):
        z, before = u32(which[y]), i32(0)
        for at in range(slots):
            before = i32(before + is_like(place_of(files, lane[z], i32(at)), i32(at), record[z], place[z], rows))
        who[y] = lane[z]
        slot[y] = slot_of(rows[u32(number_of(record[z]))], before)
    return i64(found)


@lanes
def decide(n, which, place, record, files, who, stratum, mark, struck, notice, reach, rows, tally):
    """Decide on the contested records; those struck leave their files."""
    for y in range(n):
        lane, z = who[y], u32(which[y])
        kind, wrong = rows[u32(number_of(record[z]))], is_wrong(record[z])
        if is_struck(mark[y], struck[wrong], notice[kind], reach[stratum[lane]]):
            put(files, lane, place[z], i32(0))
            tally[kind * COLUMNS + STRUCK] += 1
            tally[kind * COLUMNS + STRUCK_WRONG] += wrong
