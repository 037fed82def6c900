"""The month in plain Python: what it tells of each life."""

import ast
import builtins
import inspect
from dataclasses import replace
from functools import cache
from types import ModuleType

import numpy as np
from busy import busy, busy_catalogue, cut, simulator_of, together

from glasshouse.base.compiled import as_written
from glasshouse.consequence.serve import FAVOURED, GIVEN_UP, GRANTED, REFUSED
from glasshouse.engine import month as compiled
from glasshouse.engine import plain
from glasshouse.engine.plain import Moved, simulate_month_plainly
from glasshouse.life.live import FALSE, NO_EVENT, REAL
from glasshouse.life.livelihood import CURE, FALL
from glasshouse.observe.numbers import is_settled
from glasshouse.observe.plain import sent_astray
from glasshouse.observe.record import FILED, OTHER_FILE, PUSHED_OUT
from glasshouse.population.lives import Event, Life
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN, State, debt_of
from glasshouse.scheme.judge.judge import worth
from glasshouse.scheme.judge.standing import as_rules, counted

WORDS, PEOPLE, MONTHS = 2, 250, 6
KIND = {kind.name: kind.row for kind in busy_catalogue().kinds}

TOLD = "counts or copies what the plain month hands back"
WITHOUT = {  # rooms of the compiled month that have no plain form, and why
    "find": "the plain month is handed the neighbourhood",
    "copy_lives": TOLD,
    "copy_nobody": TOLD,
    "copy_standing": TOLD,
    "count_standing": TOLD,
    "trace": TOLD,
    "publish": TOLD,
    "count_all": "makes scratch ready for the limits of the next scheme",
}


@cache
def months() -> tuple[tuple[State, Moved], ...]:
    """Some months of some people: the state before each, and what came of it."""
    with simulator_of(busy(), PEOPLE, words=WORDS) as simulator:
        before, found = cut(simulator.state, 0), []
        for month in range(MONTHS):
            moved = simulate_month_plainly(busy(), 1, month, 0, 0, before, PEOPLE, 3)
            found.append((before, moved))
            before = moved.state
    return tuple(found)


def lives() -> list[Life]:
    return [life for _, moved in months() for life in moved.lives]


def file_after(moved: Moved, number: int) -> list[int]:
    place_of = as_written("glasshouse.population.state").place_of
    return [int(place_of(moved.state.files, number, slot)) for slot in range(4 * WORDS)]


def rooms_of(page: ModuleType) -> dict[str, list[str]]:
    """The functions that the months of a page and its judgements call, in their order."""
    tree, found = ast.parse(inspect.getsource(page)), {}
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name in ("simulate_month", "judge_all"):
            calls = (part for part in ast.walk(function) if isinstance(part, ast.Call))
            names = [(call.lineno, call.func.id) for call in calls if isinstance(call.func, ast.Name)]
            found[function.name] = [name for _, name in sorted(names)]
    return found


def test_the_plain_month_is_a_page_of_the_same_rooms_in_the_same_order():
    theirs, mine = rooms_of(compiled), rooms_of(plain)
    for page in ("simulate_month", "judge_all"):
        rooms = [name for name in theirs[page] if hasattr(getattr(compiled, name, None), "py_func")]
        assert [name for name in mine[page] if name in rooms] == [name for name in rooms if name not in WITHOUT]
        assert {name for name in mine[page] if name not in rooms} <= {"Moved", *dir(builtins)}


def test_what_has_no_plain_form_is_a_room():
    assert set(WITHOUT) <= {name for page in rooms_of(compiled).values() for name in page}


def test_a_month_leaves_the_state_it_began_with_alone():
    before, _ = months()[2]
    copy = State(*(one.copy() for one in before))
    simulate_month_plainly(busy(), 1, 2, 0, 0, before, PEOPLE, 3)
    assert all(np.array_equal(*both) for both in zip(copy, before, strict=True))


def test_the_last_judgement_leaves_everything_as_it_is_and_nothing_happens():
    before, judged = months()[3]
    moved = simulate_month_plainly(busy(), 1, 3, 0, 0, before, PEOPLE, 3, last=True)
    assert all(np.array_equal(*both) for both in zip(moved.state, before, strict=True))
    assert [life.judged for life in moved.lives] == [life.judged for life in judged.lives]
    assert not any(life.occasions for life in moved.lives)


def test_people_have_the_numbers_of_their_neighbourhood():
    with simulator_of(busy(), 600, words=WORDS) as simulator:
        moved = simulate_month_plainly(busy(), 1, 0, 0, 1, simulator.state, 600, 3)
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
            assert busy().numbers.of(event.kind) << 8 | 1 in file_after(moved, event.person)


def test_a_record_that_lands_on_the_wrong_file_is_told_on_both_sides():
    astray = [one for life in lives() for one in life.events if one.landed == OTHER_FILE]
    received = [one for life in lives() for one in life.received]
    assert received
    assert {id(one) for one in received} == {id(one) for one in astray if one.filed is not None}
    for _, moved in months():
        for life in moved.lives:
            assert {one.lands_on for one in life.received} <= {life.person.number}
            assert {busy().numbers.of(one.kind) << 8 | 1 for one in life.received if one.filed == FILED} <= set(
                file_after(moved, life.person.number)
            )


