"""What happens in a month: occasions come, and some become conduct or a request for a service."""

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import lanes, scalar
from glasshouse.base.draws import unit
from glasshouse.observe.errors.false_records import is_made_up

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64

NO_EVENT, REAL, FALSE = i32(0), i32(1), i32(2)  # outcomes of an occasion
DUE_SLOT = 64  # slots of scheduled conducts in the address of their records
LADDER_SLOT = 80  # slot of what the debt ladder does


@scalar
def count_place(word):
    """Cell of the alias table of counts that a word points to, 0 to 31."""
    return i32(word >> u32(27))


@scalar
def kind_place(word, bits):
    """Cell of the alias table of kinds that a word points to, 0 to 2**bits - 1."""
    return i32(word >> u32(i32(32) - bits))


@scalar
def picked(place, fraction, entry, width):
    """The alias method: ``place`` itself or the other, by a fraction and the entry (bound << width | other)."""
    stays = i32(fraction < (entry >> u32(width)))
    return i32(place * stays + i32(entry & u32(u32(u32(1) << u32(width)) - u32(1))) * i32(1 - stays))


@scalar
def occasion_count(word, entry):
    """How many occasions the month brings."""
    return picked(count_place(word), u32((word >> u32(3)) & u32(0xFFFFFF)), entry, i32(8))


@scalar
def kind_of(word, entry, bits):
    """Which kind the occasion is of; a table of more than 2**8 kinds has longer names and shorter fractions."""
    width = i32(max(i32(8), bits))
    fraction = u32((word >> u32(width - bits)) & u32(u32(0xFFFFFFFF) >> u32(width)))
    return picked(kind_place(word, bits), fraction, entry, width)


@scalar
def propensity(likely, sway, temper, strain):
    """Chance that an occasion becomes conduct, given the person's temper (32nds of the mean) and strain (63rds)."""
    weight = f32(i32(sway & 0xFFFF)) * f32(0.00390625)
    hardship = f32(i32((sway >> 16) & 0x7FFF)) * f32(0.00390625)
    own = f32(1) + weight * (f32(temper) * f32(0.03125) - f32(1))
    need = f32(1) + hardship * (f32(strain) * f32(0.015873016))
    return f32(f32(likely * own) * need)


@scalar
def outcome(mark, chance, false_from):
    """NO_EVENT, REAL or FALSE: one mark in [0, 1) decides both, so neither depends on the other's rate."""
    real = i32(mark < chance)
    return i32(real + i32(2) * i32(i32(1 - real) & is_made_up(mark, false_from)))


@scalar
def bundled(stratum, response, temper, strain):
    """What decides about a person's conduct this month in one int32: 10 + 4 + 8 + 6 bits."""
    return i32(i32(stratum << 18) | i32(response << 14) | i32(temper << 6) | strain)


@lanes
def count_occasions(m, stratum, a, table, count):
    """How many occasions come to each lane."""
    for i in range(m):
        count[i] = occasion_count(a[i], table[u32(i32(stratum[i] << 5) + count_place(a[i]))])


@lanes
def pair_up(m, count, who, pair_lane, pair_number):
    """The pairs of occasions to draw, first pairs first; returns how many. One draw serves two occasions."""
    live, pairs, number = u64(0), u64(0), i32(0)
    for i in range(m):
        who[live] = i32(i)
        live += u64(count[i] > 0)
    while live > 0:
        kept = u64(0)
        for z in range(live):
            lane = who[z]
            pair_lane[pairs + z] = lane
            pair_number[pairs + z] = number
            who[kept] = lane
            kept += u64(count[u32(lane)] > i32(2 * number + 2))
        pairs += live
        live = kept
        number = i32(number + 1)
    return i64(pairs)


@lanes
def second_halves(pairs, count, pair_lane, pair_number, c, d, which, lane, number, pick, mark):
    """The second occasions of the pairs that have one; returns how many."""
    kept = u64(0)
    for z in range(pairs):
        which[kept] = i32(z)
        kept += u64(count[u32(pair_lane[z])] > i32(2 * pair_number[z] + 1))
    for z in range(kept):
        at = u32(which[z])
        lane[z] = pair_lane[at]
        number[z] = pair_number[at]
        pick[z] = c[at]
        mark[z] = d[at]
    return i64(kept)


@lanes
def decide_outcomes(n, bits, lane, pick, mark, bundle, alias, likely, sways, false_from, kind, result):
    """Which kind each occasion is of and what becomes of it."""
    for z in range(n):
        who = bundle[u32(lane[z])]
        word = pick[z]
        kind[z] = kind_of(word, alias[u32(i32((who >> 18) << bits) + kind_place(word, bits))], bits)
        k = u32(kind[z])
        chance = propensity(
            likely[u32(u32(((who >> 14) & 15) << bits) + k)], sways[k], i32((who >> 6) & 255), i32(who & 63)
        )
        result[z] = outcome(unit(mark[z]), chance, false_from[k])


