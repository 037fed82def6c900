"""What a scheme makes of a file: score, grade, lists; and what it would make of it without the wrong records."""

import numpy as np

from glasshouse.compiled import lanes, scalar
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD, put

i16, i32, i64, u32, u64 = np.int16, np.int32, np.int64, np.uint32, np.uint64
OLDEST = i32(127)
NEVER_BAD = i32(1000)  # youngest bad record of a person who has none


@scalar
def aged(record, bonds):
    """A record one month older, or 0 once it is no longer kept. ``bonds`` as in SchemeTables."""
    age = i32(min(i32((record >> 1) & 127) + i32(1), OLDEST))
    kept = i32(i32(record != 0) & i32(age <= i32((bonds >> 21) & 127)))
    return i32(kept * i32((record & i32(0xFF01)) | i32(age << 1)))


@scalar
def age_of(record):
    """Age of a record in months."""
    return i32((record >> 1) & 127)


@scalar
def is_visible(record, points):
    """Whether the record is there and its source has reported it."""
    return i32(i32(record != 0) & i32(age_of(record) > i32((points >> 23) & 15)))


@scalar
def worth_of(points):
    """Points of a record, signed."""
    return i32(i16(points & 0xFFFF))


@scalar
def worth(record, points):
    """Points that an aged record adds to the score now."""
    counts = i32(is_visible(record, points) & i32(age_of(record) <= i32((points >> 16) & 127)))
    return i32(worth_of(points) * counts)


@scalar
def listing(record, points, bonds):
    """Lists (4 bits) that an aged record puts its subject on now."""
    counts = i32(is_visible(record, points) & i32(age_of(record) <= i32((bonds >> 4) & 127)))
    return i32(i32(bonds & 15) * counts)


@scalar
def best_allowed(record, points, bonds):
    """The best grade that an aged record allows now; 0 allows all."""
    counts = i32(is_visible(record, points) & i32(age_of(record) <= i32((bonds >> 14) & 127)))
    return i32(i32((bonds >> 11) & 7) * counts)


@scalar
def lapsing(before, after, points, bonds):
    """Points that a record leaves to the balance as it leaves the file."""
    return i32(worth_of(points) * i32(i32(before != 0) & i32(after == 0) & i32((bonds >> 28) & 1)))


@scalar
def months_since_bad(record, points):
    """Age of a record that takes points away, or NEVER_BAD."""
    bad = i32(is_visible(record, points) & i32(worth_of(points) < 0))
    return i32(NEVER_BAD + bad * i32(age_of(record) - NEVER_BAD))


@scalar
def is_decided(record, points):
    """Whether a record is decided on this month, if contested."""
    return i32(i32(record != 0) & i32(age_of(record) == i32((points >> 27) & 31)))


@scalar
def clamped(score, lowest, highest):
    """A score on its scale."""
    return i32(min(max(score, lowest), highest))


@scalar
def grade_of(score, floors, best):
    """Index of the grade (0 best) of a score, given the lowest score of each grade and the best grade allowed."""
    grade = i32(score < floors[0]) + i32(score < floors[1]) + i32(score < floors[2]) + i32(score < floors[3])
    grade = i32(grade) + i32(score < floors[4]) + i32(score < floors[5]) + i32(score < floors[6])
    return i32(max(i32(grade), best))


@lanes
def start_judging(m, start, balance, score, taint, marks, young, gone):
    """What every judgement begins with, before the file is read."""
    for i in range(m):
        score[i] = i32(start + i32(balance[i]))
        taint[i] = i32(0)
        marks[i] = i32(0)
        young[i] = NEVER_BAD
        gone[i] = i32(0)


@lanes
def list_records(m, words, files, who, lane, place, record):
    """All records of the neighbourhood, one after the other; returns how many. Most places of most files are empty."""
    n = u64(0)
    for word in range(words):
        filled = u64(0)
        for i in range(m):
            who[filled] = i32(i)
            filled += u64(files[word * LANES + i] != u64(0))
        for z in range(filled):
            held = files[u32(word * LANES + who[z])]
            for slot in range(RECORDS_PER_WORD):
                lane[n] = who[z]
                place[n] = i32(word * RECORDS_PER_WORD + slot)
                record[n] = i32((held >> u64(16 * slot)) & u64(0xFFFF))
                n += u64(((held >> u64(16 * slot)) & u64(0xFFFF)) != u64(0))
    return i64(n)


@lanes
def weigh_records(n, ages, record, points, bonds, renewed, value, marks, bad, left):
    """Each record a month older (if ``ages`` is 1) and what it means now; see :func:`marks_of` for ``marks``."""
    for z in range(n):
        before = record[z]
        p = points[u32(before >> 8)]
        b = bonds[u32(before >> 8)]
        now = i32(aged(before, b) * ages + before * i32(1 - ages))
        renewed[z] = now
        value[z] = worth(now, p)
        marks[z] = marks_of(listing(now, p, b), best_allowed(now, p, b), is_decided(now, p), i32(before & 1))
        bad[z] = months_since_bad(now, p)
        left[z] = lapsing(before, now, p, b)


