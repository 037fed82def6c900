"""A scheme in plain words."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue, load_catalogue
from glasshouse.scheme.describe import band, describe, described, titles, who
from glasshouse.scheme.library import find_scheme, scheme_ids
from glasshouse.scheme.model import Scheme

Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}
SHARE = {"value": 0.5, "assumed": [0, 1]}
APPEAL = {
    "window": "15 d",
    "decided_in": "1 month",
    **dict.fromkeys(("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline"), SHARE),
    **CITED,
}


def test_a_scheme_is_told_in_plain_words(small: Callable[..., Scheme], rule: Make, follows: Make, catalogue: Catalogue):
    scheme = small(
        in_force="2020-01-01",
        subjects={"where": {"age": "18+"}},
        known_to={"value": 0.11, "assumed": [0, 1]},
        grades=[{"id": "A", "title": "good", "from": 100}, {"id": "B", "from": 50}, {"id": "C", "below": 50}],
        rules=[
            rule("traffic.ticket", points=-10, at_most="1 per month"),
            rule("contract.breach", points=-20, lasts="forever"),
            rule("debt.sued", grade_at_most="C"),
            rule("community.honour_city", points=5),
        ],
        repair=[{"by": "community.volunteering", "gives": 1, "lasts": "1y", **CITED}],
        clean={"months": 12, "points": 2, **CITED},
        lists=[
            {"id": "black", "title": "Black list", "enter": "debt.sued", "stays": "2y",
             "leave": {"conduct": "debt.settled"}, **CITED},
            {"id": "low", "title": "Low list", "enter": {"grade": "C"}, "public": False, **CITED},
        ],
        consequences=[
            follows({"grade": ["B", "C"]}),
            follows({"list": "black"}, service="finance.loan"),
            {"when": {"grade": "C"}, "inspected": 2, **CITED},
            follows({"grade": "A"}, effect={"gain": SHARE}),
        ],
        appeal=APPEAL,
        not_encoded=[{"clause": "x", "cite": "text", "why": "y"}],
    )  # fmt: skip
    assert (
        described(scheme, catalogue)
        == """\
Small
  A scheme to check by hand.
  In force since 2020-01-01.
  Scored: all adults. Everybody starts at 100 points; at least 0.
  11% of them know of it.

Grades
  A from 100 (good)
  B from 50 to 99
  C below 50

What costs points
    -20  breach; never lapses
    -10  ticket, 1 per month at most; counts for 1 year

What earns points
     +5  honour city; counts for 1 year
     +1  volunteering; counts for 1 year
     +2  12 months without a record that costs points

What sets a grade
  sued: C at best; counts for 1 year

Lists
  Black list (public): entered by sued, for 2 years, or until: settled
  Low list (not public): entered and left with grade C

What follows
  Grade B and C: refused: travel.flight
  Black list: refused: finance.loan
  Grade C: watched 2 times as closely
  Grade A: better: travel.flight

Ways back
  volunteering gives 1 point back
  settled ends the entry in: Black list
  A record may be contested within 15 days; decided in 1 month
  Of wrong records that people learn of 50% are contested, 50% of these struck

How it is known
  Clauses: 17 found.
  How long they count: 6 found.
  Left out, with a reason each: 1 clause."""
    )


def test_what_a_scheme_does_not_have_is_not_told(small: Callable[..., Scheme], catalogue: Catalogue):
    sections = describe(small(score=None, grades=None, rules=None), catalogue)
    assert [section.title for section in sections] == ["Small"]


def test_who_is_scored(small: Callable[..., Scheme]):
    assert who(small()) == "all adults"
    assert who(small(subjects={"where": {"age": "18+", "settlement": "urban"}})) == "adults with settlement urban"
    assert who(small(score=None, grades=None, rules=None)) == "nobody"


def test_a_band_names_its_scores(small: Callable[..., Scheme]):
    assert [band(small(), at) for at in range(3)] == ["A from 100", "B from 50 to 99", "C below 50"]
    bottomed = [{"id": "A", "from": 50}, {"id": "B", "from": 0}]
    assert band(small(grades=bottomed), 1) == "B from 0 to 49"


def test_an_unknown_id_stands_for_itself(catalogue: Catalogue):
    assert titles(catalogue)("a.b") == "a.b"


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_can_be_told(name: str):
    scheme = find_scheme(name)
    text = described(scheme, load_catalogue())
    assert text.startswith(scheme.title)
    assert all(rule.conduct not in text for rule in scheme.rules)
