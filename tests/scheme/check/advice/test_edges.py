"""Where grades lie: what nobody reaches, cliffs, crossings without effect, each in a small scheme."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
One = Callable[[list[str], str], str]
No = Callable[[list[str], str], bool]
CITED = {"cite": "text", "clause": "1"}
BANDS = [{"id": "A", "from": 500}, {"id": "B", "from": 400}, {"id": "C", "below": 400}]


def test_a_best_grade_that_nobody_reaches(cautions: Told, one: One):
    bands = [{"id": "S", "from": 101}, {"id": "B", "from": 50}, {"id": "C", "below": 50}]
    assert one(cautions(grades=bands), "nobody can ever be in grade S") == (
        "grades[0]: nobody can ever be in grade S (from 101): the highest score is 100 (no rule moves it)."
    )


def test_a_grade_that_only_a_large_file_reaches(cautions: Told, rule: Make, one: One):
    assert one(cautions(rules=[rule("traffic.ticket", points=-12)]), "in files of 4 records") == (
        "grades[2]: in files of 4 records nobody can ever be in grade C (below 50): the lowest score is 52 "
        "(100 - 4 x 12 (traffic.ticket) = 52 with 4 records). Files of 8 reach it."
    )
    assert one(cautions(rules=[rule("traffic.ticket", points=-6)]), "in files of 8 records") == (
        "grades[2]: in files of 8 records nobody can ever be in grade C (below 50): the lowest score is 52 "
        "(100 - 8 x 6 (traffic.ticket) = 52 with 8 records). Files of 16 reach it."
    )


def test_the_smallest_act_that_crosses_a_grade(cautions: Told, rule: Make, follows: Make, one: One):
    rules = [
        rule("traffic.ticket", points=-10),
        rule("debt.sued", points=-60),
        rule("contract.breach", points=-1),
    ]
    told = cautions(rules=rules, score={"start": 105, "lowest": 0}, consequences=[follows({"grade": "B"})])
    assert one(told, "cliff") == (
        "rules[0]: cliff: one record of traffic.ticket (-10) takes a person from the start (105, A) "
        "to 95 (B, which is refused 1 service). It is the smallest of 2 acts that do."
    )


def test_an_act_that_sets_a_grade_is_a_cliff(cautions: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued", grade_at_most="C")]
    assert "rules[1]: cliff: one record of debt.sued sets grade C, whatever the score." in cautions(rules=rules)


def test_no_single_act_is_a_cliff_where_all_are_small(cautions: Told, none: No):
    assert none(cautions(score={"start": 120, "lowest": 0}), "cliff")


def test_grades_that_differ_in_nothing(cautions: Told, follows: Make, one: One):
    told = cautions(consequences=[follows({"grade": "C"})])
    assert one(told, "the same follows") == ("grades[1]: the same follows from A and B: crossing 100 changes nothing.")


def test_a_grade_that_enters_a_list_differs(cautions: Told, black: Make, none: No):
    told = cautions(lists=[black(enter={"grade": "C"}, stays=None)])
    assert none(told, "the same follows from B and C")


def test_the_smallest_act_counts_by_its_weight(cautions: Told, rule: Make, factors: Make, one: One):
    rules = [rule("traffic.ticket", points=-10, account="history"), rule("debt.sued", points=-12, account="means")]
    told = cautions(**{**factors(), "rules": rules, "grades": BANDS})
    assert one(told, "cliff") == (
        "rules[1]: cliff: one record of debt.sued (-12 in means) takes a person from the start (500, A) "
        "to 452 (B). It is the smallest of 2 acts that do."
    )


def test_an_act_weighs_no_more_than_its_account_holds(cautions: Told, rule: Make, factors: Make, one: One):
    rules = [rule("debt.sued", points=-90, account="means")]
    told = cautions(**{**factors(), "rules": rules, "grades": BANDS})
    assert "to 300 (C)" in one(told, "cliff")


def test_being_on_a_list_of_others_is_an_act(
    cautions: Told, black: Make, library: Callable[..., None], one: One
):  # fmt: skip
    library(court={"lists": [black()]})
    told = cautions(rules=[{"list": "court/black", "points": -60, **CITED}])
    assert "rules[0]: cliff: being on court/black (-60) takes a person" in one(told, "cliff")


def test_a_grade_beside_another_is_no_edge(cautions: Told, one: One):
    bands = [{"id": "A", "from": 100}, {"id": "M", "from": 100}, {"id": "C", "below": 100}]
    limit = {"where": {"age": "18-29"}, "grade_at_most": "M", "cite": "text", "clause": "1"}
    assert one(cautions(grades=bands, limits=[limit]), "from A and M") == (
        "grades[1]: the same follows from A and M."
    )  # fmt: skip
