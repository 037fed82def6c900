"""The grounds for a list together: what an author may write of them, and what kernels are told."""

import re
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.form import Known
from glasshouse.scheme.forms.grounds.registry import GROUNDS, NUMBERED, STATE, Enter, lists_by, states_of

KNOWN = Known(load_catalogue(), ("A", "B", "C"))
STAGES = [stage.id for stage in KNOWN.catalogue.livelihood.stages]


def of(**said: Any) -> Enter:
    return Enter.model_validate(said)


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ({"conduct": "debt.sued"}, ["conduct"]),
        ({"grade": "D"}, ["grade"]),
        ({"list": "court-list/defaulters", "whose": "leader"}, ["list"]),
        ({"debt": "late"}, ["debt"]),
        ({"conduct": "debt.sued", "debt": "late"}, ["conduct", "debt"]),
    ],
)
def test_a_list_has_one_ground_or_alternatives(said: dict[str, Any], keys: list[str]):
    assert [one.key for one in of(**said).forms] == keys


@pytest.mark.parametrize("said", [{}, {"conduct": "a.b", "grade": "D"}, {"grade": "D", "debt": "late"}])
def test_grounds_of_several_kinds_are_refused(said: dict[str, Any]):
    with pytest.raises(ValidationError, match=r"needs one of 'conduct' .and 'debt'., 'grade' and 'list', and not"):
        of(**said)


def test_a_word_or_a_list_is_conduct():
    assert Enter.model_validate("debt.sued") == of(conduct=("debt.sued",)) == Enter.model_validate(["debt.sued"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["a.b", {"grade": "D"}], "names a 'grade' among conducts. Make a list of its own for it."),
        (["a.b", {"debt": "late"}], "names a 'debt' among conducts. Write '{conduct: [...], debt: [...]}'."),
    ],
)
def test_what_is_no_conduct_is_refused_among_conducts(said: list[Any], told: str):
    with pytest.raises(ValidationError, match=re.escape(told)):
        Enter.model_validate(said)


def test_what_is_named_twice_is_told():
    assert list(of(conduct=["a.b", "a.c", "a.b"], debt=["late", "late"]).twice()) == [
        ("conduct", "a.b"),
        ("debt", "late"),
    ]


def test_states_that_there_are_not_are_told():
    assert [key for key, _ in of(debt=[STAGES[1], "lat"]).unknown(KNOWN)] == ["debt"]


def test_each_grade_has_four_bits_for_the_lists_that_it_enters():
    found = lists_by(NUMBERED["grade"], [of(grade="C"), of(conduct="a.b"), of(grade="C")], KNOWN)
    assert int(found) == 0b101 << 8


def test_the_last_of_eight_stages_has_the_highest_bits():
    found = lists_by(NUMBERED["debt"], [of(debt=STAGES[-1])] * 4, KNOWN)
    assert int(found) & 0xFFFFFFFF == 0b1111 << 4 * (len(STAGES) - 1)


def test_a_state_of_life_has_its_number():
    who = Circumstances(stratum=0, money=np.float32(0), job=0, debt=3, months=0)
    assert states_of(who)[STATE["debt"]] == 3
    assert len(GROUNDS) == 4
