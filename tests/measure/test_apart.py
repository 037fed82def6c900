"""How the same lives differ in two worlds, by hand-checked examples."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.consequence import serve
from glasshouse.life import live
from glasshouse.life.tables import KINDS
from glasshouse.measure import apart
from glasshouse.measure.apart import (
    A_ONLY,
    AND_REFUSED_A,
    ASKED_A_ONLY,
    ASKED_B_ONLY,
    B_ONLY,
    BOTH,
    FAVOURED_A_ONLY,
    GIVEN_UP,
    GIVEN_UP_A,
    GIVEN_UP_A_ONLY,
    GIVEN_UP_B,
    GIVEN_UP_B_ONLY,
    GIVEN_UP_OR_REFUSED,
    GRANTED_BOTH,
    LAWFUL,
    LAWFUL_ALONE,
    LIFE,
    MONTHS_SANCTIONED,
    OUTCOMES,
    PARTED,
    REFUSALS,
    REFUSED_A_ONLY,
    REFUSED_ALONE,
    REFUSED_B_ONLY,
    REFUSED_BOTH,
    SANCTIONED,
    SERVICE,
    UNLAWFUL,
    UNLAWFUL_ALONE,
    A,
    B,
    Contrast,
    partings,
)
from glasshouse.population import state
from glasshouse.population.people import LANES
from glasshouse.storage.about import MOST_MONTHS

i32, u8, u16, u32 = np.int32, np.uint8, np.uint16, np.uint32
APART = as_written(apart.__name__)
LIVE = as_written(live.__name__)
STATE = as_written(state.__name__)
GRANTED, REFUSED, FAVOURED, UNASKED = (1 + int(one) for one in (serve.GRANTED, serve.REFUSED, serve.FAVOURED, 3))
GAVE_UP = 1 + int(serve.GIVEN_UP)
REAL, FALSE = 1, 2
FRAUD, HELP, FLIGHT, GREW, PAID = 1, 2, 3, 4, 5  # kinds
PEOPLE, SOMEBODY = 8, 5

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")


def i32s(*values: int) -> Any:
    return np.array(values, i32)


def conduct(slot: int, kind: int, result: int = REAL, lane: int = SOMEBODY) -> tuple[int, int]:
    """An event of a trace that is a conduct: its order, and what it was."""
    return int(LIVE.order_of(i32(lane), i32(slot))), int(LIVE.traced_event(i32(kind), i32(result), i32(0)))


def request(slot: int, answer: int, lane: int = SOMEBODY) -> tuple[int, int]:
    """An event of a trace that asks for a flight."""
    return int(LIVE.order_of(i32(lane), i32(slot))), int(LIVE.traced_event(i32(FLIGHT), i32(REAL), i32(answer)))


def traced(events: list[tuple[int, int]]) -> tuple[Any, Any, Any]:
    """A trace of the second of two neighbourhoods."""
    order, what = np.zeros(20, u32), np.zeros(20, u32)
    for at, (place, told) in enumerate(sorted(events)):
        order[10 + at], what[10 + at] = place, told
    return i32s(0, len(events)), order, what


def matched(a: list[tuple[int, int]], b: list[tuple[int, int]], known: bool = True) -> SimpleNamespace:
    """What the events of a month of both worlds come to."""
    kinds = np.array([UNLAWFUL, UNLAWFUL, LAWFUL, SERVICE, UNLAWFUL, LAWFUL], u8)
    lives, outcomes = np.zeros(2 * LIFE * PEOPLE, u16), np.zeros(KINDS * OUTCOMES, np.int64)
    touched, there = np.zeros(LANES, i32), np.full(LANES, i32(known))
    APART.match_events(
        i32(1), 0, PEOPLE, 10, there, kinds, *traced(a), *traced(b), lives, outcomes, touched
    )  # fmt: skip
    found = lives.reshape(2, LIFE, PEOPLE)
    assert not np.delete(found, SOMEBODY, axis=2).any()
    assert np.flatnonzero(touched).tolist() in ([], [SOMEBODY])
    cells = outcomes.reshape(KINDS, OUTCOMES)
    return SimpleNamespace(
        touched=bool(touched.any()),
        cells={(int(kind), int(column)): int(cells[kind, column]) for kind, column in np.argwhere(cells)},
        alone=[{column: int(one) for column, one in enumerate(side[:, SOMEBODY]) if one} for side in found],
    )


def test_a_conduct_that_happens_in_both_worlds_parts_nobody():
    found = matched([conduct(0, FRAUD), conduct(3, HELP)], [conduct(0, FRAUD), conduct(3, HELP)])
    assert found.cells == {(FRAUD, BOTH): 1, (HELP, BOTH): 1}
    assert not found.touched
    assert found.alone == [{}, {}]


@pytest.mark.parametrize(("kind", "alone"), [(FRAUD, UNLAWFUL_ALONE), (HELP, LAWFUL_ALONE)])
def test_a_conduct_that_happens_in_one_world_parts_a_life(kind: int, alone: int):
    found = matched([conduct(4, kind)], [])
    assert (found.cells, found.alone, found.touched) == ({(kind, A_ONLY): 1}, [{alone: 1}, {}], True)
    found = matched([], [conduct(4, kind)])
    assert (found.cells, found.alone, found.touched) == ({(kind, B_ONLY): 1}, [{}, {alone: 1}], True)


def test_two_occasions_of_one_kind_are_told_apart():
    found = matched([conduct(2, FRAUD)], [conduct(4, FRAUD)])
    assert found.cells == {(FRAUD, A_ONLY): 1, (FRAUD, B_ONLY): 1}
    assert found.touched


def test_what_is_only_said_to_have_happened_is_no_part_of_a_life():
    found = matched([conduct(2, FRAUD, FALSE)], [])
    assert (found.cells, found.touched) == ({}, False)
    found = matched([conduct(2, FRAUD, FALSE)], [conduct(2, FRAUD)])
    assert (found.cells, found.alone) == ({(FRAUD, B_ONLY): 1}, [{}, {UNLAWFUL_ALONE: 1}])


def test_a_debt_that_grows_in_one_world_and_is_paid_in_the_other_is_two_conducts_of_one_occasion():
    ladder = live.LADDER_SLOT
    found = matched([conduct(ladder, GREW), conduct(0, HELP)], [conduct(ladder, PAID), conduct(0, HELP)])
    assert found.cells == {(GREW, A_ONLY): 1, (PAID, B_ONLY): 1, (HELP, BOTH): 1}
    assert found.alone == [{UNLAWFUL_ALONE: 1}, {LAWFUL_ALONE: 1}]


@pytest.mark.parametrize(
    ("a", "b", "cells", "alone"),
    [
        (GRANTED, GRANTED, {GRANTED_BOTH}, ({}, {})),
        (GRANTED, FAVOURED, {GRANTED_BOTH, apart.FAVOURED_B_ONLY}, ({}, {})),
        (FAVOURED, GRANTED, {GRANTED_BOTH, FAVOURED_A_ONLY}, ({}, {})),
        (FAVOURED, FAVOURED, {GRANTED_BOTH}, ({}, {})),
        (REFUSED, GRANTED, {REFUSED_A_ONLY}, ({REFUSALS: 1, REFUSED_ALONE: 1}, {})),
        (GRANTED, REFUSED, {REFUSED_B_ONLY}, ({}, {REFUSALS: 1, REFUSED_ALONE: 1})),
        (REFUSED, FAVOURED, {REFUSED_A_ONLY, apart.FAVOURED_B_ONLY}, ({REFUSALS: 1, REFUSED_ALONE: 1}, {})),
        (REFUSED, REFUSED, {REFUSED_BOTH}, ({REFUSALS: 1}, {REFUSALS: 1})),
        (GRANTED, UNASKED, {ASKED_A_ONLY}, ({}, {})),
        (REFUSED, UNASKED, {ASKED_A_ONLY, AND_REFUSED_A}, ({REFUSALS: 1}, {})),
        (UNASKED, REFUSED, {ASKED_B_ONLY, apart.AND_REFUSED_B}, ({}, {REFUSALS: 1})),
        (FAVOURED, None, {ASKED_A_ONLY, FAVOURED_A_ONLY}, ({}, {})),
        (None, GRANTED, {ASKED_B_ONLY}, ({}, {})),
        (UNASKED, UNASKED, set(), ({}, {})),
        (UNASKED, None, set(), ({}, {})),
        (GAVE_UP, GRANTED, {ASKED_B_ONLY, GIVEN_UP_A, GIVEN_UP_A_ONLY}, ({GIVEN_UP: 1}, {})),
        (FAVOURED, GAVE_UP, {ASKED_A_ONLY, FAVOURED_A_ONLY, GIVEN_UP_B, GIVEN_UP_B_ONLY}, ({}, {GIVEN_UP: 1})),
        (
            REFUSED,
            GAVE_UP,
            {ASKED_A_ONLY, AND_REFUSED_A, GIVEN_UP_B, GIVEN_UP_OR_REFUSED},
            ({REFUSALS: 1}, {GIVEN_UP: 1}),
        ),
        (GAVE_UP, GAVE_UP, {GIVEN_UP_A, GIVEN_UP_B, GIVEN_UP_OR_REFUSED}, ({GIVEN_UP: 1}, {GIVEN_UP: 1})),
        (GAVE_UP, UNASKED, {GIVEN_UP_A}, ({GIVEN_UP: 1}, {})),
        (None, GAVE_UP, {GIVEN_UP_B}, ({}, {GIVEN_UP: 1})),
    ],
)
def test_a_request_is_counted_by_its_answers_in_both_worlds(a: Any, b: Any, cells: set[int], alone: Any):
    found = matched(*([] if answer is None else [request(6, answer)] for answer in (a, b)))
    assert found.cells == {(FLIGHT, column): 1 for column in cells}
    assert tuple(found.alone) == alone
    assert found.touched == (a != b and not {a, b} <= {UNASKED, GAVE_UP, None})


def test_of_whom_no_scheme_knows_nothing_is_counted():
    found = matched([conduct(0, FRAUD), request(6, REFUSED)], [], known=False)
    assert (found.cells, found.alone, found.touched) == ({}, [{}, {}], False)


def test_no_count_of_a_life_can_wrap_in_the_longest_run():
    occasions, due, ladder = 31, 3, 1
    assert int(LIVE.count_place(u32(0xFFFFFFFF))) == occasions
    assert MOST_MONTHS * (occasions + due + ladder) < 1 << 16
    assert MOST_MONTHS + 1 < 1 << 16


# how they stand


def judged(*schemes: tuple[int, int, bool]) -> tuple[Any, ...]:
    """One person under schemes that each have a status, whether it refuses something, and whether it is wrong."""
    turns = len(schemes)
    sanctions, status = np.zeros(turns * 128, i32), np.full(turns * LANES, -1, i32)
    rightful, lists = np.zeros(turns * LANES, i32), np.zeros(turns, i32)
    for turn, (how, refuses, wrong) in enumerate(schemes):
        status[turn * LANES], rightful[turn * LANES] = how, how * (1 - wrong)
        lists[turn] = 0b0010
        if how >= 0:
            sanctions[turn * 128 + how] = refuses
    score = np.arange(turns * LANES, dtype=i32) + 900
    return turns, sanctions, lists, score, status, rightful, np.zeros(LANES, u32)


def standing(*schemes: tuple[int, int, bool]) -> tuple[int, int, int]:
    held, listed, right = (np.full(LANES, 9, i32) for _ in range(3))
    APART.stand(1, 0, judged(*schemes), held, listed, right)
    return int(held[0]), int(listed[0]), int(held[0] and not right[0])


GOOD, POOR, SOFT, GRAVE, NO_SUBJECT = 0, 3, 8, 16, -1


@pytest.mark.parametrize(
    ("schemes", "found"),
    [
        ([(GOOD, 0, False)], (0, 0, 0)),
        ([(POOR, 1, False)], (1, 0, 0)),
        ([(POOR, 1, True)], (1, 0, 1)),
        ([(GRAVE, 1, False)], (1, 1, 0)),
        ([(SOFT, 0, False)], (0, 0, 0)),
        ([(GOOD, 0, True)], (0, 0, 0)),
        ([(NO_SUBJECT, 1, True)], (0, 0, 0)),
        ([(GOOD, 0, False), (GRAVE, 1, False)], (1, 1, 0)),
        ([(GOOD, 0, True), (POOR, 1, False)], (1, 0, 0)),
        ([(POOR, 1, True), (POOR, 1, False)], (1, 0, 0)),
        ([(POOR, 1, True), (GRAVE, 1, True)], (1, 1, 1)),
        ([(NO_SUBJECT, 1, False), (POOR, 1, True)], (1, 0, 1)),
    ],
)
def test_who_is_under_sanction_by_wrong_records_alone_is_so_rightly_by_no_scheme(schemes: Any, found: Any):
    assert standing(*schemes) == found


def test_the_end_is_told_by_the_first_scheme_and_by_what_any_does():
    score, stands = np.zeros(LANES, i32), np.zeros(LANES, u16)
    held, listed, right = (np.zeros(LANES, i32) for _ in range(3))
    known = np.ones(LANES, i32)
    for schemes, expected in (
        ([(POOR | SOFT, 0, False)], (900, POOR | apart.IS_SCORED)),
        ([(POOR, 0, False), (GRAVE, 1, True)],
         (900, POOR | apart.IS_SCORED | apart.ON_A_LIST | apart.UNDER_SANCTION | apart.IS_WRONGLY)),
        ([(NO_SUBJECT, 0, False), (GRAVE, 1, False)], (0, apart.ON_A_LIST | apart.UNDER_SANCTION)),
    ):  # fmt: skip
        APART.stand(1, 0, judged(*schemes), held, listed, right)
        APART.end_standing(1, 0, 0, known, held, listed, right, judged(*schemes), score, stands)
        assert (score[0], stands[0]) == expected


def test_sums_of_a_month_are_over_those_who_are_compared():
    states = ((1, 0), (2, 2), (1, 1))  # of work and debt
    words = [STATE.packed_life(i32(30), i32(9), i32(job), i32(debt), *[i32(0)] * 4) for job, debt in states]
    life = np.array(words, u32)
    figures = np.zeros(apart.FIGURES, np.int64)
    APART.sum_lives(3, 0, i32s(1, 1, 0), i32s(1, 0, 1), i32s(0, 1, 1), i32s(0, 1, 1), life, figures)
    assert figures.tolist() == [2, 60, 18, 1, 1, 1, 1, 1, 1, 0]


def test_the_counts_of_a_month_are_added_up_over_threads_and_emptied():
    counts, contrast = partings(2), Contrast.for_months(3)
    counts.figures[0, A, PARTED] = counts.figures[1, A, PARTED] = 2
    counts.figures[1, B, SANCTIONED] = 7
    counts.outcomes[:, FLIGHT * OUTCOMES + REFUSED_BOTH] = 1, 4
    contrast.book(2, counts)
    assert contrast.figures[2, A, PARTED] == 4
    assert contrast.figures[2, B, SANCTIONED] == 7
    assert contrast.outcomes[2, FLIGHT, REFUSED_BOTH] == 5
    assert not any(rows.any() for rows in counts)
    contrast.book(3, counts)  # the last month is judged and not lived
    assert (contrast.figures.sum(), contrast.outcomes.sum()) == (11, 5)


def test_a_life_that_parts_does_so_once():
    """Somebody saves less in one world from the second month on."""
    found, figures, outcomes = (
        apart.apart(LANES),
        np.zeros((2, apart.FIGURES), np.int64),
        np.zeros(KINDS * OUTCOMES, np.int64),
    )
    rooms = [np.zeros(LANES, i32) for _ in range(5)]
    nothing = (np.zeros(1, i32), np.zeros(4, u32), np.zeros(4, u32))
    rich, poor = (np.full(LANES, STATE.packed_life(i32(one), *[i32(0)] * 7), u32) for one in (30, 29))
    poor[1:] = rich[1:]
    for month, lives in enumerate((rich, poor, poor)):
        one = judged((GOOD, 0, False))
        apart.part_ways(
            0, 1, 3, month, True, 4, np.full(LANES, 2, u8), np.zeros(1, i32), np.ones(1, u8), np.zeros(128, u8),
            one, nothing, rich, one, nothing, lives, found, figures, outcomes, *rooms,
        )  # fmt: skip
    assert found.parted[:4].tolist() == [2, 0, 0, 0]
    assert figures[:, PARTED].tolist() == [1, 1]
    assert not found.lives[:, MONTHS_SANCTIONED].any()
