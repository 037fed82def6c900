"""What a scheme says of others: their lists, the members of a bundle, and its own variants."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.check.faults.others import found_in_library, varied
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
Library = Callable[..., None]
CITED = {"cite": "text", "clause": "1"}


@pytest.fixture
def of(library: Library, black: Make) -> Make:
    """A rule by a list of others, in a library of persons (court), firms (tax) and something unreadable."""
    library(
        court={"lists": [black()]},
        tax={"lists": [black()], "subjects": {"kind": "firm"}},
        broken={"grades": "none"},
    )
    return lambda name, **more: {"list": name, "points": -60, **CITED, **more}


# Lists of others


def test_lists_of_others_are_known(faults: Told, of: Make, black: Make):
    assert faults(rules=[of("court/black"), of("tax/black", whose="led firm")]) == []
    assert faults(lists=[black(enter={"list": "court/black"}, stays=None)]) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("black", "'black' has not the form 'scheme/list', such as 'court-list/defaulters'."),
        ("court/blak", "'blak' is not a list of court. Did you mean 'black'?"),
        ("curt/black", "'curt' is not a scheme of the library. Did you mean 'court'?"),
        ("small/black", "'small/black' is a list of this scheme itself; only lists of others are heard."),
        ("broken/black", "the scheme 'broken' of the library cannot be read; check it first."),
        ("tax/black", "tax lists firms, and this scheme scores persons. Add 'whose: led firm'."),
    ],
)
def test_an_unknown_list_of_others_is_told(faults: Told, of: Make, black: Make, name: str, told: str):
    assert faults(rules=[of(name)]) == [f"rules[0].list: {told}"]
    assert faults(lists=[black(enter={"list": name}, stays=None)])[0].startswith(f"lists[0].enter.list: {told}")


def test_a_list_of_ones_own_needs_no_rule(faults: Told, of: Make, black: Make):
    [told] = faults(rules=[of("black")], lists=[black()])
    assert told.endswith("A list of this scheme needs no rule: let what enters it set the grade, too.")


def test_firms_have_leaders_and_persons_lead_firms(faults: Told, of: Make):
    assert faults(rules=[of("court/black", whose="leader")]) == [
        "rules[0].whose: only firms have a leader, and this scheme scores persons."
    ]
    bare = {"subjects": {"kind": "firm"}, "grades": None}
    assert faults(rules=[of("court/black", whose="leader")], **bare) == []
    assert faults(rules=[of("tax/black", whose="led firm")], **bare) == [
        "rules[0].whose: only persons lead a firm, and this scheme scores firms."
    ]
    assert faults(rules=[of("court/black")], **bare) == [
        "rules[0].list: court lists persons, and this scheme scores firms. Add 'whose: leader'."
    ]
    assert faults(rules=[of("tax/black", whose="leader")], **bare) == [
        "rules[0].list: tax lists firms. Leave 'whose' out."
    ]


def test_whose_list_is_said_where_there_is_one(faults: Told, black: Make):
    assert faults(lists=[black(enter={"conduct": "debt.sued", "whose": "leader"})]) == [
        "lists[0].enter.whose: says whose list; leave it out where there is none."
    ]


# Bundles

BARE = {"score": None, "grades": None, "rules": None}


def member(name: str, **more: Any) -> dict[str, Any]:
    return {"scheme": name, **CITED, **more}


def test_a_bundle_names_schemes_and_where_they_hold(faults: Told, of: Make):
    members = [
        member("court", region=["shandong"], share={"value": 0.01, "assumed": [0, 1]}, **{"from": "2014-01"}),
        member("court", region="zhejiang"),
        member("tax"),
    ]
    assert faults(members=members, **BARE) == []


def test_a_bundle_has_no_rules_of_its_own(faults: Told, of: Make):
    told = faults(members=[member("court")])
    assert told == [
        f"{key}: a bundle has no rules of its own: this belongs in one of its members."
        for key in ("grades", "rules", "score")
    ]


def test_members_that_cannot_be_are_told(faults: Told, library: Library):
    library(court={}, nest={"members": [member("court")], **BARE}, small={})
    members = [member("curt"), member("nest"), member("small"), member("court", region=["shandng"])]
    assert faults(members=members, **BARE) == [
        "members[0].scheme: 'curt' is not a scheme of the library. Did you mean 'court'?",
        "members[1].scheme: nest is a bundle, too. Name its members here instead.",
        "members[2].scheme: is this bundle itself.",
        "members[3].region: 'shandng' is not a region of a world. Did you mean 'shandong'?",
    ]


def test_a_member_holds_once_in_a_place(faults: Told, of: Make):
    twice = "members[1].scheme: court stands above for the same place and time."
    assert faults(members=[member("court", region="shandong"), member("court")], **BARE) == [twice]
    before, after = member("court", until="2014-01"), member("court", **{"from": "2014-01"})
    assert faults(members=[before, after], **BARE) == []


def test_a_scheme_of_the_library_is_found_or_it_is_said_why(of: Make):
    assert isinstance(found_in_library("court"), Scheme)
    assert found_in_library("cour") == "'cour' is not a scheme of the library. Did you mean 'court'?"


# Variants


def test_a_variant_is_the_scheme_with_something_changed(small: Callable[..., Scheme]):
    variant = {"id": "hard", "title": "Hard", "changes": {"rules.traffic-ticket.points": -90}}
    scheme = small(variants=[variant], tests=[{"score": 100}])
    other = varied(scheme, scheme.variants[0].changes, "hard")
    assert other.rules[0].points == -90
    assert (other.variants, other.tests) == ((), ())
    assert other == small(rules=[scheme.rules[0].model_copy(update={"points": -90})])


def test_changes_that_name_nothing_or_do_not_fit_are_refused(small: Callable[..., Scheme]):
    with pytest.raises(GlasshouseError, match="Did you mean 'traffic-ticket'"):
        varied(small(), {"rules.traffic-tiket.points": -90}, "hard")
    with pytest.raises(GlasshouseError, match=r"hard has 1 problem:\n.*rules\[0\].points: is 'many'"):
        varied(small(), {"rules.traffic-ticket.points": "many"}, "hard")
