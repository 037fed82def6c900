"""Put on a list by a stage of debt."""

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.debt import OfDebt
from glasshouse.scheme.forms.grounds.form import Known

KNOWN = Known(load_catalogue(), ())


def test_stages_are_told_one_by_one():
    assert OfDebt().words(("late", "sued"), str) == ["debt: late", "debt: sued"]


def test_stages_are_those_of_the_catalogue():
    stages = OfDebt().numbered(KNOWN)
    assert stages[0] == "none"
    assert list(OfDebt().unknown(stages, KNOWN)) == []
    assert len(list(OfDebt().unknown(("lat",), KNOWN))) == 1


def test_who_owes_is_at_a_stage():
    assert OfDebt().state(Circumstances(stratum=0, money=np.float32(0), job=0, debt=2, months=0)) == 2
