"""Connection: until a source is connected, or wholly so, less of what it records reaches files.

Since when a source is connected is a clause of schemes; see ``scheme.calendar``.
"""

import numpy as np
import numpy.typing as npt

Columns = dict[str, npt.NDArray[np.float32]]


def with_connected_only(
    columns: Columns, share: npt.NDArray[np.float32], due_kind: npt.NDArray[np.int32], falls_kind: npt.NDArray[np.int32]
) -> Columns:
    """The columns of the errors of sources, where only a ``share`` [K] of what is recorded of each kind gets through.

    ``due_kind`` [3] and ``falls_kind`` [8] are the kinds of scheduled conducts and of falling from a stage of debt.
    """
    false_from, due_false_from = columns["false_from"], columns["due_false_from"]
    return columns | {
        "coverage": columns["coverage"] * share,
        "false_from": (1 - (1 - false_from) * share).astype(np.float32),
        "due_false_from": (1 - (1 - due_false_from) * share[due_kind]).astype(np.float32),
        "slips": columns["slips"] * share[falls_kind],
    }
