"""Sentences to quote, and sentences not to."""

import re

from made_up_comparison import comparison_of, frames, made_up_comparison
from made_up_run import made_up_run
from small_twin_ensemble import twins_of

from glasshouse.report.quotes import may_be_said, may_not_be_said
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_sentences_about_many_runs_have_intervals(ensemble: Ensemble, edge_ensembles: dict[str, Ensemble]):
    assert len(may_be_said(ensemble)) == 2
    for study in (ensemble, *edge_ensembles.values()):
        assert all(one.startswith("In 5 simulations of") for one in may_be_said(study))
        assert all("(" in one and "Student’s t" in one for one in may_be_said(study))
        assert all(why for _, why in may_not_be_said(study))


def test_every_sentence_to_quote_says_that_it_is_a_simulation(run: Run, edges: dict[str, Run]):
    for one in (run, *edges.values()):
        assert all(sentence.startswith("In a simulation of 540,000 synthetic people") for sentence in may_be_said(one))
    assert len(may_not_be_said(run)) == 3
    assert len(may_be_said(run)) == 5


def test_every_sentence_not_to_be_said_has_its_reason(run: Run):
    assert all(why.endswith(".") for _, why in may_not_be_said(run))


def test_what_may_be_said_names_both_worlds_and_what_may_not_says_why():
    assert "under No scheme at all, 21,000 lives differed" in may_be_said(made_up_comparison())[0]
    assert all(why for _, why in may_not_be_said(made_up_comparison()))


def test_two_worlds_of_the_same_title_are_told_apart():
    sides = [{"name": name, "reference": "harbour-2016", "title": "Harbour"} for name in ("a", "b")]
    comparison = comparison_of(frames(), made_up_run(), made_up_run(), sides=sides)
    title = made_up_run().scheme.title
    assert f"under {title} (a) and under {title} (b)" in may_be_said(comparison)[0]


def test_sentences_that_may_be_quoted_have_intervals():
    twins = twins_of(made_up_comparison())
    said = may_be_said(twins)
    assert len(said) == 4
    assert all(re.search(r"\([\d,.]+ to [\d,.]+\)", one) and "Student’s t" in one for one in said)


def test_what_is_given_up_and_what_is_rewarded_may_be_said(run: Run):
    *_, given_up, rewarded = may_be_said(run)
    assert given_up.endswith(
        "100,592 of 3,248,300 requests for a service were refused, and 1,100 more were not made, by people who had "
        "been refused for so long."
    )
    assert "58,500 of 3,248,300 requests for a service were granted with a reward" in rewarded


def test_lawful_speech_is_quoted_with_both_worlds():
    said = " ".join(may_be_said(made_up_comparison()))
    assert "less lawful speech, petition and belief under No scheme at all than under" in said
    assert "requests were refused, or not made any more after refusals, under" in said


def test_what_is_quoted_in_warning_is_a_sentence_of_english(run: Run):
    (first, _), *_ = may_not_be_said(run)
    assert re.fullmatch(r"“Of the people of this place \(.+\), 1 in \d+ is under sanction\.”", first)
