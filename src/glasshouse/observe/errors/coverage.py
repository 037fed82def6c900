"""Coverage: a source records a share of the conduct in its view, and more of whom it inspects more closely."""

from typing import Annotated

import numpy as np
from pydantic import Field

from glasshouse.base.compiled import lanes, scalar
from glasshouse.base.draws import unit
from glasshouse.base.evidence import Share
from glasshouse.life.live import FALSE, REAL
from glasshouse.observe.errors.declared import SourceError
from glasshouse.observe.record import OWN_FILE

f32, i32, u32 = np.float32, np.int32, np.uint32

Coverage = Annotated[
    Share,
    Field(description="Share of the conducts in its view that it records."),
    SourceError(heading="Sees", by_kind=True),
]


@scalar
def is_recorded(mark, coverage, inspection):
    """Whether conduct is recorded, by a mark in [0, 1); ``inspection``: times as much as usual, never above all."""
    return i32(mark < f32(min(f32(coverage * inspection), f32(1))))


@lanes
def record_seen(n, which, lane, event_kind, event_result, inspection, word, coverage, where):
    """OWN_FILE or UNSEEN for each conduct; what did not happen is on record by being false."""
    for z in range(n):
        at = u32(which[z])
        seen = is_recorded(unit(word[z]), coverage[u32(event_kind[at])], inspection[u32(lane[z])])
        made_up, real = i32(event_result[at] == FALSE), i32(event_result[at] == REAL)
        where[z] = i32(made_up | i32(real & seen)) * OWN_FILE
