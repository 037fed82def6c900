"""How people stand under a scheme: their grades, who is under sanction, and which groups bear it."""

from collections.abc import Iterator

from glasshouse.charts.study import MANY_RUNS
from glasshouse.report import tables
from glasshouse.report.block import Block, shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section

GRADES = Section(
    "grades",
    "Who holds which grade?",
    ONE_WORLD,
    "Everyone scored is in one grade at a time. Bands show how many, month by month: first without the commonest grade, "
    "beside which the others would hardly show, and then all of them. The table of moves shows where the people of "
    "each grade went within the last year.",
    {
        MANY_RUNS: "Dots show the grades at the end with their intervals, but for the commonest.",
    },
    charts="grades",
)


def _lists(page: Page) -> Iterator[Block]:
    yield from shown(tables.lists_at_the_end(page.study), "This scheme keeps no list.")


SANCTIONS = Section(
    "sanctions",
    "Who is under sanction?",
    ONE_WORLD,
    "Under sanction is who is on a list, or in a grade, that refuses some service.",
    charts="sanctions",
    more=_lists,
)
GROUPS = Section(
    "groups",
    "Who bears it?",
    ONE_WORLD,
    "The share of each group that is under sanction at the end. The dotted line is the share of all. Grades and lists "
    "are made of records; differences arise from how groups live, who is watched, and what is written down.",
    charts="groups",
)
