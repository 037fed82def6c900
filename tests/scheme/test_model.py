"""The form of a scheme's file: what an author may write, and how what is out of form is told."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.errors import GlasshouseError
from glasshouse.scheme.model import Scheme
from glasshouse.yamlfile import read_text, validated

LEAST = "id: small\ntitle: Small\nabout: A scheme.\n"


def told_of(text: str) -> list[str]:
    with pytest.raises(GlasshouseError) as refused:
        validated(*read_text(LEAST + text, "small.yaml"), Scheme, "small.yaml")
    return [line.strip() for line in str(refused.value).splitlines()[1:]]


def scheme(text: str) -> Scheme:
    return validated(*read_text(LEAST + text, "small.yaml"), Scheme, "small.yaml")


def test_a_scheme_may_do_nothing():
    assert scheme("").rules == ()


def test_a_rule_is_points_for_some_time():
    rule = scheme("rules: [{conduct: a.b, points: -5, at_most: 1 per month, lasts: 5y, cite: x, clause: y}]").rules[0]
    assert (rule.points, rule.at_most, rule.lasts, rule.status) == (-5, (1, 1), 60, "found")


def test_the_lowest_score_of_a_grade_is_written_from():
    grades = scheme("grades: [{id: A, from: 10}, {id: B, below: 10}]").grades
    assert (grades[0].from_, grades[1].below) == (10, 10)


@pytest.mark.parametrize(
    ("enter", "conducts"),
    [
        ("a.b", ("a.b",)),
        ("{conduct: a.b}", ("a.b",)),
        ("[a.b, a.c]", ("a.b", "a.c")),
        ("{conduct: [a.b, a.c]}", ("a.b", "a.c")),
    ],
)
def test_a_list_is_entered_by_one_conduct_or_several(enter: str, conducts: tuple[str, ...]):
    text = f"lists: [{{id: black, title: Black, enter: {enter}, stays: 2y, cite: x, clause: y}}]"
    assert scheme(text).lists[0].enter.conduct == conducts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("score: {start: 5, lowest: 10}", "score: start 5 lies off the scale, which is no lower than 10."),
        (
            "score: {start: 5, lowest: 0, highest: 4}",
            "score: start 5 lies off the scale, which is no lower than 0 and no higher than 4.",
        ),
        ("score: {start: 5.5, lowest: 0}", "score.start: is 5.5, but a whole number belongs here."),
        ("score: {start: 20000, lowest: 0}", "score.start: is 20000; it must be at most 10000."),
        ("subjects: {kind: firm}", "subjects.kind: 'firm' is not a word that fits here. Known: person."),
        ("subject: {}", "subject: is not a key here. Did you mean 'subjects'?"),
        ("rules:", "rules: is empty, but a list belongs here."),
        ("rules: {conduct: a.b}", "rules: is a block of keys and values, but a list belongs here."),
        ("known_to: 0.5", "known_to: is 0.5, but a block of keys and values belongs here."),
        ("known_to: {value: 2, assumed: [0, 3]}", "known_to.value: is 2; it must be at most 1."),
        ("clean: {months: 0, points: 1, cite: x, clause: y}", "clean.months: is 0; it must be at least 1."),
        ("clean: {months: 1, points: 0, cite: x, clause: y}", "clean.points: is 0; it must be more than 0."),
        (
            "visible: {lists: all}",
            "visible.lists: 'all' is not a word that fits here. Known: nobody, partners, public.",
        ),
        ("in_force: 2016", "in_force: is 2016, but text belongs here. Put it in quotes."),
    ],
)  # fmt: skip
def test_what_is_out_of_form_is_told(text: str, told: str):
    assert told_of(text) == [f"line   4  {told}"]


WITH_THE_GRADE = "entered by a grade, so it ends with the grade: leave out 'stays' and 'leave'."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("enter: a.b", "entered by a conduct, so it needs 'stays' (for example '2y' or 'forever')."),
        ("enter: {grade: D}, stays: 2y", WITH_THE_GRADE),
        ("enter: {grade: D}, leave: {conduct: a.b}", WITH_THE_GRADE),
    ],
)  # fmt: skip
def test_a_list_ends_somehow(text: str, told: str):
    assert told_of(f"lists: [{{id: black, title: Black, {text}, cite: x, clause: y}}]") == [
        f"line   4  lists[0]: {told}"
    ]


@pytest.mark.parametrize("enter", ["{}", "{conduct: a.b, grade: D}"])
def test_a_list_is_entered_by_one_thing(enter: str):
    told = told_of(f"lists: [{{id: black, title: Black, enter: {enter}, stays: 2y, cite: x, clause: y}}]")
    assert told == ["line   4  lists[0].enter: needs either 'conduct' or 'grade', and not both."]


def test_there_are_at_most_eight_grades_and_four_lists():
    grades = ", ".join(f"{{id: G{at}, from: {at}}}" for at in range(9))
    lists = ", ".join(f"{{id: L{at}, title: L, enter: {{grade: G1}}, cite: x, clause: y}}" for at in range(5))
    assert told_of(f"grades: [{grades}]\nlists: [{lists}]") == [
        "line   4  grades: has 9 parts; at most 8 belong here.",
        "line   5  lists: has 5 parts; at most 4 belong here.",
    ]


def test_an_id_has_letters_digits_and_dashes():
    assert "'my scheme' does not have the form" in told_of("grades: [{id: my scheme}]")[0]


def test_a_scheme_is_written_and_read_again_the_same(small: Callable[..., Scheme], rule: Callable[..., Any]):
    made = small(rules=[rule("traffic.ticket", points=-10, at_most="1 per month", lasts="180 d")])
    assert Scheme.model_validate(made.model_dump(mode="json", by_alias=True)) == made
