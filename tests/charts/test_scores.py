"""Scores: where people lie, and the floors of grades."""

from glasshouse.charts import words_of
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_title_says_where_eight_in_ten_people_lie(run: Run, ensemble: Ensemble):
    assert words_of("score_distribution", run).title.startswith(
        "After 5 years, eight in ten people have a score between "
    )
    assert words_of("score_distribution", ensemble).title.count("(") == 2


def test_a_scheme_without_a_score_says_so(edges: dict[str, Run]):
    assert words_of("score_distribution", edges["without_scheme"]).title == "This scheme gives no score."
