"""The ways back, as kernels read them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class RemedyTables(NamedTuple):
    """Chances that a record is struck when it is decided on."""

    struck: npt.NDArray[np.float32]  # [256] by 2 * kind + wrong: notice, contest and decision together
    reach: npt.NDArray[np.float32]  # [S] factor of the stratum on contesting
