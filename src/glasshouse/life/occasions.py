"""What happens to people in a month, as a list of events: occasions, what falls due, and the debt ladder."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.base.draws import Purpose, draw
from glasshouse.life.live import (
    DUE_SLOT,
    LADDER_SLOT,
    add_events,
    count_occasions,
    decide_dues,
    decide_outcomes,
    keep_events,
    pack_responses,
    pair_up,
    second_halves,
    trace_events,
)
from glasshouse.life.livelihood import may_move, move_on_ladder

i32, u32, u64 = np.int32, np.uint32, np.uint64
MONTH, OCCASION, DUE = u32(Purpose.MONTH), u32(Purpose.OCCASION), u32(Purpose.DUE)
DUES = 3  # conducts that fall due by the calendar


@room
def draw_occasions(here, desk, rules, chance):
    """Occasions come, and some become conduct or a request; returns how many did."""
    p, o, e, li, an, ob = (
        desk.lanes[0], desk.occasions[0], desk.events[0], rules.life[0], rules.answers[0], rules.observation[0]
    )  # fmt: skip
    draw(
        here.m, here.first, here.month, MONTH, chance.keys, p.own.view(u64), p.zero.view(u64), p.a.view(u64),
        p.b.view(u64), p.c.view(u64), p.d.view(u64),
    )  # fmt: skip
    pack_responses(here.m, p.stratum, p.mask, an.classes, p.held, p.temper, p.strain, p.bundle)
    count_occasions(here.m, p.stratum, p.a, li.counts, p.count)
    pairs = pair_up(here.m, p.count, p.who, o.pair_lane, o.pair_number)
    draw(
        pairs, here.first, here.month, OCCASION, chance.keys, o.pair_lane.view(u64), o.pair_number.view(u64),
        o.a.view(u64), o.b.view(u64), o.c.view(u64), o.d.view(u64),
    )  # fmt: skip
    decide_outcomes(
        pairs, li.bits, o.pair_lane, o.a, o.b, p.bundle, li.alias, an.likely, li.sways, ob.false_from, o.kind, o.result
    )
    events = keep_events(
        pairs, 0, o.pair_lane, o.pair_number, o.kind, o.result, o.which, 0, e.lane, e.kind, e.result, e.slot
    )
    second = second_halves(
        pairs, p.count, o.pair_lane, o.pair_number, o.c, o.d, o.which, o.lane, o.number, o.pick, o.mark
    )
    decide_outcomes(
        second,
        li.bits,
        o.lane,
        o.pick,
        o.mark,
        p.bundle,
        li.alias,
        an.likely,
        li.sways,
        ob.false_from,
        o.kind,
        o.result,
    )
    return keep_events(second, 1, o.lane, o.number, o.kind, o.result, o.which, events, e.lane, e.kind, e.result, e.slot)


@room
def add_dues(here, desk, rules, chance, events):
    """Conducts that fall due by the calendar; returns the new number of events."""
    p, o, e, li, ob = desk.lanes[0], desk.occasions[0], desk.events[0], rules.life[0], rules.observation[0]
    for which in range(DUES):
        kind = li.due_kind[which]
        if kind > 0 and (here.calendar - li.due_month[which]) % li.due_every[which] == 0:
            if which > 0:
                p.kind[:] = which
                draw(
                    here.m, here.first, here.month, DUE, chance.keys, p.own.view(u64), p.kind.view(u64), p.d.view(u64),
                    o.b.view(u64), o.c.view(u64), o.d.view(u64),
                )  # fmt: skip
            decide_dues(
                here.m, which, kind, p.d, rules.answers[0].due_likely, li.sways, ob.due_false_from, p.about, p.bundle,
                p.result,
            )  # fmt: skip
            events = add_events(
                here.m, kind, DUE_SLOT + which, p.kind, p.result, p.who, events, e.lane, e.kind, e.result, e.slot
            )
    return events


@room
def move_debts(here, desk, rules, events):
    """Debts fall due, are paid, or grow worse; returns the new number of events."""
    p, e, lv, ob = desk.lanes[0], desk.events[0], rules.livelihood[0], rules.observation[0]
    moving = may_move(
        here.m, p.b, p.about, p.debt, lv.falls, lv.falls_hardship, ob.slips, lv.cures, lv.burden, p.falls_below,
        p.cures_from, p.kind, p.result, p.who,
    )  # fmt: skip
    move_on_ladder(
        moving, p.who, p.b, p.debt, p.money, p.strain, lv.falls, lv.falls_hardship, lv.falls_into, lv.falls_kind,
        ob.slips, lv.cures, lv.burden, lv.cures_into, lv.cures_kind, lv.needs, p.kind, p.result,
    )  # fmt: skip
    return add_events(here.m, i32(0), LADDER_SLOT, p.kind, p.result, p.who, events, e.lane, e.kind, e.result, e.slot)


@room
def trace(here, most, desk, rules, events, traced):
    """Leave a trace of what happened in a neighbourhood that is followed, if that is asked for."""
    if here.followed >= 0 and len(traced.events) > 0:
        e = desk.events[0]
        trace_events(
            events, here.followed, most, e.lane, e.kind, e.result, e.slot, rules.life[0].service, e.sent, traced.events,
            traced.order, traced.what,
        )  # fmt: skip
