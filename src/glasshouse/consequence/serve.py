"""What follows: a service asked for is granted, granted with a reward, or refused; and what that does."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.life.live import FALSE, REAL
from glasshouse.life.tables import COLUMNS, HAPPENED, NOTHING
from glasshouse.observe.record import OWN_FILE, enter, settle
from glasshouse.population.people import LANES, STRATA

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64

GRANTED, REFUSED, FAVOURED = i32(0), i32(1), i32(2)
UNASKED, GIVEN_UP = i32(3), i32(4)  # who may not ask; who may, and does so no more since they were refused so long
ANSWERS = 4  # what is counted of requests: asked, refused, favoured, given up


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
def apply_conducts(
    conducts, slots, files, which, event_kind, event_result, where, lanes_of, about, money, strain, job, debt,
    then_money, then_strain, then_job, then_debt, file, calendar, tally,
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
            if file.settles[kind] != 0:
                settle(files, lanes_of[z], slots, file.settles[kind], file)
        if where[z] == OWN_FILE and (about[lane] & 2) != 0:
            wrong = i32(result == FALSE)
            enter(files, lanes_of[z], slots, i32(kind), wrong, calendar, file, tally)


@lanes
def list_requests(events, event_lane, event_kind, service, lane, kind):
    """The events that ask for a service, in their order; returns how many."""
    n = u64(0)
    for z in range(events):
        lane[n] = event_lane[z]
        kind[n] = event_kind[z]
        n += u64(service[u32(event_kind[z])] >= 0)
    return i64(n)


@scalar
def place_in(turn, status, kind, bits):
    """The place of a kind, for people of a status under a scheme, in the tables of all schemes together."""
    return u32(i32(i32(i32(turn << 7) + i32(status & 127)) << bits) + kind)


@scalar
def said_by(turn, status, kind, bits, effect):
    """What one scheme says: 0 nothing, 1 refused, 2.. number of a reward; ``status`` with its subject bit."""
    return i32(i32(effect[place_in(turn, status, kind, bits)]) * i32((status >> 7) & 1))


@lanes
def answer_requests(
    requests, services, schemes, slots, bits, files, lanes_of, kinds, stratum, about, statuses, spells, money, strain,
    job, debt, service, asked_by, then_money, then_strain, then_job, then_debt, effect, reward, patience, file,
    calendar, tally, answered, asked, reply,
):  # fmt: skip
    """Requests are granted, granted with a reward, or refused by any scheme, in their order.

    Who may not ask, or has been refused for too long to ask again, is left as they were. Of several rewards the
    largest counts. ``reply`` is what each request came to: GRANTED, REFUSED, FAVOURED, UNASKED or GIVEN_UP.
    """
    for z in range(requests):
        lane, kind = u32(lanes_of[z]), u32(kinds[z])
        number, of = u32(service[kind]), u32(STRATA * services)
        mine = u32(u32(stratum[lane] * services) + number)
        may = may_ask(asked_by[kind], job[lane], debt[lane])
        asks, refused, gain = may, i32(0), f32(0)
        for turn in range(schemes):
            at = u32(i32(turn * LANES) + i32(lane))
            said = said_by(i32(turn), statuses[at], i32(kind), bits, effect)
            no = i32(said == REFUSED)
            tired = i32(spells[at] > i32(patience[place_in(i32(turn), statuses[at], i32(kind), bits)]))
            if i32(no & tired) != 0:
                asks = i32(0)
                asked[u32(u32(turn * ANSWERS + 3) * of + mine)] += may
            refused = i32(refused | no)
            gain = f32(max(gain, reward[u32(i32(turn << 8) + said)]))
        gain = f32(0) if refused != 0 else gain
        row = u32(2 * kind + u32(refused))
        money[lane] = f32(f32(money[lane] + f32(asks) * then_money[row]) + f32(asks) * gain)
        strain[lane] = f32(strain[lane] + f32(asks) * then_strain[row])
        job[lane] = led_to_work(job[lane], then_job[row]) if asks == 1 else job[lane]
        debt[lane] = led_to(debt[lane], then_debt[row]) if asks == 1 else debt[lane]
        reply[z] = i32(max(refused, i32(2) * i32(gain > f32(0)))) if asks == 1 else i32(UNASKED + may)
        known = i32((about[lane] >> 1) & 1)
        answered[u32(ANSWERS * number)] += i32(asks & known)
        answered[u32(ANSWERS * number + 1)] += i32(asks & i32(known & refused))
        answered[u32(ANSWERS * number + 2)] += i32(asks & i32(known & i32(gain > f32(0))))
        answered[u32(ANSWERS * number + 3)] += i32(i32(may - asks) & known)
        for turn in range(schemes):
            status = statuses[u32(i32(turn * LANES) + i32(lane))]
            said = said_by(i32(turn), status, i32(kind), bits, effect)
            counted = i32(asks & i32((status >> 7) & 1))
            at = u32(u32(turn * ANSWERS) * of + mine)
            asked[at] += counted
            if said == REFUSED or (said != 0 and refused == 0):
                asked[u32(at + u32(answer(said)) * of)] += counted
        if file.numbers[kind] != 0 and asks == 1 and refused == 0 and known == 1:
            enter(files, lanes_of[z], slots, i32(kind), i32(0), calendar, file, tally)
