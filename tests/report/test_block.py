"""The pieces of a page."""

from pathlib import Path

from glasshouse import report
from glasshouse.charts.table import table
from glasshouse.report import block
from glasshouse.report.block import Folded, Paragraph, Shown, badge, folded, shown

EMPTY, FULL = table("A", ["x"], [], []), table("A", ["x"], [], [("1",)])


def test_a_table_without_rows_is_not_shown_but_may_be_missed_in_words():
    assert list(shown(EMPTY)) == list(shown(None)) == list(folded(None)) == list(folded(EMPTY)) == []
    assert list(shown(None, "No lists.")) == [Paragraph("No lists.", "empty")]
    assert list(shown(FULL)) == [Shown(FULL)]


def test_a_folded_table_bears_its_caption_or_another_title():
    assert [one.title for one in (*folded(FULL), *folded(FULL, "B")) if isinstance(one, Folded)] == ["A", "B"]


def test_every_block_has_its_macro():
    macros = (Path(report.__file__).parent / "macros.html").read_text(encoding="utf-8")
    kinds = [one for one in vars(block).values() if isinstance(one, type) and "macro" in vars(one)]
    assert len(kinds) > 5
    assert all("{% macro " + one.macro + "(one) %}" in macros for one in kinds)


def test_a_badge_is_read_as_its_letter_by_nobody_twice():
    assert badge("a") == '<span class="side a" aria-hidden="true">a</span>'
