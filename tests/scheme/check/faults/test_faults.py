"""What makes a scheme unfit to run: ids, citations, ranges and ways back, in a small scheme with nothing else wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.check import problems
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}


def test_the_small_scheme_has_nothing_wrong(faults: Told):
    assert faults() == []


def test_a_scheme_that_does_nothing_may_run(faults: Told):
    assert faults(score=None, grades=None, rules=None, bibliography=None) == []


def test_ids_are_given_once(faults: Told, black: Make):
    grades = [{"id": "A", "from": 100}, {"id": "A", "from": 50}, {"id": "C", "below": 50}]
    assert faults(grades=grades) == ["grades[1].id: 'A' is the id of another one above. Give each its own."]
    assert faults(lists=[black(), black(enter="traffic.ticket")]) == [
        "lists[1].id: 'black' is the id of another one above. Give each its own."
    ]


def test_what_is_cited_is_in_the_bibliography(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, cite="txt")]) == [
        "rules[0].cite: 'txt' is not in this scheme's bibliography. Did you mean 'text'?"
    ]


def test_evidence_is_in_the_bibliography_of_the_scheme_or_our_own(faults: Told):
    assert faults(known_to={"value": 0.1, "evidence": "text: page 3"}) == []
    assert faults(known_to={"value": 0.1, "evidence": "trivium-2018"}) == []
    assert faults(known_to={"value": 0.1, "evidence": "trivium-2081: page 3"}) == [
        "known_to.evidence: 'trivium-2081' is not a key of the bibliography. Did you mean 'trivium-2018'?"
    ]


def appeal(window: str, decided_in: str) -> dict[str, Any]:
    share = {"value": 0.5, "assumed": [0, 1]}
    names = ("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline")
    return {"window": window, "decided_in": decided_in, **dict.fromkeys(names, share), **CITED}


@pytest.mark.parametrize(
    ("window", "decided_in", "told"),
    [
        ("15 d", "forever", "appeal.decided_in: forever is longer"),
        ("15 d", "2y", "appeal.decided_in: 2 years is longer"),
        ("forever", "15 d", "appeal.window: forever is longer"),
        ("7 months", "7 months", "appeal: 'window' and 'decided_in' together are longer"),
    ],
)
def test_an_appeal_is_decided_while_the_record_is_followed(faults: Told, window: str, decided_in: str, told: str):
    assert faults(appeal=appeal("6 months", "6 months")) == []
    [only] = faults(appeal=appeal(window, decided_in))
    assert only.startswith(f"{told} than a contested record is followed (12 months). Write less")


def test_all_faults_are_told_at_once(small: Callable[..., Scheme], catalogue: Catalogue, rule: Make):
    scheme = small(
        rules=[rule("a.b", points=-1, cite="c"), rule("debt.sued", lasts="1 d")],
        subjects={"where": {"height": "tall"}},
    )
    assert len(problems(scheme, catalogue)) == 6


def test_accounts_and_variants_have_ids_of_their_own(faults: Told, factors: Make):
    said = factors()
    said["accounts"][1]["id"] = "history"
    assert faults(**said)[0] == "accounts[1].id: 'history' is the id of another one above. Give each its own."
    variants = [{"id": "low", "title": "Low", "changes": {"rules.traffic-ticket.points": at}} for at in (-60, -70)]
    assert faults(variants=variants) == ["variants[1].id: 'low' is the id of another one above. Give each its own."]


def test_a_range_goes_from_low_to_high(faults: Told, rule: Make, follows: Make, repair: Make):
    told = faults(
        rules=[rule("traffic.ticket", points=-10, status="assumed", assumed=[-5, -20])],
        repair=[repair("community.volunteering", assumed=[2, 1])],
        consequences=[follows({"grade": "C"}, assumed=[2, 1])],
    )
    assert [line.split(":")[0] for line in told] == ["consequences[0].assumed", "repair[0].assumed", "rules[0].assumed"]
    assert told[2] == "rules[0].assumed: range [-5, -20] is upside down: write [low, high]."


def test_a_repair_is_named_once_and_needs_a_score(faults: Told, repair: Make):
    assert faults(score=None, grades=None, rules=None, repair=[repair("community.volunteering")]) == [
        "repair[0]: community.volunteering gives points, but the scheme has no score."
    ]


def test_ids_differ_in_more_than_capitals(faults: Told, black: Make, rule: Make):
    grades = [{"id": "A", "from": 100}, {"id": "b", "from": 50}, {"id": "B", "below": 50}]
    told = "differs from {} above in capitals alone. Give each a name of its own."
    assert faults(grades=grades) == [f"grades[2].id: 'B' {told.format(repr('b'))}"]
    assert faults(lists=[black(), black(id="BLACK", enter="traffic.ticket")]) == [
        f"lists[1].id: 'BLACK' {told.format(repr('black'))}"
    ]
    texts = {"text": {"title": "The text"}, "Text": {"title": "The other text"}}
    assert faults(bibliography=texts) == [f"bibliography.Text: 'Text' {told.format(repr('text'))}"]
