"""Of each list and grade that one may be held by: whom it holds rightly, whom wrongly, and whom it misses.

A list or grade holds somebody wrongly if it would not without the wrong records; it misses somebody whom it would hold
by the right records alone, were there no wrong ones beside them. See ``scheme.judge.grades.without_wrong``.
"""

import numpy as np

from glasshouse.base.compiled import lanes, scalar

i32, u32, u64 = np.int32, np.uint32, np.uint64

ANY, LISTED, ON_LIST, IN_GRADE = 0, 1, 2, 6  # under sanction; on a list that refuses something; each list; each grade
ROWS = IN_GRADE + 8
RIGHTLY, WRONGLY, MISSED = range(3)
COLUMNS = 3


@scalar
def is_held(row, status, sanctions, sanctioning):
    """Whether a list, a grade that refuses something, or any of them, holds somebody of a status."""
    if row == ANY:
        return i32(sanctions[u32(status)])
    lists, grade = i32(status >> 3), i32(status & 7)
    if row == LISTED:
        return i32(i32(lists & sanctioning) != 0)
    if row < IN_GRADE:
        return i32((lists >> u32(row - ON_LIST)) & 1)
    return i32(i32(grade == i32(row - IN_GRADE)) & i32(sanctions[u32(grade)]))


@scalar
def held_how(row, status, rightful, sanctions, sanctioning):
    """RIGHTLY, WRONGLY, MISSED, or 3 if the list or grade has nothing to do with somebody.

    Of a grade: who would be in a worse one is in this one rightly, and who is in a worse one is not missed by this.
    """
    now, then = is_held(row, status, sanctions, sanctioning), is_held(row, rightful, sanctions, sanctioning)
    if row >= IN_GRADE:
        worse = i32(i32(rightful & 7) > i32(status & 7))
        then = i32(max(then, worse)) if now == 1 else i32(then & worse)
    if now == 1:
        return i32(RIGHTLY) if then == 1 else i32(WRONGLY)
    return i32(MISSED) if then == 1 else i32(COLUMNS)


@lanes
def list_held(m, cell, sanctioned, status, rightful, who):
    """Whom any list or grade holds or misses; returns how many. They are few."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        swayed = i32(status[i] != rightful[i])
        n += u64(i32(i32(i32(status[i] >= 8) | i32(sanctioned[i])) | swayed) & i32(cell[i] >= 0))
    return n


@lanes
def count_held(n, who, status, rightful, sanctions, sanctioning, held):
    """Of each list and grade: held rightly, held wrongly, missed, of the first ``n`` of ``who``."""
    for z in range(n):
        i = u32(who[z])
        for row in range(ROWS):
            how = held_how(i32(row), status[i], rightful[i], sanctions, sanctioning)
            if how < COLUMNS:
                held[u32(row * COLUMNS + how)] += 1


@lanes
def count_held_by_stratum(n, who, stratum, status, rightful, sanctions, sanctioning, held):
    """The same by stratum, at the end of a run."""
    for z in range(n):
        i = u32(who[z])
        first = stratum[i] * i32(ROWS * COLUMNS)
        for row in range(ROWS):
            how = held_how(i32(row), status[i], rightful[i], sanctions, sanctioning)
            if how < COLUMNS:
                held[u32(first + i32(row * COLUMNS + how))] += 1
