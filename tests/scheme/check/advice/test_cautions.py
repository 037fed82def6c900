"""What an author is warned of, and what is worth knowing: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.check import warnings
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
One = Callable[[list[str], str], str]
No = Callable[[list[str], str], bool]
CITED = {"cite": "text", "clause": "1"}


def test_a_scheme_that_does_nothing_needs_no_warning(cautions: Told):
    assert cautions(score=None, grades=None, rules=None, bibliography=None) == []


def test_warnings_come_before_notes(small: Callable[..., Scheme], catalogue: Catalogue, black: Make):
    levels = [finding.level for finding in warnings(small(lists=[black()]), catalogue)]
    assert levels == sorted(levels, reverse=True)
    assert set(levels) == {"warning", "note"}


def test_a_list_without_an_end(cautions: Told, black: Make, one: One, none: No):
    assert one(cautions(lists=[black(stays="forever")]), "nobody ever leaves")
    assert none(cautions(lists=[black(stays="forever", leave={"conduct": "debt.settled"})]), "nobody ever")


def test_refusals_without_appeal(cautions: Told, follows: Make, one: One, none: No):
    assert one(cautions(consequences=[follows({"grade": "C"})]), "whole file: there is no appeal")
    assert none(cautions(), "no appeal")


def test_a_list_without_consequences(cautions: Told, follows: Make, black: Make, one: One, none: No):
    assert one(cautions(lists=[black()]), "nothing follows from the list black")
    assert none(cautions(lists=[black()], consequences=[follows({"list": "black"})]), "from the list")


def test_a_list_of_the_best_grade(cautions: Told, black: Make, one: One):
    assert one(cautions(lists=[black(enter={"grade": "A"}, stays=None)]), "is everybody in it meant?")


def test_a_score_without_grades(cautions: Told, one: One):
    assert one(cautions(grades=None), "nothing follows from the score")


def test_gains_that_cannot_lift_anybody(cautions: Told, rule: Make, one: One):
    scale = {"start": 100, "lowest": 0, "highest": 100}
    told = cautions(rules=[rule("community.honour_city", points=10)], score=scale)
    assert one(told, "gains are unused")


def test_a_text_that_is_cited_nowhere(cautions: Told, one: One):
    texts = {"text": {"title": "T", "url": "u"}, "other": {"title": "O", "url": "u"}}
    assert one(cautions(bibliography=texts), "is cited nowhere") == "bibliography.other: is cited nowhere."


def test_a_grade_without_a_source(cautions: Told, one: One):
    bands = [{"id": "A", "from": 50}, {"id": "C", "below": 50, "cite": "text"}]
    assert one(cautions(grades=bands), "no source") == "grades[0]: grade A has no source. Add 'cite' and 'clause'."


def test_a_text_without_an_address(cautions: Told, one: One):
    assert one(cautions(bibliography={"text": {"title": "T"}}), "has no address").startswith("bibliography.text:")


def test_an_empty_clause(cautions: Told, rule: Make, one: One):
    assert one(cautions(rules=[rule("traffic.ticket", points=-10, clause=" ")]), "rules[0].clause: is empty")


def test_a_clause_found_in_a_text_that_was_not(cautions: Told):
    recalled = {"text": {"title": "T", "url": "u", "known": "recalled"}}
    assert "rules[0].status: is 'found', but its source is known from memory alone ('recalled')." in cautions(
        bibliography=recalled
    )


def test_a_span_that_is_rounded(cautions: Told, rule: Make, one: One, none: No):
    told = cautions(rules=[rule("traffic.ticket", points=-10, lasts="45 d")])
    assert one(told, "whole months") == "rules[0].lasts: 45 days is counted in whole months: 1."
    assert none(cautions(rules=[rule("traffic.ticket", points=-10, lasts="180 d")]), "whole months")


def test_a_cap_that_never_binds(cautions: Told, rule: Make, one: One):
    told = cautions(rules=[rule("traffic.ticket", points=-10, at_most="30 per year")])
    assert one(told, "never binds") == ("rules[0].at_most: '30 per year' never binds: a file holds at most 24 records.")


def test_a_list_that_is_felt_off_it(cautions: Told, follows: Make, black: Make, none: No):
    assert none(cautions(lists=[black()], consequences=[follows({"off_list": "black"})]), "from the list")


def test_a_yearly_grade_where_there_is_none(cautions: Told, one: One):
    score = {"start": 100, "lowest": 0, "assessed": 4, "cite": "text"}
    assert one(cautions(grades=None, score=score), "once a year") == (
        "score.assessed: there is no grade to assess once a year."
    )


def test_odds_that_no_rule_multiplies(cautions: Told, rule: Make, one: One, none: No):
    scaled = {"start": 100, "lowest": 0, "scaled": {"at": 100, "odds": 50, "doubles_every": 20}, "cite": "text"}
    assert one(cautions(score=scaled), "odds_times") == "score.scaled: is unused: no rule has 'odds_times'."
    assert none(cautions(score=scaled, rules=[rule("traffic.ticket", odds_times=0.25)]), "is unused")


# Accounts


def test_an_account_that_nothing_moves(cautions: Told, rule: Make, factors: Make, one: One):
    said = {**factors(history=[{"savings": 1}])}
    assert one(cautions(**said), "nothing moves") == (
        "accounts[1]: nothing moves the account means: no rule, repair or input names it."
    )


@pytest.mark.parametrize(
    ("start", "points", "told"),
    [
        (0, -5, "account starts at its lowest, and nothing gives points: costs are unused."),
        (100, 5, "account starts at its highest, and nothing takes points: gains are unused."),
    ],
)
def test_points_of_an_account_that_cannot_move(
    cautions: Told, rule: Make, one: One, none: No, start: int, points: int, told: str
):
    def said(begins: int) -> list[str]:
        account = {"id": "account", "title": "A", "start": begins, "lowest": 0, "highest": 100, "cite": "text"}
        return cautions(accounts=[account], rules=[rule("traffic.ticket", points=points, account="account")])

    assert one(said(start), "are unused") == f"accounts[0]: {told}"
    assert none(said(50), "are unused")


def test_an_account_and_its_inputs_need_a_source(cautions: Told, factors: Make, one: One, none: No):
    said = factors(history=[{"savings": 1}], means=[{"months": 1}])
    assert none(cautions(**said), "no source")
    del said["accounts"][0]["cite"]
    said["accounts"][1] |= {"status": "assumed", "assumed": [0, 1]}
    del said["accounts"][1]["cite"]
    told = [line for line in cautions(**said) if "no source" in line]
    assert told == [
        "accounts[0]: account history has no source. Add 'cite' and 'clause'.",
        "accounts[0].inputs[0]: this input of history has no source. Add 'cite' and 'clause'.",
        "accounts[1].inputs[0]: this input of means has no source. Add 'cite' and 'clause'.",
    ]


def test_the_scale_needs_a_source(cautions: Told, one: One):
    told = cautions(score={"start": 100, "lowest": 0})
    assert one(told, "no source") == "score: the scale has no source. Add 'cite' and 'clause'."


def test_shares_carry_ranges_of_their_own(cautions: Told, none: No):
    share = {"value": 0.5, "assumed": [0, 1]}
    connected = [{"source": "office", "share": share, "status": "assumed", "cite": "text", "clause": "1"}]
    consent = {"asked": "opt-in", "share": share, "status": "assumed"}
    assert none(cautions(connected=connected, subjects={"consent": consent}), "is assumed")


def test_consent_needs_a_source(cautions: Told, one: One):
    consent = {"asked": "opt-in", "share": {"value": 0.2, "assumed": [0.1, 0.3]}}
    assert one(cautions(subjects={"consent": consent}), "consent") == (
        "subjects.consent: consent has no source. Add 'cite' and 'clause'."
    )


# Ranges


def test_an_assumed_number_says_how_far(cautions: Told, rule: Make, one: One, none: No):
    def told(**more: Any) -> list[str]:
        return cautions(rules=[rule("traffic.ticket", points=-10, status="assumed", **more)])

    assert one(told(), "how far") == (
        "rules[0]: is assumed, and neither 'assumed: [low, high]' nor a number in its note says how far."
    )
    assert none(told(assumed=[-20, -5]), "is assumed")
    assert none(told(note="From 5 to 20."), "is assumed")
    assert not none(told(note="Much is plausible."), "is assumed")


def test_what_is_assumed_without_a_number_says_why(cautions: Told, follows: Make, one: One, none: No):
    refusal = {"grade": "C"}
    told = cautions(consequences=[follows(refusal, status="assumed")])
    assert one(told, "is assumed") == "consequences[0]: is assumed. Say in 'note' what speaks for it."
    assert none(cautions(consequences=[follows(refusal, status="assumed", note="As elsewhere.")]), "is assumed")


def test_a_value_outside_its_own_range(cautions: Told, rule: Make, one: One):
    rules = [rule("traffic.ticket", points=-10, status="assumed", assumed=[5, 20])]
    assert one(cautions(rules=rules), "outside") == (
        "rules[0].points: -10 lies outside its own assumed range [5, 20]."
    )  # fmt: skip


# Notes


def test_a_notice_that_is_rounded(cautions: Told, black: Make, one: One, none: No):
    assert one(cautions(lists=[black(notice="7 working days")]), "notice") == (
        "lists[0].notice: 9.8 days is counted in whole months: 0 months."
    )
    assert none(cautions(lists=[black(notice="1 month")]), "notice")


def test_a_scheme_without_examples(cautions: Told, one: One, none: No):
    assert one(cautions(), "examples").startswith("whole file: carries no examples.")
    assert none(cautions(tests=[{"file": ["traffic.ticket"], "score": 90}]), "examples")


def test_parts_that_begin_later_need_a_calendar(cautions: Told, rule: Make, one: One, none: No):
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued", points=-10, **{"from": "2018-01"})]
    assert one(cautions(in_force="2016-01-05", rules=rules), "--begins") == (
        "rules[1]: 1 part of it begins after 2016-01-05: it holds only in runs that say when they begin (--begins)."
    )
    assert none(cautions(in_force="2018-01-05", rules=rules), "--begins")
    assert none(cautions(rules=rules), "--begins")


def test_a_rule_for_one_source_that_lacks_what_it_takes_the_place_of(cautions: Told, rule: Make, one: One, none: No):
    general = rule("order.littering", points=-10, grade_at_most="C")
    village = rule("order.littering", points=-30, source="village")
    assert one(cautions(rules=[village, general]), "takes the place") == (
        "rules[0]: takes the place of rules[1] for records of village, so that these set no grade. "
        "Write 'grade_at_most: C' here, too, if they should."
    )
    assert none(cautions(rules=[general, {**village, "grade_at_most": "B"}]), "takes the place")
    graded = rule("order.littering", grade_at_most="B", source="village")
    assert "so that these have no points" in one(cautions(rules=[general, graded]), "takes the place")
