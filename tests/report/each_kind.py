"""One study of each kind, for tests of what every page has."""

import made_up_comparison
import made_up_run
from small_ensemble import ensemble_of_run
from small_twin_ensemble import twins_of

from glasshouse.charts.study import Study

STUDIES = ("usual", "many", "worlds", "many_worlds")
"""A run, many runs, a comparison and many comparisons, by the names of their pages."""


def each_kind() -> dict[str, Study]:
    """One study of each kind, by its name."""
    run, comparison = made_up_run.made_up_run(), made_up_comparison.made_up_comparison()
    return dict(zip(STUDIES, (run, ensemble_of_run(run), comparison, twins_of(comparison)), strict=True))
