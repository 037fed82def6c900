"""Grades that do not cover the scale once, or that nobody can be in: each in a small scheme."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]


def test_an_unknown_grade_or_list_is_told(faults: Told, rule: Make, follows: Make, black: Make):
    told = faults(
        rules=[rule("traffic.ticket", points=-10, grade_at_most="F")],
        lists=[black(enter={"grade": "G"}, stays=None)],
        consequences=[follows({"grade": ["C", "H"]}), follows({"list": "blak"})],
    )
    assert told == [
        "consequences[0].when.grade: 'H' is not a grade of this scheme. Known: A, B, C.",
        "consequences[1].when.list: 'blak' is not a list of this scheme. Did you mean 'black'?",
        "lists[0].enter.grade: 'G' is not a grade of this scheme. Known: A, B, C.",
        "rules[0].grade_at_most: 'F' is not a grade of this scheme. Known: A, B, C.",
    ]


def test_the_best_grade_limits_nobody(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, grade_at_most="A")]) == [
        "rules[0].grade_at_most: 'A' is the best grade, so this has no effect."
    ]


def grades(*bands: tuple[str, int | None, int | None]) -> list[dict[str, Any]]:
    made = [{"id": name, "from": low, "below": above} for name, low, above in bands]
    return [{key: value for key, value in one.items() if value is not None} for one in made]


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        (
            [("A", 100, None), ("B", 50, 90), ("C", None, 50)],
            "grades[1].below: scores 90 to 99 fall in no grade: "
            "grade B ends below 90, and grade A begins at 100.",
        ),
        (
            [("A", 100, None), ("B", 50, 110), ("C", None, 50)],
            "grades[1].below: scores 100 to 109 fall in two grades: "
            "grade B ends below 110, and grade A begins at 100.",
        ),
        (
            [("B", 50, None), ("A", 100, None), ("C", None, 50)],
            "grades[1].from: grade A begins at 100, and the better grade B at 50. "
            "Write the best grade first, each next one beginning lower.",
        ),
        (
            [("A", 100, None), ("B", None, 100), ("C", None, 50)],
            "grades[1]: grade B needs 'from', the lowest score that it holds.",
        ),
        (
            [("A", 100, 200), ("B", 50, None), ("C", None, 50)],
            "grades[0].below: scores from 200 up fall in no grade. Leave 'below' out here.",
        ),
        (
            [("A", 100, None), ("B", 50, None), ("C", 10, None)],
            "grades[2].from: scores 0 to 9 fall in no grade. Begin grade C at 0, or set score.lowest to 10.",
        ),
    ],
)  # fmt: skip
def test_bands_cover_the_scale_once_and_best_first(faults: Told, bands: list[Any], told: str):
    assert told in faults(grades=grades(*bands))


def test_a_best_grade_may_end_where_the_scale_ends(faults: Told):
    bands = grades(("A", 50, 101), ("C", None, 50))
    assert faults(grades=bands, score={"start": 100, "lowest": 0, "highest": 100}) == []


def test_a_grade_below_all_scores_is_told_with_the_sum(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-1)]) == [
        "grades[2]: nobody can ever be in grade C (below 50): the lowest score is 76 "
        "(100 - 24 x 1 (traffic.ticket) = 76 with 24 records)."
    ]


def test_a_grade_above_all_scores_is_told_unless_it_is_the_best(faults: Told):
    bands = grades(("S", 120, None), ("A", 110, None), ("B", 50, None), ("C", None, 50))
    assert faults(grades=bands) == [
        "grades[1]: nobody can ever be in grade A (from 110): the highest score is 100 (no rule moves it)."
    ]


def test_grades_need_a_score(faults: Told):
    assert faults(score=None, rules=None) == [
        "grades: grades are bands of a score, and there is none. Add 'score: {start: ..., lowest: ...}'."
    ]


def test_a_limit_names_a_grade_that_is_not_the_best(faults: Told):
    def limited(grade: str) -> list[str]:
        return faults(limits=[{"where": {"sex": "male"}, "grade_at_most": grade, "cite": "text", "clause": "1"}])

    assert limited("C") == []
    assert limited("E") == ["limits[0].grade_at_most: 'E' is not a grade of this scheme. Known: A, B, C."]
    assert limited("A") == ["limits[0].grade_at_most: 'A' is the best grade, so this has no effect."]


BESIDE = grades(("A", 100, None), ("B", 50, None), ("M", 50, None), ("C", None, 50))


def test_a_grade_beside_another_is_set_by_a_rule_or_a_limit(faults: Told, rule: Make):
    limit = {"where": {"age": "18-29"}, "grade_at_most": "M", "cite": "text", "clause": "1"}
    assert faults(grades=BESIDE, limits=[limit]) == []
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued", grade_at_most="M")]
    assert faults(grades=BESIDE, rules=rules) == []


def test_a_grade_beside_another_that_nothing_sets_is_told(faults: Told):
    assert faults(grades=BESIDE) == [
        "grades[2].from: grade M begins at 50, and the better grade B at 50: "
        "only a 'grade_at_most' of a rule or limit can put one in M, and none does."
    ]


def test_the_grade_of_an_example_exists(faults: Told):
    assert faults(tests=[{"grade": "D"}]) == ["tests[0].grade: 'D' is not a grade of this scheme. Known: A, B, C."]


def test_a_grade_that_a_file_is_too_small_for_may_stand(faults: Told, cautions: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-2)]) == []
    assert (
        "grades[2]: nobody can ever be in grade C (below 50): the lowest score is 52 "
        "(100 - 24 x 2 (traffic.ticket) = 52 with 24 records). More would reach it, but a file holds 24 at most."
    ) in cautions(rules=[rule("traffic.ticket", points=-2)])
