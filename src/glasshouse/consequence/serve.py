"""What follows: a service asked for is granted, granted with a reward, or refused; and what that does."""

import numpy as np

from glasshouse.compiled import lanes, scalar
from glasshouse.life.live import FALSE, REAL
from glasshouse.life.tables import COLUMNS, HAPPENED, NOTHING
from glasshouse.observe.record import OWN_FILE, enter, take_off
from glasshouse.population.people import STRATA

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64

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
def bear_conducts(
    conducts, slots, files, which, event_kind, event_result, where, lanes_of, about, money, strain, job, debt,
    then_money, then_strain, then_job, then_debt, leaves, value, bonds, cap, cap_months, weight, tally, moved,
):  # fmt: skip
    """Conducts have their effects and are recorded, in their order."""
    for z in range(conducts):
        at, lane = u32(which[z]), u32(lanes_of[z])
        kind, result = u32(event_kind[at]), event_result[at]
        row = u32(2 * kind)
        if result == REAL:
            tally[u32(kind * COLUMNS + HAPPENED)] += i32((about[lane] >> 1) & 1)
            money[lane] = f32(money[lane] + then_money[row])
            strain[lane] = f32(strain[lane] + then_strain[row])
            job[lane] = led_to_work(job[lane], then_job[row])
            debt[lane] = led_to(debt[lane], then_debt[row])
            if leaves[kind] != 0:
                take_off(files, lanes_of[z], slots, i32(leaves[kind]), bonds)
        if where[z] == OWN_FILE and (about[lane] & 2) != 0:
            wrong = i32(result == FALSE)
            enter(files, lanes_of[z], slots, i32(kind), wrong, value, cap, cap_months, weight, tally, moved)


@lanes
def list_requests(events, event_lane, event_kind, service, lane, kind):
    """The events that ask for a service, in their order; returns how many."""
    n = u64(0)
    for z in range(events):
        lane[n] = event_lane[z]
        kind[n] = event_kind[z]
        n += u64(service[u32(event_kind[z])] >= 0)
    return i64(n)


@lanes
def answer_requests(
    requests, services, lanes_of, kinds, stratum, about, status, money, strain, job, debt, service, asked_by,
    then_money, then_strain, then_job, then_debt, effect, reward, asked,
):  # fmt: skip
    """Requests are granted, granted with a reward, or refused, in their order; who may not ask is left as they were."""
    for z in range(requests):
        lane, kind = u32(lanes_of[z]), u32(kinds[z])
        asks = may_ask(asked_by[kind], job[lane], debt[lane])
        scored = i32((about[lane] >> 1) & 1)
        said = i32(i32(effect[u32(u32(status[lane] << 7) + kind)]) * scored)
        row = u32(2 * kind + u32(said == REFUSED))
        money[lane] = f32(f32(money[lane] + f32(asks) * then_money[row]) + f32(asks) * reward[u32(said)])
        strain[lane] = f32(strain[lane] + f32(asks) * then_strain[row])
        job[lane] = led_to_work(job[lane], then_job[row]) if asks == 1 else job[lane]
        debt[lane] = led_to(debt[lane], then_debt[row]) if asks == 1 else debt[lane]
        counted = i32(asks * scored)
        at = u32(stratum[lane] * services + service[kind])
        asked[at] += counted
        if said != 0:
            asked[u32(at + u32(answer(said)) * u32(STRATA * services))] += counted
