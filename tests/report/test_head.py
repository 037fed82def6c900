"""The head of a page."""

import pytest
from each_kind import STUDIES
from made_up_comparison import made_up_comparison

from glasshouse.charts.study import Study
from glasshouse.report.head import head_of
from glasshouse.report.page import Links, Page
from glasshouse.results.run import Run


@pytest.mark.parametrize("name", STUDIES)
def test_every_page_says_first_that_nobody_is_real_and_how_its_numbers_came(name: str, studies: dict[str, Study]):
    head = head_of(Page(studies[name]))
    assert head.first_line.startswith("Synthetic people only")
    assert head.leads
    assert ("with one seed" in head.note) == (name in ("usual", "worlds"))
    assert ("many seeds" in head.mark) == (name in ("many", "many_worlds"))


def test_a_page_of_one_world_bears_the_title_of_its_scheme_and_what_it_is_about(run: Run):
    head = head_of(Page(run))
    assert head.heading == run.scheme.title
    assert head.about == run.scheme.about


def test_a_page_of_two_names_both_and_what_was_asked_for_where_that_says_more():
    head = head_of(Page(made_up_comparison()))
    assert head.worlds
    assert str(head.heading).count('class="world"') == 2
    assert "<strong>" in head.leads[-1]


def test_a_page_leads_to_those_about_others_and_not_to_itself():
    links = Links(who={"people": "a.html", "firms": "b.html"})
    assert head_of(Page(made_up_comparison(), links)).others == {"firms": "b.html"}
