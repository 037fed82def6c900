"""Points for savings."""

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.savings import BySavings
from glasshouse.scheme.forms.piece import Piece

WHO = Circumstances(stratum=0, money=np.float32(25), job=0, debt=0, months=0)


def test_savings_are_told_in_months_of_outgoings():
    assert BySavings().piece(4, 100, WHO, load_catalogue()) == Piece("savings", "2.5 months saved", 1, 10)
    assert BySavings().piece(4, 8, WHO, load_catalogue()).points == 8


def test_nobody_has_saved_more_than_the_engine_counts():
    assert BySavings().extent(2) == (0, 50)
