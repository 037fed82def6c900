"""Rewards, and those who asked without getting one."""

from glasshouse.report.legal.rewards import by_service, said
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_requests_with_a_reward_stand_beside_those_without(run: Run):
    assert said(run) == (
        "1 service is made better for some. Requests for it: 402,000, granted with a reward: 57,000. In the other "
        "345,000 (85.8\u00a0%) whoever asked got none, and stands behind those who did."
    )
    read = "community, court, credit, speech, traffic, utility"  # what gives points as well
    heating = ("Winter heating at a discount", "utility", read, "402,000", "57,000", "345,000", "0", "85.8\u00a0%")
    assert by_service(run).rows == [heating]


def test_a_scheme_without_rewards_says_so(edges: dict[str, Run]):
    assert said(edges["without_scheme"]) == "The rules reward nobody with a better service."
    assert by_service(edges["without_scheme"]).rows == []


def test_of_many_runs_a_share_has_its_interval(ensemble: Ensemble):
    assert " to " in str(by_service(ensemble).rows[0][-1])
