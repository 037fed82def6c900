"""Points by stage of debt."""

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.debt import ByDebt
from glasshouse.scheme.forms.inputs.form import Scored
from glasshouse.scheme.forms.piece import Piece

CATALOGUE = load_catalogue()
WHO = Circumstances(stratum=0, money=np.float32(0), job=0, debt=1, months=0)
WHERE = ("accounts", 0, "inputs", 0)


def test_a_stage_gives_its_points():
    stage = CATALOGUE.livelihood.stages[1].id
    assert ByDebt().piece({stage: -9}, 100, WHO, CATALOGUE) == Piece("debt", f"debt: {stage}", 1, -9)


def test_unknown_stages_are_told_with_their_place():
    assert [place for place, _ in ByDebt().unknown({"lat": 1}, WHERE, CATALOGUE)] == [(*WHERE, "debt", "lat")]


def test_a_debt_that_counts_as_a_record_as_well_is_told():
    assert ByDebt().burden({}, Scored("person", ())) is None
    told = "debt counts here, and once more as a record: credit.default."
    assert ByDebt().burden({}, Scored("person", ("credit.default",))) == told
