"""What differs between two worlds: lives, standing, who gains, what is refused and done; then both side by side."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.base.advice import command
from glasshouse.base.errors import count_of
from glasshouse.charts.study import MANY_COMPARISONS
from glasshouse.report import twin_tables as tables
from glasshouse.report.block import Block, Paragraph, Shown, Titled, Together, badge, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import TWO_WORLDS, Section
from glasshouse.report.text import side_line, titles
from glasshouse.results.twin_ensemble import TwinEnsemble, told_chances
from glasshouse.storage.kinds import SIDES


def _divergence(page: Page) -> Iterator[Block]:
    yield from folded(tables.standing(page.study))


DIVERGENCE = Section(
    "parting",
    "When do lives diverge?",
    TWO_WORLDS,
    "A life is what somebody does, asks for and is answered, saves, owes and bears. The two lives of somebody "
    "diverge in the first month in which any of that differs between the worlds. How a scheme has somebody in its "
    "books is no part of a life.",
    charts="divergence",
    more=_divergence,
)


def _standing(page: Page) -> Iterator[Block]:
    yield Shown(tables.in_brief(page.study))


SANCTIONS = Section(
    "sanctions",
    "Who is under sanction in which world?",
    TWO_WORLDS,
    "Under sanction is who is on a list, or in a grade, that refuses some service.",
    charts="sanctions",
    more=_standing,
)
GAINS = Section(
    "gains",
    "Who gains, and who loses?",
    TWO_WORLDS,
    "The mean difference in every group, a minus b: right of the line is more in a, left of it less. The dotted line "
    "is the mean of everybody. A dot is filled where the group fares worse in a, and outlined where it fares worse in "
    "b.",
    charts="gains",
    look="two",
)


def _rewards(page: Page) -> Iterator[Block]:
    yield from folded(tables.rewards(page.study))


SPEECH = Section(
    "speech",
    "What do people not dare to say?",
    TWO_WORLDS,
    "Lawful speech, petition and belief in both worlds: how many acts there are, and how many fewer than in the other "
    "world. They are summed with nothing else that is lawful.",
    charts="speech",
)
REFUSED = Section(
    "refused",
    "What is refused in one world and not in the other?",
    TWO_WORLDS,
    "The same request of the same person, answered in both worlds. What somebody does not ask for any more, having "
    "been refused for so long, is a loss too: it stands beside what is refused.",
    charts="refused",
    more=_rewards,
)
CONDUCT = Section(
    "conduct",
    "What do people do in one world and not in the other?",
    TWO_WORLDS,
    "Both worlds have the same occasions; rules change what people make of them. An act in one world and not in "
    "the other was held back by the rules of the other, or drawn out by those of its own. Some of it follows at one "
    "remove, from what people can still afford.",
    charts="conduct",
)
LIVING = Section(
    "living",
    "How do people live?",
    TWO_WORLDS,
    "The mean of everybody in a minus that in b. These are the same people, so the lines measure an effect: a small "
    "one, where most lives are the same. For those whose lives diverge it is larger; see who gains, and who loses.",
    charts="livelihood",
    look="three",
)


def _both(page: Page) -> Iterator[Block]:
    if page.is_one:
        named = zip(SIDES, titles(page.study), strict=True)
        yield Together([_side(page, at, side, title) for at, (side, title) in enumerate(named)], "quotes")
    yield Shown(tables.in_short(page.study))


def _side(page: Page, at: int, side: str, title: str) -> Block:
    alone = Markup("<code>{}</code> writes a report of {} alone.").format(command("report", f"FOLDER/{side}"), side)
    if side in page.links.sides:
        alone = Markup('<a href="{}">The report of {}</a>').format(page.links.sides[side], side)
    line = Markup("{} {}").format(side_line(page.study, at), alone)
    return Titled(Markup("{} {}").format(badge(side), title), [Paragraph(line)])


BOTH = Section("both", "Both worlds, side by side", TWO_WORLDS, more=_both)


def bought(ensemble: TwinEnsemble) -> str:
    """What shared chances buy, in a sentence; of one comparison nothing is known of that."""
    if ensemble.size == 1:
        return "One comparison says nothing of how far its numbers vary."
    if not told_chances(ensemble):
        return "No outcome varies in these comparisons, so that shared chances have nothing to buy."
    return (
        f"Had each world chances of its own, the chance in both would be in all differences. "
        f"{count_of(ensemble.size, 'pair')} of runs that share every chance give the intervals on this page; the last "
        "column says how many pairs without would give the same."
    )


def _chances(page: Page) -> Iterator[Block]:
    yield Paragraph(bought(page.study))
    found = tables.chances(page.study)
    yield from shown(found)
    if found.rows:
        yield Paragraph(
            "A variance is that of the difference of one pair of runs. “Any number” stands where the difference does "
            "not vary at all."
        )


CHANCES = Section("chances", "What shared chances buy", (MANY_COMPARISONS,), more=_chances)
