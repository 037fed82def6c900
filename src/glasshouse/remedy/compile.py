"""The ways back made ready for kernels."""

from collections.abc import Sequence

import numpy as np

from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.numbers import Numbers
from glasshouse.population.people import STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.remedy.model import Appeal
from glasshouse.remedy.tables import RemedyTables


def remedy_tables(appeals: Sequence[Appeal], catalogue: Catalogue, numbers: Numbers) -> RemedyTables:
    """Chances that a record is struck: its subject learns of it, contests it, and is heard; by the kindest appeal."""
    struck, reach = np.zeros((NUMBERS, 2), np.float32), np.ones(STRATA, np.float32)
    for appeal in appeals:
        right = float(appeal.contested_if_right.value) * float(appeal.struck_if_right.value)
        wrong = float(appeal.contested.value) * float(appeal.struck_if_wrong.value)
        for kind in catalogue.kinds:
            if kind.source is not None:
                chances = np.array((right, wrong), np.float32) * np.float32(kind.source.notice.value)
                own = list(numbers.all_of(kind.row))
                struck[own] = np.maximum(struck[own], chances)
    if appeals and catalogue.cast.hard_to_reach is not None:
        kindest = max(float(appeal.offline.value) for appeal in appeals)
        reach[catalogue.cast.has(*catalogue.cast.hard_to_reach)] = kindest
    return RemedyTables(struck.ravel(), reach)
