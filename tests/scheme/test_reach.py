"""How high and how low a score can get, against sums done by hand."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.reach import MOST_RECORDS, floors, grade_at, highest, lowest, out_of_reach, worths

Small = Callable[..., Scheme]
Rule = Callable[..., dict[str, Any]]
REPAIR = {"by": "community.volunteering", "gives": 3, "lasts": "1y", "cite": "text", "clause": "1"}


def bounds(scheme: Scheme, records: int = MOST_RECORDS) -> tuple[float, float]:
    assert scheme.score is not None
    return lowest(scheme, scheme.score, records).score, highest(scheme, scheme.score, records).score


def test_the_largest_file_holds_two_words_of_records():
    assert MOST_RECORDS == 2 * RECORDS_PER_WORD


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
