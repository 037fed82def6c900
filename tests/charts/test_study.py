"""What a study was asked along is told by what it says of itself."""

from made_up_comparison import made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse.charts.study import MANY_COMPARISONS, MANY_RUNS, ONE_COMPARISON, ONE_RUN, axes_of, runs_of, who_of
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_one_world_or_two_and_one_seed_or_many(run: Run, ensemble: Ensemble):
    comparison = made_up_comparison()
    assert [axes_of(one) for one in (run, ensemble)] == [ONE_RUN, MANY_RUNS]
    assert [axes_of(one) for one in (comparison, twins_of(comparison))] == [ONE_COMPARISON, MANY_COMPARISONS]


def test_a_sentence_ends_with_what_a_study_is_of(run: Run, ensemble: Ensemble):
    assert [runs_of(one) for one in (run, ensemble)] == ["this run", "any of these runs"]
    assert runs_of(made_up_comparison()) == "this comparison"


def test_a_study_is_about_people_or_firms(run: Run):
    assert who_of(run) == who_of(made_up_comparison()) == "people"
