"""The list of public names in glasshouse/__init__.py is what exists, and each is explained."""

import inspect
import re
from importlib.metadata import version
from types import ModuleType

import pytest
from pages import ROOT

import glasshouse as gh


def test_the_list_is_sorted_and_names_each_thing_once():
    assert sorted(set(gh.__all__), key=str.lower) == sorted(gh.__all__, key=str.lower)
    assert len(set(gh.__all__)) == len(gh.__all__)


def test_what_is_listed_exists_and_nothing_else_is_public():
    public = {name for name in vars(gh) if not name.startswith("_") and not _is_a_mere_module(name)}
    assert public == {name for name in gh.__all__ if not name.startswith("_")}


def _is_a_mere_module(name: str) -> bool:
    """Whether ``name`` is there only because a module of the package has been imported."""
    return isinstance(getattr(gh, name), ModuleType) and name not in gh.__all__


@pytest.mark.parametrize("name", gh.__all__)
def test_every_public_name_says_what_it_is(name: str):
    if not name.startswith("__"):
        assert inspect.getdoc(getattr(gh, name)), f"glasshouse.{name} has no docstring"


@pytest.mark.parametrize("name", gh.__all__)
def test_every_public_name_stands_on_the_page_about_python(name: str):
    page = (ROOT / "docs/python.md").read_text()
    assert re.search(rf"glasshouse\.{name}\b|`gh\.{name}\b", page), f"docs/python.md says nothing of {name}"


def test_the_version_is_that_of_the_project():
    assert gh.__version__ == version("glasshouse")
