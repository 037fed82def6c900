"""The generated pages of the schemes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.explain.page import GENERATED, index_page, scheme_page, write_pages
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme

DOCS = Path(__file__).parents[3] / "docs" / "schemes"


def test_the_pages_in_the_docs_are_the_generated_ones(tmp_path: Path):
    written = write_pages(tmp_path, load_catalogue())
    assert {path.name for path in written} == {path.name for path in DOCS.glob("*.md")} - {"compared.md"}
    for path in written:
        kept = (DOCS / path.name).read_text(encoding="utf-8")
        assert kept == path.read_text(encoding="utf-8"), (
            f"{path.name} is out of date. Run: python -m glasshouse.scheme.explain.page docs/schemes"
        )


@pytest.mark.parametrize("name", scheme_ids())
def test_every_clause_stands_on_the_page(name: str):
    scheme = find_scheme(name)
    page = scheme_page(scheme, fitting(scheme, load_catalogue()))
    parts = [*scheme.rules, *scheme.lists, *scheme.consequences, *scheme.repair, *scheme.not_encoded]
    parts += [*scheme.limits, *scheme.connected, *scheme.members]
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


def test_every_new_form_stands_on_the_page(
    small: Callable[..., Scheme],
    factors: Callable[..., dict[str, Any]],
    rule: Callable[..., dict[str, Any]],
    black: Callable[..., dict[str, Any]],
    follows: Callable[..., dict[str, Any]],
    catalogue: Catalogue,
):
    share, cited = {"value": 0.5, "assumed": [0, 1], "note": "A guess."}, {"cite": "text", "clause": "1"}
    said = factors(means=[{"savings": 1, "status": "assumed", "assumed": [0, 2], "note": "A guess."}])
    said["rules"] = [
        rule("order.littering", points=-10, account="means", source="village"),
        {"list": "court/black", "points": -5, "account": "means", **cited},
    ]
    page = scheme_page(
        small(
            **said,
            in_force="2016",
            until="2020",
            subjects={"consent": {"asked": "opt-out", "share": share}},
            limits=[{"where": {"age": "18-29"}, "grade_at_most": "B", **cited}],
            lists=[black(notice="1 month", **{"from": "2017"})],
            connected=[{"source": "office", "share": share, "from": "2016-01", **cited}],
            consequences=[follows({"list": "black"}, by="Rail", gives_up_after={"value": 12, "assumed": [3, 24]})],
            variants=[{"id": "hard", "title": "Harder", "changes": {"score.lowest": 10, "limits": None}}],
            tests=[{"about": "Three", "file": ["traffic.ticket x3"], "on": ["court/black"], "score": 5, "lists": []}],
        ),
        catalogue,
    )
    for line in (
        "11 clauses encoded, 1 of them published nowhere and assumed; 0 published but not encodable. "
        "2 accounts, 1 variant, 1 example.",
        "| consent | opt-out: 50% |",
        "| until | 2020 |",
        "| Means (means): 40% of the score, from 50 of 100 |  | *found*, `text` |  |",
        "| ... by savings: +1 for each month of outgoings |  | *assumed* (0 to 2) | A guess. |",
        "| age 18-29: B at best | 1 | *found*, `text` |  |",
        "| littering (village) | -10, in means | 1 year | 1 | *found*, `text` |  |",
        "| while on court/black | -5, in means | as long as listed | 1 | *found*, `text` |  |",
        "| Black, from 2017 | sued, 1 month after notice | after 2 years | 1 | *found*, `text` |  |",
        "| office | 50% | from 2016-01 | 1 | *found*, `text` |  |",
        "| Black | travel.flight | refused, by Rail | 1 | *found*, `text` |  |",
        "| weight of means | 0.4 | assumed 0 to 1 |  |",
        "| travel.flight, Black: months until nobody asks any more | 12 | assumed 3 to 24 |  |",
        "| `small:hard` | Harder | `score.lowest`: 10, `limits`: left out |",
        "| Three | `traffic.ticket x3`, on `court/black` | score 5; lists: none |",
    ):
        assert line in page


def test_a_bundle_leads_to_its_schemes(small: Callable[..., Scheme], catalogue: Catalogue):
    member = {"scheme": "court", "region": "shandong", "until": "2016", "cite": "text", "clause": "Art. 1"}
    page = scheme_page(small(score=None, grades=None, rules=None, members=[member]), catalogue)
    assert "| [`court`](court.md) | shandong | until 2016 | Art. 1 | *found*, `text` |  |" in page


def test_the_index_leads_to_every_page(small: Callable[..., Scheme]):
    page = index_page([small()])
    assert "| [`small`](small.md) | Small | 5 | 0 | 0 |" in page
    assert page.rstrip().endswith("```{toctree}\n:hidden:\n\nsmall\n```")


def test_what_an_author_wrote_does_nothing_on_a_page(catalogue: Catalogue):
    evil = "<script>alert(1)</script> ![x](http://a/b) [y](javascript:alert(2)) `"
    values = small_values(evil)
    page = scheme_page(Scheme.model_validate(values), catalogue)
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    every = [*tokens, *(one for token in tokens for one in token.children or ())]
    assert [one.content.strip() for one in every if one.type in ("html_block", "html_inline")] == [GENERATED]
    assert [one.attrs["href"] for one in every if one.type == "link_open"] == ["https://example.org/a%29b"]
    assert not any(one.type == "image" for one in every)
    assert page.count("alert(1)") >= 20


def small_values(evil: str) -> dict[str, Any]:
    """A scheme with the same words wherever an author may write any."""
    said = {"cite": "text", "clause": evil, "note": evil}
    return {
        "id": "small", "title": evil, "about": f"{evil}\n# {evil}",
        "bibliography": {
            "text": {"title": evil, "publisher": evil, "date": evil, "url": "https://example.org/a)b"},
            evil: {"title": evil, "url": "javascript:alert(3)"},
        },
        "known_to": {"value": 0.5, "assumed": [0, 1], "note": evil},
        "score": {"start": 100, "lowest": 0, **said},
        "grades": [{"id": "A", "title": evil, "from": 50, **said}, {"id": "B", "below": 50, **said}],
        "rules": [{"conduct": evil, "points": -10, "lasts": "2y", "lasts_status": "recalled", **said}],
        "lists": [{"id": "l", "title": evil, "enter": [evil], "stays": "1y", "leave": {"conduct": evil}, **said}],
        "connected": [{"source": evil, "share": {"value": 0.5, "evidence": evil, "note": evil}, **said}],
        "consequences": [{"when": {"list": "l"}, "service": evil, "effect": "refuse", "by": evil, **said}],
        "repair": [{"by": evil, "gives": 1, "lasts": "1y", **said}],
        "variants": [{"id": "v", "title": evil, "changes": {evil: evil}}],
        "not_encoded": [{"clause": evil, "cite": "text", "why": evil}],
        "tests": [{"about": evil, "file": [], "on": [evil], "lists": [evil], "refused": [evil], "grade": evil}],
    }  # fmt: skip
