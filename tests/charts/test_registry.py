"""The registry of charts: each has what it is drawn of, and no name is one of a module."""

from pathlib import Path

from glasshouse import charts
from glasshouse.charts.registry import CHARTS


def test_every_chart_is_drawn_of_something():
    assert all(one.of and one.section for one in CHARTS.values())


def test_no_chart_bears_the_name_of_a_module_which_would_hide_it():
    modules = {path.stem for path in Path(charts.__file__).parent.glob("*.py")}
    assert not modules & set(CHARTS)
