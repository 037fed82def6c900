"""The rules: what they say, where those of two worlds differ, and what of the published text was left out."""

from collections.abc import Iterator

from markupsafe import Markup

from glasshouse.charts.study import ONE_COMPARISON
from glasshouse.report import differing, rules
from glasshouse.report.block import Block, Folded, Paragraph, Shown, Titled, badge, shown
from glasshouse.report.page import Page
from glasshouse.report.section import ONE_WORLD, Section


def _rules(page: Page) -> Iterator[Block]:
    scheme = page.study.scheme
    since = f", in force from {scheme.in_force}" if scheme.in_force else ""
    yield Paragraph(f"{scheme.title}{since}. {page.worded(' '.join(rules.sentences(scheme)))}", as_written=True)
    found = rules.tables_of_rules(page.study)
    yield from (Shown(one) for one in found)
    if not found:
        yield Paragraph("This scheme has no rules.", "empty")
    texts = rules.texts(scheme)
    if texts.rows:
        yield Shown(texts, "text")


RULES = Section("rules", "The rules", ONE_WORLD, more=_rules)


def _differing(page: Page) -> Iterator[Block]:
    places, alone = differing.differing(page.study), differing.in_one_alone(page.study)
    if places.rows:
        many = "1 place" if len(places.rows) == 1 else f"{len(places.rows)} places"
        yield Paragraph(f"Both worlds have the same scheme. It differs in {many}.")
        yield Shown(places)
    elif not alone:
        yield Paragraph("Nowhere: both worlds have the same rules.")
    for side, run in alone:
        scheme = run.scheme
        said = page.worded(" ".join(rules.sentences(scheme))) if scheme.rules or scheme.lists else ""
        yield Titled(
            Markup("{} {}, in {} alone").format(badge(side), scheme.title, side),
            [
                Paragraph(f"{scheme.about} {said}", as_written=True),
                *(Folded(one.caption, Shown(one)) for one in differing.rules_of(run)),
            ],
        )


DIFFERING = Section("rules", "Where the rules differ", (ONE_COMPARISON,), more=_differing)


def _left_out(page: Page) -> Iterator[Block]:
    out = rules.not_encoded(page.study)
    yield from shown(out)
    if not out.rows:
        yield Paragraph("The scheme file names no published clause that was left out.")


LEFT_OUT = Section("left-out", "What was left out, and why", ONE_WORLD, more=_left_out, trust=True)
