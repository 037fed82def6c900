"""What schemes add to what follows from all of them."""

import numpy as np
from hand_made import f32, i32, lanes, u32

from glasshouse.base.compiled import as_written
from glasshouse.population.people import LANES
from glasshouse.scheme.judge import joint as _joint

JOINT = as_written(_joint.__name__)


def joined(drag=(0, 0, 0)):
    names = ("held", "barred", "inspection")
    p = lanes(*names, held=[7, 7, 7], barred=[7, 7, 7], inspection=[7, 7, 7])
    p.statuses, p.spells = np.full(2 * LANES, 9, i32), np.full(2 * LANES, 9, i32)
    JOINT.reset_joint(3, 2, np.array(drag, u32), p.held, p.barred, p.inspection, p.statuses, p.spells)
    return p


def i32s(*values):
    return np.array(values, i32)


def test_before_any_scheme_has_spoken_nothing_follows():
    p = joined()
    assert (p.held.tolist(), p.barred.tolist(), p.inspection.tolist()) == ([0] * 3, [0] * 3, [1] * 3)
    assert p.statuses[[0, 2, LANES, LANES + 2]].tolist() == [0] * 4
    assert p.spells[[0, 2, LANES, LANES + 2]].tolist() == [0] * 4


def test_who_works_in_a_listed_firm_may_lose_the_work():
    assert joined(drag=(0, 1 << 31, 0x7FFFFFFF)).barred.tolist() == [0, 1, 0]


def test_who_is_sanctioned_or_barred_by_any_scheme_is():
    p, barred_from = joined(), np.zeros(128, i32)
    barred_from[1], barred_from[2] = 1, 2
    JOINT.add_to_joint(
        3,
        0,
        i32s(1, 0, 1),
        i32s(0, 0, 1),
        i32s(1, 0, 0),
        i32s(5, 0, 0),
        i32s(1, 1, 0),
        barred_from,
        p.statuses,
        p.spells,
        p.held,
        p.barred,
    )
    JOINT.add_to_joint(
        3,
        1,
        i32s(2, 2, 0),
        i32s(2, 1, 0),
        i32s(0, 1, 0),
        i32s(0, 8, 0),
        i32s(1, 1, 0),
        barred_from,
        p.statuses,
        p.spells,
        p.held,
        p.barred,
    )
    assert p.held.tolist() == [1, 1, 0]
    assert p.barred.tolist() == [3, 2, 0]  # the third is a subject of neither
    assert p.statuses[:3].tolist() == [1 | 128, 128, 1 | 1 << 8]  # beside the status, that without wrong records
    assert p.statuses[LANES : LANES + 3].tolist() == [2 | 128 | 2 << 8, 2 | 128 | 1 << 8, 0]
    assert p.spells.reshape(2, LANES)[:, :3].tolist() == [[5, 0, 0], [0, 8, 0]]


def test_the_scheme_that_looks_closest_is_the_one_that_counts():
    inspection, inspected = np.ones(3, f32), np.ones(128, f32)
    inspected[1], inspected[2] = 1.5, 3
    JOINT.raise_inspection(3, i32s(1, 2, 2), i32s(1, 1, 0), inspected, inspection)
    JOINT.raise_inspection(3, i32s(2, 1, 0), i32s(1, 1, 1), inspected, inspection)
    assert inspection.tolist() == [3, 3, 1]
