"""The ways back made ready: chances of contest and decision in one."""

import numpy as np
import pytest
from busy import busy_scheme

from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE, TRAITS, level_index
from glasshouse.remedy.compile import remedy_tables


def test_a_record_that_its_subject_knows_of_is_struck_if_it_is_contested_and_the_contest_won():
    right, wrong = remedy_tables([busy_scheme().appeal], PEOPLE).struck
    assert right == pytest.approx(0.3 * 0.3)
    assert wrong == pytest.approx(0.8 * 0.8)


def test_people_who_are_offline_contest_less():
    reach = remedy_tables([busy_scheme().appeal], PEOPLE).reach
    offline = level_index("internet") == TRAITS["internet"].index("offline")
    assert (reach[offline] == np.float32(0.8)).all()
    assert (reach[~offline] == 1).all()


def test_of_several_appeals_the_kindest_decides():
    kinder, harder = busy_scheme().appeal, busy_scheme().appeal
    harder = harder.model_copy(update={"struck_if_wrong": harder.struck_if_wrong.model_copy(update={"value": 0.1})})
    kinder = kinder.model_copy(update={"struck_if_right": kinder.struck_if_right.model_copy(update={"value": 0})})
    right, wrong = remedy_tables([kinder, harder], PEOPLE).struck
    assert right == pytest.approx(0.3 * 0.3)
    assert wrong == pytest.approx(0.8 * 0.8)


def test_of_several_appeals_the_one_that_offline_people_reach_most_easily_counts_whatever_their_order():
    near, far = busy_scheme().appeal, busy_scheme().appeal
    far = far.model_copy(update={"offline": far.offline.model_copy(update={"value": 0.1})})
    offline = level_index("internet") == TRAITS["internet"].index("offline")
    for appeals in ([near, far], [far, near]):
        assert (remedy_tables(appeals, PEOPLE).reach[offline] == np.float32(0.8)).all()


def test_without_an_appeal_nothing_is_struck():
    assert not remedy_tables([], PEOPLE).struck.any()


def test_no_firm_is_harder_to_reach_than_others():
    reach = remedy_tables([busy_scheme().appeal], FIRMS).reach
    assert (reach == 1).all()
