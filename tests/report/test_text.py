"""What a page says of its study in its own words."""

from made_up_comparison import comparison_of, frames, made_up_comparison, nobody_scored, nothing_differs
from made_up_run import made_up_run, of_several
from small_ensemble import ensemble_of_run
from small_twin_ensemble import twins_of

from glasshouse.observe.library import firm_catalogue
from glasshouse.report.text import answer, first_line, methods, opening, past, side_line, titles, told_apart
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble


def test_the_opening_says_that_rules_were_changed(run: Run):
    about = {**run.info["scheme"], "changes": {"score.start": 900}}
    changed = Run({**run.info, "scheme": about}, {"metrics": run.metrics()}, scheme=run.scheme, world=run.world,
                  catalogue=run.catalogue)  # fmt: skip
    assert "live 5 years under these rules, 1 part of them changed for this run; 540,000 are scored." in opening(
        changed
    )


def test_the_opening_says_who_lives_where_for_how_long(run: Run, edges: dict[str, Run]):
    assert opening(run) == (
        "In the world “Harbour, a county-level city”, 670,000 synthetic people live 5 years under these "
        "rules; 540,000 are scored."
    )
    assert opening(edges["without_scheme"]).endswith("nobody is scored or listed.")


def test_the_first_line_of_a_scheme_of_firms_names_firms_as_well(run: Run):
    info = {**run.info, "firms": 39_000}
    firms = Run(info, run.table, scheme=run.scheme, world=run.world, catalogue=firm_catalogue())
    assert first_line(firms).startswith("Synthetic people and firms only: this report describes no real person and no")
    assert "39,000 synthetic firms of 670,000 synthetic people" in opening(firms)
    assert first_line(run).startswith("Synthetic people only:")


def test_a_branch_says_under_which_rules_its_past_went_on(run: Run):
    assert past(run) == ""
    branched = {"run": "0" * 12, "at": 28, "begins": "2018-05", "schemes": ["harbour", "court-list"]}
    branch = Run(
        {**run.info, "branch": branched}, run.table, scheme=run.scheme, world=run.world, catalogue=run.catalogue
    )
    assert past(branch) == (
        "This is a branch: until 2018-05, for 28 months, the same lives went on under the rules of harbour, "
        "court-list, and from then on under those of this run."
    )


def test_the_opening_says_that_the_same_people_live_twice():
    told = opening(made_up_comparison())
    assert "the same 670,000 synthetic people live 5 years twice, with the same chances" in told


def test_the_answer_counts_lives_and_those_under_sanction_in_one_world_alone():
    told = answer(made_up_comparison())
    assert told.startswith("21,000 of 540,000 lives differ (3.9\u00a0%)")
    assert told.endswith("7,776 end under sanction in a and not in b, 2 in b and not in a.")


def test_where_nothing_differs_the_answer_says_so():
    assert answer(nothing_differs()).startswith("Not one of 540,000 lives differs")


def test_a_world_is_called_by_the_schemes_about_those_whose_lives_are_compared():
    comparison = comparison_of(frames(), of_several(), made_up_run())
    one, other = titles(comparison)
    assert one == f"{other} + The list of the court"


def test_a_side_without_a_scheme_says_that_nobody_is_scored():
    assert side_line(nobody_scored(), 0) == "Nobody is scored or listed."
    assert "under sanction at the end" in side_line(made_up_comparison(), 0)


def test_the_answer_of_many_comparisons_has_an_interval():
    assert " to " in answer(twins_of(made_up_comparison())).split(" of 540,000 lives differ")[0]


def test_worlds_of_the_same_title_are_told_apart_by_their_letters():
    comparison = comparison_of(frames(), made_up_run(), made_up_run())
    one, other = told_apart(comparison)
    assert (one[-4:], other[-4:]) == (" (a)", " (b)")


def test_of_many_seeds_the_opening_says_how_often(ensemble: Ensemble):
    assert "5 times over, with seeds" in opening(ensemble)
    assert "once, with seed" in opening(twins_of(made_up_comparison(), seeds=1))


def test_the_method_is_named_in_plain_words(ensemble: Ensemble):
    for study, noun in ((ensemble, "run"), (twins_of(made_up_comparison()), "comparison")):
        told = " ".join(methods(study))
        assert f"5 {noun}s that differ only in chance" in told
        assert "95 % interval by Student’s t" in told
        assert f"A single {noun} strays further" in told


def test_one_seed_says_that_it_has_no_interval():
    for study in (ensemble_of_run(made_up_run(), seeds=1), twins_of(made_up_comparison(), seeds=1)):
        (said,) = methods(study)
        assert "there is no interval" in said


def test_a_common_past_is_said():
    twins = twins_of(made_up_comparison())
    of = {"run": "abc", "at": 17, "begins": "2017-06", "schemes": ["harbour"]}
    forked = TwinEnsemble({**twins.info, "branch": of}, twins._read)
    assert "From 2017-06 on they go on apart" in past(forked)
    assert past(twins) == ""
