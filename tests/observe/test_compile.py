"""Sources made ready: every conduct has the coverage and the errors of the source that sees it."""

import numpy as np
from busy import busy_catalogue

from glasshouse.observe.compile import observe_tables


def test_each_view_of_a_conduct_has_the_shares_of_its_source():
    catalogue = busy_catalogue()
    tables = observe_tables(catalogue)
    row = {kind.name: kind.row for kind in catalogue.kinds}
    assert tables.coverage[row["tax.late@office"]] == np.float32(0.7)
    assert tables.coverage[row["tax.late@camera"]] == np.float32(0.9)
    assert tables.wrong_person[row["tax.late@camera"]] == np.float32(0.3)


def test_nobody_records_a_request_for_a_service():
    catalogue = busy_catalogue()
    services = [0, *(kind.row for kind in catalogue.kinds if kind.service)]
    assert not observe_tables(catalogue).coverage[services].any()
