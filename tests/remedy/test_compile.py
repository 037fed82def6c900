"""The ways back made ready: chances of notice, contest and decision in one."""

import numpy as np
import pytest
from busy import busy_catalogue, busy_scheme

from glasshouse.population.people import TRAITS, level_index
from glasshouse.remedy.compile import remedy_tables


def test_a_record_is_struck_if_it_is_noticed_contested_and_the_contest_won():
    catalogue, appeal = busy_catalogue(), busy_scheme().appeal
    tables = remedy_tables(appeal, catalogue)
    row = next(kind.row for kind in catalogue.kinds if kind.name == "tax.late@office")
    right, wrong = tables.struck[2 * row : 2 * row + 2]
    assert right == pytest.approx(0.9 * 0.3 * 0.3)
    assert wrong == pytest.approx(0.9 * 0.8 * 0.8)


def test_people_who_are_offline_contest_less():
    reach = remedy_tables(busy_scheme().appeal, busy_catalogue()).reach
    offline = level_index("internet") == TRAITS["internet"].index("offline")
    assert (reach[offline] == np.float32(0.8)).all()
    assert (reach[~offline] == 1).all()


def test_without_an_appeal_nothing_is_struck():
    assert not remedy_tables(None, busy_catalogue()).struck.any()


def test_nobody_contests_a_request_for_a_service():
    catalogue = busy_catalogue()
    struck = remedy_tables(busy_scheme().appeal, catalogue).struck.reshape(-1, 2)
    assert not struck[[0, *(kind.row for kind in catalogue.kinds if kind.service)]].any()
