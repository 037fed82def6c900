"""What records are worth, as kernels read it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LONGEST = 127  # months; an age stays there, and a term of this length never ends


class SchemeTables(NamedTuple):
    """One scheme. Grades from best (0) to worst; a status is grade + 8 * lists; a term is the last age that counts."""

    points: npt.NDArray[np.int32]  # [128] 16 bits: points (signed); 7 at 16: term; 4 at 23: delay; 5 at 27: age decided at
    bonds: npt.NDArray[np.int32]  # [128] see bonds_of in compile.py
    value: npt.NDArray[np.int32]  # [128] points alone
    cap: npt.NDArray[np.int32]  # [128] most records kept that are younger than the window; 0 if no rule looks at them
    cap_months: npt.NDArray[np.int32]  # [128] months of that window
    weight: npt.NDArray[np.int32]  # [128] how weighty a record is when a file overflows
    leaves: npt.NDArray[np.uint8]  # [128] lists (4 bits) that a conduct takes one off
    floors: npt.NDArray[np.int32]  # [8] lowest score of each grade but the worst; unused places are out of reach
    scale: npt.NDArray[np.int32]  # [9] see the constants below
    sanctions: npt.NDArray[np.int32]  # [128] 1 where a status refuses something
    bears: npt.NDArray[np.int32]  # [128] bit 0: posts are refused; bit 1: trips are refused, by status
    effect: npt.NDArray[np.uint8]  # [128*128] by 128 * status + kind: 0 nothing, 1 refused, 2.. number of a reward
    reward: npt.NDArray[np.float32]  # [256] worth of a reward in tenths of a month's outgoings
    watched: npt.NDArray[np.float32]  # [128] times as much is recorded, by status


START, LOWEST, HIGHEST, CLEAN_MONTHS, CLEAN_POINTS, SANCTIONING, BIN_WIDTH, BIN_BEGINS, BY_GRADE = range(9)
"""Entries of ``scale``: start score, lowest, highest; months and points of a clean period; lists (4 bits) that
refuse something; width of a bin of scores and where the first begins; lists that each grade puts one on (4 bits each)."""
