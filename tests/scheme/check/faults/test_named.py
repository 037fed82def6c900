"""Names that the catalogue does not have, and records that can never be: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.scheme.check.faults.named import records_named
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]


def test_an_unknown_conduct_is_told_what_was_meant(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.tiket", points=-10)]) == [
        "rules[0].conduct: 'traffic.tiket' is not a conduct. Did you mean 'traffic.ticket'?"
    ]


def test_every_place_of_a_conduct_is_looked_at(small: Callable[..., Scheme], faults: Told, black: Make, repair: Make):
    lists = [black(enter=["a.b", "a.c"], leave={"conduct": "a.d"})]
    told = faults(lists=lists, repair=[repair("a.e")])
    assert [line.split(":")[0] for line in told] == [
        "lists[0].enter.conduct[0]",
        "lists[0].enter.conduct[1]",
        "lists[0].leave.conduct",
        "repair[0].by",
    ]
    assert [name for _, name, _ in records_named(small())] == ["traffic.ticket"]


def test_an_unknown_service_is_told_what_was_meant(faults: Told, follows: Make):
    assert faults(consequences=[follows({"grade": "C"}, service="travel.fligt")]) == [
        "consequences[0].service: 'travel.fligt' is not a service. Did you mean 'travel.flight'?"
    ]


@pytest.mark.parametrize("where", [{"age": "18+"}, {"age": "30-44", "settlement": "urban"}, {}])
def test_known_levels_of_traits_are_accepted(faults: Told, where: dict[str, str]):
    assert faults(subjects={"where": where}) == []


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"ages": "18+"}, "subjects.where.ages: 'ages' is not a trait. Did you mean 'age'?"),
        ({"age": "18-30"}, "subjects.where.age: '18-30' is not a level of age. Did you mean '18-29'?"),
        (
            {"settlement": "18+"},
            "subjects.where.settlement: '18+' is not a level of settlement. Known: rural, urban.",
        ),
    ],
)
def test_unknown_levels_of_traits_are_told(faults: Told, where: dict[str, str], told: str):
    assert faults(subjects={"where": where}) == [told]


@pytest.mark.parametrize(
    ("conduct", "why"),
    [
        ("order.never", "its rate in the catalogue is 0"),
        ("tax.never_due", "its rate in the catalogue is 0"),
        ("order.causeless", "it has no rate in the catalogue, and no stage of debt leads to it"),
        ("order.unseen", "no source that has it in view records anything"),
    ],
)
def test_a_conduct_that_is_never_recorded_is_told_why(faults: Told, rule: Make, conduct: str, why: str):
    rules = [rule("traffic.ticket", points=-10), rule(conduct, points=-10)]
    assert faults(rules=rules) == [f"rules[1].conduct: {conduct} can never be recorded: {why}."]


@pytest.mark.parametrize("conduct", ["debt.sued", "credit.payment_late", "tax.return_late", "order.slow"])
def test_conduct_of_the_debt_stages_and_scheduled_conduct_happen(faults: Told, rule: Make, conduct: str):
    assert faults(rules=[rule("traffic.ticket", points=-10), rule(conduct, points=-10)]) == []


def test_a_record_counts_from_its_report_and_must_not_grow_too_old(faults: Told, rule: Make, black: Make):
    def lasting(span: str) -> list[str]:
        return faults(rules=[rule("traffic.ticket", points=-10), rule("order.slow", points=-10, lasts=span)])

    assert lasting("120 months") == lasting("forever") == []
    assert lasting("121 months") == [
        "rules[1].lasts: order.slow is reported after 6 months, so that at most 120 months can follow. Write 'forever'."
    ]
    [told] = faults(lists=[black(enter="order.slow", stays="121 months")])
    assert told.startswith("lists[0].stays: order.slow is reported after 6 months")


def test_a_granted_service_may_count_or_enter_a_list(faults: Told, rule: Make, black: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10), rule("finance.loan", points=5)]) == []
    assert faults(lists=[black(enter="finance.loan")]) == []


def test_a_granted_service_neither_repairs_nor_ends_a_listing(faults: Told, black: Make, repair: Make):
    told = faults(lists=[black(leave={"conduct": "finance.loan"})], repair=[repair("work.job")])
    assert told == [
        f"{where}: {name} is a service. A grant of it may stand in a rule or enter a list, but not here."
        for where, name in (("lists[0].leave.conduct", "finance.loan"), ("repair[0].by", "work.job"))
    ]


def test_an_unknown_source_is_told_what_was_meant(faults: Told, rule: Make):
    connected = [{"source": "vilage", "share": {"value": 0.5, "assumed": [0, 1]}, "cite": "text", "clause": "1"}]
    told = faults(rules=[rule("traffic.ticket", points=-10, source="ofice")], connected=connected)
    assert told == [
        "connected[0].source: 'vilage' is not a source. Did you mean 'village'?",
        "rules[0].source: 'ofice' is not a source. Did you mean 'office'?",
    ]


def test_a_rule_of_one_source_needs_one_that_sees_the_conduct(faults: Told, rule: Make):
    ticket = rule("traffic.ticket", points=-10)
    assert faults(rules=[ticket, rule("order.littering", points=-1, source="village")]) == []
    assert faults(rules=[ticket, rule("order.littering", points=-1, source="slow")]) == [
        "rules[1].source: slow never records order.littering; records of it come from office and village."
    ]
    assert faults(rules=[ticket, rule("finance.loan", points=1, source="office")]) == [
        "rules[1].source: a grant of a service is on record without a source. Leave 'source' out."
    ]


def test_the_delay_is_that_of_the_source_that_a_rule_names(faults: Told, rule: Make):
    rules = [
        rule("traffic.ticket", points=-10),
        rule("order.littering", points=-1, source="village", lasts="126 months"),
    ]
    assert faults(rules=rules) == []


def test_a_limit_names_levels_of_somebody_who_is_scored(faults: Told):
    def limit(**where: str) -> dict[str, Any]:
        return {"where": where, "grade_at_most": "B", "cite": "text", "clause": "1"}

    assert faults(limits=[limit(age="18-29", settlement="rural")]) == []
    assert faults(limits=[limit(ages="18-29"), limit(age="18-30")]) == [
        "limits[0].where.ages: 'ages' is not a trait. Did you mean 'age'?",
        "limits[1].where.age: '18-30' is not a level of age. Did you mean '18-29'?",
    ]
    assert faults(limits=[limit(settlement="rural")], subjects={"where": {"settlement": "urban"}}) == [
        "limits[0].where.settlement: limits nobody: only settlement urban is scored."
    ]


def test_what_feeds_an_account_is_known(faults: Told, factors: Make):
    inputs = [
        {"trait": "incom", "points": {"fifth-1": 1}},
        {"trait": "age", "points": {"18-30": 1, "18-29": 2}},
        {"debt": {"lat": -5, "none": 1}},
        {"trait": "sex, age, sex", "points": {}},
        {"trait": "sex, age", "points": {"male, 18-29": 1, "femal, 18-29": 2}},
    ]
    assert faults(**factors(history=inputs)) == [
        "accounts[0].inputs[0].trait: 'incom' is not a trait. Did you mean 'income'?",
        "accounts[0].inputs[1].points.18-30: '18-30' is not a level of age. Did you mean '18-29'?",
        "accounts[0].inputs[2].debt.lat: 'lat' is not a stage of debt. Did you mean 'late'?",
        "accounts[0].inputs[3].trait: 'sex' stands twice in 'sex, age, sex'. Name it once.",
        "accounts[0].inputs[4].points.femal, 18-29: 'femal' is not a level of sex. Did you mean 'female'?",
    ]


def test_a_list_of_debtors_names_stages(faults: Told, black: Make):
    assert faults(lists=[black(enter={"debt": ["late", "sued"]}, stays=None)]) == []
    assert faults(lists=[black(enter={"debt": ["later"]}, stays=None)]) == [
        "lists[0].enter.debt: 'later' is not a stage of debt. Did you mean 'late'?"
    ]


def test_who_may_look_is_one_of_three(faults: Told):
    assert faults(visible={"score": ["self", "everyone"]}) == []
    assert faults(visible={"score": ["self", "everybody"]}) == [
        "visible.score: 'everybody' is not one who may look. Did you mean 'everyone'?"
    ]


def test_firms_have_traits_of_their_own(faults: Told):
    bare = {"score": None, "grades": None, "rules": None}
    assert faults(subjects={"kind": "firm", "where": {"size": "large"}}, **bare) == []
    assert faults(subjects={"kind": "firm", "where": {"size": "larg"}}, **bare) == [
        "subjects.where.size: 'larg' is not a level of size. Did you mean 'large'?"
    ]
    assert faults(subjects={"kind": "firm", "where": {"age": "18+"}}, **bare) == [
        "subjects.where.age: '18+' is not a level of age. Known: established, new, young."
    ]


def test_what_is_named_by_its_title_is_found(faults: Told, follows: Make):
    assert faults(consequences=[follows({"grade": "C"}, service="loan")]) == [
        "consequences[0].service: 'loan' is not a service. Did you mean 'finance.loan'?"
    ]
