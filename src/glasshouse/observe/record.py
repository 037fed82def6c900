"""How a file takes a record in, keeps it from month to month, and lets it go."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.life.tables import COLUMNS, FALSELY, LOST, RECORDED
from glasshouse.population.people import LANES
from glasshouse.population.record import OLDEST, age_of, at_age, at_number, new_record, number_of
from glasshouse.population.state import RECORDS_PER_WORD, place_of, put

i32, i64, u32, u64 = np.int32, np.int64, np.uint32, np.uint64
UNSEEN, OWN_FILE, OTHER_FILE = i32(0), i32(1), i32(2)  # where a record lands
UNLIMITED = i32(127)
ONES, TOPS = u64(0x0001000100010001), u64(0x8000800080008000)
FILED, UNREAD, NO_PLACE, PUSHED_OUT = i32(0), i32(1), i32(2), i32(3)  # what a file does with it


@scalar
def first_free(word):
    """The first empty place (0 to 3) of a word of four records, or 4 if there is none."""
    empty = u64((word - ONES) & ~word & TOPS)  # the top bit of every empty place, exact up to the first
    lowest = u64(empty & (~empty + u64(1)))
    place = i32(lowest > u64(0x8000)) + i32(lowest > u64(0x80000000)) + i32(lowest > u64(0x800000000000))
    return i32(i32(place) + i32(empty == u64(0)) * i32(4))


@scalar
def aged(record, kept):
    """A record one month older, or 0 once no scheme has a use for it."""
    age = i32(min(age_of(record) + i32(1), OLDEST))
    stays = i32(i32(record != 0) & i32(age <= kept))
    return i32(stays * at_age(record, age))


@scalar
def is_decided(record, decided):
    """Whether a record is decided on this month, if contested."""
    return i32(i32(record != 0) & i32(age_of(record) == decided))


@lanes
def list_records(m, words, files, who, lane, place, record):
    """All records of the neighbourhood, one after the other; returns how many. Most places of most files are empty."""
    n = u64(0)
    for word in range(words):
        filled = u64(0)
        for i in range(m):
            who[filled] = i32(i)
            filled += u64(files[u64(word * LANES) + u64(i)] != u64(0))
        for z in range(filled):
            held = files[u32(word * LANES + who[z])]
            for slot in range(RECORDS_PER_WORD):
                lane[n] = who[z]
                place[n] = i32(word * RECORDS_PER_WORD + slot)
                record[n] = i32((held >> u64(16 * slot)) & u64(0xFFFF))
                n += u64(((held >> u64(16 * slot)) & u64(0xFFFF)) != u64(0))
    return i64(n)


@lanes
def age_records(n, ages, kept, decided, record, due):
    """Each record a month older (if ``ages`` is 1); ``due`` says which are decided on now, if contested."""
    for z in range(n):
        before = record[z]
        number = u32(number_of(before))
        now = i32(aged(before, kept[number]) * ages + before * i32(1 - ages))
        record[z] = now
        due[z] = is_decided(now, decided[number])


@lanes
def return_records(n, lane, place, record, files):
    """The aged records back in their files."""
    for z in range(n):
        put(files, lane[z], place[z], record[z])


@scalar
def windows_back(record, calendar, rule):
    """How many windows of a kind's limit ago its source reports a record; ``rule`` is its entry of FileTables.most."""
    months = i32((rule >> 7) & 15)
    into = i32(i32(calendar + i32((rule >> 11) & 15)) % months)  # months of a window that begin before a new record's
    return i32(i32(age_of(record) + i32(months - i32(1) - into)) // months)


@scalar
def is_beyond(files, lane, slots, place, record, calendar, file):
    """Whether no scheme counts the record at a place, because so many of its kind came before it in its window."""
    rule, own = file.most[u32(number_of(record))], file.rows[u32(number_of(record))]
    if i32(rule & 127) == UNLIMITED:
        return False
    before, window = i32(0), windows_back(record, calendar, rule)
    for slot in range(slots):
        held = place_of(files, lane, i32(slot))
        older = i32(age_of(held) - age_of(record))
        first = i32(i32(older > 0) | i32(i32(older == 0) & i32(slot < place)))
        alike = i32(file.rows[u32(number_of(held))] == own)
        before = i32(before + i32(i32(first & alike) & i32(windows_back(held, calendar, rule) == window)))
    return before >= i32(rule & 127)


@scalar
def weight_of(files, lane, slots, place, record, calendar, file):
    """How weighty the record at a place is; what no scheme counts weighs nothing, and the older of two is lighter."""
    beyond = is_beyond(files, lane, slots, place, record, calendar, file)
    own = i32(0) if beyond else file.weight[u32(number_of(record))]
    return i32(i32(own * i32(128)) + i32(i32(127) - age_of(record)))


@scalar
def least_weighty_place(files, lane, slots, record, calendar, file):
    """The place of a full file whose record is least weighty; -1 if the new one is."""
    place, least = i32(-1), weight_of(files, lane, slots, i32(slots), record, calendar, file)
    for slot in range(slots):
        held = place_of(files, lane, i32(slot))
        weighs = weight_of(files, lane, slots, i32(slot), held, calendar, file)
        if weighs < least:
            place, least = i32(slot), weighs
    return place


@scalar
def take_in(files, lane, slots, kind, wrong, calendar, file):
    """File a record of a kind: FILED; UNREAD if no scheme looks at such; NO_PLACE or PUSHED_OUT if the file is full.

    A full file drops its least weighty record, which may be the new one; among equals the oldest goes. ``file`` is a
    row of FileTables.
    """
    number = i32(file.numbers[u32(kind)])
    if number == 0:
        return UNREAD
    record = new_record(number, wrong)
    for word in range(slots >> 2):
        free = first_free(files[u32(word * LANES + lane)])
        if free < 4:
            put(files, lane, i32(4 * word + free), record)
            return FILED
    place = least_weighty_place(files, lane, slots, record, calendar, file)
    if place < 0:
        return NO_PLACE
    put(files, lane, place, record)
    return PUSHED_OUT


@scalar
def settle(files, lane, slots, conduct, file):
    """Mark the records that a conduct settles: what they stand for was made good."""
    for slot in range(slots):
        held = place_of(files, lane, i32(slot))
        number = u32(number_of(held))
        if held != 0 and file.settled_by[number] == conduct:
            put(files, lane, i32(slot), at_number(held, file.after[number]))


@scalar
def enter(files, lane, slots, kind, wrong, calendar, file, tally):
    """A record arrives at a file, and is counted."""
    done = take_in(files, lane, slots, kind, wrong, calendar, file)
    tally[kind * COLUMNS + RECORDED] += 1
    tally[kind * COLUMNS + FALSELY] += wrong
    if done >= NO_PLACE:
        tally[kind * COLUMNS + LOST] += 1


@lanes
def list_conducts(events, event_lane, event_kind, event_slot, service, which, lane, slot):
    """The events that are conduct, which sources may record; returns how many."""
    n = u64(0)
    for z in range(events):
        which[n] = i32(z)
        n += u64(service[u32(event_kind[z])] < 0)
    for z in range(n):
        lane[z] = event_lane[u32(which[z])]
        slot[z] = event_slot[u32(which[z])]
    return i64(n)
