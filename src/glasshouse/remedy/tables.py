"""The ways back, as kernels read them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]


class RemedyTables(NamedTuple):
    """Chances that a record is struck when it is decided on."""

    struck: F32  # [2] of a right and of a wrong record, if its subject learns of it: contest and decision together
    reach: F32  # [S] factor of the stratum on contesting
