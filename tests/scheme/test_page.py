"""The generated pages of the schemes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue, load_catalogue
from glasshouse.scheme.library import find_scheme, scheme_ids
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.page import index_page, scheme_page, write_pages

DOCS = Path(__file__).parents[2] / "docs" / "schemes"


def test_the_pages_in_the_docs_are_the_generated_ones(tmp_path: Path):
    written = write_pages(tmp_path, load_catalogue())
    assert {path.name for path in written} == {path.name for path in DOCS.glob("*.md")}
    for path in written:
        kept = (DOCS / path.name).read_text(encoding="utf-8")
        assert kept == path.read_text(encoding="utf-8"), (
            f"{path.name} is out of date. Run: python -m glasshouse.scheme.page docs/schemes"
        )


@pytest.mark.parametrize("name", scheme_ids())
def test_every_clause_stands_on_the_page(name: str):
    scheme = find_scheme(name)
    page = scheme_page(scheme, load_catalogue())
    parts = [*scheme.rules, *scheme.lists, *scheme.consequences, *scheme.repair, *scheme.not_encoded]
    for part in parts:
        assert " ".join(part.clause.split()).replace("<", "&lt;") in page
        assert f"`{part.cite}`" in page
    for text in scheme.bibliography.values():
        assert text.title in page


def test_the_page_says_first_that_nobody_is_scored():
    page = scheme_page(find_scheme("rongcheng-2016"), load_catalogue())
    assert page.split("\n\n")[2].startswith("*Rules for a laboratory with synthetic people")


def test_every_row_of_a_table_is_as_wide_as_its_head():
    for block in scheme_page(find_scheme("rongcheng-2016"), load_catalogue()).split("\n\n"):
        if block.startswith("|"):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_the_clauses_are_counted_by_how_they_are_known(small: Callable[..., Scheme], catalogue: Catalogue):
    page = scheme_page(small(not_encoded=[{"clause": "a | b", "cite": "text", "why": "c"}]), catalogue)
    assert "| found | 5 | 1 |" in page
    assert "| **encoded** | 5 | 1 |" in page
    assert "| **not encoded** | 1 |  |" in page
    assert "| a \\| b | c | *found*, `text` |" in page


def test_clean_time_appeal_and_rewards_stand_on_the_page(
    small: Callable[..., Scheme], follows: Callable[..., dict[str, Any]], catalogue: Catalogue
):
    share, cited = {"value": 0.5, "assumed": [0, 1], "note": "A guess."}, {"cite": "text", "clause": "1"}
    names = ("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline")
    page = scheme_page(
        small(
            clean={"months": 12, "points": 2, **cited},
            appeal={"window": "15 d", "decided_in": "1 month", **dict.fromkeys(names, share), **cited},
            consequences=[follows({"grade": "A"}, effect={"gain": share})],
        ),
        catalogue,
    )
    assert "+2 for every 12 months without a record that costs points" in page
    assert "contested within 15 days, decided in 1 month" in page
    assert "| appeal: offline | 0.5 | assumed 0 to 1 | A guess. |" in page
    assert "| travel.flight, A | 0.5 | assumed 0 to 1 | A guess. |" in page


def test_the_index_leads_to_every_page(small: Callable[..., Scheme]):
    page = index_page([small()])
    assert "| [`small`](small.md) | Small | 5 | 0 |" in page
    assert page.rstrip().endswith("```{toctree}\n:hidden:\n\nsmall\n```")
