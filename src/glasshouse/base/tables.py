"""Tables as kernels take them: named tuples of arrays and numbers, in record arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt


def as_record(*tables: Any) -> npt.NDArray[Any]:
    """Named tuples of arrays and numbers, all of one kind, as a record array, which is how a kernel takes them."""
    fields = [(name, part.dtype, part.shape) for name, part in tables[0]._asdict().items()]
    record = np.zeros(len(tables), np.dtype(fields, align=True))
    for at, table in enumerate(tables):
        for name, part in table._asdict().items():
            record[name][at] = part
    return record.view(np.recarray)
