"""The registry of sections: each is for some study, has one heading there, and shows something."""

import re
from collections import Counter

import pytest
from each_kind import STUDIES
from made_up_comparison import made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse.charts import names_for
from glasshouse.charts.study import Study, axes_of
from glasshouse.parts.registry import PARTS
from glasshouse.report.page import Page
from glasshouse.report.section import EVERY
from glasshouse.report.sections import SECTIONS
from glasshouse.report.sections.difference import bought


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_has_every_section_once(name: str, studies: dict[str, Study]):
    ids = Counter(one.id for one in SECTIONS if axes_of(studies[name]) in one.of)
    assert [one for one, times in ids.items() if times > 1] == []
    assert {"quote", "all-numbers", "repeat", "glossary"} <= set(ids)


@pytest.mark.parametrize("name", STUDIES)
def test_every_section_of_a_study_has_something_to_show(name: str, studies: dict[str, Study]):
    page = Page(studies[name])
    mine = [one for one in SECTIONS if page.axes in one.of]
    assert {one.id for one in mine if not list(one.blocks(page))} <= {
        "schemes",
        "published",
        *PARTS,
    }  # these have one scheme alone, of which nothing was published, and no part is on


@pytest.mark.parametrize("name", STUDIES)
def test_every_chart_stands_in_one_section(name: str, studies: dict[str, Study]):
    page = Page(studies[name])
    shown = [
        chart for one in SECTIONS if page.axes in one.of and one.charts for chart in names_for(page.study, one.charts)
    ]
    assert sorted(shown) == sorted(names_for(page.study))


def test_every_section_is_a_question_to_some_study():
    assert all(one.of and set(one.of) <= set(EVERY) and one.title for one in SECTIONS)


def test_of_one_pair_it_is_not_known_what_shared_chances_buy():
    assert "nothing of how far" in bought(twins_of(made_up_comparison(), seeds=1))
    assert "5 pairs of runs" in bought(twins_of(made_up_comparison()))


@pytest.mark.parametrize(("name", "section", "typed"), [("usual", "five-lives", ""), ("worlds", "people", " --twin")])
def test_below_the_lives_stands_how_to_open_one(name: str, section: str, typed: str, studies: dict[str, Study]):
    (lives,) = (one for one in SECTIONS if one.id == section)
    said = str(list(lives.blocks(Page(studies[name])))[-1])
    assert re.search(rf"glasshouse explain FOLDER \d+{typed}</code>", said)
