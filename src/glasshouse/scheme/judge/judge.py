"""What a scheme makes of a file: which records count, what they are worth, and what is kept beside them."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.population.people import LANES
from glasshouse.population.record import OLDEST, age_of, is_wrong, number_of
from glasshouse.population.state import place_of
from glasshouse.scheme.judge.grades import marks_of

i16, i32, i64, u32, u64 = np.int16, np.int32, np.int64, np.uint32, np.uint64
NEVER_BAD = i32(1000)  # youngest bad record of a person who has none


@scalar
def months_seen(record, points):
    """Months since its source reported a record; 0 or less while it has not."""
    return i32(age_of(record) - i32((points >> 23) & 15))


@scalar
def is_visible(record, points):
    """Whether the record is there and its source has reported it."""
    return i32(i32(record != 0) & i32(months_seen(record, points) > 0))


@scalar
def worth_of(points):
    """Points of a record, signed."""
    return i32(i16(points & 0xFFFF))


@scalar
def account_of(points):
    """The account that the points go to, 0 to 5."""
    return i32((points >> 27) & 7)


@scalar
def worth(record, points):
    """Points that a record adds now."""
    counts = i32(is_visible(record, points) & i32(age_of(record) <= i32((points >> 16) & 127)))
    return i32(worth_of(points) * counts)


@scalar
def limit_of(bonds):
    """The limit that a record's kind is counted under; 0 if all its records count."""
    return i32((bonds >> 22) & 255)


@scalar
def most_counted(bonds):
    """How many records the limit counts in each of its windows."""
    return i32((bonds >> 11) & 127)


