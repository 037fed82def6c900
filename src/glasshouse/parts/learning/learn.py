"""What one learns from being recorded: to think it likelier, for a time, and to do less of what that deters."""

import numpy as np

from glasshouse.base.compiled import lanes, room, scalar
from glasshouse.base.draws import Purpose, dither, draw, unit
from glasshouse.life.live import NO_EVENT, REAL
from glasshouse.parts.learning.tables import CARRY, FULL, HELD_BACK, LESSON, LESSONS, TEMPTED, WRONG
from glasshouse.population.record import age_of, is_wrong, number_of

f32, i32, i64, u8, u32, u64 = np.float32, np.int32, np.int64, np.uint8, np.uint32, np.uint64
LEARNING = u32(Purpose.LEARNING)
FADE_SLOT = i32(127)  # of the draw by which a lesson fades; those of conducts have the slots of their events


@scalar
def place_of(of_class, kinds, kind):
    """The row of a table for people of a class and conducts of a kind, one of so many."""
    return u32(i32(i32(of_class) * kinds) + kind)


@scalar
def place_of_record(of_class, number):
    """The row of a table for people of a class and records of a number."""
    return u32(i32(i32(of_class) << 8) + number)


@scalar
def faded(lesson, kept, noise):
    """What is left of a lesson after a month, rounded right on average by noise in [0, 1)."""
    return i32(f32(f32(lesson) * kept) + noise)


@scalar
def taught(lesson):
    """What one carries after one more record."""
    return i32(min(i32(lesson + i32(LESSON)), i32(FULL)))


@scalar
def is_told(record, told):
    """Whether a record begins to cost something now, ``told`` months after the conduct."""
    return i32(age_of(record) == i32(told))


@scalar
def refrains(mark, lesson, restraint, most):
    """Whether a conduct is not done for what one carries, by a mark in [0, 1)."""
    return i32(mark < f32(min(f32(f32(lesson) * restraint), most)))


@lanes
def recall(m, begin, column, lesson, who, slot):
    """What each carries; and a list of who carries anything, with the slot of the draw. Returns how many."""
    n = u64(0)
    for i in range(m):
        lesson[i] = i32(column[u64(begin) + u64(i)])
    for i in range(m):
        who[n] = i32(i)
        n += u64(lesson[i] > 0)
    for z in range(n):
        slot[z] = FADE_SLOT
    return i64(n)


@lanes
def forget_some(n, who, word, kept, lesson):
    """A month passes, and lessons fade."""
    for z in range(n):
        i = u32(who[z])
        lesson[i] = faded(lesson[i], kept, dither(word[z]))


@lanes
def find_told(held, lane, record, mask, classes, told, which):
    """The records that begin to cost something; returns how many."""
    n = u64(0)
    for z in range(held):
        which[n] = i32(z)
        at = place_of_record(classes[u32(mask[u32(lane[z])])], number_of(record[z]))
        n += u64(is_told(record[z], told[at]))
    return i64(n)


@lanes
def teach(n, which, lane, record, lesson, counts):
    """Each of these records teaches whose file it stands on, whether it is true or not."""
    wrong = i64(0)
    for z in range(n):
        i = u32(lane[u32(which[z])])
        lesson[i] = taught(lesson[i])
        wrong += i64(is_wrong(record[u32(which[z])]))
    counts[LESSONS] += i64(n)
    counts[WRONG] += wrong


@lanes
def remember(m, begin, lesson, column, counts):
    """What each carries back to the state."""
    carry = i32(0)
    for i in range(m):
        column[u64(begin) + u64(i)] = u8(lesson[i])
        carry += i32(lesson[i] > 0)
    counts[CARRY] += i64(carry)


@lanes
def find_tempted(
    events, event_lane, event_kind, event_result, event_slot, lesson, mask, classes, kinds, restraint, which, lane, slot
):  # fmt: skip
    """The conducts about to be done by who carries a lesson that bears on them; returns how many."""
    n = u64(0)
    for z in range(events):
        which[n] = i32(z)
        i = u32(event_lane[z])
        bears = restraint[place_of(classes[u32(mask[i])], kinds, event_kind[z])] > f32(0)
        n += u64(i32(i32(event_result[z] == REAL) & i32(lesson[i] > 0)) & i32(bears))
    for z in range(n):
        lane[z] = event_lane[u32(which[z])]
        slot[z] = event_slot[u32(which[z])]
    return i64(n)


@lanes
def hold_back(n, which, lane, word, event_kind, lesson, mask, classes, kinds, restraint, most, event_result, counts):
    """Some of these conducts are not done."""
    back = i64(0)
    for z in range(n):
        at, i = u32(which[z]), u32(lane[z])
        row = place_of(classes[u32(mask[i])], kinds, event_kind[at])
        held = refrains(unit(word[z]), lesson[i], restraint[row], most[row])
        event_result[at] = NO_EVENT if held != 0 else event_result[at]
        back += i64(held)
    counts[TEMPTED] += i64(n)
    counts[HELD_BACK] += back


@lanes
def without_what_was_not_done(events, event_lane, event_kind, event_result, event_slot):
    """The events that are left, in their order; returns how many."""
    kept = u64(0)
    for z in range(events):
        lane, kind, result, slot = event_lane[z], event_kind[z], event_result[z], event_slot[z]
        event_lane[kept] = lane
        event_kind[kept] = kind
        event_result[kept] = result
        event_slot[kept] = slot
        kept += u64(result != NO_EVENT)
    return i64(kept)


@room
def learn_from_records(here, size, desk, rules, parts, held, chance, state, events, tallies):
    """Whose records begin to cost something thinks them likelier, and does less; returns the number of events left."""
    if len(parts.learning) > 0:
        t, p, r, o, e, an = (
            parts.learning[0], desk.lanes[0], desk.records[0], desk.occasions[0], desk.events[0], rules.answers[0]
        )  # fmt: skip
        begin = t.column * size.places + here.at
        carrying = recall(here.m, begin, state.columns, p.lesson, o.pair_lane, o.pair_number)
        draw(
            carrying, here.first, here.month, LEARNING, chance.keys, o.pair_lane.view(u64), o.pair_number.view(u64),
            o.a.view(u64), o.b.view(u64), o.c.view(u64), o.d.view(u64),
        )  # fmt: skip
        forget_some(carrying, o.pair_lane, o.a, t.kept, p.lesson)
        told = find_told(held, r.lane, r.record, p.mask, an.classes, t.told, r.which)
        teach(told, r.which, r.lane, r.record, p.lesson, tallies.parts)
        remember(here.m, begin, p.lesson, state.columns, tallies.parts)
        tempted = find_tempted(
            events, e.lane, e.kind, e.result, e.slot, p.lesson, p.mask, an.classes, t.kinds, t.restraint, e.which,
            e.own_lane, e.own_slot,
        )  # fmt: skip
        draw(
            tempted, here.first, here.month, LEARNING, chance.keys, e.own_lane.view(u64), e.own_slot.view(u64),
            e.a.view(u64), e.b.view(u64), e.c.view(u64), e.d.view(u64),
        )  # fmt: skip
        hold_back(
            tempted, e.which, e.own_lane, e.a, e.kind, p.lesson, p.mask, an.classes, t.kinds, t.restraint, t.most,
            e.result, tallies.parts,
        )  # fmt: skip
        events = without_what_was_not_done(events, e.lane, e.kind, e.result, e.slot)
    return events