@lanes
def keep_events(n, half, lane, number, kind, result, which, events, event_lane, event_kind, event_result, event_slot):
    """Add the occasions that came to something to the list of events; returns its new length."""
    kept = u64(0)
    for z in range(n):
        which[kept] = i32(z)
        kept += u64(result[z] != NO_EVENT)
    for z in range(kept):
        at = u32(which[z])
        event_lane[events + i64(z)] = lane[at]
        event_kind[events + i64(z)] = kind[at]
        event_result[events + i64(z)] = result[at]
        event_slot[events + i64(z)] = i32(2 * number[at] + half)
    return i64(events + i64(kept))


@lanes
def decide_dues(m, which, kind, word, likely, sways, false_from, about, bundle, result):
    """What becomes of a scheduled conduct that falls due for every adult."""
    sway, false = sways[kind], false_from[which]
    for i in range(m):
        who = bundle[i]
        chance = propensity(likely[u32(which * 16 + ((who >> 14) & 15))], sway, i32((who >> 6) & 255), i32(who & 63))
        result[i] = i32(outcome(unit(word[i]), chance, false) * i32(about[i] & 1))


@lanes
def add_events(m, same_kind, slot, kind, result, who, events, event_lane, event_kind, event_result, event_slot):
    """Add the lanes with a result to the events, all of ``same_kind`` unless that is 0; returns their new number."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(result[i] != NO_EVENT)
    for z in range(n):
        at = u32(who[z])
        event_lane[events + i64(z)] = who[z]
        event_kind[events + i64(z)] = same_kind if same_kind != 0 else kind[at]
        event_result[events + i64(z)] = result[at]
        event_slot[events + i64(z)] = i32(slot)
    return i64(events + i64(n))


@lanes
def pack_responses(m, stratum, mask, classes, sanctioned, temper, strain, bundle):
    """What decides about conduct this month, one word a lane; ``classes`` by the schemes one is a subject of."""
    for i in range(m):
        response = i32(i32(classes[u32(mask[i])]) | i32(sanctioned[i] << 3))
        bundle[i] = bundled(stratum[i], response, temper[i], i32(strain[i]))


HALVES, DUE, LADDER = 2, 2, 3  # parts of a month: first and second halves of pairs, what falls due, the debt ladder


def _orders() -> npt.NDArray[np.uint32]:
    """[LADDER_SLOT + 1] The order of an event of lane 0, by its slot; see :func:`order_of`."""
    slots = np.arange(LADDER_SLOT + 1)
    orders = ((slots & 1) << 17) | ((slots >> 1) << 9)
    orders[DUE_SLOT:] = (DUE << 17) | ((slots[DUE_SLOT:] - DUE_SLOT) << 9)
    orders[LADDER_SLOT] = LADDER << 17
    return orders.astype(np.uint32)


ORDERS = _orders()


@scalar
def order_of(lane, slot):
    """The place of an event in the order in which those of a neighbourhood are listed; no two have the same.

    Part of the month << 17 | number within it << 9 | lane. Twins list the same occasions in the same order.
    """
    return u32(ORDERS[u32(slot)] | u32(lane))


@scalar
def traced_event(kind, result, answer):
    """An event in one word: result 2 bits; 3 at 2: answer, 1 + that of ``serve.answer_requests``, or 0; its kind."""
    return u32(i32(i32(kind << 5) | i32(answer << 2)) | i32(result))


@scalar
def kind_in(what):
    """The kind of an event in one word."""
    return i32(what >> u32(5))


@scalar
def result_in(what):
    """The result of an event in one word: REAL or FALSE."""
    return i32(what & u32(3))


@scalar
def answer_in(what):
    """The answer to an event in one word, 1 more than that of ``serve.answer_requests``; 0 for who asked nothing."""
    return i32((what >> u32(2)) & u32(7))


@lanes
def trace_events(
    events, place, most, event_lane, event_kind, event_result, event_slot, service, reply, traced, order, what
):  # fmt: skip
    """Leave a trace of the events of a neighbourhood: their order, and each in a word; see :func:`traced_event`."""
    asked, begin = u64(0), u64(place * most)
    for z in range(events):
        kind, at = event_kind[z], u64(begin + u64(z))
        asks = i32(service[u32(kind)] >= 0)
        answer = i32(asks * i32(reply[asked] + 1))
        order[at] = order_of(event_lane[z], event_slot[z])
        what[at] = traced_event(kind, event_result[z], answer)
        asked += u64(asks)
    traced[place] = i32(events)
