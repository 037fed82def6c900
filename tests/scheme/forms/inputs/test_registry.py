"""The forms of input together: what an author may write of them, and where their numbers stand."""

from typing import Any

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import read_text, validated
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.registry import FEEDS, INPUTS, PLACE, Input, fed, fed_by

WHO = Circumstances(stratum=0, money=np.float32(30), job=1, debt=2, months=4, friends=np.float32(50))


def of(**said: Any) -> Input:
    return Input.model_validate(said)


def told_of(text: str) -> list[str]:
    with pytest.raises(GlasshouseError) as refused:
        validated(*read_text(text, "small.yaml"), Input, "small.yaml")
    return [line.strip().removeprefix("line").lstrip(" 0123456789") for line in str(refused.value).splitlines()[1:]]


@pytest.mark.parametrize(
    "said",
    [
        "{trait: income, points: {fifth-1: -10}}",
        "{savings: 3, at_most: 20}",
        "{work: {employed: 10, not seeking: 2}}",
        "{debt: {current: 5}}",
        "{months: 1, at_most: 24}",
        "{friends: 1}",
    ],
)
def test_an_account_is_fed_by_one_thing_or_another(said: str):
    fed_by_it = validated(*read_text(said, "small.yaml"), Input, "small.yaml")
    assert said.startswith(f"{{{fed_by_it.form.key}: ")


ONE_OF = "needs exactly one of 'trait', 'savings', 'work', 'debt', 'months' and 'friends'."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{}", ONE_OF),
        ("{savings: 1, months: 1}", ONE_OF),
        ("{trait: income}", "'trait' and 'points' belong together."),
        ("{savings: 1, points: {a: 1}}", "'trait' and 'points' belong together."),
        ("{debt: {late: 1}, at_most: 5}", "'at_most' limits savings, months or friends; leave it out here."),
    ],
)
def test_an_input_is_one_thing(said: str, told: str):
    assert told_of(said) == [f"whole file: {told}"]


def test_each_form_has_numbers_of_its_own():
    taken = [at for one in INPUTS for at in range(PLACE[one.key], PLACE[one.key] + one.entries)]
    assert taken == list(range(FEEDS))


def test_what_feeds_an_account_adds_up():
    stages = [stage.id for stage in load_catalogue().livelihood.stages]
    inputs = (of(savings=2), of(months=0.5), of(friends=0.1), of(work={"employed": 7}), of(debt={stages[2]: -20}))
    assert fed(fed_by(inputs, load_catalogue()), WHO) == 2 * 3 + 0.5 * 4 + 0.1 * 50 + 7 - 20


def test_savings_and_friends_give_no_more_than_their_most():
    assert fed(fed_by((of(savings=5, at_most=12),), load_catalogue()), WHO) == 12
    assert fed(fed_by((of(friends=1, at_most=20),), load_catalogue()), WHO) == 20


def test_who_knows_nobody_gains_nothing_by_friends():
    inputs = (of(friends=1), of(work={"employed": 3}))
    assert fed(fed_by(inputs, load_catalogue()), WHO._replace(friends=None)) == 3


def test_an_account_that_nothing_feeds_gains_nothing():
    assert fed(fed_by((), load_catalogue()), WHO) == 0


@pytest.mark.parametrize(
    ("said", "least_and_most"),
    [
        ({"trait": "income", "points": {"fifth-1": 3, "fifth-5": 10}}, (0, 10)),
        ({"work": {"employed": 10, "unemployed": -5}}, (-5, 10)),
        ({"debt": {"late": -8}}, (-8, 0)),
        ({"savings": 2}, (0, 50)),
        ({"savings": -2, "at_most": 20}, (-20, 0)),
        ({"months": 1, "at_most": 24}, (0, 24)),
        ({"friends": 0.5}, (0, 50)),
    ],
)
def test_an_input_gives_so_much(said: dict[str, Any], least_and_most: tuple[float, float]):
    assert of(**said).extent == least_and_most


def test_every_form_says_where_what_it_counts_arises():
    assert all(one.context for one in INPUTS)
    assert {one.key for one in INPUTS if one.context == "finance"} == {"debt", "savings"}