@scalar
def marks_of(on, limit, decided, wrong):
    """What a record does besides its points, as bits that add up by OR.

    Lists: 4 bits. Best grade allowed, one bit a grade: 8 bits at 4. The same without wrong records: 12 bits at 12.
    Bit 24: is decided on now. Bit 25: is wrong.
    """
    said = i32(on | i32(i32(i32(1) << limit) << 4))
    fair = i32(said * i32(1 - wrong))
    return i32(i32(said | i32(fair << 12)) | i32(i32(decided << 24) | i32(wrong << 25)))


@scalar
def lists_in(marks):
    """The lists in bits made by :func:`marks_of`; shift them by 12 to leave out wrong records."""
    return i32(marks & 15)


@scalar
def best_in(marks):
    """The best grade that all marks allow: the place of the highest of eight bits."""
    seen = i32((marks >> 4) & 255)
    places = i32(seen >= 2) + i32(seen >= 4) + i32(seen >= 8) + i32(seen >= 16)
    return i32(i32(places) + i32(seen >= 32) + i32(seen >= 64) + i32(seen >= 128))


@scalar
def is_decided_in(marks):
    """Whether a record is decided on this month."""
    return i32((marks >> 24) & 1)


@scalar
def is_tainted(marks):
    """Whether a record is wrong."""
    return i32((marks >> 25) & 1)


@lanes
def add_up(n, lane, place, renewed, value, record_marks, bad, left, files, score, taint, marks, young, gone):
    """What the records of each lane come to; the aged records are written back. ``taint``: points of wrong records."""
    for z in range(n):
        i, mark = u32(lane[z]), record_marks[z]
        put(files, lane[z], place[z], renewed[z])
        score[i] = i32(score[i] + value[z])
        taint[i] = i32(taint[i] + value[z] * is_tainted(mark))
        marks[i] = i32(marks[i] | mark)
        young[i] = i32(min(young[i], bad[z]))
        gone[i] = i32(gone[i] + left[z])


@lanes
def settle_balance(m, turn, scale, about, balance, score, taint, young, gone, deserved):
    """Points that never lapse, and points for clean time, go to the balance; ``turn`` is 1 when a clean period ends."""
    start, lowest, highest = scale[0], scale[1], scale[2]
    months, gain = scale[3], i32(scale[4] * turn)
    for i in range(m):
        old = i32(balance[i])
        kept = i32(clamped(i32(start + old + gone[i]), lowest, highest) - start)
        earned = i32(i32(gain * i32(young[i] > months)) * i32((about[i] >> 1) & 1))
        new = i32(clamped(i32(start + kept + earned), lowest, highest) - start)
        balance[i] = i16(new)
        plain = i32(score[i] + new - old)
        score[i] = clamped(plain, lowest, highest)
        deserved[i] = clamped(i32(plain - taint[i]), lowest, highest)


@lanes
def grade_lanes(m, floors, scale, sanctions, about, score, marks, status, sanctioned, wrongly, spared):
    """Grade and lists of each lane as a status (grade + 8 * lists), and whether that refuses something."""
    by_grade = u32(scale[8])
    for i in range(m):
        scored = i32((about[i] >> 1) & 1)
        grade = i32(grade_of(score[i], floors, best_in(marks[i])) * scored)
        on = i32((lists_in(marks[i]) | lists_of_grade(by_grade, grade)) * scored)
        status[i] = i32(grade | i32(on << 3))
        wrongly[i] = i32(0)
        spared[i] = i32(0)
    for i in range(m):
        sanctioned[i] = i32(sanctions[u32(status[i])] * i32((about[i] >> 1) & 1))


@scalar
def lists_of_grade(by_grade, grade):
    """Lists (4 bits) that a grade puts one on, out of eight times four bits."""
    return i32((by_grade >> u32(4 * grade)) & u32(15))


@lanes
def grade_fairly(m, floors, scale, sanctions, about, who, marks, deserved, status, sanctioned, wrongly, spared):
    """For who has a wrong record: ``wrongly`` if worse off by it, ``spared`` if sanctioned by it alone."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(is_tainted(marks[i]))
    by_grade = u32(scale[8])
    for z in range(n):
        i = u32(who[z])
        fair = i32(marks[i] >> 12)
        scored = i32((about[i] >> 1) & 1)
        grade = i32(grade_of(deserved[i], floors, best_in(fair)) * scored)
        on = i32((lists_in(fair) | lists_of_grade(by_grade, grade)) * scored)
        held = i32(sanctions[u32(grade | i32(on << 3))])
        spared[i] = i32(sanctioned[i] & i32(1 - held))
        wrongly[i] = i32(i32(i32(status[i] & 7) > grade) | i32((i32(status[i] >> 3) & ~on) != 0))