def test_records_go_astray_in_the_order_in_which_events_are_borne():
    def sent(person: int, *turn: int) -> Event:
        return Event(person, 1, REAL, 0, turn, landed=OTHER_FILE)

    def lived(*events: Event) -> Life:
        return replace(lives()[0], events=list(events))

    first, second, third, fourth = sent(7, 0, 0), sent(9, 0, 0), sent(2, 0, 1), sent(0, 1, 0)
    assert list(sent_astray([lived(fourth), lived(third), lived(second, first)])) == [first, second, third, fourth]


def test_a_record_that_is_struck_is_gone():
    struck = [(life, moved) for _, moved in months() for life in moved.lives if life.struck]
    assert struck
    for life, moved in struck:
        for record in life.struck:
            left = life.file.count(record) - life.struck.count(record)
            assert 0 <= file_after(moved, life.person.number).count(record) <= left


def test_a_score_is_the_start_the_balance_and_what_the_records_are_worth():
    rules = as_rules(busy().editions[0].scheme[0])
    for month, (before, moved) in enumerate(months()):
        for life in [one for one in moved.lives if one.judged[0].scored][:100]:
            counts = zip(life.file, counted(rules, life.file, (3 + month) % 12), strict=True)
            own = sum(worth(np.int32(one), rules.points[one >> 8]) for one, how in counts if one and how & 1)
            balance = int(moved.state.balance[life.person.number])
            assert life.judged[0].score == min(160, max(20, 100 + balance + own)), (month, before)


def test_grade_and_lists_are_read_off_the_status():
    judged = [life.judged[0] for life in lives() if life.judged[0].scored]
    assert {one.grade for one in judged} == {0, 1, 2, 3}
    assert {one.lists for one in judged} >= {0, 1, 2}
    assert all(one.status == one.grade + 8 * one.lists for one in judged)


def test_who_is_no_subject_is_not_judged():
    for life in lives():
        assert life.judged[0].scored == (life.person.mask == 1) == life.person.adult


# several schemes


@cache
def months_together() -> tuple[tuple[State, Moved], ...]:
    with simulator_of(together(), PEOPLE, words=WORDS) as simulator:
        before, found = cut(simulator.state, 0), []
        for month in range(MONTHS):
            moved = simulate_month_plainly(together(), 1, month, 0, 0, before, PEOPLE, 3)
            found.append((before, moved))
            before = moved.state
    return tuple(found)


def lives_together() -> list[Life]:
    return [life for _, moved in months_together() for life in moved.lives]


def test_each_scheme_judges_its_own_subjects():
    for life in lives_together():
        assert [one.scored for one in life.judged] == [life.person.mask >> turn & 1 == 1 for turn in range(3)]
    assert {life.person.mask for life in lives_together()} >= {0, 0b110, 0b111}


def test_what_each_scheme_says_to_a_request_is_told_and_one_refusal_is_enough():
    asked = [event for life in lives_together() for event in life.events if event.said]
    for event in asked:
        assert (event.answer == REFUSED) == (1 in event.said)
        assert (event.answer == FAVOURED) == (1 not in event.said and any(event.said))
    assert {event.answer for event in asked} == {GRANTED, REFUSED, FAVOURED}
    assert any(0 < event.said.count(1) < 3 for event in asked)


def test_who_gives_up_has_no_answer_and_it_is_told_which_schemes_tired_them():
    events = [event for life in lives_together() for event in life.events]
    given_up = [event for event in events if event.answer == GIVEN_UP]
    assert given_up
    assert all(any(event.tired) and not event.said for event in given_up)
    assert not any(event.tired for event in events if event.answer != GIVEN_UP)


def test_who_is_under_sanction_by_any_scheme_is():
    for life in lives_together():
        assert life.acts == [one.scored for one in life.judged]
        assert life.sanctioned == any(one.sanctioned for one in life.judged)


def test_what_was_made_good_is_settled_and_stays_on_file():
    rows, on_file = together().numbers.rows, {record >> 8 for life in lives_together() for record in life.file}
    kinds = {int(rows[number]) for number in on_file if is_settled(rows, number)}
    assert kinds <= {KIND[name] for name in ("court.defied@court", "court.judgment_defied@court", "tax.fraud@office")}
    assert len(kinds) > 1


def test_a_friend_who_was_scored_last_month_counts():
    first, second = months_together()[:2]
    assert (first[0].echo == UNKNOWN).all()
    assert (second[0].echo != UNKNOWN).sum() == sum(life.judged[0].scored for life in first[1].lives)
    scores = [[life.judged[0].score for life in moved.lives if life.judged[0].scored] for _, moved in (first, second)]
    assert sum(scores[1]) > sum(scores[0])  # in the first month nobody has a friend with a score
