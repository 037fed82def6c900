"""The section on legal tests, of every kind of study."""

import pytest
from each_kind import STUDIES
from made_up_comparison import made_up_comparison

from glasshouse.charts.study import Study
from glasshouse.report.block import Paragraph, Shown, Titled
from glasshouse.report.legal.shown import limbs, section
from glasshouse.report.page import Page
from glasshouse.results.run import Run


@pytest.mark.parametrize("name", STUDIES)
def test_every_study_has_limbs_with_their_references(name: str, studies: dict[str, Study]):
    blocks = list(section(Page(studies[name])))
    assert isinstance(blocks[0], Paragraph)
    assert "C(2025) 5052" in str(blocks[0].text)
    first = next(one for one in blocks if isinstance(one, Shown))
    assert "Text" in [one.title for one in first.table.columns]


def test_a_comparison_has_a_column_and_tables_for_each_world():
    comparison = made_up_comparison()
    table = limbs(dict(zip(("Found in a", "Found in b"), comparison.runs, strict=True)))
    assert [one.title for one in table.columns] == ["Asked", "Found in a", "Found in b", "Text"]
    assert any(isinstance(one, Titled) for one in section(Page(comparison)))


def test_where_nobody_is_scored_there_is_no_table_behind_the_limbs(edges: dict[str, Run]):
    assert len(list(section(Page(edges["without_scheme"])))) == 2


def test_where_nobody_was_refused_no_table_of_contexts_is_shown(edges: dict[str, Run]):
    tables = [one.table.caption for one in section(Page(edges["nobody_sanctioned"])) if isinstance(one, Shown)]
    assert "Refusals by the context of what leads to them" not in tables
    assert "Proportion: gravity beside length, by ground" in tables
