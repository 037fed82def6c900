"""What a study rests on: what was assumed, who its people are, and what it can say to legal tests."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.charts.study import ONE_COMPARISON
from glasshouse.report import legal, sources
from glasshouse.report.block import Block, Paragraph, Shown, badge, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section
from glasshouse.storage.kinds import SIDES


def _assumptions(page: Page) -> Iterator[Block]:
    assumed, whole = sources.share_assumed(page.study)
    rests = "this run rests" if page.is_one else "these runs rest"
    alone = "one run does" if page.is_one else "seeds do"
    yield Paragraph(
        f"{assumed:,} of the {whole:,} numbers that {rests} on are assumed, each within a range; the others follow "
        "from published sources. A headline may move if an assumed number moves within its range; "
        f"{alone} not show how far.",
        as_written=True,
    )
    for one in sources.assumptions(page.study):
        yield from folded(one)
    yield from folded(sources.published(page.study))


ASSUMPTIONS = Section("assumptions", "Assumptions", ONE_WORLD, more=_assumptions, trust=True)


def _assumed_in_both(page: Page) -> Iterator[Block]:
    for side, run in zip(SIDES, page.study.runs, strict=True):
        assumed, whole = sources.share_assumed(run)
        rest = (
            f"{assumed:,} of the {whole:,} numbers that {side} rests on are assumed, each within a range; the others "
            "follow from published sources."
        )
        link = Markup("")
        if side in page.links.sides:
            at = page.links.sides[side]
            link = Markup(' <a href="{}#assumptions">All of them, in the report of {}</a>').format(at, side)
        yield Paragraph(Markup("{} {}{}").format(badge(side), rest, link), as_written=True)
    yield Paragraph(
        Markup(
            "Most of them are the same in both worlds, so that a difference depends on much less than a level does. A "
            "difference may still move if an assumed number moves within its range; one comparison does not show how "
            "far. <code>glasshouse assumptions</code> lists them."
        )
    )


ASSUMED_IN_BOTH = Section("assumptions", "Assumptions", (ONE_COMPARISON,), more=_assumed_in_both, trust=True)


def _population(page: Page) -> Iterator[Block]:
    study = page.study
    firms = " Its firms are made from the economic census of 2018, in proportion to its people."
    begins = (
        f"The run{'' if page.is_one else 's'} begin{'s' if page.is_one else ''} in {study.info['whole']['begins']}."
    )
    yield Paragraph(
        f"{study.world.about}{firms if page.who == 'firms' else ''} {begins} People exist only as numbers drawn so "
        "that many together meet aggregate tables; there is no way to load a real person.",
        as_written=True,
    )
    yield from shown(sources.margins(study))
    if page.who == "people":
        yield from folded(sources.neighbourhoods(study), "Kinds of neighbourhood")
    yield from folded(sources.how_sources_err(study))


POPULATION = Section("population", "Population and data", ONE_WORLD, more=_population)


def _legal(page: Page) -> Iterator[Block]:
    if page.who == "people":
        held = "this run holds" if page.is_one else "these runs hold"
        yield Paragraph(f"Numbers that bear on legal tests, as far as {held} them. {legal.CAVEAT}")
        yield Shown(legal.evidence(page.study))
    else:
        yield Paragraph("The tests are about natural persons, and this scheme scores firms.", as_written=True)
    yield from shown(legal.contexts(page.study))


LEGAL = Section("legal", "Evidence for legal tests", ONE_WORLD, more=_legal, trust=True)
