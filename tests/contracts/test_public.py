"""The list of public names in glasshouse/__init__.py is what exists, and each is explained."""

import inspect
import re

import pytest
from pages import ROOT

import glasshouse as gh


def test_the_list_is_sorted_and_names_each_thing_once():
    assert gh.__all__ == sorted(set(gh.__all__))


def test_everything_on_the_list_exists():
    assert [name for name in gh.__all__ if not hasattr(gh, name)] == []


def test_nothing_else_is_offered():
    assert dir(gh) == gh.__all__
    with pytest.raises(AttributeError, match="has no attribute 'score_a_person'"):
        gh.score_a_person  # noqa: B018 - to ask for it is the test


@pytest.mark.parametrize("name", gh.__all__)
def test_every_public_name_says_what_it_is(name: str):
    assert inspect.getdoc(getattr(gh, name)), f"glasshouse.{name} has no docstring"


@pytest.mark.parametrize("name", gh.__all__)
def test_every_public_name_stands_on_the_page_about_python(name: str):
    page = (ROOT / "docs/python.md").read_text()
    assert re.search(rf"glasshouse\.{name}\b|`gh\.{name}\b", page), f"docs/python.md says nothing of {name}"
