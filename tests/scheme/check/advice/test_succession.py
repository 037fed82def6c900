"""Dates that are cut to months, and forms of a rule that follow each other: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.check import fitting, warnings
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library.find import find_scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}


def between(begins: str | None, ends: str | None) -> dict[str, str]:
    return {key: day for key, day in (("from", begins), ("until", ends)) if day is not None}


def said(told: list[str], words: str) -> list[str]:
    return [line for line in told if words in line]


# Dates within a month


def test_a_last_day_is_told_to_end_a_month_early(cautions: Told, rule: Make):
    told = cautions(rules=[rule("traffic.ticket", points=-10, **between(None, "2015-12-31"))])
    assert said(told, "whole months") == [
        "rules[0].until: rules hold by whole months: until 2015-12-31 is until the end of 2015-11. "
        "Write '2016-01' if it is to hold in 2015-12, too."
    ]


def test_a_first_day_late_in_its_month_is_told_to_begin_a_month_early(cautions: Told, rule: Make):
    told = cautions(rules=[rule("traffic.ticket", points=-10, **between("2015-12-31", None))])
    assert said(told, "whole months") == [
        "rules[0].from: rules hold by whole months: from 2015-12-31 is from 2015-12-01 on. "
        "Write '2016-01' if it is not to hold in 2015-12."
    ]


@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2016-02-16", "warning"), ("2016-02-29", "warning"), ("2016-02-15", "note"), ("2016-02-02", "note"),
        ("2016-02-01", None), ("2016-02", None), ("2016", None),
    ],
)  # fmt: skip
def test_a_day_nearer_to_the_next_month_is_a_warning_and_any_other_a_note(
    small: Callable[..., Any], catalogue: Any, rule: Make, day: str, level: str | None
):
    scheme = small(rules=[rule("traffic.ticket", points=-10, **between(day, None))])
    found = [one.level for one in warnings(scheme, catalogue) if "whole months" in one.text]
    assert found == ([level] if level else [])


def test_the_published_dates_of_a_scheme_are_a_note_but_for_the_last_of_a_month(
    small: Callable[..., Any], catalogue: Any
):
    found = [
        (one.where, one.level)
        for one in warnings(small(in_force="2016-01-30", until="2018-02-28"), catalogue)
        if "whole months" in one.text
    ]
    assert found == [(("until",), "warning"), (("in_force",), "note")]


# Gaps


def test_a_gap_between_two_forms_of_a_rule_is_told_with_its_months(cautions: Told, rule: Make):
    forms = [
        rule("traffic.ticket", points=-10, **between(None, "2015-12-31")),
        rule("traffic.ticket", points=-5, **between("2016-01-01", None)),
    ]
    assert said(cautions(rules=forms), "neither form") == [
        "rules[1].from: neither form of it holds in 2015-12 (1 month): rules[0] ends 2015-12-31, and this begins "
        "2016-01-01. If no gap is meant, write 'until: \"2016-01\"' there."
    ]
    assert (
        "in 2015-12 to 2016-03 (4 months)"
        in said(cautions(rules=[forms[0], {**forms[1], "from": "2016-04"}]), "neither form")[0]
    )


def test_forms_without_a_gap_are_not_told(cautions: Told, rule: Make):
    forms = [
        rule("traffic.ticket", points=-10, **between(None, "2016-01")),
        rule("traffic.ticket", points=-5, **between("2016-01", "2016-06")),
        rule("traffic.ticket", points=-7, **between("2016-06", None)),
    ]
    assert said(cautions(rules=forms), "neither form") == []
    assert said(cautions(rules=forms[::-1]), "neither form") == []


def test_a_gap_of_one_source_is_none_where_the_rule_for_all_holds(cautions: Told, rule: Make):
    forms = [
        rule("order.littering", points=-10, source="village", **between(None, "2016-01")),
        rule("order.littering", points=-5, source="village", **between("2017-01", None)),
    ]
    assert len(said(cautions(rules=forms), "neither form")) == 1
    assert said(cautions(rules=[*forms, rule("order.littering", points=-1)]), "neither form") == []
    other = {**forms[1], "source": "office"}
    assert said(cautions(rules=[forms[0], other]), "neither form") == []


def test_gaps_of_lists_consequences_and_connections_are_told_too(
    cautions: Told, black: Make, follows: Make, library: Callable[..., None]
):
    told = cautions(
        lists=[black(**between(None, "2016-01")), black(id="blacker", **between("2016-03", None))],
        consequences=[
            follows({"grade": ["B", "C"]}, **between(None, "2016-01")),
            follows({"grade": "C"}, **between("2016-03", None)),
        ],
        connected=[
            {"source": "office", "share": {"value": 0.5, "assumed": [0, 1]}, **between("2015", "2016-01"), **CITED},
            {"source": "office", "share": {"value": 0.8, "assumed": [0, 1]}, **between("2016-03", None), **CITED},
        ],
    )
    assert [line.split(":")[0] for line in said(told, "neither form of it holds in 2016-01 to 2016-02")] == [
        "connected[1].from", "consequences[1].from", "lists[1].from",
    ]  # fmt: skip


# Records from before


def test_it_is_said_that_earlier_records_count_for_a_new_form(cautions: Told, rule: Make):
    forms = [
        rule("traffic.ticket", points=-10, **between(None, "2016-01")),
        rule("traffic.ticket", points=-5, **between("2016-01", None)),
    ]
    assert said(cautions(rules=forms), "from before") == [
        "rules[1].from: records of traffic.ticket from before 2016-01 count, too: by the form before it until then, "
        "and by this one from then on. Write 'earlier_records: do not count' if they should not."
    ]
    assert "count, too: from then on. Write" in said(cautions(in_force="2015", rules=[forms[1]]), "from before")[0]
    assert said(cautions(rules=[forms[0], {**forms[1], "earlier_records": "do not count"}]), "from before") == []
    assert said(cautions(in_force="2016-01-05", rules=[forms[1]]), "from before") == []


@pytest.mark.parametrize("name", scheme_ids())
def test_no_date_of_the_library_is_cut_to_what_was_not_meant(name: str):
    scheme = find_scheme(name)
    found = warnings(scheme, fitting(scheme, load_catalogue()))
    wrong = [one for one in found if one.level == "warning" and ("whole months" in one.text or "neither" in one.text)]
    assert wrong == []
