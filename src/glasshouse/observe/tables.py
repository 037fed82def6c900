"""Sources, as kernels read them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class ObserveTables(NamedTuple):
    """How each kind of conduct is seen: shares as float32."""

    coverage: npt.NDArray[np.float32]  # [128] share that is recorded
    wrong_person: npt.NDArray[np.float32]  # [128] share of records that land on a neighbour's file
