"""What is held for each limb: numbers and references, no verdict, nothing that was not computed."""

from made_up_rules import scheme
from made_up_run import frames, run_of

from glasshouse.charts.study import OneWorld
from glasshouse.report.legal.answers import LIMBS, answers
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def found(study: OneWorld) -> dict[str, str]:
    return {one.limb.title: one.found for one in answers(study)}


def test_every_limb_is_answered_in_order(run: Run):
    assert [one.limb for one in answers(run)] == list(LIMBS)


def test_points_lost_for_lawful_conduct_are_counted(run: Run):
    assert "20,600 of 4,274,600 points lost (0.48\u00a0%) were lost for lawful conduct." in found(run)["Basis"]


def test_records_that_rules_read_are_counted_with_the_wrong_ones(run: Run):
    assert found(run)["Proof"].startswith(
        "7 sources wrote the 544,830 records that these rules read; 15,031 (2.8\u00a0%) of them are wrong."
    )


def test_those_evaluated_are_counted_and_so_are_the_lists(run: Run):
    assert found(run)["Scoring"].startswith("540,000 people are evaluated at the end of the run. Each has a score")
    assert "On the list Judgment defaulters: " in found(run)["Scoring"]


def test_groups_are_compared_by_burden_and_by_benefit_with_counts(run: Run):
    said = found(run)["Groups"]
    assert "Under sanction: 1,750 of 81,000 against 163 of 37,800; the first share is 5.01 times the second" in said
    assert "Not under sanction: 97.8\u00a0% against 99.6\u00a0%; the first share is 0.98 times the second." in said


def test_a_ratio_to_nobody_is_said_not_to_exist(edges: dict[str, Run]):
    said = found(edges["only_migrants"])["Groups"]
    assert "Migrants against locals. Under sanction: 789 of 789 against none of 3,613; no ratio" in said


def test_where_nobody_is_scored_only_the_way_to_contest_is_told(edges: dict[str, Run]):
    assert list(found(edges["without_scheme"])) == ["Contest"]


def test_of_many_runs_numbers_have_their_intervals(ensemble: Ensemble):
    assert "540,000 (in every run) people" in found(ensemble)["Scoring"]
    assert "over all runs together" in found(ensemble)["Groups"]  # of two groups that are chosen once


def test_of_lists_alone_it_is_told_that_one_record_is_enough():
    only_lists = scheme().model_copy(update={"rules": (), "lists": scheme().lists[:1]})
    said = found(run_of(frames(60), only_lists))["Time"]
    assert said == "One record is enough to be listed, for 2 years."
