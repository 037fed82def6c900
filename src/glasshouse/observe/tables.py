"""Files, as kernels read them; of sources they read what ``errors`` says."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]


class FileTables(NamedTuple):
    """What a file does with records, for all schemes that read it together; tables of 256 go by number on file."""

    numbers: U8  # [K] number of new records of a kind; 0 if no scheme looks at them
    rows: I32  # [256] the row of the kind that a number stands for
    after: U8  # [256] number of a record once it is settled
    kept: I32  # [256] months, the last age at which any scheme has a use for it
    decided: I32  # [256] the age at which a contested record is decided on; 0 for never
    most: I32  # [256] 7 bits: most records that any scheme counts in a window, 127 for all; 4 at 7: months of the
    # window; 4 at 11: the source's delay
    weight: I32  # [256] how weighty a record is when a file overflows
    settles: U8  # [K] number of a conduct that settles records, 0 for none
    settled_by: U8  # [256] number of the conduct that settles a record
