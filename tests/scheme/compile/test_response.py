"""How conduct answers to schemes."""

from typing import Any

import numpy as np
import pytest
from busy import busy_catalogue, busy_scheme, rule
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.scheme.compile.response import CLASSES, classes_of, most_response, response
from glasshouse.scheme.language.model import Scheme

CATALOGUE = busy_catalogue()
LIVES = CATALOGUE.livelihood
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}
SUBJECT, SANCTIONED = 1, 1 + CLASSES  # class of who is a subject of the only scheme
LENGTH = 1000 / (160 - 20)  # points count as if the scale of the busy scheme had a thousand


def scheme(*rules: dict[str, Any], **more: Any) -> Scheme:
    nothing: dict[str, Any] = dict.fromkeys(("clean", "repair", "appeal", "consequences", "lists"))
    return busy_scheme(**{**nothing, "rules": list(rules), **more})


def answers(*schemes: Scheme, masks: tuple[int, ...] = (0, 1)) -> Any:
    return response(schemes, CATALOGUE, masks)


# classes


def test_each_set_of_schemes_that_is_common_has_a_class_of_its_own():
    classes, told = classes_of([0b11, 0b01])
    assert told == [0, 0b11, 0b01]
    assert [int(classes[mask]) for mask in told] == [0, 1, 2]


def test_who_is_a_subject_of_no_scheme_is_always_told_apart():
    classes, told = classes_of([0b11, 0])
    assert (told, int(classes[0])) == ([0, 0b11], 0)


def test_at_most_eight_are_told_apart_and_the_others_answer_as_the_most_similar():
    classes, told = classes_of([0b1, 0b11, 0b111, 0b1111, 0b11111, 0b111111, 0b1111111, 0b11111111])
    assert len(told) == CLASSES
    assert classes[0b11111111] == told.index(0b1111111)


@given(st.lists(st.integers(0, 255), max_size=12))
def test_whoever_is_told_apart_has_their_own_class(masks: list[int]):
    classes, told = classes_of(masks)
    assert [int(classes[mask]) for mask in told] == list(range(len(told)))
    assert classes.max() < len(told) <= CLASSES


# answers


def test_a_known_and_certain_sanction_deters_and_a_reward_draws():
    table = answers(busy_scheme())
    severe = 6 * LENGTH / LIVES.points_that_deter.value
    assert table[SUBJECT, ROW["tax.late@office"]] == pytest.approx(1 - 0.3 * 0.6 * 0.7 * min(1, severe))
    generous = min(1, 4 * LENGTH / LIVES.points_that_reward.value)
    assert table[SUBJECT, ROW["help.given@office"]] == pytest.approx(1 + 0.6 * 0.7 * generous)
    eager = LIVES.eager_to_repair.value
    assert table[SANCTIONED, ROW["help.given@office"]] == pytest.approx(1 + 0.6 * 0.7 * generous * eager)


def test_what_counts_is_the_share_of_the_scale_that_points_are():
    short = scheme(rule("tax.late", -6, "2y"), score={"start": 100, "lowest": 0, "highest": 2000}, grades=None)
    severe = 6 / 2 / LIVES.points_that_deter.value
    assert answers(short)[SUBJECT, ROW["tax.late@office"]] == pytest.approx(1 - 0.3 * 0.6 * 0.7 * severe)


def test_who_is_a_subject_of_no_scheme_answers_to_none():
    assert (answers(busy_scheme())[[0, CLASSES]] == 1).all()


def test_lawful_conduct_that_costs_points_is_chilled():
    assert answers(busy_scheme())[SUBJECT, ROW["speech.criticism@office"]] == pytest.approx(1 - 0.5 * 0.6 * 0.7)


def test_nobody_answers_to_what_no_rule_looks_at():
    assert (answers(busy_scheme())[:, [ROW["order.unruled@office"], ROW["travel.flight"]]] == 1).all()


MILD, HARSH = scheme(rule("tax.late", -1, "2y")), scheme(rule("tax.late", -20, "2y"))
KIND = scheme(rule("help.given", 5, "2y"))


def test_of_several_schemes_the_one_that_deters_most_counts():
    table = answers(MILD, HARSH, masks=(0, 0b01, 0b10, 0b11))
    late = table[:, ROW["tax.late@office"]]
    assert late[2] < late[1] < 1
    assert late[3] == late[2]


def test_what_one_scheme_rewards_draws_whatever_another_deters():
    table = answers(HARSH, KIND, masks=(0, 0b01, 0b10, 0b11))
    for name, at in (("tax.late@office", 1), ("help.given@office", 2)):
        assert table[3, ROW[name]] == table[at, ROW[name]] != 1


@pytest.mark.parametrize("schemes", [(busy_scheme(),), (MILD, HARSH, KIND)])
def test_no_scheme_draws_more_than_occasions_come_for(schemes: tuple[Scheme, ...]):
    assert (answers(*schemes, masks=tuple(range(1 << len(schemes)))) <= most_response(CATALOGUE)[None, :]).all()


def test_occasions_come_for_the_most_that_any_scheme_could_draw():
    eager = LIVES.eager_to_repair.value
    assert most_response(CATALOGUE)[ROW["help.given@office"]] == pytest.approx(1 + 0.7 * eager)
    assert most_response(CATALOGUE)[ROW["tax.fraud@office"]] == 1
    assert np.count_nonzero(most_response(CATALOGUE) != 1) == 1
