"""No run holds one official list twice: over every pair of the schemes that come with Glasshouse."""

from functools import cache
from itertools import combinations, product

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import ListRule, Scheme
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.library.system import Placement, require_together, system_of

SCHEMES = [find_scheme(name) for name in scheme_ids()]
TOGETHER = [
    "rongcheng-2016+court-list+sesame",
    "court-list+court-list-firms+rongcheng-firms",
    "rongcheng-2016+court-list+travel-2018+yiwu",
]


def held(scheme: Scheme) -> list[ListRule]:
    """The lists that a scheme fills by what people do, in their own name."""
    return [one for one in scheme.lists if one.enter.conduct is not None]


def entered_by(scheme: Scheme, official: str) -> set[str]:
    """Everything that enters an official list, on whichever ground."""
    return {name for one in held(scheme) if one.official == official for name in one.enter.conduct or ()}


@cache
def refusal(one: str, other: str) -> str:
    """What is said against running two schemes of the library together; nothing if they may run."""
    try:
        require_together([Placement(find_scheme(name), "") for name in (one, other)])
    except GlasshouseError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("one", "other"), [*combinations([one.id for one in SCHEMES if held(one)], 2)])
def test_two_schemes_that_hold_one_official_list_are_refused_and_others_are_not(one: str, other: str):
    first, second = find_scheme(one), find_scheme(other)
    shared = {entry.official for entry in held(first)} & {entry.official for entry in held(second)} - {None}
    alike = first.subjects.kind == second.subjects.kind
    assert ("one official list" in refusal(one, other)) == bool(shared and alike)


def test_no_list_is_filled_by_what_fills_an_official_one_and_does_not_say_which_it_is():
    for one, other in product(SCHEMES, SCHEMES):
        if one.id == other.id or one.subjects.kind != other.subjects.kind:
            continue
        for official in {entry.official for entry in other.lists} - {None}:
            names = entered_by(other, str(official))
            unsaid = [entry.id for entry in held(one) if not entry.official and set(entry.enter.conduct or ()) <= names]
            assert not unsaid, f"{one.id} holds {unsaid}, which {official} of {other.id} may be"


def test_the_national_list_of_judgment_defaulters_stands_in_one_scheme_for_each_kind_of_subject():
    holders = {
        kind: [one.id for one in SCHEMES if one.subjects.kind == kind and entered_by(one, "cn-judgment-defaulters")]
        for kind in ("person", "firm")
    }
    assert holders == {"person": ["court-list"], "firm": ["court-list-firms"]}


@pytest.mark.parametrize("reference", TOGETHER)
def test_who_goes_by_the_courts_list_runs_beside_it(reference: str):
    ids = [one.scheme.id for one in system_of(reference, load_catalogue(), firm_catalogue())]
    assert "court-list" in ids
    assert len(ids) >= 3
