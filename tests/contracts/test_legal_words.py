"""Of no scheme of the library does evidence for legal tests pass a verdict."""

import re
from collections.abc import Iterator

import pytest

import glasshouse as gh
from glasshouse.charts.table import Table
from glasshouse.report.block import Block, Folded, Paragraph, Shown, Titled
from glasshouse.report.legal import section
from glasshouse.report.page import Page
from glasshouse.results.run import Run

VERDICTS = re.compile(
    r"\b(prohibit\w*|forbid\w*|illegal\w*|unlawful\w*|violat\w*|infring\w*|breach\w*|complian\w*|compl(y|ies)|"
    r"fail\w*|pass(es|ed)?|guilty|unfair\w*|bias\w*|discriminat\w*|must not|may not|is allowed|"
    r"unacceptable|disproportionate)\b",
    re.IGNORECASE,
)

WORLDS = {"thirty-cities": "china"}  # holds in provinces


def texts_of(block: Block) -> Iterator[str]:
    """Every text of a block."""
    if isinstance(block, Paragraph):
        yield str(block.text)
    elif isinstance(block, Shown):
        yield from _texts_of(block.table)
    elif isinstance(block, Folded):
        yield from (block.title, *texts_of(block.inside))
    elif isinstance(block, Titled):
        yield str(block.title)
        for inside in block.inside:
            yield from texts_of(inside)


def _texts_of(table: Table) -> Iterator[str]:
    yield table.caption
    yield from (column.title for column in table.columns)
    yield from (cell if isinstance(cell, str) else cell.text for row in table.rows for cell in row)


def names_in(run: Run) -> list[str]:
    """What others named: conducts, services, sources and lists, longest first."""
    titles = {*run.catalogue.titles.values(), *(one.title for one in run.scheme.lists)}
    return sorted(titles, key=len, reverse=True)


def without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("scheme", gh.schemes()["scheme"].to_list())
def test_evidence_passes_no_verdict(scheme: str):
    run = gh.run(world=WORLDS.get(scheme, "hamlet"), scheme=scheme, people=600, months=12, seed=1)
    names = names_in(run)
    texts = [without(text, names) for block in section(Page(run)) for text in texts_of(block)]
    assert texts
    assert [text for text in texts if VERDICTS.search(text)] == []


def test_a_verdict_would_be_found():
    assert VERDICTS.search("This scheme is prohibited.")
    assert VERDICTS.search("It fails the test.")
    assert not VERDICTS.search("Of 10 refusals, none crossed contexts.")
