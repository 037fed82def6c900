"""Contexts of what leads to a ground, and whether refusals for it cross contexts."""

from made_up_rules import catalogue, scheme

from glasshouse.report.legal.contexts import (
    Ground,
    Rules,
    arises,
    conducts_to,
    read_for,
    refused,
    refusing,
    rewarding,
    rules_of,
)
from glasshouse.results.run import Run
from glasshouse.scheme.language.model import Scheme

RULES = Rules(scheme(), catalogue())
DOWN = {"credit", "utility", "traffic", "court", "speech"}
COURT = Ground("list", "court-defaulters")
D = Ground("grade", "D")


def row(service: str, domain: str, many: int = 10) -> dict[str, object]:
    return {"service": service, "title": service, "domain": domain, "refused": many}


def changed(**parts: object) -> Scheme:
    return scheme().model_copy(update=parts)


def test_a_list_arises_where_the_conduct_that_enters_it_does():
    assert arises(RULES, COURT) == {"court"}
    assert conducts_to(RULES, COURT) == ["court.judgment_defied"]


def test_a_grade_arises_where_points_are_lost_and_not_where_they_are_given():
    assert arises(RULES, D) == DOWN


def test_a_list_entered_by_a_grade_arises_where_the_grade_does():
    assert arises(RULES, Ground("list", "untrustworthy")) == DOWN


def test_a_conduct_of_which_there_is_no_record_leads_to_nothing():
    assert arises(RULES._replace(silent=frozenset({"petition.lawful", "speech.rumour"})), D) == DOWN - {"speech"}


def test_a_list_of_another_scheme_is_followed_if_it_holds_beside():
    rule = scheme().rules[0].model_copy(update={"conduct": None, "list": "other/court-defaulters", "lasts": None})
    one = Rules(changed(rules=(rule,)), catalogue())
    assert arises(one, D) == {"another scheme"}
    assert arises(one._replace(others={"other": (scheme(), catalogue())}), D) == {"court"}


def test_two_schemes_that_read_each_other_are_followed_once():
    rule = scheme().rules[0].model_copy(update={"conduct": None, "list": "self/untrustworthy", "lasts": None})
    one = changed(rules=(rule,))
    assert arises(Rules(one, catalogue(), {"self": (one, catalogue())}), D) == {"another scheme"}


def test_the_grounds_of_a_service_are_those_for_which_it_is_refused():
    assert refusing(scheme())["travel.flight"] == [COURT]
    assert refusing(scheme())["work.public_job"] == [D]
    assert "utility.heating" not in refusing(scheme())  # that is a reward


def test_a_refusal_crosses_in_any_case_if_nothing_arises_at_home():
    assert refused(RULES, [row("travel.flight", "travel")])[0].crosses == "all"


def test_a_refusal_may_cross_if_some_of_it_arises_elsewhere():
    assert refused(RULES, [row("work.public_job", "credit")])[0].crosses == "some"


def test_a_refusal_does_not_cross_if_all_of_it_arises_at_home():
    assert refused(RULES, [row("travel.flight", "court")])[0].crosses == "none"


def test_what_nobody_was_refused_and_what_no_rule_refuses_is_left_out():
    assert refused(RULES, [row("travel.flight", "travel", 0), row("housing.rent", "housing")]) == []


def test_for_a_reward_what_gives_points_is_read_as_well():
    assert read_for(RULES, Ground("grade", "AAA")) == DOWN | {"community"}
    assert read_for(RULES, Ground("list", "untrustworthy")) == DOWN | {"community"}
    assert read_for(RULES, COURT) == {"court"}
    assert rewarding(scheme()) == {"utility.heating": [Ground("grade", "AAA")]}


def test_of_a_run_conducts_without_a_record_are_silent(run: Run):
    assert "traffic.ticket" not in rules_of(run).silent
