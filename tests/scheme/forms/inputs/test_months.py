"""Points for time under a scheme."""

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.months import ByMonths
from glasshouse.scheme.forms.piece import Piece

WHO = Circumstances(stratum=0, money=np.float32(0), job=0, debt=0, months=6)


def test_each_month_of_the_scheme_gives_points():
    assert ByMonths().piece(0.5, 100, WHO, load_catalogue()) == Piece("months", "6 months of the scheme", 1, 3)
    assert ByMonths().piece(0.5, 2, WHO, load_catalogue()).points == 2


def test_a_loss_has_its_end_below():
    assert ByMonths().extent(-1) == (-1200, 0)


def test_time_leads_down_only_where_it_takes_points():
    assert ByMonths().arises(-1) == "time in the scheme"
    assert ByMonths().arises(1) == ""
