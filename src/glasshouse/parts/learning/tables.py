"""What learning is told by, as kernels read it, and what is counted of it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CARRY, LESSONS, WRONG, TEMPTED, HELD_BACK = COUNTS = range(5)
"""Places in ``Tallies.parts``: people who carry a lesson; records that taught one, and wrong ones among them;
conducts that somebody who carries one was about to do, and those that they did not do for it."""

LESSON = 32  # what one record teaches, in the units of the column of state
FULL = 255  # the most that one carries: eight records' worth
NEVER = 255  # in ``told``


class LearningTables(NamedTuple):
    """Learning. C classes of people by their schemes (8), see ``AnswerTables.classes``; K kinds of the catalogue."""

    told: npt.NDArray[np.uint8]  # [C*256] months after which a record of a number costs something; or NEVER
    restraint: npt.NDArray[np.float32]  # [C*K] chance that a conduct is not done, for each unit of what one carries
    most: npt.NDArray[np.float32]  # [C*K] the chance at which one is sure to be recorded
    kept: np.float32  # share of what one carries that a month leaves
    kinds: np.int32  # K
    column: np.int32  # its place among the columns of state
