"""The ways back made ready: chances of notice, contest and decision in one."""

import numpy as np
import pytest
from busy import busy_catalogue, busy_scheme, by_row

from glasshouse.observe.library import firm_catalogue
from glasshouse.population.people import TRAITS, level_index
from glasshouse.remedy.compile import remedy_tables


def test_a_record_is_struck_if_it_is_noticed_contested_and_the_contest_won():
    catalogue, appeal = busy_catalogue(), busy_scheme().appeal
    tables = remedy_tables([appeal], catalogue, by_row(catalogue))
    row = next(kind.row for kind in catalogue.kinds if kind.name == "tax.late@office")
    right, wrong = tables.struck[2 * row : 2 * row + 2]
    assert right == pytest.approx(0.9 * 0.3 * 0.3)
    assert wrong == pytest.approx(0.9 * 0.8 * 0.8)


def test_people_who_are_offline_contest_less():
    reach = remedy_tables([busy_scheme().appeal], busy_catalogue(), by_row(busy_catalogue())).reach
    offline = level_index("internet") == TRAITS["internet"].index("offline")
    assert (reach[offline] == np.float32(0.8)).all()
    assert (reach[~offline] == 1).all()


def test_of_several_appeals_the_kindest_decides():
    catalogue, kinder, harder = busy_catalogue(), busy_scheme().appeal, busy_scheme().appeal
    harder = harder.model_copy(update={"struck_if_wrong": harder.struck_if_wrong.model_copy(update={"value": 0.1})})
    kinder = kinder.model_copy(update={"struck_if_right": kinder.struck_if_right.model_copy(update={"value": 0})})
    row = next(kind.row for kind in catalogue.kinds if kind.name == "tax.late@office")
    right, wrong = remedy_tables([kinder, harder], catalogue, by_row(catalogue)).struck[2 * row : 2 * row + 2]
    assert right == pytest.approx(0.9 * 0.3 * 0.3)
    assert wrong == pytest.approx(0.9 * 0.8 * 0.8)


def test_of_several_appeals_the_one_that_offline_people_reach_most_easily_counts_whatever_their_order():
    near, far = busy_scheme().appeal, busy_scheme().appeal
    far = far.model_copy(update={"offline": far.offline.model_copy(update={"value": 0.1})})
    offline = level_index("internet") == TRAITS["internet"].index("offline")
    for appeals in ([near, far], [far, near]):
        assert (
            remedy_tables(appeals, busy_catalogue(), by_row(busy_catalogue())).reach[offline] == np.float32(0.8)
        ).all()


def test_without_an_appeal_nothing_is_struck():
    assert not remedy_tables([], busy_catalogue(), by_row(busy_catalogue())).struck.any()


def test_nobody_contests_a_request_for_a_service():
    catalogue = busy_catalogue()
    struck = remedy_tables([busy_scheme().appeal], catalogue, by_row(catalogue)).struck.reshape(-1, 2)
    assert not struck[[0, *(kind.row for kind in catalogue.kinds if kind.service)]].any()


def test_no_firm_is_harder_to_reach_than_others():
    reach = remedy_tables([busy_scheme().appeal], firm_catalogue(), by_row(firm_catalogue())).reach
    assert (reach == 1).all()
