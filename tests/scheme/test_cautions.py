"""What an author is warned of, and what is worth knowing: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.cautions import status_counts, term_counts
from glasshouse.scheme.check import warnings
from glasshouse.scheme.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}


def black(**said: Any) -> dict[str, Any]:
    return {"id": "black", "title": "Black", "enter": "debt.sued", "stays": "2y", **CITED, **said}


def one(told: list[str], what: str) -> str:
    """The only line that says ``what``."""
    [line] = [line for line in told if what in line]
    return line


def none(told: list[str], what: str) -> bool:
    return not any(what in line for line in told)


def test_a_scheme_that_does_nothing_needs_no_warning(cautions: Told):
    assert cautions(score=None, grades=None, rules=None, bibliography=None) == []


def test_warnings_come_before_notes(small: Callable[..., Scheme], catalogue: Catalogue):
    levels = [finding.level for finding in warnings(small(lists=[black()]), catalogue)]
    assert levels == sorted(levels, reverse=True)
    assert set(levels) == {"warning", "note"}


# One act punished twice


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("contract.breach", "contract.judgment_breach"),
        ("traffic.drink_driving", "traffic.drunk_driving"),
    ],
)
def test_two_rules_of_nearly_one_act(cautions: Told, rule: Make, first: str, second: str):
    told = cautions(rules=[rule(first, points=-10), rule(second, points=-20)])
    assert one(told, "alike") == f"rules[1]: {first} and {second} are much alike: one act may be punished twice."


def test_two_different_acts_are_no_double_punishment(cautions: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("traffic.drunk_driving", points=-20)]
    assert none(cautions(rules=rules), "twice")


def test_a_reward_is_no_punishment(cautions: Told, rule: Make):
    rules = [rule("contract.breach", points=10), rule("contract.judgment_breach", points=-20)]
    assert none(cautions(rules=rules), "twice")


def test_a_rule_and_a_list_for_one_act(cautions: Told):
    told = cautions(lists=[black(enter="traffic.ticket")])
    assert one(told, "enters a list") == (
        "lists[0].enter: traffic.ticket also has a rule: one act costs points and enters a list."
    )


def test_one_debt_punished_at_several_steps(cautions: Told, rule: Make):
    told = cautions(rules=[rule("credit.payment_late", points=-10)], lists=[black()])
    assert one(told, "unpaid debt") == (
        "rules: one unpaid debt is punished at 2 steps: credit.payment_late, debt.sued."
    )


# What weighs on people


def test_lawful_conduct_that_is_punished(cautions: Told, rule: Make):
    told = cautions(rules=[rule("speech.criticism", points=-10)], lists=[black(enter="speech.criticism")])
    assert one(told, "rule punishes") == "rules[0]: speech.criticism is lawful, and the rule punishes it."
    assert one(told, "it enters") == "lists[0].enter: speech.criticism is lawful, and it enters a list."


def test_a_sanction_that_outlasts_its_record(cautions: Told, rule: Make):
    rules = [rule("debt.sued", points=-10, lasts="1y")]
    assert one(cautions(rules=rules, lists=[black()]), "outlasts") == (
        "lists[0].stays: debt.sued stays listed for 2 years, but its record counts for 1 year: "
        "the sanction outlasts its cause."
    )
    assert none(cautions(rules=rules, lists=[black(stays="1y")]), "outlasts")
    assert not none(cautions(rules=rules, lists=[black(stays="forever")]), "outlasts")


def test_a_list_without_an_end(cautions: Told):
    assert one(cautions(lists=[black(stays="forever")]), "nobody ever leaves")
    assert none(cautions(lists=[black(stays="forever", leave={"conduct": "debt.settled"})]), "nobody ever")


def test_refusals_without_appeal(cautions: Told, follows: Make):
    assert one(cautions(consequences=[follows({"grade": "C"})]), "whole file: there is no appeal")
    assert none(cautions(), "no appeal")


# What nothing follows from


def test_a_list_without_consequences(cautions: Told, follows: Make):
    assert one(cautions(lists=[black()]), "nothing follows from the list black")
    assert none(cautions(lists=[black()], consequences=[follows({"list": "black"})]), "from the list")


def test_a_list_of_the_best_grade(cautions: Told):
    assert one(cautions(lists=[black(enter={"grade": "A"}, stays=None)]), "is everybody in it meant?")


def test_a_score_without_grades(cautions: Told):
    assert one(cautions(grades=None), "nothing follows from the score")


def test_gains_that_cannot_lift_anybody(cautions: Told, rule: Make):
    scale = {"start": 100, "lowest": 0, "highest": 100}
    told = cautions(rules=[rule("community.honour_city", points=10)], score=scale)
    assert one(told, "gains are unused")


def test_a_text_that_is_cited_nowhere(cautions: Told):
    texts = {"text": {"title": "T", "url": "u"}, "other": {"title": "O", "url": "u"}}
    assert one(cautions(bibliography=texts), "is cited nowhere") == "bibliography.other: is cited nowhere."


# Sources


def test_a_grade_without_a_source(cautions: Told):
    bands = [{"id": "A", "from": 50}, {"id": "C", "below": 50, "cite": "text"}]
    assert one(cautions(grades=bands), "no source") == "grades[0]: grade A has no source. Add 'cite' and 'clause'."


def test_a_text_without_an_address(cautions: Told):
    assert one(cautions(bibliography={"text": {"title": "T"}}), "has no address").startswith("bibliography.text:")


def test_an_empty_clause(cautions: Told, rule: Make):
    assert one(cautions(rules=[rule("traffic.ticket", points=-10, clause=" ")]), "rules[0].clause: is empty")


def test_a_clause_found_in_a_text_that_was_not(cautions: Told):
    recalled = {"text": {"title": "T", "url": "u", "known": "recalled"}}
    assert "rules[0].status: is 'found', but its source is known from memory alone ('recalled')." in cautions(
        bibliography=recalled
    )


# Reach


def test_a_best_grade_that_nobody_reaches(cautions: Told):
    bands = [{"id": "S", "from": 101}, {"id": "B", "from": 50}, {"id": "C", "below": 50}]
    assert one(cautions(grades=bands), "nobody can ever be in grade S") == (
        "grades[0]: nobody can ever be in grade S (from 101): the highest score is 100 (no rule moves it)."
    )


def test_a_grade_that_only_a_large_file_reaches(cautions: Told, rule: Make):
    assert one(cautions(rules=[rule("traffic.ticket", points=-12)]), "in files of 4 records") == (
        "grades[2]: in files of 4 records nobody can ever be in grade C (below 50): the lowest score is 52 "
        "(100 - 4 x 12 (traffic.ticket) = 52 with 4 records). Files of 8 reach it."
    )


# Notes


def test_the_smallest_act_that_crosses_a_grade(cautions: Told, rule: Make, follows: Make):
    rules = [
        rule("traffic.ticket", points=-10),
        rule("debt.sued", points=-60),
        rule("contract.breach", points=-1),
    ]
    told = cautions(rules=rules, score={"start": 105, "lowest": 0}, consequences=[follows({"grade": "B"})])
    assert one(told, "cliff") == (
        "rules[0]: cliff: one record of traffic.ticket (-10) takes a person from the start (105, A) "
        "to 95 (B, which is refused 1 service). It is the smallest of 2 acts that do."
    )


def test_an_act_that_sets_a_grade_is_a_cliff(cautions: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued", grade_at_most="C")]
    assert "rules[1]: cliff: one record of debt.sued sets grade C, whatever the score." in cautions(rules=rules)


def test_no_single_act_is_a_cliff_where_all_are_small(cautions: Told):
    assert none(cautions(score={"start": 120, "lowest": 0}), "cliff")


def test_grades_that_differ_in_nothing(cautions: Told, follows: Make):
    told = cautions(consequences=[follows({"grade": "C"})])
    assert one(told, "the same follows") == ("grades[1]: the same follows from A and B: crossing 100 changes nothing.")


def test_a_grade_that_enters_a_list_differs(cautions: Told):
    told = cautions(lists=[black(enter={"grade": "C"}, stays=None)])
    assert none(told, "the same follows from B and C")


def test_a_span_that_is_rounded(cautions: Told, rule: Make):
    told = cautions(rules=[rule("traffic.ticket", points=-10, lasts="45 d")])
    assert one(told, "whole months") == "rules[0].lasts: 45 days is counted in whole months: 1."
    assert none(cautions(rules=[rule("traffic.ticket", points=-10, lasts="180 d")]), "whole months")


def test_a_cap_that_never_binds(cautions: Told, rule: Make):
    told = cautions(rules=[rule("traffic.ticket", points=-10, at_most="20 per year")])
    assert one(told, "never binds") == ("rules[0].at_most: '20 per year' never binds: a file holds at most 8 records.")


def test_how_it_is_known_is_counted(small: Callable[..., Scheme], rule: Make, cautions: Told):
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
