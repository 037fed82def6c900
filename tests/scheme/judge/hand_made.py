"""Lanes made by hand, for tests of what judges them."""

from types import SimpleNamespace

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.scheme.compile.score import OUT_OF_REACH
from glasshouse.scheme.judge import grades as _grades

GRADES = as_written(_grades.__name__)


f32, i16, i32, u32 = np.float32, np.int16, np.int32, np.uint32
FLOORS = np.array([100, 80, 60, *[OUT_OF_REACH] * 5], i32)


def marks(lists=0, best=0, wrong=0):
    return i32(GRADES.marks_of(*map(i32, (lists, best, lists * (1 - wrong), best * (1 - wrong), wrong))))


def read(all_marks):
    """Lists, best grade and the fair ones of both; whether anything is wrong."""
    fair = i32(all_marks >> 12)
    return (
        int(GRADES.lists_in(all_marks)), int(GRADES.best_in(all_marks)), int(GRADES.lists_in(fair)),
        int(GRADES.best_in(fair)), int(GRADES.is_tainted(all_marks)),
    )  # fmt: skip


FLOAT_LANES = {"money", "friends", "lives", "inspection"}


def lanes(*names, m=3, **given):
    """A lane of each name, 0 where nothing is given."""
    kinds = {name: i16 if name == "balance" else f32 if name in FLOAT_LANES else i32 for name in names}
    return SimpleNamespace(**{name: np.array(given.get(name, [0] * m), kind) for name, kind in kinds.items()})


JUDGED = ("balance", "score", "deserved", "taint", "marks", "young", "gone")
SANCTIONS = np.zeros(128, i32)
SANCTIONS[[3, *range(8, 128)]] = 1  # the worst grade and every list refuse something
BY_GRADE = 0b0010 << 12  # the worst grade puts one on the second list


def grade(p, m, holds=0, sanctions=SANCTIONS):
    GRADES.grade_lanes(
        m, i32(holds), FLOORS, i32(BY_GRADE), sanctions, p.scored, p.last, p.score, p.marks, p.fresh, p.status,
        p.rightful, p.sanctioned, p.wrongly,
    )  # fmt: skip
    GRADES.grade_without_wrong(
        m, FLOORS, i32(BY_GRADE), sanctions, p.scored, p.who, p.marks, p.deserved, p.fresh, p.status, p.rightful,
        p.sanctioned, p.wrongly,
    )  # fmt: skip
