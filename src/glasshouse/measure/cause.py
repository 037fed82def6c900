"""What brought each list and grade that holds somebody at the end: one cause for each, so that causes add up.

A list is put down to the oldest record that puts one on it; else to the state of one's life that does, such as a stage
of debt; else to the list of another scheme that it goes by; else to the grade. A grade is put down to the kind of
record that costs most points, if the points alone bring it; else to what allows no better one.
"""

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import lanes, scalar
from glasshouse.measure.wrongful import IN_GRADE, ON_LIST, ROWS, WRONGLY, held_how
from glasshouse.population.people import LANES
from glasshouse.population.record import NUMBERS, age_of, number_of
from glasshouse.scheme.compile.tables import ALSO, HEARS, MASK, RELATION, SLOT, WORTH
from glasshouse.scheme.forms.grounds.registry import STATE
from glasshouse.scheme.judge.grades import best_in, grade_of, lists_in, lists_of_grade

i32, i64, u32, u64 = np.int32, np.int64, np.uint32, np.uint64
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
DEBT = STATE["debt"]

# Beside the numbers of records on file, which are 1 to 255: what else may bring a list or grade.
NO_RECORD = 0  # what feeds a score besides records
OF_STATE = NUMBERS  # a state of one's life, such as a stage of debt
OF_LIST = OF_STATE + 1  # a list of another scheme
OF_TRAIT = OF_LIST + 1  # a grade that is the best for people of some traits
EARLIER = OF_TRAIT + 1  # a grade that an assessment gave before, and the file would not bring today
CAUSES = EARLIER + 1

BESIDE = (NO_RECORD, OF_STATE, OF_LIST, OF_TRAIT, EARLIER)
"""What is no record, in the order of the first columns of ``Tallies.causes``; the kinds of record follow by row."""


def by_kind(causes: I64, rows: I32, kinds: int) -> I64:
    """[ROWS, BESIDE + kinds, 2] Causes by the rows of kinds, out of causes [ROWS, CAUSES, 2] by number on file.

    ``rows`` [256] is the row of the kind that each number stands for.
    """
    found = np.zeros((len(causes), len(BESIDE) + kinds, 2), np.int64)
    found[:, : len(BESIDE)] = causes[:, BESIDE]
    for number in range(1, NUMBERS):
        found[:, len(BESIDE) + rows[number]] += causes[:, number]
    return found


@scalar
def is_heard(row, heard, statuses, drag, i):
    """Whether the list of another scheme that a row of ``heard`` goes by holds a lane, or a subject linked to it."""
    slot, mask = heard[u32(row + SLOT)], heard[u32(row + MASK)]
    own = i32((statuses[u64(i64(slot) * LANES) + u64(i)] >> 3) & mask)
    tied = i32(i32(drag[i] >> u32(4 * slot)) & mask)
    return i32(tied != 0) if heard[u32(row + RELATION)] == 1 else i32(own != 0)


@lanes
def link_records(m, n, lane, first, after):
    """The records of each lane as a chain: ``first`` of a lane, and the one ``after`` each; 1 + its number, or 0."""
    for i in range(m):
        first[i] = i32(0)
    for z in range(n):
        at = u32(n - 1 - z)
        after[at] = first[u32(lane[at])]
        first[u32(lane[at])] = i32(at + 1)


@scalar
def oldest_listing(bit, begin, after, record, marks):
    """The number of the oldest record of a chain that puts its lane on a list; 0 if none does."""
    found, oldest, next_one = i32(0), i32(-1), begin
    while next_one > 0:
        z = u32(next_one - 1)
        if i32((lists_in(marks[z]) >> bit) & 1) == 1 and age_of(record[z]) > oldest:
            found, oldest = number_of(record[z]), age_of(record[z])
        next_one = after[z]
    return found


@scalar
def cost_of(row, begin, after, record, value, into, rows, parts, accounts):
    """What the records of a kind cost a lane, in points of the score; of several accounts in UNITS of them."""
    cost, next_one = i32(0), begin
    while next_one > 0:
        z = u32(next_one - 1)
        if rows[u32(number_of(record[z]))] == row:
            weight = accounts[u32(i32(i32(into[z] >> 9) * 4) + i32(2))] if parts > 0 else i32(1)
            cost = i32(cost - i32(value[z] * weight))
        next_one = after[z]
    return cost


