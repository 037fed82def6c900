"""What was published of the scheme, beside what the run counts."""

from collections.abc import Iterator

from glasshouse.base.markdown import web
from glasshouse.charts.numbers import significant
from glasshouse.charts.table import Cell, Column, Link, Table
from glasshouse.charts.words import NONE, percent
from glasshouse.report.block import Block, Paragraph, Shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section
from glasshouse.results.published import Pair, beside, conditions


def _beside(page: Page) -> Iterator[Block]:
    found = beside(page.study)
    if not found:
        return
    many = "" if page.is_one else " Counts of these runs are means over them."
    yield Paragraph(
        "Counts that were published of this scheme, each beside that of the run after as many months, which is scaled "
        f"to as many people as the published count is of.{many} {conditions(page.study)} No run reads these counts, "
        "but some assumed numbers were chosen with a look at them.",
        as_written=True,
    )
    rows = [_row(one) for one in found]
    numbers = ("Published", "In the run, scaled", "Over the published", "In the run", "after months")
    columns = (Column("What, and where it is published", number=False), *(Column(title) for title in numbers))
    yield Shown(Table("Published, and counted here", (*columns, Column("Why they differ", number=False)), rows))


def _row(one: Pair) -> tuple[Cell, ...]:
    told = Link(f"{one.title}, {one.date}: {one.source}", web(one.url))
    published, counted, scaled = (_said(one, value) for value in (one.published, one.counted, one.scaled))
    months = NONE if one.months is None else f"{one.months:,}"
    return told, published, scaled, _times(one), counted, months, one.why or NONE


def _said(one: Pair, value: float | None) -> str:
    if value is None:
        return NONE
    if one.is_share:
        return percent(value)
    return f"{value:,.0f}" if value == int(value) or value >= 100 else significant(value)


def _times(one: Pair) -> str:
    return NONE if one.ratio is None else f"{one.ratio:.2g}" if one.ratio < 10 else f"{one.ratio:,.0f}"


BESIDE = Section("published", "Beside what was published", ONE_WORLD, more=_beside)
