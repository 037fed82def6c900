"""What a section is."""

from glasshouse.charts.study import MANY_RUNS, ONE_RUN
from glasshouse.report.block import Code, Figure, Paragraph
from glasshouse.report.page import Page
from glasshouse.report.section import EVERY, ONE_WORLD, Section
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_an_intro_comes_first_then_the_charts_and_then_the_rest(run: Run):
    section = Section("x", "What?", ONE_WORLD, "This.", charts="sanctions", more=lambda page: [Code("y")])
    intro, chart, rest = section.blocks(Page(run))
    assert intro == Paragraph("This.")
    assert isinstance(chart, Figure)
    assert rest == Code("y")


def test_an_intro_may_say_more_of_some_studies(run: Run, ensemble: Ensemble):
    section = Section("x", "What?", EVERY, "This.", {ONE_RUN: "That."})
    assert list(section.blocks(Page(run))) == [Paragraph("This. That.")]
    assert list(section.blocks(Page(ensemble))) == [Paragraph("This.")]


def test_a_section_that_has_nothing_has_no_blocks(run: Run):
    assert list(Section("x", "What?", (MANY_RUNS,)).blocks(Page(run))) == []
