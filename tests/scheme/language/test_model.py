"""The form of a scheme's file: what an author may write, and how what is out of form is told."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import Where, read, read_text, sentences, validated
from glasshouse.scheme.language.files import scheme_path
from glasshouse.scheme.language.model import Scheme

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
        ("subjects: {kind: town}", "subjects.kind: 'town' is not a word that fits here. Known: firm, person."),
        ("subject: {}", "subject: is not a key here. Did you mean 'subjects'?"),
        ("rules:", "rules: is empty, but a list belongs here."),
        ("rules: {conduct: a.b}", "rules: is a block of keys and values, but a list belongs here."),
        (
            "known_to: 0.5",
            "known_to: is 0.5, but a block of keys and values belongs here. "
            "Write {value: 0.5, assumed: [LEAST, MOST]}, or with its source in place of a range.",
        ),
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


WHILE_LISTED = "counts while one is on the list: leave 'lasts', 'at_most' and 'source' out."
NEEDS_STAYS = "entered by a conduct, so it needs 'stays' (for example '2y' or 'forever')."
WITH_IT = "so it ends with it: leave out 'stays' and 'leave'."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("enter: a.b", NEEDS_STAYS),
        ("enter: {grade: D}, stays: 2y", f"entered by a grade, {WITH_IT}"),
        ("enter: {grade: D}, leave: {conduct: a.b}", f"entered by a grade, {WITH_IT}"),
        ("enter: {list: a/b}, stays: 2y", f"entered by a list, {WITH_IT}"),
        ("enter: {debt: late}, stays: 2y", f"entered by a debt, {WITH_IT}"),
        ("enter: {conduct: a.b, debt: late}", NEEDS_STAYS),
    ],
)  # fmt: skip
def test_a_list_ends_somehow(text: str, told: str):
    assert told_of(f"lists: [{{id: black, title: Black, {text}, cite: x, clause: y}}]") == [
        f"line   4  lists[0]: {told}"
    ]


def test_a_list_that_another_scheme_holds_is_no_official_one_here():
    said = "lists: [{id: black, title: Black, official: x, enter: {list: a/b}, cite: x, clause: y}]"
    told = "entered by a list of another scheme, which holds it: leave 'official' out."
    assert told_of(said) == [f"line   4  lists[0]: {told}"]


@pytest.mark.parametrize("enter", ["{}", "{conduct: a.b, grade: D}", "{grade: D, list: a/b}", "{debt: late, grade: D}"])
def test_a_list_is_entered_by_one_thing(enter: str):
    told = told_of(f"lists: [{{id: black, title: Black, enter: {enter}, stays: 2y, cite: x, clause: y}}]")
    assert told == [
        "line   4  lists[0].enter: needs one of 'conduct' (and 'debt'), 'grade' and 'list', and not several."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("points: 5, lasts: 1y", "needs either 'conduct' or 'list', and not both."),
        ("conduct: a.b, list: c/d, lasts: 1y", "needs either 'conduct' or 'list', and not both."),
        ("conduct: a.b, points: 5", "needs 'lasts': how long a record counts, such as '2y' or 'forever'."),
        ("list: c/d, points: 5, lasts: 1y", WHILE_LISTED),
        ("list: c/d, points: 5, at_most: 1 per year", WHILE_LISTED),
        ("list: c/d, points: 5, source: e", WHILE_LISTED),
        ("conduct: a.b, lasts: 1y, whose: leader", "'whose' says whose list; leave it out where a conduct is named."),
    ],
)
def test_a_rule_has_one_ground(text: str, told: str):
    assert told_of(f"rules: [{{{text}, cite: x, clause: y}}]") == [f"line   4  rules[0]: {told}"]


def test_a_rule_may_be_by_a_list_and_hold_for_some_time():
    text = "rules: [{list: court/black, whose: leader, points: -5, from: '2016', until: 2017-01, cite: x, clause: y}]"
    rule = scheme(text).rules[0]
    assert (rule.list, rule.whose, rule.from_, rule.until, rule.lasts) == (
        "court/black",
        "leader",
        "2016",
        "2017-01",
        None,
    )


def test_a_list_may_be_entered_by_a_record_or_a_state():
    text = "lists: [{id: b, title: B, enter: {conduct: a.b, debt: [late, sued]}, stays: 2y, cite: x, clause: y}]"
    enter = scheme(text).lists[0].enter
    assert (enter.conduct, enter.debt) == (("a.b",), ("late", "sued"))


@pytest.mark.parametrize("when", ["{}", "{grade: D, list: b}", "{list: b, off_list: b}"])
def test_a_consequence_is_for_one_thing(when: str):
    text = f"consequences: [{{when: {when}, service: a.b, effect: refuse, cite: x, clause: y}}]"
    assert told_of(text) == [
        "line   4  consequences[0].when: needs one of 'grade', 'list' and 'off_list', and not several."
    ]


def test_there_are_at_most_eight_grades_and_four_lists():
    grades = ", ".join(f"{{id: G{at}, from: {at}}}" for at in range(9))
    lists = ", ".join(f"{{id: L{at}, title: L, enter: {{grade: G1}}, cite: x, clause: y}}" for at in range(5))
    assert told_of(f"grades: [{grades}]\nlists: [{lists}]") == [
        "line   4  grades: has 9 parts; at most 8 belong here.",
        "line   5  lists: has 5 parts; at most 4 belong here.",
    ]


def test_an_id_has_letters_digits_and_dashes():
    told = "grades[0].id: 'my scheme' is no id: letters, digits and '-', at most 60 of them, and no '-' in front."
    assert told_of("grades: [{id: my scheme}]") == [f"line   4  {told} Perhaps 'my-scheme'?"]


@pytest.mark.parametrize("name", ["../../zz", "a/b", "..", "/zz", "a\\b", "zz\n", "", "é", "ｚｚ"])
def test_an_id_is_never_a_path(name: str):
    with pytest.raises(ValidationError, match=r"is no id: letters, digits and '-'"):
        Scheme.model_validate({"id": name, "title": "x", "about": "y"})


# What is told is plain


def a_part_wrong(values: Any, where: Where, wrong: object) -> Any:
    """A copy with something else in one place."""
    copied = copy.deepcopy(values)
    inside = copied
    for part in where[:-1]:
        inside = inside[part]
    inside[where[-1]] = wrong
    return copied


@pytest.mark.parametrize("name", ["rongcheng-2016", "sesame"])
def test_no_message_shows_a_pattern_or_the_words_of_a_library(name: str):
    values, lines = read(scheme_path(name))
    odd = ("é!", "", 5.5, -3, 10**9, None, [], {}, [{}], "x" * 300, "５", True)
    for at, where in enumerate(sorted((one for one in lines if one), key=str)[::11]):
        broken = a_part_wrong(values, where, odd[at % len(odd)])
        try:
            Scheme.model_validate(broken)
        except ValidationError as refused:
            for _, text in sentences(refused, broken, Scheme):
                assert not re.search(r"Input should|String should|should (be|have|match)|\^\[|\$'?$|\[a-z", text), text


def test_a_scheme_is_written_and_read_again_the_same(small: Callable[..., Scheme], rule: Callable[..., Any]):
    made = small(rules=[rule("traffic.ticket", points=-10, at_most="1 per month", lasts="180 d")])
    assert Scheme.model_validate(made.model_dump(mode="json", by_alias=True)) == made


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("conduct: a.b, points: 1, lasts: 1y", "needs 'from': the month it begins in"),
        ("list: a/b, points: 1, from: '2016'", "is for a conduct"),
        ("conduct: a.b, points: 1, lasts: forever, from: '2016'", "give 'lasts' an end"),
    ],
)
def test_earlier_records_are_left_out_only_where_one_can_tell_them(said: str, told: str):
    assert told in told_of(f"rules: [{{{said}, earlier_records: do not count, cite: x, clause: y}}]")[0]
    fine = "conduct: a.b, grade_at_most: C, lasts: forever, from: '2016', earlier_records: do not count"
    assert scheme(f"rules: [{{{fine}, cite: x, clause: y}}]").rules[0].earlier_records == "do not count"
