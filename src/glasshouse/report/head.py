"""The head of a page: what it is called, whom it is about, and how to read its big numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from glasshouse.charts.study import MANY_COMPARISONS, MANY_RUNS, ONE_COMPARISON, ONE_RUN, Study, TwoWorlds
from glasshouse.report.block import Inline, badge
from glasshouse.report.page import Page
from glasshouse.report.text import answer, burn_in, first_line, opening, past, titles
from glasshouse.results.comparison import Comparison
from glasshouse.storage.kinds import SIDES


@dataclass(frozen=True)
class Head:
    """What stands above the sections."""

    title: str  # of the window
    first_line: str
    mark: str  # what kind of page it is
    heading: Inline
    worlds: bool  # whether the heading names two
    leads: list[Inline]
    about: str
    note: Inline  # beneath the big numbers
    who: str
    others: Mapping[str, str]  # the pages about others, by whom they are about


def head_of(page: Page) -> Head:
    """The head of a page."""
    study, pair = page.study, page.axes.worlds == 2
    named = " against ".join(titles(study)) if pair else study.scheme.title
    heading = _worlds(study) if pair else Markup("{}{}").format(named, _among(study))
    seeds = "" if page.is_one else f" · {study.size} seeds"
    leads: list[Inline] = [opening(study), past(study), burn_in(study)]
    if pair:
        leads.append(Markup("<strong>{}</strong>").format(page.worded(answer(study))))
    return Head(
        title=f"{named} · {study.info['world']['title']}{seeds}",
        first_line=first_line(study),
        mark=f"Glasshouse {'comparison' if pair else 'report'}{'' if page.is_one else ' of many seeds'}",
        heading=heading,
        worlds=pair,
        leads=[one for one in leads if one],
        about="" if pair else study.scheme.about,
        note=_note(page),
        who=page.who,
        others={who: at for who, at in page.links.who.items() if who != page.who},
    )


def _among(study: Study) -> Markup:
    """The schemes that a scheme held beside, and itself, as one asks for them; nothing if it was alone."""
    alone = len(study.info.get("schemes", ())) < 2
    return Markup("") if alone else Markup(' <code class="of">{}</code>').format(study.info["reference"])


def _worlds(study: TwoWorlds) -> Markup:
    """Both worlds by name; with what was asked for, where that says more."""
    return Markup(" ").join(
        Markup('<span class="world">{}<span><span class="skip">{}: </span>{}{}</span></span>').format(
            badge(side), side, title, _reference(study, at)
        )
        for at, (side, title) in enumerate(zip(SIDES, titles(study), strict=True))
    )


def _reference(study: TwoWorlds, side: int) -> Markup:
    asked, (one, other) = study.info["sides"][side]["reference"], titles(study)
    of = study.runs[side].scheme.id if isinstance(study, Comparison) else ""
    return Markup("") if asked == of and one != other else Markup(" <code>{}</code>").format(asked)


def _note(page: Page) -> Inline:
    """What the numbers above are of, and how everything below is to be read."""
    one = "comparison" if page.axes.worlds == 2 else "run"
    many = "" if page.is_one else f"Means over {page.study.size} {one}s, with 95 % intervals."
    if page.axes == MANY_RUNS:
        return many
    look = READ[page.axes].format(a=badge("a"), b=badge("b"))
    return Markup("{} {}").format(many or f"One {one} with one seed.", page.worded(look))


READ = {
    ONE_RUN: Markup(
        "Everywhere below, what is <strong>solid</strong> rests on true records, what is <strong>hollow with a dashed "
        "edge</strong> on wrong ones: about things that never happened, or that somebody else did."
    ),
    ONE_COMPARISON: Markup(
        "Everywhere below, {a} is <strong>filled and solid</strong>, {b} is <strong>pale with an outline, and "
        "dashed</strong>. A difference is always a minus b."
    ),
    MANY_COMPARISONS: Markup(
        "Everywhere below, {a} is <strong>a solid line</strong>, {b} is <strong>a dashed one</strong>. A difference is "
        "always a minus b."
    ),
}
"""How a page marks what it shows."""
