"""Rules in time: what holds in a month, when rules change, who has joined, what is connected."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.scheme.compile.calendar import (
    a_month_on,
    ageing,
    as_of,
    connection,
    dates_of,
    forms_of,
    holds_in,
    joined,
    judges_in,
    span,
    turns,
)  # fmt: skip
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Connection, Rule, Scheme

CITED = {"cite": "text", "clause": "1"}
SHARE = {"assumed": [0, 1]}


def scheme(**said: Any) -> Scheme:
    score = {"start": 100, "lowest": 0}
    return Scheme.model_validate({"id": "small", "title": "Small", "about": "Dated.", "score": score, **said})


def rule(conduct: str, **said: Any) -> dict[str, Any]:
    return {"conduct": conduct, "points": -1, "lasts": "1y", **CITED, **said}


def black(**said: Any) -> dict[str, Any]:
    return {"id": "black", "title": "Black", "enter": "debt.sued", "stays": "1y", **CITED, **said}


def refuses(**said: Any) -> dict[str, Any]:
    return {"when": {"list": "black"}, "service": "travel.flight", "effect": "refuse", **CITED, **said}


DATED = scheme(
    in_force="2014-01-15",
    until="2018-01",
    rules=[rule("a.always"), rule("a.later", **{"from": "2016-03"}), rule("a.sooner", until="2016-03")],
    lists=[black(**{"from": "2015"}), black(id="red")],
    consequences=[refuses(until="2017"), refuses(**{"from": "2017"})],
)


@pytest.mark.parametrize(("month", "holds"), [("2015-12", False), ("2016-01", True), ("2016-12", True)])
def test_a_rule_holds_from_the_month_in_which_it_begins(month: str, holds: bool):
    assert holds_in(Rule.model_validate(rule("a.b", **{"from": "2016-01-31"})), month_number(month)) == holds


@pytest.mark.parametrize(("month", "holds"), [("2015-12", True), ("2016-01", False)])
def test_a_rule_holds_no_longer_from_the_month_in_which_it_ends(month: str, holds: bool):
    assert holds_in(Rule.model_validate(rule("a.b", until="2016-01-31")), month_number(month)) == holds


def test_a_scheme_holds_between_its_dates():
    months = ("2013-12", "2014-01", "2017-12", "2018-01")
    assert [holds_in(DATED, month_number(one)) for one in months] == [False, True, True, False]


def test_a_scheme_judges_while_it_holds_and_once_more_as_it_ends():
    months = ("2013-12", "2014-01", "2017-12", "2018-01", "2018-02")
    assert [judges_in(DATED, month_number(one)) for one in months] == [False, True, True, True, False]
    assert judges_in(DATED, None)


@pytest.mark.parametrize(
    ("begins", "months", "found"),
    [("2014-01", 60, (0, 48)), ("2013-10", 12, (3, 12)), ("2017-06", 60, (0, 7)), ("2010-01", 24, None)],
)
def test_the_span_of_a_scheme_is_what_of_a_run_it_holds_in(begins: str, months: int, found: tuple[int, int] | None):
    assert span(DATED, month_number(begins), months) == found


def test_without_a_calendar_or_dates_a_scheme_holds_all_through():
    assert span(DATED, None, 24) == span(scheme(), month_number("2020"), 24) == (0, 24)


def test_in_no_month_in_particular_everything_holds():
    assert holds_in(DATED, None)


def conducts(found: Scheme) -> list[str]:
    return [str(one.conduct) for one in found.rules]


def test_a_scheme_as_of_a_month_has_the_rules_and_consequences_of_that_month():
    early, late = as_of(DATED, month_number("2014-06")), as_of(DATED, month_number("2017-06"))
    assert conducts(early) == ["a.always", "a.sooner"]
    assert conducts(late) == ["a.always", "a.later"]
    assert (early.consequences, late.consequences) == (DATED.consequences[:1], DATED.consequences[1:])


def test_lists_keep_their_places_and_one_that_does_not_hold_is_entered_by_nobody():
    early = as_of(DATED, month_number("2014-06"))
    assert [one.id for one in early.lists] == ["black", "red"]
    assert early.lists[0].enter.conduct == ("-",)
    assert early.lists[1] == DATED.lists[1]
    assert as_of(DATED, month_number("2015-01")).lists == DATED.lists


def test_without_a_calendar_a_scheme_is_as_it_stood_when_it_came_into_force():
    assert as_of(DATED, None) == as_of(DATED, month_number("2014-01"))


@pytest.mark.parametrize(
    ("world", "month"),
    [("2010", "2014-01"), ("2016-06", "2016-06"), ("2020", "2017-12")],
    ids=["before", "in", "after"],
)
def test_without_a_calendar_the_rules_are_those_of_the_world_as_far_as_the_scheme_held_in_it(world: str, month: str):
    assert as_of(DATED, None, month_number(world)) == as_of(DATED, month_number(month))


def test_a_scheme_without_dates_is_always_the_same():
    plain = scheme(rules=[rule("a.b")])
    assert as_of(plain, None) is plain
    assert as_of(plain, month_number("2020")) is plain


def test_the_dates_of_a_scheme_are_those_of_all_its_parts():
    months = ("2016-03", "2016-03", "2015", "2017", "2017")
    assert list(dates_of(DATED)) == [month_number(one) for one in months]


def test_rules_change_in_the_months_of_a_run_in_which_something_begins_or_ends():
    first = month_number("2014-06")
    at = [month_number(day) - first for day in ("2015", "2016-03", "2017", "2018")]
    assert turns([DATED], first, 60) == [0, *at, at[-1] + 1]  # it judges once more as it ends
    assert turns([DATED], first, 24) == [0, *at[:2]]
    assert turns([DATED, scheme(in_force="2014-09")], first, 24) == [0, 3, *at[:2]]


def test_without_a_calendar_nothing_changes():
    assert turns([DATED], None, 600) == [0]


def test_a_scheme_that_asks_nobody_has_everybody():
    assert joined(scheme(), month_number("2020")) == 1


def test_those_who_have_joined_grow_step_by_step():
    later = [
        {"from": "2018-01", "share": {"value": 0.5, **SHARE}},
        {"from": "2019-01", "share": {"value": 0.6, **SHARE}},
    ]
    consent = {"asked": "opt-in", "share": {"value": 0.2, **SHARE}, "later": later}
    asking = scheme(subjects={"consent": consent})
    assert joined(asking, None) == 0.2
    assert [joined(asking, month_number(day)) for day in ("2017-12", "2018-01", "2019-06")] == [0.2, 0.5, 0.6]
    assert list(dates_of(asking)) == [month_number("2018"), month_number("2019")]


def step(source: str, share: float, **said: Any) -> dict[str, Any]:
    return Connection.model_validate(
        {"source": source, "share": {"value": share, **SHARE}, **CITED, **said}
    ).model_dump(mode="json", by_alias=True)


CONNECTED = scheme(
    connected=[
        step("court", 0.1, **{"from": "2013-10", "until": "2014-12"}),
        step("court", 0.6, **{"from": "2014-12", "until": "2016-01"}),
    ]
)


@pytest.mark.parametrize(
    ("month", "share"),
    [("2013-09", 0), ("2013-10", 0.1), ("2014-11", 0.1), ("2014-12", 0.6), ("2015-12", 0.6), ("2016-01", 1)],
)
def test_a_source_is_connected_step_by_step_not_before_and_wholly_after(month: str, share: float):
    assert connection([CONNECTED], "court", month_number(month)) == share


def test_sources_that_no_scheme_speaks_of_and_runs_without_a_calendar_are_wholly_connected():
    assert connection([CONNECTED], "office", month_number("2010")) == 1
    assert connection([CONNECTED], "court", None) == 1


def test_of_several_schemes_the_one_that_connects_least_counts():
    other = scheme(connected=[step("court", 0.3, **{"from": "2013-01"})])
    assert connection([CONNECTED, other], "court", month_number("2014-01")) == 0.1
    assert connection([CONNECTED, other], "court", month_number("2015-01")) == 0.3


def test_a_scheme_of_a_branch_judges_since_the_month_with_which_it_begins():
    first = month_number("2013-01")
    assert [span(DATED, first, 90, since) for since in (3, 30)] == [(12, 60), (30, 60)]
    assert span(DATED, first, 90, 60) is None
    assert span(DATED, None, 24, 5) == (5, 24)
    assert span(DATED, None, 24, 24) is None


def test_a_scheme_has_a_form_for_every_stretch_between_its_dates(
    small: Callable[..., Scheme], rule: Callable[..., Any]
):
    plain = small()
    assert forms_of(plain) == [plain]
    rules = [rule("traffic.ticket", points=-10, until="2016-05"), rule("traffic.ticket", points=-5, **{"from": "2017"})]
    assert [[one.points for one in form.rules] for form in forms_of(small(rules=rules))] == [[-10], [], [-5]]


def left_out(**said: Any) -> dict[str, Any]:
    usual = {"conduct": "traffic.ticket", "points": -5, "lasts": "3 months", "from": "2016-05", **CITED}
    return {**usual, "earlier_records": "do not count", **said}


def test_records_from_before_a_rule_are_told_by_their_age(small: Callable[..., Scheme]):
    scheme = small(rules=[left_out(), left_out(conduct="contract.breach", earlier_records="count")])
    at = month_number("2016-05")
    assert [one.oldest for one in as_of(scheme, at).rules] == [0, None]
    assert [one.oldest for one in as_of(scheme, at + 7).rules] == [7, None]
    assert [one.oldest for one in a_month_on(as_of(scheme, at + 7)).rules] == [8, None]
    assert [one.oldest for one in as_of(scheme, at + 127).rules] == [None, None]  # no record is as old
    assert [one.oldest for one in as_of(scheme, None, at + 7).rules] == [
        None,
        None,
    ]  # without a calendar none is earlier


def test_the_age_that_counts_moves_until_no_earlier_record_could_count(small: Callable[..., Scheme]):
    scheme, first = small(rules=[left_out()]), month_number("2016-01")
    assert ageing([scheme], first, 100) == set(range(5, 5 + 3 + 15))
    assert ageing([scheme], first, 6) == {5, 6}
    assert ageing([scheme], None, 100) == ageing([small()], first, 100) == set()
    graded = small(rules=[left_out(points=0, grade_at_most="C", lasts="forever")])
    assert ageing([graded], first, 1_000) == set(range(5, 5 + 126))
