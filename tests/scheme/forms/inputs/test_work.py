"""Points by standing at work."""

from typing import get_args

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.work import STANDINGS, ByWork, Standing
from glasshouse.scheme.forms.piece import Piece

WHO = Circumstances(stratum=0, money=np.float32(0), job=1, debt=0, months=0)


def test_every_standing_that_may_be_written_has_its_number():
    assert set(STANDINGS) == set(get_args(Standing))


def test_a_standing_gives_its_points():
    assert ByWork().piece({"employed": 5}, 100, WHO, load_catalogue()) == Piece("work", "employed", 1, 5)
    assert ByWork().piece({"unemployed": -5}, 100, WHO, load_catalogue()).points == 0
