"""How people stand under a scheme: their grades, who is under sanction, and which groups bear it."""

from collections.abc import Iterator

from glasshouse.charts.study import MANY_RUNS
from glasshouse.report import tables
from glasshouse.report.block import Block, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section

GRADES = Section(
    "grades",
    "Who holds which grade?",
    ONE_WORLD,
    "Everyone scored is in one grade at a time. Bands show how many, month by month: first without the commonest "
    "grade, beside which the others would hardly show, and then all of them. The table of moves shows where the people "
    "of each grade went within the last year.",
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
WHY = Section(
    "why",
    "Why are people under sanction?",
    ONE_WORLD,
    "Every list and grade that refuses something, by what brought it to those whom it holds at the end. Each counts "
    "once: a list by the oldest record that puts one on it, a grade by the kind of record that costs most points, or "
    "by what allows no better one. Who is held by two is in two bars.",
    charts="why",
)


def _matrices(page: Page) -> Iterator[Block]:
    yield from shown(tables.confusion(page.study))
    yield from folded(tables.confusion_by_group(page.study), "By group")


MATRICES = Section(
    "rightly-wrongly",
    "Whom do sanctions hold rightly, whom wrongly, and whom do they miss?",
    ONE_WORLD,
    "Everybody is judged twice: on the whole file, and on the right records alone. A list or grade holds somebody "
    "wrongly if it would not without the wrong records. It misses somebody whom it would hold by the right ones alone, "
    "but for a wrong record that gives points. What no source recorded is in neither judgement.",
    more=_matrices,
)
GROUPS = Section(
    "groups",
    "Who bears it?",
    ONE_WORLD,
    "The share of each group that is under sanction at the end. The dotted line is the share of all. Grades and lists "
    "are made of records; differences arise from how groups live, who is watched, and what is written down.",
    charts="groups",
)
