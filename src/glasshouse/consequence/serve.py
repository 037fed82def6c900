"""What follows: a service asked for is granted, granted with a reward, or refused; and what that does."""

import numpy as np

from glasshouse.compiled import lanes, scalar
from glasshouse.life.live import FALSE, REAL
from glasshouse.life.tables import COLUMNS, HAPPENED, NOTHING
from glasshouse.observe.record import OWN_FILE, enter, take_off
from glasshouse.population.people import STRATA

f32, i32, u32 = np.float32, np.int32, np.uint32

GRANTED, REFUSED, FAVOURED = i32(0), i32(1), i32(2)


@scalar
def may_ask(asked_by, job, debt):
    """Whether somebody in this state of work and debt asks for such a service at all."""
    work = i32(i32(asked_by) & i32(i32(1) << job))
    owing = i32(i32(asked_by) & (i32(8) if debt != 0 else i32(16)))
    return i32(i32(work != 0) & i32(owing != 0))


@scalar
def answer(effect):
    """GRANTED, REFUSED or FAVOURED, by the entry of SchemeTables.effect."""
    return i32(min(i32(effect), FAVOURED))


@scalar
def led_to(state, then):
    """The state of work or debt after an event that may lead to another."""
    return i32(state) if then == NOTHING else i32(then)


@scalar
def led_to_work(job, then):
    """The state of work after an event; who seeks no work is not moved."""
    return i32(job) if then == NOTHING or job == 0 else i32(then)


@lanes
def bear_events(
    events, services, slots, files, event_lane, event_kind, event_result, event_where, stratum, about, status,
    money, strain, job, debt, service, asked_by, then_money, then_strain, then_job, then_debt, effect, reward, leaves, value,
    bonds, cap, cap_months, weight, tally, moved, asked,
):  # fmt: skip
    """Bear the events in their order: conduct has its effect and is recorded, requests are answered."""
    for z in range(events):
        lane, kind, result = u32(event_lane[z]), u32(event_kind[z]), event_result[z]
        scored = i32((about[lane] >> 1) & 1)
        row = u32(2 * kind)
        which = service[kind]
        borne = result == REAL
        gift = f32(0)
        if which >= 0:
            borne = borne and may_ask(asked_by[kind], job[lane], debt[lane]) == 1
            if borne:
                said = effect[u32(u32(status[lane] << 7) + kind)]
                row = u32(row + u32(said == REFUSED))
                gift = reward[said]
                at = u32(stratum[lane] * services + which)
                asked[at] += scored
                if said != 0:
                    asked[u32(at + u32(answer(said)) * u32(STRATA * services))] += scored
        else:
            if borne:
                tally[u32(kind * COLUMNS + HAPPENED)] += 1
                if leaves[kind] != 0:
                    take_off(files, event_lane[z], slots, i32(leaves[kind]), bonds)
            if event_where[z] == OWN_FILE and scored:
                wrong = i32(result == FALSE)
                enter(
                    files,
                    event_lane[z],
                    slots,
                    event_kind[z],
                    wrong,
                    value,
                    cap,
                    cap_months,
                    weight,
                    tally,
                    moved,
                )
        if borne:
            money[lane] = f32(f32(money[lane] + then_money[row]) + gift)
            strain[lane] = f32(strain[lane] + then_strain[row])
            job[lane] = led_to_work(job[lane], then_job[row])
            debt[lane] = led_to(debt[lane], then_debt[row])
