"""Sources made ready for kernels."""

import numpy as np

from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.tables import ObserveTables


def observe_tables(catalogue: Catalogue) -> ObserveTables:
    """How each kind of conduct is seen."""
    coverage, wrong_person = np.zeros(catalogue.size, np.float32), np.zeros(catalogue.size, np.float32)
    for kind in catalogue.kinds:
        if kind.source is not None:
            coverage[kind.row] = float(kind.source.coverage.value)
            wrong_person[kind.row] = float(kind.source.wrong_person.value)
    return ObserveTables(coverage, wrong_person)
