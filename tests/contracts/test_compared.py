"""The page that compares the schemes names all of them, and says what their runs come to."""

import math

import compared
import pytest

from glasshouse.scheme.language.files import scheme_ids

PAGE = compared.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", scheme_ids())
def test_the_page_names_every_scheme(scheme: str):
    assert f"`{scheme}`]" in PAGE


@pytest.mark.parametrize("scheme", ["court-list", "tax-credit"])
def test_the_page_says_what_a_run_comes_to(scheme: str):
    rows = compared.rows_of(scheme)
    assert all(math.isfinite(number) for row in rows for number in row.numbers)
    missing = [str(row) for row in rows if str(row) not in PAGE.splitlines()]
    assert not missing, "docs/schemes/compared.md is out of date: run 'python scripts/compared.py'"


def test_the_page_begins_as_the_script_would_begin_it():
    assert PAGE.startswith(compared.page([]).rstrip("\n"))
