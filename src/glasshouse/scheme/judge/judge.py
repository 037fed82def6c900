"""What a scheme makes of a file: score, grade, lists; and what it would make of it without the wrong records."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import OLDEST, age_of, is_settled, is_wrong, kind_of
from glasshouse.population.state import place_of
from glasshouse.scheme.forms.inputs.registry import FEEDS, PLACE
from glasshouse.scheme.forms.inputs.scalars import by_amount, in_points

f32, i16, i32, i64, u8, u32, u64 = np.float32, np.int16, np.int32, np.int64, np.uint8, np.uint32, np.uint64
NEVER_BAD = i32(1000)  # youngest bad record of a person who has none
SAVINGS, MONTHS, FRIENDS, WORK, DEBT = (PLACE[key] for key in ("savings", "months", "friends", "work", "debt"))
HALF = i32(512)  # of the UNITS that a point of the score has


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
    return i32((bonds >> 22) & 127)


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
def turn_of(record, seen, place):
    """Whichever of two records has the larger number comes first where only so many count."""
    told = i32(i32(kind_of(record) << 4) | i32(is_wrong(record) << 3))
    return i32(i32(seen << 11) | i32(told | i32(i32(7) - place)))


@scalar
def comes_before(held, there, record, place, points, bonds, calendar):
    """Whether a record takes a turn before another in the same window of the same limit.

    Parameters
    ----------
    held, there : int
        The one that may come first, and its place in the file.
    record, place : int
        The other.
    """
    p, b = points[u32(kind_of(held))], bonds[u32(kind_of(held))]
    own = bonds[u32(kind_of(record))]
    if limit_of(b) != limit_of(own) or is_visible(held, p) == 0 or age_of(held) == OLDEST:
        return i32(0)
    seen, since = months_seen(held, p), months_seen(record, points[u32(kind_of(record))])
    if turn_of(held, seen, there) <= turn_of(record, since, place):
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
    """Whether a record puts its subject on a list now; a settled one does not where settling ends it."""
    counts = i32(i32(age_of(record) > i32(stay & 31)) & i32(age_of(record) <= i32((stay >> 5) & 127)))
    ended = i32(i32((stay >> 12) & 1) & is_settled(record))
    return i32(counts & i32(1 - ended))


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


@scalar
def grade_of(score, floors, best):
    """Index of the grade (0 best) of a score, given the lowest score of each grade and the best grade allowed."""
    grade = i32(score < floors[0]) + i32(score < floors[1]) + i32(score < floors[2]) + i32(score < floors[3])
    grade = i32(grade) + i32(score < floors[4]) + i32(score < floors[5]) + i32(score < floors[6])
    return i32(max(i32(grade), best))


@scalar
def marks_of(on, limit, fair_on, fair_limit, wrong):
    """What a record does besides its points, as bits that add up by OR.

    Lists: 4 bits. Best grade allowed, one bit a grade: 8 bits at 4. The same without wrong records: 12 bits at 12.
    Bit 25: is wrong.
    """
    said = i32(on | i32(i32(i32(1) << limit) << 4))
    fair = i32(fair_on | i32(i32(i32(1) << fair_limit) << 4))
    return i32(i32(said | i32(fair << 12)) | i32(wrong << 25))


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
def is_tainted(marks):
    """Whether a record is wrong."""
    return i32((marks >> 25) & 1)


@scalar
def lists_of_grade(by_grade, grade):
    """Lists (4 bits) that a grade (or a stage of debt) puts one on, out of eight times four bits."""
    return i32((by_grade >> u32(4 * grade)) & u32(15))


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
def open_accounts(m, parts, stratum, accounts, base, score, taint):
    """What the accounts begin with, by stratum where traits matter: account ``a`` of lane i at ``a * 512 + i``."""
    for part in range(parts):
        begins, first = base[part * STRATA], part * LANES
        for i in range(m):
            score[first + i] = begins
            taint[first + i] = i32(0)
        if accounts[4 * part + 3] & 2:
            row = i32(part * STRATA)
            for i in range(m):
                score[first + i] = base[u32(row + stratum[i])]


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
    m, n, slots, calendar, lane, place, record, files, points, bonds, twice, which, counts
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
        limited += u64(limit_of(bonds[u32(kind_of(record[z]))]) != 0)
    for y in range(limited):
        z = u32(which[y])
        bit, i = bit_of(limit_of(bonds[u32(kind_of(record[z]))])), u32(lane[z])
        twice[i] = i32(twice[i] | i32(bit | i32(i32(twice[i] & bit) << 16)))
    for y in range(limited):
        z = u32(which[y])
        bit = bit_of(limit_of(bonds[u32(kind_of(record[z]))]))
        if i32(i32(twice[u32(lane[z])] >> 16) & bit) == 0:
            continue
        before, fairly = i32(0), i32(0)
        for slot in range(slots):
            held = place_of(files, lane[z], i32(slot))
            first = comes_before(held, i32(slot), record[z], place[z], points, bonds, calendar)
            before = i32(before + first)
            fairly = i32(fairly + first * i32(1 - is_wrong(held)))
        most = most_counted(bonds[u32(kind_of(record[z]))])
        counts[z] = counting(before, fairly, is_wrong(record[z]), most)


@lanes
def value_records(n, ages, record, counts, points, bonds, value, tainted, into, marks, bad, left, begins):
    """What each record means to the scheme now; see :func:`marks_of` for ``marks``, :func:`counting` for ``counts``."""
    for z in range(n):
        now = record[z]
        kind = u32(kind_of(now))
        p = points[kind]
        b = bonds[kind]
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
    first = i32(which << 7)
    for z in range(n):
        now = record[z]
        on = i32(is_listing(now, stays[u32(first + kind_of(now))]) << which)
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
def hear(m, slot, mask, relation, worth_of_it, into, also, statuses, drag, score, marks):
    """What being on a list of another scheme does: points, and lists and the best grade that follow."""
    lists, best = i32(also & 15), i32(also >> 4)
    said = marks_of(lists, best, lists, best, i32(0))
    shift, block, first = u32(4 * slot), u64(slot * LANES), u64(into * LANES)
    for i in range(m):
        own = i32((statuses[u64(block + u64(i))] >> 3) & mask)
        tied = i32(i32(drag[i] >> shift) & mask)
        on = i32(i32(own * i32(1 - relation) + tied * relation) != 0)
        at = u64(first + u64(i))
        score[at] = i32(score[at] + on * worth_of_it)
        marks[i] = i32(marks[i] | i32(said * on))


@lanes
def sum_accounts(
    m, parts, foot, months, accounts, feeds, money, job, debt, friends, knows, balance, score, taint, whole, fair,
    lives
):  # fmt: skip
    """The parts of each lane's score within their ends, added to ``foot``; ``score`` and ``taint`` become one sum."""
    for i in range(m):
        whole[i] = HALF
        fair[i] = HALF
    for part in range(parts):
        low, high, units = accounts[4 * part], accounts[4 * part + 1], accounts[4 * part + 2]
        at, first = i32(FEEDS * part), part * LANES
        saves, most_saved = feeds[at + SAVINGS], feeds[at + SAVINGS + 1]
        likes, most_liked = feeds[at + FRIENDS], feeds[at + FRIENDS + 1]
        grown = by_amount(feeds[at + MONTHS], f32(months), feeds[at + MONTHS + 1])
        for i in range(m):
            lives[i] = f32(0)
        if accounts[4 * part + 3] & 1:
            for i in range(m):
                lives[i] = f32(feeds[u32(i32(at + i32(WORK)) + job[i])] + feeds[u32(i32(at + i32(DEBT)) + debt[i])])
        for i in range(m):
            liked = f32(by_amount(likes, friends[i], most_liked) * f32(knows[i]))
            fed = f32(f32(f32(by_amount(saves, money[i], most_saved) + grown) + liked) + lives[i])
            held = i32(score[first + i] + in_points(fed))
            whole[i] = i32(whole[i] + clamped(held, low, high) * units)
            fair[i] = i32(fair[i] + clamped(i32(held - taint[first + i]), low, high) * units)
    for i in range(m):
        score[i] = i32(i32(foot + i32(whole[i] >> 10)) + i32(balance[i]))
        taint[i] = i32(i32(whole[i] >> 10) - i32(fair[i] >> 10))


