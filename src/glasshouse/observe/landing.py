"""Where the records of a month land: seen or not, on the right file or a neighbour's."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.base.draws import unit
from glasshouse.life.live import FALSE, REAL
from glasshouse.observe.errors.coverage import is_recorded
from glasshouse.observe.errors.wrong_person import is_misfiled
from glasshouse.observe.record import OTHER_FILE, OWN_FILE

i32, i64, u32, u64 = np.int32, np.int64, np.uint32, np.uint64


@scalar
def landing(result, see, mix, coverage, inspection, wrong_person):
    """UNSEEN, OWN_FILE or OTHER_FILE; what did not happen is on record by being false."""
    seen = is_recorded(see, coverage, inspection)
    real = i32(result == REAL)
    other = i32(real & seen & is_misfiled(mix, wrong_person))
    return i32(other * OTHER_FILE + i32(i32(1 - other) * i32(i32(result == FALSE) | i32(real & seen))) * OWN_FILE)


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


@lanes
def land(n, which, lane, event_kind, event_result, watch, a, b, coverage, wrong_person, where):
    """Where the record of each conduct lands; ``watch``: how many times as much is recorded of each lane."""
    for z in range(n):
        at = u32(which[z])
        kind = u32(event_kind[at])
        looks = watch[u32(lane[z])]
        where[z] = landing(event_result[at], unit(a[z]), unit(b[z]), coverage[kind], looks, wrong_person[kind])