@scalar
def costliest(begin, after, record, value, into, rows, parts, accounts):
    """The number of a record of the kind that costs a lane most points; 0 if none costs any."""
    found, most, next_one = i32(0), i32(0), begin
    while next_one > 0:
        z = u32(next_one - 1)
        if value[z] < 0:
            row = rows[u32(number_of(record[z]))]
            cost = cost_of(row, begin, after, record, value, into, rows, parts, accounts)
            if cost > most:
                found, most = number_of(record[z]), cost
        next_one = after[z]
    return found


@scalar
def limiting(grade, begin, after, record, marks):
    """The number of the first record of a chain that allows no better grade than this; 0 if none does."""
    found, next_one = i32(0), begin
    while next_one > 0 and found == 0:
        z = u32(next_one - 1)
        found = number_of(record[z]) if best_in(marks[z]) == grade else i32(0)
        next_one = after[z]
    return found


@scalar
def cause_of_list(bit, i, begin, after, record, marks, by_state, debt, hearings, heard, statuses, drag):
    """What puts a lane on a list; -1 if its grade does."""
    found = oldest_listing(bit, begin, after, record, marks)
    if found != 0:
        return found
    if i32((lists_of_grade(u32(by_state[DEBT]), debt[i]) >> bit) & 1) == 1:
        return i32(OF_STATE)
    for one in range(hearings):
        row = i32(HEARS * one)
        if i32((heard[u32(row + ALSO)] >> bit) & 1) == 1 and is_heard(row, heard, statuses, drag, i) == 1:
            return i32(OF_LIST)
    return i32(-1)


@scalar
def cause_of_grade(
    grade, i, begin, after, record, value, into, marks, score, fresh, floors, rows, parts, accounts, best, stratum,
    hearings, heard, statuses, drag,
):  # fmt: skip
    """What brings a lane its grade."""
    if fresh[i] < grade:
        return i32(EARLIER)
    if grade_of(score[i], floors, i32(0)) < grade:
        found = limiting(grade, begin, after, record, marks)
        if found != 0:
            return found
        for one in range(hearings):
            row = i32(HEARS * one)
            if i32(heard[u32(row + ALSO)] >> 4) == grade and is_heard(row, heard, statuses, drag, i) == 1:
                return i32(OF_LIST)
        return i32(OF_TRAIT) if i32(best[u32(stratum[i])]) >= grade else i32(NO_RECORD)
    found, worst = costliest(begin, after, record, value, into, rows, parts, accounts), i32(0)
    for one in range(hearings if found == 0 else 0):
        row = i32(HEARS * one)
        if heard[u32(row + WORTH)] < worst and is_heard(row, heard, statuses, drag, i) == 1:
            found, worst = i32(OF_LIST), heard[u32(row + WORTH)]
    return found


@lanes
def count_causes(
    few, who, stratum, status, rightful, score, fresh, debt, statuses, drag, first, after, record, value, into, marks,
    sc, causes,
):  # fmt: skip
    """What brought each list and grade to the first ``few`` of ``who``, and how many of them it holds wrongly.

    Parameters
    ----------
    first, after : int32 arrays
        The records of each lane, see :func:`link_records`; of each its ``record``, and what the scheme ``sc`` makes of
        it.
    causes : int64 array [ROWS*CAUSES*2]
        By list or grade, and cause: all, and of them wrongly.
    """
    for y in range(few):
        i = u32(who[y])
        by_grade = cause_of_grade(
            i32(status[i] & 7), i, first[i], after, record, value, into, marks, score, fresh, sc.floors, sc.rows,
            sc.parts, sc.accounts, sc.best, stratum, sc.hearings, sc.heard, statuses, drag,
        )  # fmt: skip
        for row in range(ON_LIST, ROWS):
            how = held_how(i32(row), status[i], rightful[i], sc.sanctions, sc.sanctioning)
            if how > WRONGLY:
                continue
            cause = i32(-1)
            if row < IN_GRADE:
                cause = cause_of_list(
                    u32(row - ON_LIST), i, first[i], after, record, marks, sc.by_state, debt, sc.hearings, sc.heard,
                    statuses, drag,
                )  # fmt: skip
            cause = by_grade if cause < 0 else cause
            at = u32(i32(i32(row * CAUSES) + cause) * 2)
            causes[at] += 1
            causes[u32(at + u32(1))] += how
