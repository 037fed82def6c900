"""What one scheme adds to what follows from all schemes together."""

import numpy as np

from glasshouse.base.compiled import lanes
from glasshouse.population.people import LANES

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64


@lanes
def add_to_joint(m, turn, status, rightful, sanctioned, spell, scored, barred_from, statuses, spells, held, barred):
    """What the scheme adds to what follows from all schemes: sanctions, and what one is barred from."""
    for i in range(m):
        statuses[u64(turn * LANES) + u64(i)] = i32(i32(status[i] | i32(scored[i] << 7)) | i32(rightful[i] << 8))
        spells[u64(turn * LANES) + u64(i)] = spell[i]
        held[i] = i32(held[i] | sanctioned[i])
    for i in range(m):
        barred[i] = i32(barred[i] | i32(barred_from[u32(status[i])] * scored[i]))


@lanes
def raise_inspection(m, status, scored, inspected, inspection):
    """How many times as much is recorded of each lane, by the scheme that looks closest."""
    for i in range(m):
        looks = inspected[u32(status[i])] if scored[i] != 0 else f32(1)
        inspection[i] = f32(max(inspection[i], looks))


@lanes
def reset_joint(m, schemes, drag, held, barred, inspection, statuses, spells):
    """What follows where no scheme has spoken yet: nothing, but that who works in a listed firm may lose the work."""
    for i in range(m):
        held[i] = i32(0)
        barred[i] = i32(drag[i] >> u32(31))
        inspection[i] = f32(1)
    for turn in range(schemes):
        for i in range(m):
            statuses[u64(turn * LANES) + u64(i)] = i32(0)
            spells[u64(turn * LANES) + u64(i)] = i32(0)
