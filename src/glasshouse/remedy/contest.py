"""The ways back: a wrong or settled record is contested, and perhaps struck."""

import numpy as np

from glasshouse.compiled import lanes, scalar
from glasshouse.draws import unit
from glasshouse.life.tables import COLUMNS, STRUCK, STRUCK_WRONG
from glasshouse.observe.record import is_decided
from glasshouse.population.state import RECORDS_PER_WORD, place_of, put

f32, i32, i64, u64 = np.float32, np.int32, np.int64, np.uint64


@scalar
def is_struck(word, decided, struck, reach):
    """Whether a record that is decided on this month is struck."""
    return i32(i32(decided) & i32(unit(word) < f32(struck * reach)))


@lanes
def find_contested(m, contested, who):
    """The lanes with a record that is decided on this month; returns how many."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(contested[i])
    return i64(n)


@lanes
def decide(n, word, files, who, stratum, a, b, c, d, decided, struck, reach, tally):
    """Decide on the records in one word of each contested file; those struck leave it."""
    for z in range(n):
        lane = who[z]
        for slot in range(RECORDS_PER_WORD):
            at = i32(word * RECORDS_PER_WORD + slot)
            held = place_of(files, lane, at)
            kind, wrong = i32((held >> 8) & 127), i32(held & 1)
            mark = a[z] if slot == 0 else b[z] if slot == 1 else c[z] if slot == 2 else d[z]
            due = is_decided(held, decided[kind])
            if is_struck(mark, due, struck[2 * kind + wrong], reach[stratum[lane]]):
                put(files, lane, at, i32(0))
                tally[kind * COLUMNS + STRUCK] += 1
                tally[kind * COLUMNS + STRUCK_WRONG] += wrong
