"""Sources, as kernels read them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]


class ObserveTables(NamedTuple):
    """How each kind of conduct is seen: shares as float32."""

    coverage: F32  # [128] share that is recorded
    wrong_person: F32  # [128] share of records that land on a neighbour's file
