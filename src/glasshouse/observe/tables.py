"""Files, as kernels read them; of sources they read what ``errors`` says."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]


class FileTables(NamedTuple):
    """What a file does with records of each kind, for all schemes that read it together."""

    kept: I32  # [128] months, the last age at which any scheme has a use for it
    decided: I32  # [128] the age at which a contested record is decided on; 0 for never
    most: I32  # [128] 7 bits: most records that any scheme counts in a window, 127 for all; 4 at 7: months of the
    # window; 4 at 11: the source's delay; 0 in all if no scheme looks at such records
    weight: I32  # [128] how weighty a record is when a file overflows
    settles: U8  # [128] number of a conduct that settles records, 0 for none
    settled_by: U8  # [128] number of the conduct that settles the records of a kind
    logged: U8  # [128] 1 where a granted service is put on record