@lanes
def limit_grades(m, stratum, best, marks):
    """The best grade that a stratum may hold, with and without wrong records."""
    for i in range(m):
        most = i32(best[u32(stratum[i])])
        said = marks_of(i32(0), most, i32(0), most, i32(0))
        marks[i] = i32(marks[i] | said)


@lanes
def list_by_state(m, state, by_state, marks):
    """The lists that a state of somebody's life puts one on, such as a stage of debt."""
    for i in range(m):
        on = lists_of_grade(u32(by_state), state[i])
        marks[i] = i32(marks[i] | i32(on | i32(on << 12)))


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


@lanes
def grade_lanes(
    m, holds, floors, by_grade, sanctions, scored, last, score, marks, fresh, status, sanctioned, wrongly, spared
):
    """Grade and lists of each lane as a status (grade + 8 * lists), and whether that refuses something.

    ``holds`` is 1 in months without an assessment: the grade ``last`` given then stands, ``fresh`` is what it would be.
    """
    listed = u32(by_grade)
    for i in range(m):
        fresh[i] = i32(grade_of(score[i], floors, best_in(marks[i])) * scored[i])
        grade = i32(fresh[i] * i32(1 - holds) + i32(last[i] * holds) * scored[i])
        on = i32((lists_in(marks[i]) | lists_of_grade(listed, grade)) * scored[i])
        status[i] = i32(grade | i32(on << 3))
        wrongly[i] = i32(0)
        spared[i] = i32(0)
    for i in range(m):
        sanctioned[i] = i32(sanctions[u32(status[i])] * scored[i])


