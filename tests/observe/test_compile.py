"""Sources made ready: every conduct has the coverage and the errors of the source that sees it."""

import numpy as np
from busy import busy_catalogue

from glasshouse.life.tables import KINDS
from glasshouse.observe.compile import figures_by_kind, observe_tables
from glasshouse.observe.model import ERRORS


def test_each_view_of_a_conduct_has_the_shares_of_its_source():
    catalogue = busy_catalogue()
    tables = observe_tables(catalogue, np.ones(KINDS))
    row = {kind.name: kind.row for kind in catalogue.kinds}
    assert tables["coverage"][row["tax.late@office"]] == np.float32(0.7)
    assert tables["coverage"][row["tax.late@camera"]] == np.float32(0.9)
    assert tables["wrong_person"][row["tax.late@camera"]] == np.float32(0.3)


def test_nobody_records_a_request_for_a_service():
    catalogue = busy_catalogue()
    services = [0, *(kind.row for kind in catalogue.kinds if kind.service)]
    assert not observe_tables(catalogue, np.ones(KINDS))["coverage"][services].any()


def test_kernels_read_the_figures_of_errors_by_kind_and_the_marks_of_false_records():
    by_kind = [name for name, one in ERRORS.items() if one.by_kind]
    tables = observe_tables(busy_catalogue(), np.ones(KINDS))
    assert list(tables) == [*by_kind, "false_from", "due_false_from", "slips"]
    assert all(tables[name].shape == (KINDS,) for name in by_kind)


def test_a_figure_of_a_kind_is_that_of_the_source_that_sees_it():
    catalogue = busy_catalogue()
    rates = figures_by_kind(catalogue, "false_records")
    for kind in catalogue.kinds:
        assert rates[kind.row] == (0 if kind.source is None else kind.source.false_records.value)


def test_scheduled_conduct_and_falls_into_debt_are_made_up_in_proportion_to_how_often_they_happen():
    catalogue = busy_catalogue()
    tables = observe_tables(catalogue, np.ones(KINDS))
    current = [stage.id for stage in catalogue.livelihood.stages].index("current")
    assert tables["due_false_from"][1] == np.float32(1 - 0.1 * 0.2)
    assert tables["slips"][current] == np.float32(0.1 * catalogue.livelihood.stages[current].falls.value)
