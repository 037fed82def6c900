"""What a study rests on: what was assumed, who its people are, and what it can say to legal tests."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.charts.study import ONE_COMPARISON
from glasshouse.report import known, legal, sources
from glasshouse.report.block import Block, Paragraph, badge, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import EVERY, ONE_WORLD, Section
from glasshouse.storage.kinds import SIDES


def _assumptions(page: Page) -> Iterator[Block]:
    alone = "one run does" if page.is_one else "seeds do"
    yield Paragraph(
        f"{known.counted(page.study)} A headline may move if an assumed number moves within its range; "
        f"{alone} not show how far.",
        as_written=True,
    )
    yield from known.lists(page.study)


ASSUMPTIONS = Section("assumptions", "Assumptions, and what is published", ONE_WORLD, more=_assumptions, trust=True)


def _assumed_in_both(page: Page) -> Iterator[Block]:
    for side, run in zip(SIDES, page.study.runs, strict=True):
        rest = known.counted(run)
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
    firms = " Its firms are made from China's economic census of 2018, in proportion to its people."
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


LEGAL = Section("legal", "Evidence for legal tests", EVERY, more=legal.section, trust=True)