@lanes
def grade_without_wrong(
    m, floors, by_grade, sanctions, scored, who, marks, deserved, fresh, status, sanctioned, wrongly, spared
):
    """For who has a wrong record: ``wrongly`` if worse off by it, ``spared`` if sanctioned by it alone."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(is_tainted(marks[i]))
    listed = u32(by_grade)
    for z in range(n):
        i = u32(who[z])
        fair = i32(marks[i] >> 12)
        grade = i32(grade_of(deserved[i], floors, best_in(fair)) * scored[i])
        on = i32((lists_in(fair) | lists_of_grade(listed, grade)) * scored[i])
        put = i32((lists_in(marks[i]) | lists_of_grade(listed, fresh[i])) * scored[i])
        held = i32(sanctions[u32(grade | i32(on << 3))])
        now = i32(sanctions[u32(fresh[i] | i32(put << 3))])
        spared[i] = i32(i32(sanctioned[i] & i32(1 - held)) & now)
        wrongly[i] = i32(i32(fresh[i] > grade) | i32((put & ~on) != 0))


@lanes
def add_to_joint(m, turn, status, sanctioned, spell, scored, barred_from, statuses, spells, held, barred):
    """What the scheme adds to what follows from all schemes: sanctions, and what one is barred from."""
    for i in range(m):
        statuses[u64(turn * LANES) + u64(i)] = i32(status[i] | i32(scored[i] << 7))
        spells[u64(turn * LANES) + u64(i)] = spell[i]
        held[i] = i32(held[i] | sanctioned[i])
    for i in range(m):
        barred[i] = i32(barred[i] | i32(barred_from[u32(status[i])] * scored[i]))


@lanes
def raise_inspection(m, status, scored, inspected, inspection):
    """How many times as much is recorded of each lane, by the scheme that looks closest."""
    for i in range(m):
        looks = inspected[u32(status[i])] if scored[i] != 0 else f32(1)
        inspection[i] = f32(max(inspection[i], looks))


@lanes
def reset_joint(m, schemes, drag, held, barred, inspection, statuses, spells):
    """What follows where no scheme has spoken yet: nothing, but that who works in a listed firm may lose the work."""
    for i in range(m):
        held[i] = i32(0)
        barred[i] = i32(drag[i] >> u32(31))
        inspection[i] = f32(1)
    for turn in range(schemes):
        for i in range(m):
            statuses[u64(turn * LANES) + u64(i)] = i32(0)
            spells[u64(turn * LANES) + u64(i)] = i32(0)
