"""Tables as kernels take them: named tuples of arrays and numbers, in record arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt


def as_record(*tables: Any) -> npt.NDArray[Any]:
    """Arrays and numbers by name, all of one kind, as a record array, which is how a kernel takes them.

    ``tables`` are named tuples or dictionaries.
    """
    rows = [one if isinstance(one, dict) else one._asdict() for one in tables]
    fields = [(name, part.dtype, part.shape) for name, part in rows[0].items()]
    record = np.zeros(len(rows), np.dtype(fields, align=True))
    for at, row in enumerate(rows):
        for name, part in row.items():
            record[name][at] = part
    return record.view(np.recarray)
