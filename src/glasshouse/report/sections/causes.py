"""What follows from how people stand, and why they stand so: refusals, points, the way back, wrong records."""

from collections.abc import Iterator

from glasshouse.charts import points, rewards
from glasshouse.report import tables
from glasshouse.report.block import Block, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section

REFUSED = Section(
    "refused",
    "What are people refused?",
    ONE_WORLD,
    "Every request for a service that a list or grade turned down, over the whole run, and those that people did not "
    "make any more, having been refused for so long.",
    charts="refused",
)


def _rewarded(page: Page) -> Iterator[Block]:
    yield from shown(rewards.HOLDERS(page.study))


REWARDED = Section(
    "rewarded",
    "Who gets what from a high grade or a list?",
    ONE_WORLD,
    "Every request for a service that a grade or list made better, over the whole run. Of several rewards the largest "
    "counts.",
    charts="rewarded",
    more=_rewarded,
)


def _reasons(page: Page) -> Iterator[Block]:
    yield from folded(points.BY_SOURCE(page.study), "Points by rule and source")
    yield from folded(tables.conducts(page.study), "What happened, and what was written down")


REASONS = Section(
    "reasons-for-points",
    "Why do people lose points?",
    ONE_WORLD,
    "Which rules took the points, over the whole run, and how many of them for records that are wrong.",
    charts="reasons",
    more=_reasons,
)
WAY_BACK = Section(
    "way-back",
    "How long is the way back?",
    ONE_WORLD,
    "Of those who come under sanction, how many still are after so many months. People who are under sanction when the "
    "run ends count for as long as they were seen (Kaplan-Meier).",
    charts="recovery",
)
WRONG = Section(
    "wrong",
    "Where do wrong records come from?",
    ONE_WORLD,
    "A record is wrong if nothing happened, or if it lies on the file of somebody else. A run knows which are; the "
    "people in it do not. Not every wrong record harms: some give points.",
    charts="wrong-records",
)
