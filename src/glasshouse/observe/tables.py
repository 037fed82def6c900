"""Sources and files, as kernels read them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]


class ObserveTables(NamedTuple):
    """How each kind of conduct is seen: shares as float32."""

    coverage: F32  # [128] share that is recorded
    wrong_person: F32  # [128] share of records that land on a neighbour's file


class FileTables(NamedTuple):
    """What a file does with records of each kind, for all schemes that read it together."""

    kept: I32  # [128] months, the last age at which any scheme has a use for it
    decided: I32  # [128] the age at which a contested record is decided on; 0 for never
    cap: I32  # [128] most records kept that are younger than the window; 0 if no rule looks at them
    cap_months: I32  # [128] months of that window
    weight: I32  # [128] how weighty a record is when a file overflows
    settles: U8  # [128] groups (8 bits) of records that a conduct settles
    settled_by: U8  # [128] groups to which the records of a kind belong
    logged: U8  # [128] 1 where a granted service is put on record
