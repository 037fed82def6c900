"""A page while it is made."""

from made_up_comparison import made_up_comparison

from glasshouse.charts import names_for
from glasshouse.report.block import Figure, Paragraph, Together
from glasshouse.report.page import Page
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_charts_of_a_section_come_in_the_order_of_the_registry_with_their_numbers(run: Run):
    page = Page(run)
    found = [one for one in page.figures("grades") if isinstance(one, Figure)]
    assert [one.name for one in found] == list(names_for(run, "grades"))
    assert all(one.table is not None for one in found)
    assert set(page.specs) == {one.name for one in found}


def test_why_charts_show_nothing_is_said_once_and_after_those_that_do(edges: dict[str, Run]):
    page = Page(edges["nobody_sanctioned"])
    (said,) = page.figures("livelihood", "three")
    assert isinstance(said, Paragraph)
    assert not page.specs
    together, *_ = Page(made_up_comparison()).figures("gains", "two")
    assert isinstance(together, Together)


def test_a_page_knows_whom_it_is_about_and_what_was_asked(run: Run, ensemble: Ensemble):
    assert Page(run).is_one
    assert not Page(ensemble).is_one
    assert Page(run).who == "people"
    assert Page(run).worded("people") == "people"
