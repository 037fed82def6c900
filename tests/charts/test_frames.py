"""The same tables of one seed and of many, with what a page sums up."""

import pytest
from made_up_comparison import made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.frames import everybody, frame, in_all
from glasshouse.results import comparison_totals, run_totals
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


@pytest.mark.parametrize("name", run_totals.LAYOUTS)
def test_a_run_has_every_table_of_an_ensemble_with_its_columns(name: str, run: Run, ensemble: Ensemble):
    layout = run_totals.LAYOUTS[name]
    one, many = frame(run, name), frame(ensemble, name)
    assert {*layout.keys, *layout.columns} <= set(one.columns)
    assert set(layout.columns) <= set(many.columns)
    assert one.height == many.height


@pytest.mark.parametrize("name", ["standing", "less", "ends", "ends_in", "in_all", "gains"])
def test_a_comparison_has_every_table_of_many_with_its_columns(name: str):
    layout, one = comparison_totals.LAYOUTS[name], frame(made_up_comparison(), name)
    many = frame(twins_of(made_up_comparison()), name)
    assert {*layout.keys, *layout.columns} <= set(one.columns)
    assert one.height == many.height


def test_the_whole_of_a_study_is_one_row(run: Run):
    assert in_all(run)["points_lost"] > 0
    whole = everybody(made_up_comparison())
    assert in_all(made_up_comparison())["never_parted"] == whole["people"] - whole["parted"]


def test_a_table_that_there_is_not_is_refused(run: Run):
    with pytest.raises(GlasshouseError, match="table"):
        frame(run, "grade")
