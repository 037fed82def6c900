"""What forms of input have in common: amounts, states, and words for levels."""

import numpy as np
import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import NO_END, InputForm, levels_told
from glasshouse.scheme.forms.inputs.friends import ByFriends
from glasshouse.scheme.forms.inputs.savings import BySavings
from glasshouse.scheme.forms.inputs.work import ByWork

WHO = Circumstances(stratum=0, money=np.float32(30), job=2, debt=0, months=0)


def test_a_form_that_lacks_a_part_cannot_be_made():
    class Incomplete(InputForm[float]):
        key = "height"

    with pytest.raises(TypeError, match=r"'extent', 'piece', 'words'|extent, piece, words"):
        Incomplete()  # type: ignore[abstract]


def test_an_amount_without_an_end_has_none():
    entries = np.zeros(2, np.float32)
    BySavings().enter(entries, 2, None, load_catalogue())
    assert entries[1] == np.float32(NO_END)
    assert BySavings().given(entries, WHO) == 6


def test_what_is_not_there_gives_nothing():
    assert ByFriends().given(np.ones(2, np.float32), WHO) == 0


def test_a_state_gives_what_is_named_for_it():
    entries = np.zeros(4, np.float32)
    ByWork().enter(entries, {"unemployed": -5}, None, load_catalogue())
    assert ByWork().given(entries, WHO) == -5
    assert ByWork().given(entries, WHO._replace(job=1)) == 0


def test_many_levels_are_told_by_their_range():
    assert levels_told("income", {f"level-{at}": at for at in range(20)}) == "by income: from +0 to +19 by 20 levels"
