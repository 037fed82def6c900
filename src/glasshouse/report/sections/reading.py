"""How to read a page: its intervals, what may be quoted, its words."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.report.block import Block, Facts, Items, Paragraph, Titled, Together
from glasshouse.report.glossary import glossary
from glasshouse.report.page import Page
from glasshouse.report.quotes import may_be_said, may_not_be_said
from glasshouse.report.section import EVERY, MANY_SEEDS, Section
from glasshouse.report.text import methods


def _method(page: Page) -> Iterator[Block]:
    for one in methods(page.study):
        yield Paragraph(one, as_written=True)


METHOD = Section("method", "How to read the intervals", MANY_SEEDS, more=_method, trust=True, leads=True)


def _quote(page: Page) -> Iterator[Block]:
    """Titles of schemes and worlds stay as they are; sentences about two worlds name those whom they are about."""
    said, unsaid = may_be_said(page.study), may_not_be_said(page.study)
    if page.axes.worlds == 1:
        place, rules = page.study.info["world"]["title"], page.study.scheme.title
        said = [page.worded(one, rules) for one in said]
        unsaid = [(page.worded(one, place), page.worded(why)) for one, why in unsaid]
    reasons = [Markup('{} <span class="soft">{}</span>').format(*one) for one in unsaid]
    yield Together(
        [
            Titled("May be said", [Items(said, as_written=True)]),
            Titled("May not be said", [Items(reasons, as_written=True)]),
        ],
        "quotes",
    )


QUOTE = Section("quote", "What may be said, and what may not", EVERY, more=_quote, trust=True)


def _glossary(page: Page) -> Iterator[Block]:
    yield Facts(list(glossary(page.axes).items()), "words")


GLOSSARY = Section("glossary", "Words", EVERY, more=_glossary)
