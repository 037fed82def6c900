"""The ways back made ready for kernels."""

import numpy as np

from glasshouse.life.tables import KINDS
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import STRATA, TRAITS, level_index
from glasshouse.remedy.model import Appeal
from glasshouse.remedy.tables import RemedyTables


def remedy_tables(appeal: Appeal | None, catalogue: Catalogue) -> RemedyTables:
    """Chances that a record is struck: its subject learns of it, contests it, and is heard."""
    struck, reach = np.zeros((KINDS, 2), np.float32), np.ones(STRATA, np.float32)
    if appeal is not None:
        right = float(appeal.contested_if_right.value) * float(appeal.struck_if_right.value)
        wrong = float(appeal.contested.value) * float(appeal.struck_if_wrong.value)
        for kind in catalogue.kinds:
            if kind.source is not None:
                struck[kind.row] = (
                    float(kind.source.notice.value) * right,
                    float(kind.source.notice.value) * wrong,
                )
        reach[level_index("internet") == TRAITS["internet"].index("offline")] = float(appeal.offline.value)
    return RemedyTables(struck.ravel(), reach)
