"""Clauses counted by how they are known."""

from collections.abc import Callable
from typing import Any

from glasshouse.scheme.language.counts import status_counts, term_counts, told
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
One = Callable[[list[str], str], str]


def test_how_it_is_known_is_counted(small: Callable[..., Scheme], rule: Make, cautions: Told, black: Make, one: One):
    rules = [
        rule("traffic.ticket", points=-10, status="recalled", lasts_status="assumed"),
        rule("debt.sued", points=-10),
    ]
    assert status_counts(small(rules=rules)) == {"found": 5, "recalled": 1}
    assert term_counts(small(rules=rules, lists=[black(stays_status="recalled")])) == {
        "found": 1,
        "recalled": 1,
        "assumed": 1,
    }
    assert one(cautions(rules=rules), "clauses:") == (
        "whole file: clauses: 5 found, 1 recalled; how long they count: 1 found, 1 assumed."
    )


def test_accounts_inputs_and_limits_are_clauses(small: Callable[..., Scheme], factors: Make):
    said = factors(history=[{"savings": 1, "status": "assumed"}])
    limit = {"where": {"sex": "male"}, "grade_at_most": "B", "status": "recalled", "cite": "text", "clause": "1"}
    assert status_counts(small(**said, limits=[limit])) == {"found": 3, "recalled": 1, "assumed": 1}


def test_what_counts_as_long_as_one_is_listed_has_no_term(small: Callable[..., Scheme]):
    rules = [{"list": "court/black", "points": -5, "cite": "text", "clause": "1"}]
    assert term_counts(small(rules=rules)) == {}


def test_counts_are_told_in_words():
    assert told({"found": 3, "assumed": 1}) == "3 found, 1 assumed"
