"""How people live: the means of those under sanction and of others, and a few lives."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.base.advice import command
from glasshouse.charts.followed_lives import describe as told_of_a_life
from glasshouse.charts.followed_lives import shown_lives
from glasshouse.charts.paired_lives import describe, shown_pairs
from glasshouse.charts.study import ONE_COMPARISON, ONE_RUN
from glasshouse.report.block import Block, Items, Paragraph
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
    if found := shown_lives(page.study):
        yield Items([told_of_a_life(life) for life in found], "lives")
        yield Paragraph(_how_to_open(page, found[0].person))


def _how_to_open(page: Page, person: int) -> Markup:
    """The command that opens the file of one of the lives shown, as the scheme of the page reads it."""
    info = page.study.info
    scheme = ("--scheme", info["scheme"]["id"]) if len(info.get("schemes", ())) > 1 else ()
    return Markup(
        "The file of one of them, record by record, and what would lift them: "
        "<code>{}</code>, where FOLDER is that of this run. "
        "With <code>--twin</code> it shows the same life without the scheme."
    ).format(command("explain", "FOLDER", person, *scheme))


LIVES = Section(
    "five-lives",
    "A few lives",
    (ONE_RUN,),
    "Chosen by rule from the lives that the run followed. The line is the score, or savings where nothing is scored; "
    "dots show where it would be without wrong records; bars are months on a list.",
    charts="lives",
    more=_lives,
)


def _twins(page: Page) -> Iterator[Block]:
    if found := shown_pairs(page.study):
        why = {at: twin.lives.causes for at, twin in enumerate(found) if twin.lives and twin.lives.causes}
        yield Items([describe(twin) for twin in found], "lives", why=why, why_title="What made the two lives differ")
        yield Paragraph(
            Markup(
                "Both lives of one of them, month by month: <code>{}</code>, where FOLDER is that of this comparison."
            ).format(command("explain", "FOLDER", found[0].person, "--twin"))
        )


TWINS = Section(
    "people",
    "A few people, both lives of each",
    (ONE_COMPARISON,),
    "Chosen by rule from the people whose lives diverge. The lines are savings, solid in a and dashed in b; bars are "
    "months under sanction; the upright line is the first month that differs. At the right: months of outgoings saved "
    "at the end.",
    charts="lives",
    more=_twins,
)
