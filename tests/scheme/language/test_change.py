"""Changing what a scheme says in named places."""

import re
from copy import deepcopy
from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.language.change import changed, path_of, place_after, places, spelt_out, there_now

WRITTEN: dict[str, Any] = {
    "id": "small",
    "score": {"start": 100, "lowest": 0},
    "accounts": [
        {"id": "behaviour", "weight": {"value": 0.4, "assumed": [0, 1]},
         "inputs": [{"trait": "income", "points": {"fifth-1": -5}}, {"savings": 2, "at_most": 20}]},
    ],
    "rules": [
        {"conduct": "utility.theft", "points": -60},
        {"conduct": "credit.payment_late", "points": -5},
        {"conduct": "order.littering", "points": -1},
        {"conduct": "order.littering", "source": "village.committee", "points": -2},
        {"list": "court-list/defaulters", "points": -100},
        {"list": "court-list/defaulters", "whose": "led firm", "points": -50},
    ],
    "lists": [{"id": "black", "title": "Black", "enter": "debt.sued", "stays": "2y"}],
    "consequences": [
        {"when": {"grade": "C"}, "service": "travel.flight", "by": "Air"},
        {"when": {"grade": "C"}, "service": "work.job"},
        {"when": {"list": "black"}, "service": "work.job"},
    ],
    "repair": [{"by": "community.volunteering", "gives": 1}],
    "members": [{"scheme": "rongcheng-2016", "share": {"value": 0.1}}],
}  # fmt: skip


def at(values: Any, *where: str | int) -> Any:
    for part in where:
        values = values[part]
    return values


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("title", "Other", ("title",)),
        ("score.start", 90, ("score", "start")),
        ("score.highest", 1000, ("score", "highest")),
        ("accounts.behaviour.weight.value", 0.25, ("accounts", 0, "weight", "value")),
        ("accounts.behaviour.inputs.income.points.fifth-5", 9, ("accounts", 0, "inputs", 0, "points", "fifth-5")),
        ("accounts.behaviour.inputs.savings.at_most", 30, ("accounts", 0, "inputs", 1, "at_most")),
        ("rules.utility-theft.points", -200, ("rules", 0, "points")),
        ("rules.credit-payment-late.from", "2016-01", ("rules", 1, "from")),
        ("rules.order-littering@village-committee.points", -9, ("rules", 3, "points")),
        ("rules.2.points", -9, ("rules", 2, "points")),
        ("rules.court-list/defaulters@led-firm.points", -9, ("rules", 5, "points")),
        ("lists.black.stays", "3y", ("lists", 0, "stays")),
        ("lists.black.enter.conduct", "debt.defied", ("lists", 0, "enter", "conduct")),
        ("consequences.1.when.grade", "D", ("consequences", 1, "when", "grade")),
        ("repair.community-volunteering.gives", 2, ("repair", 0, "gives")),
        ("members.rongcheng-2016.share.value", 0.2, ("members", 0, "share", "value")),
        ("subjects.where.settlement", "urban", ("subjects", "where", "settlement")),
        ("visible.score", "everyone", ("visible", "score")),
    ],
)  # fmt: skip
def test_a_path_names_a_place(path: str, value: object, where: tuple[str | int, ...]):
    assert at(changed(WRITTEN, {path: value}), *where) == value


def test_only_the_place_is_changed_and_in_a_copy():
    before = deepcopy(WRITTEN)
    after = changed(WRITTEN, {"rules.utility-theft.points": -200})
    assert before == WRITTEN
    assert after["rules"][1:] == WRITTEN["rules"][1:]
    assert {**after, "rules": 0, "lists": 0} == {**WRITTEN, "rules": 0, "lists": 0}


