"""How high and how low a score can get, against sums done by hand."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.population.state import USUAL_RECORDS
from glasshouse.scheme.check.faults.reach import (
    floors,
    grade_at,
    highest,
    lowest,
    out_of_reach,
    score_after,
    set_directly,
    start_of,
    worths,
)
from glasshouse.scheme.language.model import Scheme

Small = Callable[..., Scheme]
Rule = Callable[..., dict[str, Any]]
REPAIR = {"by": "community.volunteering", "gives": 3, "lasts": "1y", "cite": "text", "clause": "1"}


def bounds(scheme: Scheme, records: int = USUAL_RECORDS) -> tuple[float, float]:
    assert scheme.score is not None
    return lowest(scheme, scheme.score, records).score, highest(scheme, scheme.score, records).score


def test_one_conduct_may_fill_the_whole_file(small: Small):
    assert bounds(small()) == (100 - 8 * 10, 100)
    assert bounds(small(), 4) == (100 - 4 * 10, 100)


def test_the_weightiest_conducts_are_taken_first(small: Small, rule: Rule):
    rules = [
        rule("traffic.ticket", points=-1),
        rule("debt.sued", points=-7, at_most="1 per year"),
        rule("community.honour_city", points=5, at_most="2 per year", lasts="2y"),
    ]
    assert bounds(small(rules=rules)) == (100 - 7 - 7 * 1, 100 + 2 * 2 * 5)


def test_a_cap_counts_for_every_window_that_a_record_lasts(small: Small, rule: Rule):
    capped = rule("debt.sued", points=-7, at_most="1 per month", lasts="3 months")
    assert [one.at_once for one in worths(small(rules=[capped]))] == [3]


def test_repair_lifts_as_well(small: Small):
    assert bounds(small(repair=[REPAIR]))[1] == 100 + 8 * 3


def test_the_scale_ends_it(small: Small, rule: Rule):
    scheme = small(
        rules=[rule("traffic.ticket", points=-50), rule("community.honour_city", points=50)],
        score={"start": 100, "lowest": 0, "highest": 120},
    )
    assert bounds(scheme) == (0, 120)
    assert (
        lowest(scheme, scheme.score).how
        == "100 - 8 x 50 (traffic.ticket) = -300 with 8 records, but the scale ends at 0"
    )


def test_points_that_never_lapse_have_no_end(small: Small, rule: Rule):
    rules = [
        rule("community.honour_city", points=5, lasts="forever"),
        rule("debt.sued", points=-1, lasts="forever"),
    ]
    assert bounds(small(rules=rules)) == (0, math.inf)


def test_clean_time_has_no_end_but_the_scale(small: Small):
    clean = {"months": 12, "points": 5, "cite": "text", "clause": "1"}
    assert bounds(small(clean=clean))[1] == math.inf
    assert bounds(small(clean=clean, score={"start": 100, "lowest": 0, "highest": 130}))[1] == 130


def test_the_arithmetic_is_told(small: Small):
    scheme = small()
    assert lowest(scheme, scheme.score).how == "100 - 8 x 10 (traffic.ticket) = 20 with 8 records"
    assert highest(scheme, scheme.score).how == "no rule moves it"


@pytest.mark.parametrize(("score", "grade"), [(1000, "A"), (100, "A"), (99, "B"), (50, "B"), (49, "C"), (-5, "C")])
def test_a_grade_begins_at_its_floor(small: Small, score: int, grade: str):
    assert grade_at(small(), score).id == grade


def test_the_worst_grade_has_no_floor(small: Small):
    assert floors(small()) == [100, 50, -math.inf]


def test_grades_beyond_the_bounds_are_told_with_the_sum(small: Small, rule: Rule):
    told = out_of_reach(small(rules=[rule("traffic.ticket", points=-5)]), small().score)
    assert told == {
        2: "nobody can ever be in grade C (below 50): the lowest score is 60 "
        "(100 - 8 x 5 (traffic.ticket) = 60 with 8 records)."
    }


def test_a_grade_that_an_act_sets_directly_is_within_reach(small: Small, rule: Rule):
    rules = [rule("traffic.ticket", points=-5), rule("debt.sued", grade_at_most="C")]
    assert out_of_reach(small(rules=rules), small().score) == {}


def test_a_grade_above_the_highest_score_is_out_of_reach(small: Small):
    grades = [{"id": "S", "from": 101}, {"id": "A", "from": 50}, {"id": "C", "below": 50}]
    assert out_of_reach(small(grades=grades), small().score) == {
        0: "nobody can ever be in grade S (from 101): the highest score is 100 (no rule moves it)."
    }


# Accounts


def test_an_account_ends_what_its_records_do(small: Small, rule: Rule):
    accounts = [
        {"id": "trade", "title": "T", "start": 30, "highest": 30},
        {"id": "order", "title": "O", "start": 70, "highest": 100},
    ]
    rules = [rule("traffic.ticket", points=-10, account="trade"), rule("debt.sued", points=-7, account="order")]
    scheme = small(accounts=accounts, rules=rules)
    assert bounds(scheme, 4) == (100 - 3 * 10 - 7, 100)
    assert lowest(scheme, scheme.score, 4).how == (
        "100 - 30 (trade from 30 to 0 by 3 x 10 (traffic.ticket)) - 7 (order from 70 to 63 by 1 x 7 (debt.sued)) "
        "= 63 with 4 records"
    )


def test_records_are_shared_out_for_the_most(small: Small, rule: Rule):
    accounts = [{"id": "a", "title": "A", "start": 10}, {"id": "b", "title": "B", "start": 90}]
    rules = [rule("traffic.ticket", points=-9, account="a"), rule("debt.sued", points=-5, account="b")]
    assert bounds(small(accounts=accounts, rules=rules), 2)[0] == 100 - 9 - 5  # a second ticket would take 1


def test_a_factor_weighs_its_points_on_the_whole_scale(small: Small, rule: Rule, factors: Rule):
    rules = [rule("traffic.ticket", points=-10, account="means"), rule("debt.sued", points=-10, account="history")]
    scheme = small(**{**factors(), "rules": rules})
    assert bounds(scheme, 1) == (500 - 10 * 6, 500)
    assert bounds(scheme, 8) == (500 - 5 * 10 * 6 - 3 * 10 * 4, 500)


def test_what_feeds_an_account_moves_it_as_well(small: Small, factors: Rule):
    inputs = [{"trait": "income", "points": {"fifth-1": -5, "fifth-5": 10}}, {"savings": 1, "at_most": 20}]
    scheme = small(**factors(means=inputs))
    assert bounds(scheme) == (500 - 5 * 4, 500 + 30 * 4)
    assert highest(scheme, scheme.score).how == (
        "500 + 120 (means from 50 to 80 by income, savings) = 620 with 8 records"
    )  # fmt: skip


def test_a_list_of_others_takes_no_place_in_the_file(small: Small, rule: Rule):
    listed = {"list": "court/black", "points": -20, "cite": "text", "clause": "1"}
    scheme = small(rules=[rule("traffic.ticket", points=-10), listed])
    assert bounds(scheme, 4) == (100 - 20 - 40, 100)
    assert lowest(scheme, scheme.score, 4).how == (
        "100 - 20 (on court/black) - 4 x 10 (traffic.ticket) = 40 with 4 records"
    )


def test_odds_move_a_score_by_the_points_they_stand_for(small: Small, rule: Rule):
    score = {"start": 100, "lowest": 0, "scaled": {"at": 100, "odds": 50, "doubles_every": 20}}
    rules = [rule("traffic.ticket", odds_times=0.25), rule("debt.sued", odds_times=3)]
    scheme = small(score=score, rules=rules)
    assert bounds(scheme, 2) == (100 - 80, 100 + 64)


def test_one_record_moves_a_score_within_its_account_and_scale(small: Small, rule: Rule, factors: Rule):
    rules = [rule("traffic.ticket", points=-90, account="history"), rule("debt.sued", points=10, account="means")]
    scheme = small(**{**factors(), "rules": rules})
    assert start_of(scheme, scheme.score) == 500
    assert [score_after(scheme, scheme.score, one) for one in scheme.rules] == [200, 540]
    plain = small(rules=[rule("traffic.ticket", points=-300)])
    assert score_after(plain, plain.score, plain.rules[0]) == 0


def test_a_grade_that_a_limit_sets_is_within_reach(small: Small, rule: Rule):
    limit = {"where": {"sex": "male"}, "grade_at_most": "C", "cite": "text", "clause": "1"}
    scheme = small(rules=[rule("traffic.ticket", points=-5)], limits=[limit])
    assert set_directly(scheme) == {"C"}
    assert out_of_reach(scheme, scheme.score) == {}


def test_of_two_grades_that_begin_together_the_score_leads_to_the_better(small: Small):
    grades = [{"id": "B", "from": 50}, {"id": "M", "from": 50}, {"id": "C", "below": 50}]
    assert grade_at(small(grades=grades), 60).id == "B"
