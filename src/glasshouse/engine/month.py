"""One month of a neighbourhood, as a list of steps in the order in which things happen."""

import numpy as np

from glasshouse.base.compiled import chunk, room
from glasshouse.consequence.effects import answer_all, record_conducts
from glasshouse.engine.context import Here
from glasshouse.engine.scratch import MOST_EVENTS
from glasshouse.life.livelihood import update_livelihood
from glasshouse.life.occasions import add_dues, draw_occasions, move_debts, trace
from glasshouse.measure.standing import copy_lives, copy_nobody, copy_standing, count_standing
from glasshouse.observe.recording import age_files
from glasshouse.parts.learning.learn import learn_from_records
from glasshouse.population.neighbourhood import load_neighbourhood, store_neighbourhood
from glasshouse.population.people import LANES
from glasshouse.population.ties import publish
from glasshouse.remedy.appeals import decide_appeals
from glasshouse.scheme.compile.tables import ACTS, ORDER
from glasshouse.scheme.judge.joint import reset_joint
from glasshouse.scheme.judge.judge import count_all
from glasshouse.scheme.judge.judgement import (
    grade_subjects,
    is_judged,
    join,
    load_standing,
    publish_scores,
    score_files,
    store_standing,
)

i32, u32 = np.int32, np.uint32

# Entries of the clock: what kind of month it is.
MONTH, AGES, LIVES, CALENDAR = range(4)


@chunk
def simulate_month(
    begin, end, clock, clocks, size, town, chance, rules, parts, state, ties, panel, traced, tallies, desk
):
    """One month of the neighbourhoods ``begin`` to ``end`` of the state, counted in ``tallies``.

    Parameters
    ----------
    clock, clocks : int64 arrays [4], [K, 9]
        What kind of month it is, see the constants above; and for each scheme, see ``world.Ready.clocks``.
    size, town, chance, rules, ties, panel, traced, desk : named tuples
        See ``glasshouse.engine.context``.
    parts : Tables
        Of the parts of the model that are on; see ``glasshouse.parts``.
    state, tallies : State, Counters
        Read and written. Different calls on disjoint neighbourhoods with their own ``tallies`` and ``desk`` may run at
        once.
    """
    for block in range(begin, end):
        here = find(block, clock, size, town, panel)
        file, remedy = rules.file[town.filing[here.home]], rules.remedy[town.filing[here.home]]
        load_neighbourhood(here, size, desk, town, chance, state, ties)
        held = age_files(here, size, desk, file)
        copy_lives(here, size, desk, state, panel)
        judge_all(here, size, clocks, desk, rules, held, chance, state, ties, panel, tallies)
        if not clock[LIVES]:
            continue
        decide_appeals(here, size, desk, rules, file, remedy, held, chance, tallies)
        events = draw_occasions(here, desk, rules, chance)
        events = add_dues(here, desk, rules, chance, events)
        events = learn_from_records(here, size, desk, rules, parts, held, chance, state, events, tallies)
        events = move_debts(here, desk, rules, events)
        record_conducts(here, size, desk, rules, file, chance, events, tallies)
        answer_all(here, size, desk, rules, file, events, tallies)
        trace(here, MOST_EVENTS, desk, rules, events, traced)
        update_livelihood(here, desk, rules, state)
        store_neighbourhood(here, size, desk, state)


@room
def find(block, clock, size, town, panel):
    """The neighbourhood ``block`` of the state, and the month."""
    home, at = size.first_block + block, block * LANES
    return Here(
        block, home, at, min(LANES, size.people - at), u32(home * LANES), town.page[home] * LANES, panel.at[block],
        u32(clock[MONTH]), i32(clock[CALENDAR]), i32(clock[AGES]),
    )  # fmt: skip


@room
def judge_all(here, size, clocks, desk, rules, held, chance, state, ties, panel, tallies):
    """The file is judged by one scheme after the other, each after those whose lists it goes by."""
    p, r = desk.lanes[0], desk.records[0]
    copy_nobody(here, size, panel)
    count_all(held, r.record, r.counts)
    reset_joint(here.m, size.schemes, p.drag, p.held, p.barred, p.inspection, p.statuses, p.spells)
    for step in range(size.schemes):
        turn = clocks[step, ORDER]
        sc, clock = rules.scheme[turn], clocks[turn]
        if is_judged(here, size, desk, sc, turn, ties):
            load_standing(here, desk, turn)
            score_files(here, size, desk, sc, clock, held, chance, state, ties)
            grade_subjects(here, desk, sc, clock)
            copy_standing(here, desk, turn, panel)
            publish_scores(here, size, desk, sc, ties)
            count_standing(here, desk, sc, clock, turn, held, tallies)
            store_standing(here, desk, turn)
            if clock[ACTS]:
                join(here, desk, sc, turn)
    publish(here.m, here.at, size.schemes, p.statuses, ties.listed)