def test_nothing_leaves_out_what_stands_there():
    after = changed(
        WRITTEN,
        {"rules.credit-payment-late": None, "rules.order-littering@village-committee": None, "consequences": None,
         "score.lowest": None, "clean": None, "rules.utility-theft.points": -1, "subjects.where.age": None},
    )  # fmt: skip
    assert [one.get("conduct") for one in after["rules"]] == ["utility.theft", "order.littering", None, None]
    assert after["rules"][0]["points"] == -1
    assert "consequences" not in after
    assert after["score"] == {"start": 100}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("scores.start", "'scores' is not a key of a scheme. Did you mean 'score'?"),
        ("score.begin", "'begin' is not a key of score. Known: "),
        ("score.start.value", "score.start is 100, with nothing below it."),
        ("accounts.behavior.weight.value", "'behavior' is not a part of accounts. Did you mean 'behaviour'?"),
        ("accounts.behaviour.weigth.value", "'weigth' is not a key of accounts[0]. Did you mean 'weight'?"),
        ("rules.utility-thef.points", "'utility-thef' is not a part of rules. Did you mean 'utility-theft'?"),
        ("rules.9.points", "'9' is not a part of rules, which are numbered from 0 to 5."),
        ("consequences.flight.service", "'flight' is not a part of consequences, which are numbered from 0 to 2."),
        ("rules.order-littering.points", "2 parts of rules are named 'order-littering'. "
         "Write 2 or order-littering@village-committee."),
        ("accounts.behaviour.weight", "Name one of its keys: accounts.behaviour.weight.value, "),
        ("rules", "is a whole list. Name one of its parts: court-list/defaulters, "),
    ],
)  # fmt: skip
def test_a_path_to_nothing_is_told_what_was_meant(path: str, told: str):
    with pytest.raises(GlasshouseError, match=re.escape(told)):
        changed(WRITTEN, {path: 1})


def test_a_list_without_parts_has_none_to_name():
    with pytest.raises(GlasshouseError, match=re.escape("'rules.0.points': rules has no parts.")):
        changed({"rules": []}, {"rules.0.points": 1})


def test_every_wrong_path_is_told_at_once():
    with pytest.raises(GlasshouseError) as refused:
        changed(WRITTEN, {"scores.start": 1, "rules.utility-theft.points": -2, "rules.77.points": 1})
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["'scores.start'", "'rules.77.points'"]


def test_two_names_of_one_place_are_refused():
    with pytest.raises(
        GlasshouseError, match=re.escape("'rules.0.points': 'rules.utility-theft.points' names the same")
    ):
        changed(WRITTEN, {"rules.utility-theft.points": -1, "rules.0.points": -2})


def test_places_are_found_and_what_is_wrong_is_told_by_path():
    found, wrong = places(spelt_out(WRITTEN), {"rules.utility-theft.points": 1, "scores": 2})
    assert found == {"rules.utility-theft.points": ("rules", 0, "points")}
    assert list(wrong) == ["scores"]


def test_what_stands_in_a_place_is_seen_and_nothing_where_nothing_does():
    assert there_now(WRITTEN, ("rules", 0, "points")) == -60
    assert there_now(WRITTEN, ("rules", 0)) == WRITTEN["rules"][0]
    assert there_now(WRITTEN, ("clean", "months")) is None


def test_a_place_moves_up_when_parts_of_its_list_are_left_out():
    gone = [("rules", 0), ("rules", 2), ("accounts", 0, "inputs", 0)]
    assert place_after(("rules", 3, "points"), gone) == ("rules", 1, "points")
    assert place_after(("accounts", 0, "inputs", 1, "savings"), gone) == ("accounts", 0, "inputs", 0, "savings")
    assert place_after(("score", "start"), gone) == ("score", "start")
    assert place_after(("rules", 2), gone) == ("rules",)


@pytest.mark.parametrize(
    ("where", "path"),
    [
        (("rules", 0, "points"), "rules.utility-theft.points"),
        (("rules", 3, "points"), "rules.order-littering@village-committee.points"),
        (("rules", 2), "rules.2"),
        (("consequences", 1, "service"), "consequences.1.service"),
        (("accounts", 0, "inputs", 1, "savings"), "accounts.behaviour.inputs.savings.savings"),
        (("lists", 0, "enter", "conduct"), "lists.black.enter.conduct"),
        (("rules", 0, "not", "there"), "rules.utility-theft.not.there"),
        ((), ""),
    ],
)
def test_a_place_is_named_by_the_path_that_leads_to_it(where: tuple[str | int, ...], path: str):
    assert path_of(WRITTEN, where) == path
