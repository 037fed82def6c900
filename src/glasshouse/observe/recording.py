"""Files from month to month: they grow older, and take in what sources record of the conduct of the month."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.observe.record import (
    age_records,
    list_records,
    return_records,
)

i32 = np.int32


@room
def age_files(here, size, desk, file):
    """Every record a month older, but in the first month; returns how many there are."""
    p, r = desk.lanes[0], desk.records[0]
    held = list_records(here.m, size.words, desk.files, p.who, r.lane, r.place, r.record)
    age_records(held, here.ages, file.kept, file.decided, r.record, r.due)
    return_records(held, r.lane, r.place, r.record, desk.files)
    return held
