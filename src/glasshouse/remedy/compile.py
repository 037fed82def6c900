"""The ways back made ready for kernels."""

from collections.abc import Sequence

import numpy as np

from glasshouse.population.people import STRATA, Cast
from glasshouse.remedy.model import Appeal
from glasshouse.remedy.tables import RemedyTables


def remedy_tables(appeals: Sequence[Appeal], cast: Cast) -> RemedyTables:
    """Chances that a record that its subject learned of is contested and struck, by the kindest appeal."""
    struck, reach = np.zeros(2, np.float32), np.ones(STRATA, np.float32)
    for appeal in appeals:
        right = float(appeal.contested_if_right.value) * float(appeal.struck_if_right.value)
        wrong = float(appeal.contested.value) * float(appeal.struck_if_wrong.value)
        struck = np.maximum(struck, np.array((right, wrong), np.float32))
    if appeals and cast.hard_to_reach is not None:
        reach[cast.has(*cast.hard_to_reach)] = max(float(appeal.offline.value) for appeal in appeals)
    return RemedyTables(struck, reach)
