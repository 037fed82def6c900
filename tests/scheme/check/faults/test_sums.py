"""Accounts that do not add up, and points that go nowhere: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}
PARTS = [
    {"id": "trade", "title": "Trade", "start": 30, "highest": 30},
    {"id": "order", "title": "Order", "start": 70, "highest": 100},
]


def test_accounts_that_add_up_are_fine(faults: Told, rule: Make, factors: Make):
    assert faults(**factors(history=[{"savings": 3, "at_most": 20}, {"work": {"employed": 10}}, {"friends": 1}])) == []
    rules = [rule("traffic.ticket", points=-10, account="order"), rule("debt.sued", points=-10, account="trade")]
    assert faults(accounts=PARTS, rules=rules) == []


def test_an_unknown_account_is_told_what_was_meant(faults: Told, rule: Make, repair: Make):
    told = faults(
        accounts=PARTS,
        rules=[rule("traffic.ticket", points=-60, account="ordre")],
        repair=[repair("community.volunteering", account="trad")],
        grades=None,
    )
    assert told == [
        "repair[0].account: 'trad' is not an account of this scheme. Did you mean 'trade'?",
        "rules[0].account: 'ordre' is not an account of this scheme. Did you mean 'order'?",
    ]


def test_points_go_to_an_account_where_there_are_some(faults: Told, rule: Make, repair: Make):
    told = faults(
        accounts=PARTS,
        rules=[rule("traffic.ticket", points=-60), rule("debt.sued", grade_at_most="C")],
        repair=[repair("community.volunteering")],
        grades=[{"id": "A", "from": 1}, {"id": "C", "below": 1}],
    )
    assert told == [
        f"{where}: its points go to no account. Add 'account' with one of: trade, order."
        for where in ("repair[0]", "rules[0]")
    ]


def test_an_account_is_for_points(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-60, account="order"), rule("debt.sued", grade_at_most="C", account="order")]
    assert faults(accounts=PARTS, rules=rules) == [
        "rules[1].account: it has no points that could go to an account. Leave 'account' out."
    ]


def test_accounts_need_a_score(faults: Told):
    assert faults(accounts=PARTS, score=None, grades=None, rules=None) == [
        "accounts: accounts are parts of a score, and there is none. Add 'score: {start: ..., lowest: ...}'."
    ]


def test_weights_add_up_to_one(faults: Told, factors: Make):
    said = factors()
    said["accounts"][1]["weight"]["value"] = 0.5
    assert faults(**said) == ["accounts: the weights add up to 1.1, not to 1: 0.6 (history) + 0.5 (means)."]


def test_factors_and_friends_need_a_scale_with_a_top(faults: Told, factors: Make):
    said = factors(history=[{"friends": 1}])
    del said["score"]["highest"]
    assert faults(**said) == [
        "accounts[0].inputs[0]: friends count in hundredths of the scale, which has no top. "
        "Add 'highest' to the score.",
        "score: factors are parts of a whole scale. Add 'highest'.",
    ]


@pytest.mark.parametrize(("start", "right"), [(30, 700), (51, 406)])
def test_the_score_starts_at_the_sum_of_the_accounts(faults: Told, factors: Make, start: int, right: int):
    said = factors()
    said["accounts"][0]["start"], said["accounts"][1]["start"] = (90, 40) if start == 30 else (41, 40)
    terms = f"0 + {said['accounts'][0]['start']} x 6 (history) + 40 x 4 (means)"
    assert faults(**said) == [
        f"score.start: is 500, but the accounts start at {right}: {terms}. Write {right}."
    ]  # fmt: skip
    said["score"]["start"] = right
    assert faults(**said) == []


def test_sub_accounts_start_at_points_of_the_score(faults: Told, rule: Make):
    parts = [{**PARTS[0], "start": 25}, PARTS[1]]
    told = faults(accounts=parts, rules=[rule("traffic.ticket", points=-10, account="order")], grades=None)
    assert told == ["score.start: is 100, but the accounts start at 95: 0 + 25 (trade) + 70 (order). Write 95."]


def test_an_account_is_fed_by_each_thing_once(faults: Told, factors: Make):
    inputs = [{"savings": 1}, {"trait": "sex", "points": {"male": 1}}, {"savings": 2}]
    assert faults(**factors(means=inputs)) == [
        "accounts[1].inputs[2]: means is fed by savings twice. Join the two into one."
    ]


# Odds

SCALED = {"start": 100, "lowest": 0, "scaled": {"at": 100, "odds": 50, "doubles_every": 20}}


def test_odds_need_a_score_that_stands_for_them(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", odds_times=0.25)]
    assert faults(rules=rules, score=SCALED) == []
    assert faults(rules=rules, grades=None) == [
        "rules[0].odds_times: the points of this score do not stand for odds. "
        "Add 'scaled: {at: ..., odds: ..., doubles_every: ...}' to the score, or give points."
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"points": -5, "odds_times": 0.5}, "stands in place of 'points'. Keep one of the two."),
        ({"odds_times": 1.01}, "1.01 times the odds comes to 0 points."),
    ],
)
def test_odds_that_say_nothing_are_told(faults: Told, rule: Make, said: dict[str, Any], told: str):
    assert faults(rules=[rule("traffic.ticket", **said)], score=SCALED, grades=None) == [f"rules[0].odds_times: {told}"]


def test_odds_are_for_records(faults: Told, library: Callable[..., None], black: Make):
    library(court={"lists": [black()]})
    rules = [{"list": "court/black", "odds_times": 0.5, **CITED}]
    assert faults(rules=rules, score=SCALED, grades=None) == [
        "rules[0].odds_times: is for records. For a list write 'points'."
    ]
