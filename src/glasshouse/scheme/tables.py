"""What records are worth, as kernels read it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

BINS = 64  # of scores in a histogram
LONGEST = 127  # months; an age stays there, and a term of this length never ends


class SchemeTables(NamedTuple):
    """One scheme. Grades from best (0) to worst; a status is grade + 8 * lists; a term is the last age that counts."""

    points: I32  # [128] 16 bits: points (signed); 7 at 16: term; 4 at 23: delay; 5 at 27: age decided at
    bonds: I32  # [128] see bonds_of in compile.py
    value: I32  # [128] points alone
    cap: I32  # [128] most records kept that are younger than the window; 0 if no rule looks at them
    cap_months: I32  # [128] months of that window
    weight: I32  # [128] how weighty a record is when a file overflows
    leaves: U8  # [128] lists (4 bits) that a conduct takes one off
    floors: I32  # [8] lowest score of each grade but the worst; unused places are out of reach
    scale: I32  # [9] see the constants below
    sanctions: I32  # [128] 1 where a status refuses something
    bears: I32  # [128] bit 0: posts are refused; bit 1: trips are refused, by status
    effect: U8  # [128*128] by 128 * status + kind: 0 nothing, 1 refused, 2.. number of a reward
    reward: F32  # [256] worth of a reward in tenths of a month's outgoings
    watched: F32  # [128] times as much is recorded, by status


START, LOWEST, HIGHEST, CLEAN_MONTHS, CLEAN_POINTS, SANCTIONING, BIN_WIDTH, BIN_BEGINS, BY_GRADE = range(9)
"""Entries of ``scale``: start score, lowest, highest; months and points of a clean period; lists (4 bits) that
refuse something; width of a bin of scores and where the first begins; lists by grade (4 bits each)."""
