"""One scheme judges everybody in a neighbourhood: score, grade and lists, with and without wrong records."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.population.state import RECORDS_PER_WORD, keep_standing, take_standing
from glasshouse.population.ties import average_friends, leave_scores
from glasshouse.scheme.compile.tables import (
    ALSO,
    CLEAN_TURNS,
    HEARS,
    HOLDS,
    INTO,
    LISTS,
    LIVED,
    MASK,
    RELATION,
    SLOT,
    WORTH,
)
from glasshouse.scheme.forms.grounds.registry import STATE
from glasshouse.scheme.judge.accounts import open_accounts, sum_accounts
from glasshouse.scheme.judge.grades import grade_lanes, grade_without_wrong, limit_grades, list_by_state
from glasshouse.scheme.judge.joint import add_to_joint, raise_inspection
from glasshouse.scheme.judge.judge import (
    count_all,
    count_within_limits,
    hear,
    list_by_record,
    pick_members,
    settle_balance,
    start_judging,
    sum_records,
    value_records,
)

i32 = np.int32
DEBT = STATE["debt"]


@room
def is_judged(here, size, desk, sc, turn, ties):
    """Whether anybody here is a subject of the scheme; if not, friends hear of nobody any more."""
    p = desk.lanes[0]
    if pick_members(here.m, turn, p.mask, p.scored) == 0:
        publish_scores(here, size, desk, sc, ties)
        return False
    return True


@room
def score_files(here, size, desk, sc, clock, held, chance, state, ties):
    """The score of each subject: records, lists of others, friends, savings, work and debt."""
    p = desk.lanes[0]
    weigh(here, size, desk, sc, held)
    for heard in range(sc.hearings):
        row = HEARS * heard
        hear(
            here.m, sc.heard[row + SLOT], sc.heard[row + MASK], sc.heard[row + RELATION], sc.heard[row + WORTH],
            sc.heard[row + INTO], sc.heard[row + ALSO], p.statuses, p.drag, p.score, p.taint, p.marks,
        )  # fmt: skip
    if sc.friends > 0:
        average_friends(
            here.m, sc.friends - 1, size.places, size.first_block, here.block, size.people, chance.low,
            chance.high, state.echo, sc.lowest, sc.highest - sc.lowest, p.whole, p.friends,
            p.knows,
        )  # fmt: skip
    if sc.parts > 0:
        sum_accounts(
            here.m, sc.parts, sc.foot, clock[LIVED], sc.accounts, sc.feeds, p.money, p.job, p.debt,
            p.friends, p.knows, p.balance, p.score, p.taint, p.whole, p.fair, p.lives,
        )  # fmt: skip


@room
def weigh(here, size, desk, sc, held):
    """What the records of each file come to, as points and otherwise."""
    p, r = desk.lanes[0], desk.records[0]
    if sc.limited != 0:
        count_within_limits(
            here.m, held, size.words * RECORDS_PER_WORD, here.calendar, r.lane, r.place, r.record, desk.files,
            sc.points, sc.bonds, sc.rows, p.young, r.which, r.counts,
        )  # fmt: skip
    start_judging(here.m, sc.start, p.balance, p.score, p.taint, p.marks, p.young, p.gone)
    if sc.parts > 0:
        open_accounts(here.m, sc.parts, p.stratum, sc.accounts, sc.opens, p.score, p.taint)
    value_records(
        held, here.ages, r.record, r.counts, sc.points, sc.bonds, r.value, r.tainted, r.into, r.marks, r.bad, r.left,
        r.begins,
    )  # fmt: skip
    if sc.limited != 0:
        count_all(held, r.record, r.counts)  # for the next scheme
    for which in range(LISTS):
        if (sc.by_record >> which) & 1:
            list_by_record(held, i32(which), r.record, sc.stays, r.marks)
    sum_records(
        held, r.lane, r.value, r.tainted, r.into, r.marks, r.bad, r.left, p.score, p.taint, p.marks, p.young, p.gone
    )


@room
def grade_subjects(here, desk, sc, clock):
    """The grade and the lists of each subject, and what they would be without wrong records."""
    p = desk.lanes[0]
    if sc.limits != 0:
        limit_grades(here.m, p.stratum, sc.best, p.marks)
    if sc.by_state[DEBT] != 0:
        list_by_state(here.m, p.debt, sc.by_state[DEBT], p.marks)
    settle_balance(
        here.m, i32(clock[CLEAN_TURNS]), sc.start, sc.lowest, sc.highest, sc.clean_months, sc.clean_points, p.scored,
        p.balance, p.score, p.taint, p.young, p.gone, p.deserved,
    )  # fmt: skip
    grade_lanes(
        here.m, i32(clock[HOLDS]), sc.floors, sc.by_grade, sc.sanctions, p.scored, p.grade, p.score, p.marks, p.fresh,
        p.status, p.rightful, p.sanctioned, p.wrongly,
    )  # fmt: skip
    grade_without_wrong(
        here.m, sc.floors, sc.by_grade, sc.sanctions, p.scored, p.who, p.marks, p.deserved, p.fresh, p.status,
        p.rightful, p.sanctioned, p.wrongly,
    )  # fmt: skip


@room
def publish_scores(here, size, desk, sc, ties):
    """Leave the scores of this month for friends to read in the next, if friends' scores count."""
    if sc.friends > 0:
        p = desk.lanes[0]
        leave_scores(here.m, sc.friends - 1, size.places, here.at, p.score, p.scored, ties.echo)


@room
def load_standing(here, desk, turn):
    """How everybody stood under the scheme a month ago."""
    p = desk.lanes[0]
    take_standing(here.m, turn, p.standing, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in)


@room
def store_standing(here, desk, turn):
    """How everybody stands under the scheme now; who is no subject of it stands as before."""
    p = desk.lanes[0]
    keep_standing(here.m, turn, p.scored, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in, p.standing)


@room
def join(here, desk, sc, turn):
    """What the scheme adds to what follows from all schemes together."""
    p = desk.lanes[0]
    add_to_joint(
        here.m, turn, p.status, p.rightful, p.sanctioned, p.spell, p.scored, sc.barred_from, p.statuses, p.spells,
        p.held, p.barred,
    )  # fmt: skip
    if sc.inspects != 0:
        raise_inspection(here.m, p.status, p.scored, sc.inspected, p.inspection)
