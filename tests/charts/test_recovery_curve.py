"""How long people stay under sanction: the curves say what the metrics say."""

from glasshouse.charts import words_of
from glasshouse.charts.recovery_curve import curve
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_recovery_names_the_median_and_the_ninth_tenth(run: Run):
    assert "within 15 months, nine in ten within 47 months" in words_of("recovery", run).title


def test_a_median_that_is_not_reached_is_not_made_up(edges: dict[str, Run]):
    words = words_of("recovery", edges["nobody_recovers"])
    assert words.title == "After 5 years, 100.0\u00a0% of those who came under sanction still are."
    assert not words.empty


def test_the_three_curves_are_of_all_of_wrong_and_of_true_records(run: Run):
    assert [curve(run, which)["at_risk"][0] for which in (None, True, False)] == [21_000, 1_500, 19_500]


def test_a_curve_ends_where_the_shortest_run_ends(ensemble: Ensemble):
    seen = ensemble.table("recovery").filter(entered_wrongly=True)
    assert curve(ensemble, True)["months"].max() == seen.filter(seen["still_seeds"] == 5)["months"].max()
