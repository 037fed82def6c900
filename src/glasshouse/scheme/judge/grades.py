"""Grades and lists of a file; and what they would be without the wrong records."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar

i32, u32, u64 = np.int32, np.uint32, np.uint64


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


@scalar
def without_wrong(status, fresh, fair):
    """The status that would hold without wrong records, given the one that holds now.

    A grade or list gives way only if wrong records sway it today: if an assessment of the whole file would give it
    (``fresh``) and one of the right records alone would not (``fair``), or the other way round. So a grade that an
    earlier assessment gave, and that the file would no longer bring, is not put down to the wrong records of now.
    """
    on, put, right = i32(status >> 3), i32(fresh >> 3), i32(fair >> 3)
    stays = i32(on & i32(right | ~put))
    comes = i32(i32(right & ~put) & ~on)
    grade, now, then = i32(status & 7), i32(fresh & 7), i32(fair & 7)
    worse = i32(i32(now >= grade) & i32(then < grade))
    better = i32(i32(now <= grade) & i32(then > grade))
    swayed = i32(worse | better)
    return i32(i32(i32(then * swayed) + i32(grade * i32(1 - swayed))) | i32(i32(i32(stays | comes) & i32(15)) << 3))


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
def grade_lanes(
    m, holds, floors, by_grade, sanctions, scored, last, score, marks, fresh, status, rightful, sanctioned, wrongly
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
        rightful[i] = i32(grade | i32(on << 3))
        wrongly[i] = i32(0)
    for i in range(m):
        sanctioned[i] = i32(sanctions[u32(status[i])] * scored[i])


@lanes
def grade_without_wrong(
    m, floors, by_grade, sanctions, scored, who, marks, deserved, fresh, status, rightful, sanctioned, wrongly
):
    """For who has a wrong record: the status without it, and ``wrongly`` if it alone brings the sanction."""
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
        would = without_wrong(status[i], i32(fresh[i] | i32(put << 3)), i32(grade | i32(on << 3)))
        rightful[i] = i32(would * scored[i])
        wrongly[i] = i32(sanctioned[i] & i32(1 - i32(sanctions[u32(rightful[i])])))
