"""How people live: the means of those under sanction and of others, and a few lives."""

from collections.abc import Iterator

from glasshouse.charts.caption import ONE, ONE_PAIR
from glasshouse.charts.living import five_lives
from glasshouse.charts.living import tell as told_of_a_life
from glasshouse.charts.twinned import shown_twins, tell
from glasshouse.report.block import Block, Items
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section

LIVELIHOOD = Section(
    "livelihood",
    "How do people live under sanction?",
    ONE_WORLD,
    "Means of people under sanction and of all others, month by month. These are different people, who differed "
    "before; the lines describe them and measure no effect.",
    charts="livelihood",
    look="three",
)


def _lives(page: Page) -> Iterator[Block]:
    if found := five_lives(page.study):
        yield Items([told_of_a_life(life) for life in found], "lives")


LIVES = Section(
    "five-lives",
    "A few lives",
    (ONE,),
    "Chosen by rule from the lives that the run followed. The line is the score, or savings where nothing is scored; "
    "dots show where it would be without wrong records; bars are months on a list.",
    charts="lives",
    more=_lives,
)


def _twins(page: Page) -> Iterator[Block]:
    if found := shown_twins(page.study):
        why = {at: twin.lives.causes for at, twin in enumerate(found) if twin.lives and twin.lives.causes}
        yield Items([tell(twin) for twin in found], "lives", why=why, why_title="What made the two lives differ")


TWINS = Section(
    "people",
    "A few people, both lives of each",
    (ONE_PAIR,),
    "Chosen by rule from the people whose lives differ. The lines are savings, solid in a and dashed in b; bars are "
    "months under sanction; the upright line is the first month that differs. At the right: months of outgoings saved "
    "at the end.",
    charts="lives",
    more=_twins,
)
