"""The registry of charts: every name once, and none that is one of a module."""

from pathlib import Path

from glasshouse import charts
from glasshouse.charts.registry import CHARTS, IN_ORDER


def test_every_name_is_there_once():
    assert len(CHARTS) == len(IN_ORDER)


def test_every_chart_asks_a_question_and_is_drawn_of_something():
    assert all(one.question.endswith("?") and one.studies and one.section for one in IN_ORDER)


def test_no_chart_bears_the_name_of_a_module_which_would_hide_it():
    modules = {path.stem for path in Path(charts.__file__).parent.glob("*.py")}
    assert not modules & set(CHARTS)
