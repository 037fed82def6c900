"""What parts of the model that are on have to say: a section for each, by its question."""

from collections.abc import Iterator

from glasshouse.charts.study import ONE_RUN
from glasshouse.parts.model import Part
from glasshouse.parts.registry import PARTS
from glasshouse.report.block import Block, Folded, Paragraph, Shown
from glasshouse.report.page import Page
from glasshouse.report.parts import told
from glasshouse.report.section import Section


def _section_of(part: Part) -> Section:
    def more(page: Page) -> Iterator[Block]:
        for said in told(page.study):
            if said.id == part.id:
                yield Paragraph(said.about)
                yield Shown(said.numbers)
                yield Paragraph(said.limits, "note")
                yield Folded(said.settings.caption, Shown(said.settings))

    return Section(part.id, part.question, (ONE_RUN,), more=more)


SECTIONS = tuple(map(_section_of, PARTS.values()))
