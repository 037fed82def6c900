"""Parts of a scheme in a few words each."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.explain.words import (
    account_words,
    band,
    counts_for,
    entered_by,
    ground,
    holder,
    input_words,
    titles,
    when,
    who,
    worth,
)
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.placed import Dated
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Scheme

Make = Callable[..., dict[str, Any]]
Small = Callable[..., Scheme]


def test_who_is_scored(small: Callable[..., Scheme]):
    assert who(small()) == "all adults"
    assert who(small(subjects={"where": {"age": "18+", "settlement": "urban"}})) == "adults with settlement urban"
    assert who(small(score=None, grades=None, rules=None)) == "nobody"


def test_a_band_names_its_scores(small: Callable[..., Scheme]):
    assert [band(small(), at) for at in range(3)] == ["A from 100", "B from 50 to 99", "C below 50"]
    bottomed = [{"id": "A", "from": 50}, {"id": "B", "from": 0}]
    assert band(small(grades=bottomed), 1) == "B from 0 to 49"


def test_an_unknown_id_stands_for_itself(catalogue: Catalogue):
    assert titles(catalogue)("a.b") == "a.b"


def test_firms_are_scored_too(small: Small):
    assert who(small(subjects={"kind": "firm", "where": {"size": "large"}})) == "firms with size large"
    bundle = small(score=None, grades=None, rules=None, members=[{"scheme": "a", "cite": "text", "clause": "1"}])
    assert who(bundle) == "those whom its schemes are for"


def test_a_grade_beside_another_has_no_band(small: Small):
    grades = [{"id": "B", "from": 50}, {"id": "M", "from": 50, "title": "new"}, {"id": "C", "below": 50}]
    assert [band(small(grades=grades), at) for at in range(3)] == [
        "B from 50",
        "M beside B, by rule alone (new)",
        "C below 50",
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, ""),
        ({"from": "2014-07"}, "from 2014-07"),
        ({"until": "2015"}, "until 2015"),
        ({"from": "2014-07", "until": "2015"}, "from 2014-07 to 2015"),
    ],
)
def test_dates(days: dict[str, str], said: str):
    assert when(Dated.model_validate(days)) == said


def test_what_a_rule_is_about(small: Small, rule: Make, catalogue: Catalogue):
    cited = {"cite": "text", "clause": "1"}
    rules = [
        rule("traffic.ticket", points=-1),
        rule("order.littering", points=-1, source="village"),
        {"list": "court/black", "whose": "leader", "points": -5, **cited},
    ]
    assert [ground(one, titles(catalogue)) for one in small(rules=rules).rules] == [
        "ticket",
        "littering (village)",
        "while on court/black of the leader",
    ]


def test_what_a_rule_is_worth(small: Small, rule: Make):
    score = {"start": 100, "lowest": 0, "scaled": {"at": 100, "odds": 50, "doubles_every": 20}}
    rules = [
        rule("traffic.ticket", points=-1, account="order", at_most="1 per month", until="2018"),
        rule("debt.sued", odds_times=0.25, grade_at_most="C"),
    ]
    scheme = small(rules=rules, score=score)
    assert [worth(one, scheme) for one in scheme.rules] == [
        "-1, in order, 1 per month at most, until 2018",
        "-40, grade C at best, odds times 0.25",
    ]
    assert [counts_for(lasts) for lasts in (None, -1.0, 24.0)] == [
        "counts while it lasts",
        "never lapses",
        "counts for 2 years",
    ]


def test_whom_a_consequence_is_for(small: Small, follows: Make, black: Make):
    said = [{"grade": ["B", "C"]}, {"list": "black"}, {"off_list": "black"}]
    scheme = small(lists=[black(title="Black list")], consequences=[follows(one) for one in said])
    assert [holder(scheme, one) for one in scheme.consequences] == ["B and C", "Black list", "Not on: Black list"]


@pytest.mark.parametrize(
    ("enter", "said"),
    [
        ("debt.sued", "sued"),
        ({"conduct": ["debt.sued"], "debt": ["late"]}, "sued or debt: late"),
        ({"grade": "C"}, "grade C"),
        ({"list": "tax/black", "whose": "led firm"}, "being on tax/black of the firm that one leads"),
    ],
)
def test_what_puts_one_on_a_list(small: Small, black: Make, catalogue: Catalogue, enter: Any, said: str):
    stays = "2y" if "sued" in str(enter) else None
    assert entered_by(small(lists=[black(enter=enter, stays=stays)]).lists[0], titles(catalogue)) == said


def test_what_an_account_is():
    half = {"value": 0.35, "assumed": [0, 1]}
    assert account_words(Account.model_validate({"id": "means", "title": "Means", "start": 50, "weight": half})) == (
        "Means (means): 35% of the score, from 50 of 100"
    )
    assert account_words(Account(id="trade", title="Trade", start=150, highest=150)) == (
        "Trade (trade): from 150, at least 0 and at most 150"
    )
    assert account_words(Account(id="more", title="More")) == "More (more): from 0, at least 0"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"trait": "income", "points": {"fifth-1": -10}}, "by income: fifth-1 -10"),
        ({"trait": "sex, age", "points": {"male, 75+": 2}}, "by sex, age: male, 75+ +2"),
        (
            {"trait": "income", "points": {f"level-{number}": number - 5 for number in range(20)}},
            "by income: from -5 to +14 by 20 levels",
        ),
        ({"savings": 3, "at_most": 20}, "by savings: +3 for each month of outgoings, at most 20"),
        ({"work": {"employed": 10, "unemployed": -5}}, "by standing at work: employed +10, unemployed -5"),
        ({"debt": {"late": -5}}, "by debt: late -5"),
        ({"months": 0.5}, "by time: +0.5 a month"),
        ({"friends": 1}, "by friends: +1 for each hundredth that their mean score is up the scale"),
    ],
)
def test_what_feeds_an_account(said: dict[str, Any], words: str):
    assert input_words(Input.model_validate(said)) == words
