"""The section on legal tests: of one world, of two side by side, and of many seeds of either."""

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from glasshouse.charts.study import OneWorld, Study, who_of
from glasshouse.charts.table import Table, as_rows, table
from glasshouse.charts.words import NONE
from glasshouse.report.block import Block, Paragraph, Shown, Titled, badge, folded, shown
from glasshouse.report.legal import crossing, gravity, rewards, sources, twins
from glasshouse.report.legal.answers import answers, scores
from glasshouse.report.legal.article import FIRMS, READ_AS
from glasshouse.report.legal.firms import natural_persons
from glasshouse.report.page import Page
from glasshouse.results.comparison import Comparison
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES

IN_BOTH = ("Found in a", "Found in b")


def section(page: Page) -> Iterator[Block]:
    """What a page says to legal tests."""
    study = page.study
    if isinstance(study, TwinEnsemble):
        yield from _of_twins(page, study)
    elif isinstance(study, Comparison):
        yield from _of_two(page, study)
    else:
        yield from _of_one(page, study)


def held(study: Study) -> list[dict[str, str]]:
    """The same limb by limb, as rows of plain text; none where no natural person is scored."""
    if who_of(study) != "people":
        return []
    if isinstance(study, TwinEnsemble):
        return as_rows(twins.limbs(study))
    if isinstance(study, Comparison):
        return as_rows(limbs(dict(zip(IN_BOTH, study.runs, strict=True))))
    return as_rows(limbs({"Found": study}))


def _intro(page: Page) -> Paragraph:
    noun = "comparison" if page.axes.worlds == 2 else "run"
    held = f"this {noun} holds" if page.is_one else f"these {noun}s hold"
    return Paragraph(READ_AS.format(held=held) if page.who == "people" else FIRMS, as_written=True)


def _of_one(page: Page, study: OneWorld) -> Iterator[Block]:
    yield _intro(page)
    if page.who == "people":
        yield Shown(limbs({"Found": study}))
    else:
        yield Paragraph(natural_persons(study), as_written=True)
    yield from _behind(study)


def limbs(studies: Mapping[str, OneWorld]) -> Table:
    """A row for each limb: what it asks, and what is held of each world, by the heading of its column."""
    found = {head: {one.limb: one.found for one in answers(study)} for head, study in studies.items()}
    rows = [
        (limb.asked, *(one.get(limb, NONE) for one in found.values()), limb.reference)
        for limb in dict.fromkeys(limb for one in found.values() for limb in one)
    ]
    return table("What tests ask, and what was found", ["Asked", *found, "Text"], [], rows)


TABLES: tuple[Callable[[OneWorld], Table], ...] = (gravity.by_ground, rewards.by_service, sources.by_source)


def _behind(study: OneWorld) -> Iterator[Block]:
    """The tables behind the limbs: contexts, proportion, rewards, and what is read."""
    if not scores(study.scheme):
        return
    contexts = crossing.matrix(study)
    if contexts.rows:
        yield Paragraph(crossing.how(study) + crossing.ROWS)
        yield Shown(contexts)
        yield from folded(crossing.by_service(study))
    for one in TABLES:
        yield from shown(one(study))


def _of_two(page: Page, study: Comparison) -> Iterator[Block]:
    yield _intro(page)
    if page.who == "people":
        yield Shown(limbs(dict(zip(IN_BOTH, study.runs, strict=True))))
    for side, run in zip(SIDES, study.runs, strict=True):
        if inside := list(_behind(run)):
            yield Titled(Markup("{} {}, in {}").format(badge(side), run.scheme.title, side), inside)


def _of_twins(page: Page, study: TwinEnsemble) -> Iterator[Block]:
    yield _intro(page)
    if page.who == "people":
        yield Shown(twins.limbs(study))
    for side, rules in twins.rules_of(study).items():
        found = twins.refused_in(study, side, rules)
        if found:
            title = Markup("{} {}, in {}").format(badge(side), rules.scheme.title, side)
            said = Paragraph(f"{crossing.said(study, found)} {crossing.how(study)}")
            yield Titled(title, [said, Shown(crossing.services(study, found))])
