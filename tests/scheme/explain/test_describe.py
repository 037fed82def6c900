"""A scheme in plain words."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.explain.describe import describe, described
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme

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


def test_what_others_and_time_do_is_told_as_well(
    small: Callable[..., Scheme], factors: Make, rule: Make, follows: Make, black: Make, catalogue: Catalogue
):
    said = factors(history=[{"debt": {"late": -20}}])
    said["score"] |= {"assessed": 4, "scaled": {"at": 600, "odds": 50, "doubles_every": 20}}
    scheme = small(
        **said
        | {
            "grades": [{"id": "A", "from": 500}, {"id": "B", "from": 400}, {"id": "C", "below": 400}],
            "rules": [
                rule("traffic.ticket", points=-10, account="history", until="2018"),
                rule("debt.sued", odds_times=0.25, account="means"),
                {"list": "court/black", "points": -9, "grade_at_most": "C", "account": "means", **CITED},
            ],
        },
        in_force="2016-01",
        until="2020-01",
        subjects={"consent": {"asked": "opt-in", "share": {"value": 0.2, "assumed": [0, 1]},
                              "later": [{"from": "2017", "share": {"value": 0.3, "assumed": [0, 1]}}]}},
        limits=[{"where": {"age": "18-29"}, "grade_at_most": "B", **CITED}],
        lists=[black(enter={"list": "tax/d", "whose": "led firm"}, stays=None), black(id="b2", notice="7 d")],
        connected=[{"source": "office", "share": {"value": 0.1, "assumed": [0, 1]}, "from": "2016-01", **CITED}],
        consequences=[
            follows({"off_list": "black"}, gives_up_after={"value": 12, "assumed": [3, 24]}, **{"from": "2017"}),
        ],
        visible={"score": "everyone", "lists": "partners"},
        variants=[{"id": "hard", "title": "Harder", "changes": {"score.lowest": 0}}],
        tests=[{"file": ["traffic.ticket"], "grade": "A"}],
    )  # fmt: skip
    assert (
        described(scheme, catalogue)
        == """\
Small
  A scheme to check by hand.
  In force since 2016-01, until 2020-01.
  Scored: all adults. Everybody starts at 500 points; at least 0 and at most 1000.
  Points stand for odds: 600 stands for 50 good to 1 bad, and 20 points double them.
  In it are those who ask to join: 20%, 30% from 2017.
  Anybody may look up the score of anybody.
  Its lists are shown to partners.

What the score is made of
  History (history): 60% of the score, from 50 of 100
    by debt: late -20
  Means (means): 40% of the score, from 50 of 100

Grades
  A from 500
  B from 400 to 499
  C below 400
  age 18-29: B at best
  The grade is set once a year, in month 4.

What costs points
    -40  sued, odds times 0.25, in means; counts for 1 year
    -10  ticket, in history, until 2018; counts for 1 year
     -9  while on court/black, in means; counts while it lasts

What sets a grade
  while on court/black: C at best; counts while it lasts

Lists
  Black (public): entered and left with being on tax/d of the firm that one leads
  Black (public): entered by sued, 7 days after notice, for 2 years

What reaches the files
  office: 10% of its records from 2016-01

What follows
  Not on: Black: refused: travel.flight (from 2017)
  Who is refused gives up asking after 12 months.

Other readings
  small:hard  Harder

How it is known
  Clauses: 16 found.
  How long they count: 3 found.
  It carries 1 example."""
    )


def test_a_bundle_is_told_by_its_schemes(small: Callable[..., Scheme], catalogue: Catalogue):
    members = [
        {"scheme": "a", "region": ["shandong", "zhejiang"], "share": {"value": 0.007, "assumed": [0, 1]},
         "from": "2014-01", **CITED},
        {"scheme": "b", **CITED},
    ]  # fmt: skip
    [_, section, *_] = describe(small(score=None, grades=None, rules=None, members=members), catalogue)
    assert section.title == "Schemes in it"
    assert section.lines == ("a in shandong, zhejiang, in 0.70% of the neighbourhoods, from 2014-01", "b")


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_can_be_told(name: str):
    scheme = find_scheme(name)
    text = described(scheme, fitting(scheme, load_catalogue()))
    assert text.startswith(scheme.title)
    assert all(rule.conduct not in text for rule in scheme.rules if rule.conduct is not None)
