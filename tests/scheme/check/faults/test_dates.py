"""Dates of a scheme that cannot be: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.scheme.check.faults.dates import meet, timed_parts
from glasshouse.scheme.forms.placed import Dated
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
SHARE = {"value": 0.5, "assumed": [0, 1]}


def between(begins: str | None, ends: str | None) -> dict[str, str]:
    return {key: day for key, day in (("from", begins), ("until", ends)) if day is not None}


def test_dates_in_order_are_fine(faults: Told, rule: Make, follows: Make):
    rules = [rule("traffic.ticket", points=-10, **between("2016-06", "2018"))]
    consequences = [follows({"grade": "C"}, **between("2014", None))]
    assert faults(in_force="2016-01-05", until="2019-01-01", rules=rules, consequences=consequences) == []


@pytest.mark.parametrize("day", ["2017-02-29", "2016-04-31"])
def test_a_day_that_is_in_no_calendar_is_told(faults: Told, day: str):
    assert faults(in_force=day) == [f"in_force: {day!r} is no day of the calendar."]


def test_a_scheme_ends_after_it_begins(faults: Told):
    assert faults(in_force="2016-01-05", until="2015") == [
        "until: the rules end (2015) before they come into force (2016-01-05)."
    ]


@pytest.mark.parametrize(
    ("begins", "ends"), [("2016-05", "2016-05"), ("2016-05-01", "2016-05-30"), ("2017", "2016-12")]
)
def test_a_part_that_ends_before_it_begins_never_holds(faults: Told, rule: Make, begins: str, ends: str):
    assert faults(rules=[rule("traffic.ticket", points=-10, **between(begins, ends))]) == [
        f"rules[0].until: begins {begins} and ends {ends}, so that it never holds; "
        "'until' is the first month in which it holds no longer."
    ]


def test_a_part_outside_the_time_of_the_scheme_never_holds(faults: Told, rule: Make, follows: Make):
    told = faults(
        in_force="2016-01-05",
        until="2020-01",
        rules=[rule("traffic.ticket", points=-10, **between(None, "2016-01"))],
        consequences=[follows({"grade": "C"}, **between("2020-01", None))],
    )
    assert told == [
        "consequences[0].from: begins 2020-01, when the scheme has ended (2020-01).",
        "rules[0].until: ends 2016-01, before the scheme is in force (2016-01-05).",
    ]


def consent(*later: dict[str, Any]) -> dict[str, Any]:
    return {"consent": {"asked": "opt-in", "share": SHARE, "later": list(later), "cite": "text"}}


def test_shares_of_consent_follow_each_other(faults: Told):
    steps = [{"from": "2017-01", "share": SHARE}, {"from": "2018-01", "share": SHARE}]
    assert faults(in_force="2016-01", subjects=consent(*steps)) == []
    assert faults(in_force="2016-01", subjects=consent(*steps[::-1])) == [
        "subjects.consent.later[1].from: begins 2017-01, and the step above 2018-01. Write the earlier first."
    ]


def test_a_share_of_consent_has_a_date_later_than_the_scheme_and_no_end(faults: Told):
    steps = [{"share": SHARE}, {"from": "2016-01", "until": "2017-01", "share": SHARE}]
    assert faults(in_force="2016-01-05", subjects=consent(*steps)) == [
        "subjects.consent.later[0]: needs 'from', the first month in which this share holds.",
        "subjects.consent.later[1].from: begins 2016-01, and the scheme 2016-01-05: "
        "the share of the beginning stands in 'share' of the consent.",
        "subjects.consent.later[1].until: a share holds until the next one. Leave 'until' out.",
    ]


def connected(source: str, begins: str | None, ends: str | None = None) -> dict[str, Any]:
    return {"source": source, "share": SHARE, "cite": "text", "clause": "1", **between(begins, ends)}


def test_steps_of_a_source_follow_each_other(faults: Told):
    steps = [connected("office", "2013-10", "2014-12"), connected("village", None), connected("office", "2014-12")]
    assert faults(connected=steps) == []
    assert faults(in_force="2020-01", connected=steps) == []
    assert faults(
        connected=[connected("office", "2014-12"), connected("office", "2013-10"), connected("office", None)]
    ) == [
        "connected[1].from: begins 2013-10, and the step of office above 2014-12. Write the earlier first.",
        "connected[2]: needs 'from': a step of office stands above, in connected[1].",
    ]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((None, None), (None, None), True),
        (("2015", None), (None, "2015"), False),
        (("2015", None), (None, "2015-02"), True),
        (("2015", "2016"), ("2016", None), False),
    ],
)  # fmt: skip
def test_two_parts_meet_if_they_hold_in_one_month(one: Any, other: Any, together: bool):
    first, second = (Dated.model_validate(between(*days)) for days in (one, other))
    assert meet(first, second) == meet(second, first) == together


def test_every_part_with_dates_is_found(small: Callable[..., Scheme], follows: Make):
    scheme = small(consequences=[follows({"grade": "C"})], connected=[connected("office", None)])
    assert [where for where, _ in timed_parts(scheme)] == [("rules", 0), ("connected", 0), ("consequences", 0)]
