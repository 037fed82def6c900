"""How everybody stands on the first of a month: counted for each scheme, and copied for those who are followed."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.measure.cause import count_causes, link_records
from glasshouse.measure.count import (
    count_flows,
    count_living,
    count_people,
    count_records,
    count_scores,
    count_spells,
    count_years,
    find_cells,
    follow,
    follow_standing,
    forget,
)
from glasshouse.measure.wrongful import count_held, count_held_by_stratum, list_held
from glasshouse.population.people import LANES
from glasshouse.scheme.compile.tables import ENDS, FIRST, HISTOGRAM, YEAR_TURNS

i32 = np.int32


@room
def count_standing(here, desk, sc, clock, turn, held, tallies):
    """The subjects of one scheme and the records that begin to count under it, entered in its tallies."""
    p, r, is_new = desk.lanes[0], desk.records[0], i32(clock[FIRST])
    find_cells(here.m, p.stratum, p.scored, p.status, sc.sanctioning, p.wrongly, p.cell)
    count_people(here.m, p.cell, tallies.people[turn])
    few = list_held(here.m, p.cell, p.sanctioned, p.status, p.rightful, p.who)
    count_held(few, p.who, p.status, p.rightful, sc.sanctions, sc.sanctioning, tallies.held[turn])
    if clock[ENDS]:
        count_held_by_stratum(
            few, p.who, p.stratum, p.status, p.rightful, sc.sanctions, sc.sanctioning, tallies.held_by[turn]
        )
        link_records(here.m, held, r.lane, p.count, r.which)
        count_causes(
            few, p.who, p.stratum, p.status, p.rightful, p.score, p.fresh, p.debt, p.statuses, p.drag, p.count, r.which,
            r.record, r.value, r.into, r.marks, sc, tallies.causes[turn],
        )  # fmt: skip
    count_flows(here.m, p.who, is_new, p.status, p.cell, p.grade, tallies.flows[turn])
    if clock[YEAR_TURNS]:
        count_years(here.m, is_new, p.grade, p.cell, p.year_grade, tallies.yearly[turn])
    count_spells(
        here.m, p.who, p.sanctioned, p.wrongly, p.cell, p.spell, p.wrongly_in, tallies.entered[turn],
        tallies.at_risk[turn], tallies.ended[turn],
    )  # fmt: skip
    count_living(here.m, p.cell, p.sanctioned, p.who, p.money, p.strain, p.job, p.debt, tallies.living[turn])
    count_records(held, r.lane, r.record, r.begins, p.scored, tallies.moved[turn])
    if clock[HISTOGRAM]:
        count_scores(here.m, p.cell, p.score, sc.bin_begins, sc.bin_width, tallies.scores[turn])


@room
def copy_lives(here, size, desk, state, panel):
    """The lives and files of a neighbourhood that is followed."""
    if here.followed >= 0:
        follow(here.m, here.followed * LANES, here.at, size.words, state.life, desk.files, panel.life, panel.files)


@room
def copy_nobody(here, size, panel):
    """Nobody of a neighbourhood that is followed is a subject, until a scheme says otherwise."""
    if here.followed >= 0:
        forget(here.m, here.followed * LANES, len(panel.life), size.schemes, panel.status)


@room
def copy_standing(here, desk, turn, panel):
    """How a neighbourhood that is followed stands under one scheme."""
    if here.followed >= 0:
        p = desk.lanes[0]
        follow_standing(
            here.m, here.followed * LANES + turn * len(panel.life), p.score, p.deserved, p.status, p.rightful, p.scored,
            panel.score, panel.deserved, panel.status, panel.rightful,
        )  # fmt: skip
