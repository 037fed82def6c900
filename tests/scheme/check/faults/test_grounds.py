"""Rules that never fire, lists and consequences that contradict themselves: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.scheme.check.faults.grounds import holders
from glasshouse.scheme.language.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}


def test_a_conduct_has_one_rule(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("traffic.ticket", points=-5)]
    assert faults(rules=rules) == ["rules[1].conduct: traffic.ticket has a rule above. Join the two into one."]


def test_a_conduct_is_a_rule_or_repair(faults: Told, repair: Make):
    told = faults(repair=[repair("traffic.ticket"), repair("community.volunteering"), repair("community.volunteering")])
    assert told == [
        "repair[2].by: community.volunteering is named above. Join the two into one.",
        "rules[0].conduct: traffic.ticket is also named in 'repair'. Keep one of the two.",
    ]


def test_a_rule_does_something(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued")]
    assert faults(rules=rules) == [
        "rules[1]: debt.sued earns and costs nothing. Give it 'points' or 'grade_at_most', or leave it out."
    ]


def test_points_need_a_score(faults: Told, repair: Make):
    clean = {"months": 12, "points": 1, **CITED}
    assert faults(score=None, grades=None, repair=[repair("community.volunteering")], clean=clean) == [
        "clean: clean time earns points, but the scheme has no score.",
        "repair[0]: community.volunteering gives points, but the scheme has no score.",
        "rules[0]: traffic.ticket has points, but there is no score. Add 'score: {start: ..., lowest: ...}'.",
    ]


@pytest.mark.parametrize("lasts", ["3 d", "0 y", "0.9 months"])
def test_less_than_a_month_is_refused(faults: Told, rule: Make, lasts: str):
    [told] = faults(rules=[rule("traffic.ticket", points=-10, lasts=lasts)])
    assert told.endswith("may pass between two judgements, which are monthly. Write '1 month'.")


def test_more_than_a_record_can_age_is_forever(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="126 months")]) == []
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="forever")]) == []
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="11y")]) == [
        "rules[0].lasts: 11 years is more than a record can age (126 months). Write 'forever'."
    ]


def test_a_list_is_entered_by_each_conduct_once(faults: Told, black: Make):
    assert faults(lists=[black(enter=["debt.sued", "debt.sued"])]) == [
        "lists[0].enter.conduct: debt.sued is named twice."
    ]


def test_what_enters_a_list_does_not_end_it(faults: Told, black: Make):
    assert faults(lists=[black(leave={"conduct": "debt.sued"})]) == [
        "lists[0].leave: debt.sued both enters and leaves the list."
    ]


def test_a_conduct_may_enter_lists_with_times_of_their_own(faults: Told, black: Make):
    assert faults(lists=[black(), black(id="grey", stays="1y", notice="3 months")]) == []


def test_lists_that_one_conduct_enters_are_left_in_one_way(faults: Told, black: Make):
    first = black(leave={"conduct": "debt.settled"})
    assert faults(lists=[first, black(id="grey")]) == []
    assert faults(lists=[first, black(id="grey", leave={"conduct": "debt.settled"})]) == []
    assert faults(lists=[first, black(id="grey", leave={"conduct": "traffic.ticket"})]) == [
        "lists[1].leave: debt.sued enters black, which debt.settled ends, and grey, which traffic.ticket ends; "
        "a record tells only that it was settled, not by what. Let one conduct end both, or let them be entered by "
        "different conducts."
    ]


def test_notice_is_for_a_list_that_records_alone_enter(faults: Told, black: Make):
    both = {"conduct": ["debt.sued"], "debt": ["sued"]}
    assert faults(lists=[black(enter=both)]) == []
    assert faults(lists=[black(enter=both, notice="1 month")]) == [
        "lists[0].notice: is for records, and a stage of debt enters this list, too. Write two lists, one for each "
        "ground."
    ]


def test_records_are_counted_a_year_no_longer_than_their_age_tells_them_apart(faults: Told, rule: Make):
    def of(lasts: str, at_most: str) -> list[str]:
        return faults(rules=[rule("traffic.ticket", points=-10, lasts=lasts, at_most=at_most)])

    assert of("115 months", "1 per year") == of("10y", "1 per month") == of("10y", "24 per year") == []
    assert of("forever", "1 per year") == []
    assert of("10y", "1 per year") == [
        "rules[0].lasts: is too long to count '1 per year', for which a file has to tell records by age. Write "
        "'115 months' or less, or leave 'at_most' out."
    ]


def test_a_service_is_settled_once_for_a_grade_or_list(faults: Told, follows: Make):
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    told = faults(
        consequences=[
            follows({"grade": ["B", "C"]}),
            follows({"grade": "C"}, effect=better),
            follows({"grade": ["A", "A"]}),
        ]
    )
    assert told == [
        "consequences[1]: travel.flight for grade C is already settled in consequences[0].",
        "consequences[2].when: names grade A twice.",
    ]


def test_closer_inspection_is_settled_once_too(faults: Told):
    closer = {"when": {"grade": "C"}, "inspected": 2, **CITED}
    assert faults(consequences=[closer, closer]) == [
        "consequences[1]: closer inspection for grade C is already settled in consequences[0]."
    ]


def test_a_limit_goes_with_a_list(faults: Told, rule: Make, black: Make):
    capped = rule("traffic.ticket", points=-10, at_most="1 per month")
    assert faults(rules=[capped], lists=[black(enter="traffic.ticket")]) == []


def test_rewards_are_told_apart_up_to_a_number(faults: Told, follows: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("glasshouse.scheme.check.faults.grounds.MOST_REWARDS", 1)
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    rewards = [follows({"grade": name}, effect=better) for name in "AB"]
    assert faults(consequences=rewards) == ["consequences: 2 rewards are too many; at most 1 are told apart."]


# Rules of one conduct


def test_a_conduct_may_have_a_rule_for_one_source_in_any_order(faults: Told, rule: Make):
    general, village = rule("order.littering", points=-10), rule("order.littering", points=-30, source="village")
    assert faults(rules=[general, village]) == faults(rules=[village, general]) == []
    assert faults(rules=[village, general, village]) == [
        "rules[2].conduct: order.littering has a rule above. Join the two into one."
    ]


def test_a_conduct_may_have_a_rule_for_every_time(faults: Told, rule: Make):
    before = rule("traffic.ticket", points=-10, until="2016-05")
    assert faults(rules=[before, rule("traffic.ticket", points=-5, **{"from": "2016-05"})]) == []
    assert faults(rules=[before, rule("traffic.ticket", points=-5, **{"from": "2016-04"})]) == [
        "rules[1].conduct: traffic.ticket has another rule, rules[0], and from 2016-04 until 2016-05 both hold. "
        "End the earlier with 'until: \"2016-04\"'."
    ]


def test_a_list_of_others_has_one_rule_for_each_whose_it_is(faults: Told, library: Callable[..., None], black: Make):
    library(court={"lists": [black()]})

    def of(**more: Any) -> dict[str, Any]:
        return {"list": "court/black", "points": -60, **CITED, **more}

    assert faults(rules=[of()]) == []
    assert faults(rules=[of(), of(grade_at_most="C")]) == [
        "rules[1].list: court/black has a rule above. Join the two into one."
    ]


def test_only_so_many_lists_of_others_are_heard(faults: Told, library: Callable[..., None], black: Make):
    lists = [black(id=f"l{at}") for at in range(4)]
    library(court={"lists": lists}, bank={"lists": lists})
    rules = [{"list": f"{of}/l{at}", "points": -50, **CITED} for of in ("court", "bank") for at in range(4)]
    assert faults(rules=rules[:6]) == []
    assert faults(rules=rules[:7]) == ["whole file: 7 rules and lists go by lists of other schemes; at most 6 can."]


# Lists

TOO_LATE = "is as long as one stays (1 month), so that the list never takes effect."
NOT_HERE = "is for a list that a conduct enters. Leave it out."


def test_a_stage_of_debt_is_named_once(faults: Told, black: Make):
    assert faults(lists=[black(enter={"debt": ["late", "late"]}, stays=None)]) == [
        "lists[0].enter.debt: late is named twice."
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"notice": "8 months"}, "8 months is more than can be counted. Write '7 months' or less."),
        ({"notice": "forever"}, "forever is more than can be counted. Write '7 months' or less."),
        ({"notice": "2 months", "stays": "1 month"}, TOO_LATE),
        ({"notice": "7 d", "enter": {"grade": "C"}, "stays": None}, NOT_HERE),
    ],
)  # fmt: skip
def test_notice_is_over_while_one_is_listed(faults: Told, black: Make, said: dict[str, Any], told: str):
    assert faults(lists=[black(notice="7 working days")]) == []
    assert faults(lists=[black(**said)]) == [f"lists[0].notice: {told}"]


def test_lists_of_different_times_may_differ(faults: Told, black: Make):
    grey = black(id="grey", stays="1y", **{"from": "2017-01"})
    assert faults(lists=[black(until="2017-01"), grey]) == []


# Consequences


def test_an_unknown_list_of_a_consequence_is_told(faults: Told, follows: Make, black: Make):
    assert faults(lists=[black()], consequences=[follows({"off_list": "blak"})]) == [
        "consequences[0].when.off_list: 'blak' is not a list of this scheme. Did you mean 'black'?"
    ]


def test_on_and_off_a_list_are_two_things(faults: Told, follows: Make, black: Make):
    consequences = [follows({"list": "black"}), follows({"off_list": "black"})]
    assert faults(lists=[black()], consequences=consequences) == []
    assert faults(lists=[black()], consequences=[*consequences, consequences[1]]) == [
        "consequences[2]: travel.flight for off the list black is already settled in consequences[1]."
    ]


def test_a_consequence_may_change_with_time(faults: Told, follows: Make):
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    before = follows({"grade": "C"}, until="2016-01")
    assert faults(consequences=[before, follows({"grade": "C"}, effect=better, **{"from": "2016-01"})]) == []


def test_nobody_gives_up_what_is_not_refused(faults: Told, follows: Make):
    tired = {"value": 12, "assumed": [3, 24]}
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    assert faults(consequences=[follows({"grade": "C"}, gives_up_after=tired)]) == []
    assert faults(consequences=[follows({"grade": "C"}, effect=better, gives_up_after=tired)]) == [
        "consequences[0].gives_up_after: is for a service that is refused, and this is none."
    ]


def test_a_consequence_is_for_its_holders(small: Callable[..., Scheme], follows: Make, black: Make):
    scheme = small(lists=[black()], consequences=[follows({"grade": ["B", "C"]}), follows({"off_list": "black"})])
    assert [holders(one) for one in scheme.consequences] == [
        [("grade", "B"), ("grade", "C")],
        [("off the list", "black")],
    ]
