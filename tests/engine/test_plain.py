"""The month in plain Python: what it tells of each life."""

from functools import cache

import numpy as np
import pytest
from busy import busy, busy_catalogue, crew_of, cut

from glasshouse.compiled import scalar
from glasshouse.engine.plain import Event, Lived, Moved, as_written, live_a_month_plainly, sent_astray
from glasshouse.life.live import FALSE, NO_EVENT, REAL
from glasshouse.life.livelihood import CURE, FALL
from glasshouse.observe.record import FILED, OTHER_FILE, PUSHED_OUT
from glasshouse.population.people import LANES
from glasshouse.population.state import State, debt_of
from glasshouse.scheme.judge import worth

WORDS, PEOPLE, MONTHS = 2, 250, 6
KIND = {kind.name: kind.row for kind in busy_catalogue().kinds}


@cache
def months() -> tuple[tuple[State, Moved], ...]:
    """Some months of some people: the state before each, and what came of it."""
    with crew_of(busy(), PEOPLE, words=WORDS) as crew:
        before, found = cut(crew.state, 0, WORDS), []
        for month in range(MONTHS):
            moved = live_a_month_plainly(busy(), 1, month, 0, 0, before, PEOPLE, WORDS, 3)
            found.append((before, moved))
            before = moved.state
    return tuple(found)


def lives() -> list[Lived]:
    return [life for _, moved in months() for life in moved.lives]


def file_after(moved: Moved, number: int) -> list[int]:
    place_of = as_written("glasshouse.population.state").place_of
    return [int(place_of(moved.state.files, number, slot)) for slot in range(4 * WORDS)]


def test_a_month_leaves_the_state_it_began_with_alone():
    before, _ = months()[2]
    copy = State(*(one.copy() for one in before))
    live_a_month_plainly(busy(), 1, 2, 0, 0, before, PEOPLE, WORDS, 3)
    assert all(np.array_equal(*both) for both in zip(copy, before, strict=True))


def test_the_last_judgement_leaves_everything_as_it_is_and_nothing_happens():
    before, judged = months()[3]
    moved = live_a_month_plainly(busy(), 1, 3, 0, 0, before, PEOPLE, WORDS, 3, last=True)
    assert all(np.array_equal(*both) for both in zip(moved.state, before, strict=True))
    assert [life.judged for life in moved.lives] == [life.judged for life in judged.lives]
    assert not any(life.occasions for life in moved.lives)


def test_people_have_the_numbers_of_their_neighbourhood():
    with crew_of(busy(), 600, words=WORDS) as crew:
        moved = live_a_month_plainly(busy(), 1, 0, 0, 1, crew.state, 600, WORDS, 3)
    assert [life.person.number for life in moved.lives] == list(range(LANES, 600))


def test_an_occasion_that_comes_to_something_is_an_event():
    for life in lives():
        came = sorted((kind, result) for kind, result in life.occasions if result != NO_EVENT)
        noted = sorted((one.kind, one.result) for one in life.events if one.slot < 80)
        assert came == noted


def test_a_neighbourhood_bears_the_events_of_each_in_their_turns():
    for life in lives():
        assert [one.turn for one in life.events] == sorted(one.turn for one in life.events)


def test_moves_on_the_debt_ladder_are_told_and_some_are_conduct():
    moved = [(life, month) for month, (_, one) in enumerate(months()) for life in one.lives if life.moved]
    assert {life.moved for life, _ in moved} == {FALL, CURE}
    fell = [
        life
        for life, month in moved
        if life.moved == FALL and debt_of(months()[month][0].life[life.person.number]) == 1
    ]
    assert all(life.events[-1].kind == KIND["credit.payment_late@office"] for life in fell)
    assert all(life.events[-1].result == REAL for life in fell)


def test_a_record_of_what_did_not_happen_is_wrong():
    filed = [
        (one, moved) for _, moved in months() for life in moved.lives for one in life.events if one.result == FALSE
    ]
    assert filed
    for event, moved in filed:
        if event.filed in (FILED, PUSHED_OUT):
            assert event.kind << 8 | 1 in file_after(moved, event.person)


def test_a_record_that_lands_on_the_wrong_file_is_told_on_both_sides():
    astray = [one for life in lives() for one in life.events if one.landed == OTHER_FILE]
    received = [one for life in lives() for one in life.received]
    assert received
    assert {id(one) for one in received} == {id(one) for one in astray if one.filed is not None}
    for _, moved in months():
        for life in moved.lives:
            assert {one.lands_on for one in life.received} <= {life.person.number}
            assert {one.kind << 8 | 1 for one in life.received if one.filed == FILED} <= set(
                file_after(moved, life.person.number)
            )


def test_records_go_astray_in_the_order_in_which_events_are_borne():
    def sent(person: int, *turn: int) -> Event:
        return Event(person, 1, REAL, 0, turn, landed=OTHER_FILE)

    def lived(*events: Event) -> Lived:
        return Lived(person=lives()[0].person, judged=lives()[0].judged, events=list(events))

    first, second, third, fourth = sent(7, 0, 0), sent(9, 0, 0), sent(2, 0, 1), sent(0, 1, 0)
    assert list(sent_astray([lived(fourth), lived(third), lived(second, first)])) == [first, second, third, fourth]


def test_a_record_that_is_struck_is_gone():
    struck = [(life, moved) for _, moved in months() for life in moved.lives if life.struck]
    assert struck
    for life, moved in struck:
        for record in life.struck:
            left = life.judged.file.count(record) - life.struck.count(record)
            assert 0 <= file_after(moved, life.person.number).count(record) <= left


def test_a_score_is_the_start_the_balance_and_what_the_records_are_worth():
    points = busy().scheme[0]["points"]
    for month, (before, moved) in enumerate(months()):
        for life in moved.lives[:100]:
            own = sum(worth(np.int32(one), points[one >> 8]) for one in life.judged.file if one)
            balance = int(moved.state.balance[life.person.number])
            assert life.judged.score == min(160, max(20, 100 + balance + own)), (month, before)


def test_grade_and_lists_are_read_off_the_status():
    judged = [life.judged for life in lives()]
    assert {one.grade for one in judged} == {0, 1, 2, 3}
    assert {one.lists for one in judged} >= {0, 1, 2}
    assert all(one.status == one.grade + 8 * one.lists for one in judged)


# functions as they were written


@scalar
def once(x):
    return np.int32(x + 1)


@scalar
def twice(x):
    return once(once(x))


def test_functions_as_written_are_python_down_to_those_they_call():
    names = as_written(__name__)
    assert names.twice(np.int32(3)) == 5
    assert not hasattr(names.twice, "py_func")
    assert not hasattr(names.twice.__globals__["once"], "py_func")
    assert names.twice.__code__ is getattr(twice, "py_func", twice).__code__


@pytest.mark.parametrize("module", ["glasshouse.remedy.contest", "glasshouse.observe.record"])
def test_functions_of_other_modules_are_python_too(module: str):
    assert not hasattr(as_written(module).unit, "py_func")
    assert not hasattr(as_written(module).place_of, "py_func")