@scalar
def windows_ago(seen, bonds, calendar):
    """How many of its limit's windows ago a record was reported: calendar months, or calendar years."""
    months = i32((bonds >> 18) & 15)
    left = i32(months - i32(1) - i32(calendar % months))  # months of the present window that are still to come
    return i32(i32(seen + left) // months)


@scalar
def turn_of(record, seen, place, rows):
    """Whichever of two records has the larger turn comes first where only so many count.

    Months since it was reported; 10 bits: the row of its kind; 1: is wrong; 5: the place, the first one first.
    """
    told = i32(i32(rows[u32(number_of(record))] << 6) | i32(is_wrong(record) << 5))
    return i32(i32(seen << 16) | i32(told | i32(i32(31) - place)))


@scalar
def comes_before(held, there, record, place, points, bonds, rows, calendar):
    """Whether a record takes a turn before another in the same window of the same limit.

    Parameters
    ----------
    held, there : int
        The one that may come first, and its place in the file.
    record, place : int
        The other.
    """
    p, b = points[u32(number_of(held))], bonds[u32(number_of(held))]
    own = bonds[u32(number_of(record))]
    if limit_of(b) != limit_of(own) or is_visible(held, p) == 0 or age_of(held) == OLDEST:
        return i32(0)
    seen, since = months_seen(held, p), months_seen(record, points[u32(number_of(record))])
    if turn_of(held, seen, there, rows) <= turn_of(record, since, place, rows):
        return i32(0)
    if seen == since:
        return i32(1)
    return i32(windows_ago(seen, own, calendar) == windows_ago(since, own, calendar))


@scalar
def counting(before, fairly, wrong, most):
    """Whether a record counts (1), and whether it does without the wrong records (2), given how many come before it."""
    return i32(i32(before < most) | i32(i32(i32(fairly < most) & i32(1 - wrong)) << 1))


@scalar
def is_listing(record, stay):
    """Whether a record puts its subject on a list now."""
    return i32(i32(age_of(record) > i32(stay & 31)) & i32(age_of(record) <= i32((stay >> 5) & 127)))


@scalar
def best_allowed(record, points, bonds):
    """The best grade that a record allows now, if it counts; 0 allows all."""
    counts = i32(is_visible(record, points) & i32(age_of(record) <= i32((bonds >> 3) & 127)))
    return i32(i32(bonds & 7) * counts)


@scalar
def lapsing(record, points, bonds):
    """Points that a record leaves to the balance now: those for ever, a month after they last counted."""
    over = i32(i32(age_of(record) == i32(i32((points >> 16) & 127) + i32(1))) & i32(record != 0))
    return i32(worth_of(points) * i32(over & i32((bonds >> 10) & 1)))


@scalar
def months_since_bad(record, points):
    """Months since a record that takes points away was reported, or NEVER_BAD."""
    bad = i32(is_visible(record, points) & i32(worth_of(points) < 0))
    return i32(NEVER_BAD + bad * i32(months_seen(record, points) - NEVER_BAD))


@scalar
def clamped(score, lowest, highest):
    """A score on its scale."""
    return i32(min(max(score, lowest), highest))


@lanes
def pick_members(m, turn, mask, scored):
    """Who is a subject of the scheme; returns how many."""
    n = i32(0)
    for i in range(m):
        one = i32((mask[i] >> turn) & 1)
        scored[i] = one
        n += one
    return i64(n)


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
def count_all(n, record, counts):
    """Every record counts, and every right one without the wrong ones; see :func:`counting`."""
    for z in range(n):
        counts[z] = counting(i32(0), i32(0), is_wrong(record[z]), i32(1))


@scalar
def bit_of(limit):
    """One of sixteen bits for a limit; records of two limits with one bit are looked at for nothing."""
    return i32(i32(1) << i32(limit & 15))


@lanes
def count_within_limits(
    m, n, slots, calendar, lane, place, record, files, points, bonds, rows, twice, which, counts
):  # fmt: skip
    """Which of the records count that a limit is set to: so many of one window, the first that were reported.

    One that no other record of its file can come before counts; ``twice`` has a bit for each limit of a lane's records,
    and 16 bits higher one for those that several come under.
    """
    for i in range(m):
        twice[i] = i32(0)
    limited = u64(0)
    for z in range(n):
        which[limited] = i32(z)
        limited += u64(limit_of(bonds[u32(number_of(record[z]))]) != 0)
    for y in range(limited):
        z = u32(which[y])
        bit, i = bit_of(limit_of(bonds[u32(number_of(record[z]))])), u32(lane[z])
        twice[i] = i32(twice[i] | i32(bit | i32(i32(twice[i] & bit) << 16)))
    for y in range(limited):
        z = u32(which[y])
        bit = bit_of(limit_of(bonds[u32(number_of(record[z]))]))
        if i32(i32(twice[u32(lane[z])] >> 16) & bit) == 0:
            continue
        before, fairly = i32(0), i32(0)
        for slot in range(slots):
            held = place_of(files, lane[z], i32(slot))
            first = comes_before(held, i32(slot), record[z], place[z], points, bonds, rows, calendar)
            before = i32(before + first)
            fairly = i32(fairly + first * i32(1 - is_wrong(held)))
        most = most_counted(bonds[u32(number_of(record[z]))])
        counts[z] = counting(before, fairly, is_wrong(record[z]), most)


@lanes
def value_records(n, ages, record, counts, points, bonds, value, tainted, into, marks, bad, left, begins):
    """What each record means to the scheme now; see :func:`marks_of` for ``marks``, :func:`counting` for ``counts``."""
    for z in range(n):
        now = record[z]
        number = u32(number_of(now))
        p = points[number]
        b = bonds[number]
        counted, fairly = i32(counts[z] & 1), i32(counts[z] >> 1)
        best = best_allowed(now, p, b)
        value[z] = i32(worth(now, p) * counted)
        tainted[z] = i32(worth(now, p) * i32(counted - fairly))
        into[z] = i32(account_of(p) << 9)
        marks[z] = marks_of(i32(0), i32(best * counted), i32(0), i32(best * fairly), is_wrong(now))
        bad[z] = i32(NEVER_BAD + counted * i32(months_since_bad(now, p) - NEVER_BAD))
        left[z] = i32(lapsing(now, p, b) * i32(ages * counted))
        begins[z] = i32(i32(i32(months_seen(now, p) == 1) & counted) & i32(now != 0))


@lanes
def list_by_record(n, which, record, stays, marks):
    """The records that put their subject on one of the lists."""
    first = i32(which << 8)
    for z in range(n):
        now = record[z]
        on = i32(is_listing(now, stays[u32(first + number_of(now))]) << which)
        marks[z] = i32(marks[z] | i32(on | i32(i32(on * i32(1 - is_wrong(now))) << 12)))


@lanes
def sum_records(n, lane, value, tainted, into, record_marks, bad, left, score, taint, marks, young, gone):
    """What the records of each lane come to. ``taint``: points that are there by wrong records, by account."""
    for z in range(n):
        i, mark = u32(lane[z]), record_marks[z]
        at = u32(lane[z] + into[z])
        score[at] = i32(score[at] + value[z])
        taint[at] = i32(taint[at] + tainted[z])
        marks[i] = i32(marks[i] | mark)
        young[i] = i32(min(young[i], bad[z]))
        gone[i] = i32(gone[i] + left[z])


@lanes
def hear(m, slot, mask, relation, worth_of_it, into, also, statuses, drag, score, taint, marks):
    """What being on a list of another scheme does: points, and lists and the best grade that follow.

    What follows from a list that would not hold without wrong records does so by wrong records too. Of a linked subject
    that is not known, and its lists are taken to be right.
    """
    lists, best = i32(also & 15), i32(also >> 4)
    said, fair = marks_of(lists, best, i32(0), i32(0), i32(0)), marks_of(i32(0), i32(0), lists, best, i32(0))
    swayed = marks_of(i32(0), i32(0), i32(0), i32(0), i32(1))
    shift, block, first = u32(4 * slot), u64(slot * LANES), u64(into * LANES)
    for i in range(m):
        own = i32((statuses[u64(block + u64(i))] >> 3) & mask)
        tied = i32(i32(drag[i] >> shift) & mask)
        would = i32((statuses[u64(block + u64(i))] >> 11) & mask)
        on = i32(i32(own * i32(1 - relation) + tied * relation) != 0)
        rightly = i32(i32(would * i32(1 - relation) + tied * relation) != 0)
        at = u64(first + u64(i))
        score[at] = i32(score[at] + on * worth_of_it)
        taint[at] = i32(taint[at] + i32(on - rightly) * worth_of_it)
        marks[i] = i32(i32(marks[i] | i32(said * on)) | i32(i32(fair * rightly) | i32(swayed * i32(on ^ rightly))))


@lanes
def settle_balance(
    m, turn, start, lowest, highest, months, points, scored, balance, score, taint, young, gone, deserved
):  # fmt: skip
    """Points that never lapse, and ``points`` for clean time, go to the balance.

    ``turn`` is 1 when a period of so many clean ``months`` ends.
    """
    gain = i32(points * turn)
    for i in range(m):
        old = i32(balance[i])
        kept = i32(clamped(i32(start + old + gone[i]), lowest, highest) - start)
        earned = i32(i32(gain * i32(young[i] > months)) * scored[i])
        new = i32(clamped(i32(start + kept + earned), lowest, highest) - start)
        balance[i] = i16(new)
        plain = i32(score[i] + new - old)
        score[i] = clamped(plain, lowest, highest)
        deserved[i] = clamped(i32(plain - taint[i]), lowest, highest)
