"""What weighs on people more than an author may mean: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
One = Callable[[list[str], str], str]
No = Callable[[list[str], str], bool]
CITED = {"cite": "text", "clause": "1"}


# One act punished twice


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("contract.breach", "contract.judgment_breach"),
        ("traffic.drink_driving", "traffic.drunk_driving"),
    ],
)
def test_two_rules_of_nearly_one_act(cautions: Told, rule: Make, first: str, second: str, one: One):
    told = cautions(rules=[rule(first, points=-10), rule(second, points=-20)])
    assert one(told, "alike") == f"rules[1]: {first} and {second} are much alike: one act may be punished twice."


def test_two_different_acts_are_no_double_punishment(cautions: Told, rule: Make, none: No):
    rules = [rule("traffic.ticket", points=-10), rule("traffic.drunk_driving", points=-20)]
    assert none(cautions(rules=rules), "twice")


def test_a_reward_is_no_punishment(cautions: Told, rule: Make, none: No):
    rules = [rule("contract.breach", points=10), rule("contract.judgment_breach", points=-20)]
    assert none(cautions(rules=rules), "twice")


def test_a_rule_and_a_list_for_one_act(cautions: Told, black: Make, one: One):
    told = cautions(lists=[black(enter="traffic.ticket")])
    assert one(told, "enters a list") == (
        "lists[0].enter: traffic.ticket also has a rule: one act costs points and enters a list."
    )


COURTS = ["court.judgment_defied", "court.settlement_broken"]


def test_a_list_that_may_be_the_national_one(cautions: Told, black: Make, one: One):
    told = cautions(lists=[black(enter=COURTS)])
    assert one(told, "official list") == (
        "lists[0]: black is entered by what enters the official list that court-list holds. If it is that list, take "
        "it out and run both, with '+court-list'; if not, say which: 'official: ID'."
    )


@pytest.mark.parametrize("said", [{"enter": COURTS, "official": "ours"}, {"enter": [*COURTS, "traffic.ticket"]}])
def test_a_list_that_says_which_it_is_or_has_grounds_of_its_own(cautions: Told, black: Make, none: No, said: Any):
    assert none(cautions(lists=[black(**said)]), "official list")


def test_one_debt_punished_at_several_steps(cautions: Told, rule: Make, black: Make, one: One):
    told = cautions(rules=[rule("credit.payment_late", points=-10)], lists=[black()])
    assert one(told, "unpaid debt") == (
        "rules: one unpaid debt is punished at 2 steps: credit.payment_late, debt.sued."
    )


def test_lawful_conduct_that_is_punished(cautions: Told, rule: Make, black: Make, one: One):
    told = cautions(rules=[rule("speech.criticism", points=-10)], lists=[black(enter="speech.criticism")])
    assert one(told, "rule punishes") == "rules[0]: speech.criticism is lawful, and the rule punishes it."
    assert one(told, "it enters") == "lists[0].enter: speech.criticism is lawful, and it enters a list."


def test_lawful_conduct_may_enter_a_list_that_only_makes_something_better(cautions: Told, black: Make, none: No):
    reward = {"when": {"list": "black"}, "service": "travel.flight", "cite": "text", "clause": "1",
              "effect": {"gain": {"value": 0.1, "assumed": [0, 1]}}}  # fmt: skip
    red = [black(enter="speech.criticism")]
    assert none(cautions(lists=red, consequences=[reward]), "it enters")


def test_a_sanction_that_outlasts_its_record(cautions: Told, rule: Make, black: Make, one: One, none: No):
    rules = [rule("debt.sued", points=-10, lasts="1y")]
    assert one(cautions(rules=rules, lists=[black()]), "outlasts") == (
        "lists[0].stays: debt.sued stays listed for 2 years, but its record counts for 1 year: "
        "the sanction outlasts its cause."
    )
    assert none(cautions(rules=rules, lists=[black(stays="1y")]), "outlasts")
    assert not none(cautions(rules=rules, lists=[black(stays="forever")]), "outlasts")


def test_rules_of_one_conduct_for_two_sources_are_no_double_punishment(cautions: Told, rule: Make, none: No):
    rules = [rule("order.littering", points=-10), rule("order.littering", points=-20, source="village")]
    assert none(cautions(rules=rules), "twice")


def test_a_rule_and_a_list_of_another_scheme_for_one_act(
    cautions: Told, rule: Make, black: Make, library: Callable[..., None], one: One, none: No
):
    library(court={"lists": [black(enter=["debt.sued", "traffic.ticket"]), black(id="grey", enter="contract.breach")]})

    def told(name: str) -> list[str]:
        of = {"list": name, "points": -50, **CITED}
        return cautions(rules=[rule("traffic.ticket", points=-10), of])

    assert one(told("court/black"), "costs twice") == (
        "rules[1]: traffic.ticket has a rule here, and it leads to court/black: one act costs twice."
    )
    assert none(told("court/grey"), "costs twice")
    assert none(told("gone/black"), "costs twice")


def test_a_debt_that_counts_as_a_record_and_as_a_state(cautions: Told, rule: Make, factors: Make, one: One):
    said = factors(history=[{"debt": {"late": -20}}])
    said["rules"] = [rule("credit.payment_late", points=-10, account="means")]
    assert one(cautions(**said), "once more") == (
        "accounts[0].inputs[0]: debt counts here, and once more as a record: credit.payment_late."
    )


# What is nobody's doing


def test_a_grant_that_is_punished(cautions: Told, rule: Make, one: One, none: No):
    assert one(cautions(rules=[rule("finance.loan", points=-10)]), "granted") == (
        "rules[0]: finance.loan is a service, and being granted it is punished."
    )
    assert none(cautions(rules=[rule("finance.loan", points=10)]), "granted")


def test_what_nobody_chooses_and_what_friends_do(cautions: Told, factors: Make, one: One, none: No):
    said = factors(means=[{"trait": "sex", "points": {"male": 1}}, {"friends": 1}, {"savings": 1}])
    told = cautions(**said)
    assert one(told, "nobody chooses") == "accounts[1].inputs[0]: sex counts, which nobody chooses."
    together = cautions(**factors(means=[{"trait": "income, sex, age", "points": {"fifth-1, male, 75+": 1}}]))
    assert one(together, "nobody chooses") == "accounts[1].inputs[0]: sex, age counts, which nobody chooses."
    assert one(told, "friends' scores") == (
        "accounts[1].inputs[1]: friends' scores count: one is scored for what others did."
    )
    assert none(told, "inputs[2]: savings")


def test_what_another_did(cautions: Told, black: Make, library: Callable[..., None], one: One):
    library(firms={"lists": [black()], "subjects": {"kind": "firm"}})
    led = {"list": "firms/black", "whose": "led firm"}
    told = cautions(rules=[{**led, "grade_at_most": "C", **CITED}], lists=[black(enter=led, stays=None)])
    assert one(told, "punished for") == (
        "rules[0]: the firm that one leads is on firms/black: one is punished for what another did."
    )
    assert one(told, "listed for what") == (
        "lists[0].enter: the firm that one leads is on firms/black: one is listed for what another did."
    )


def test_the_longest_rule_of_a_conduct_is_what_a_listing_outlasts(cautions: Told, rule: Make, black: Make, none: No):
    rules = [rule("order.littering", points=-1, lasts="1y"),
             rule("order.littering", points=-2, lasts="2y", source="village")]  # fmt: skip
    assert none(cautions(rules=rules, lists=[black(enter="order.littering")]), "outlasts")
