"""What of a saved month passes to other schemes: by ids, whatever the order, and nothing that is not theirs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glasshouse.measure.tally import Tallies
from glasshouse.measure.wrongful import IN_GRADE, ON_LIST, RIGHTLY, WRONGLY
from glasshouse.population.state import UNKNOWN, packed_life, packed_standing
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.library.system import Placement, dated
from glasshouse.storage.checkpoint import Arrays, Checkpoint
from glasshouse.studies.handover import Seat, carried, goes_on, part_of, placed_from, seats

MONTH, MONTHS, PEOPLE, FOLLOWED = 5, 30, 4, 2
GRADES = ("A", "B", "C")


def seat(name: str, **said: Any) -> Seat:
    usual = {"kind": "person", "grades": GRADES, "lists": (), "bins": (0, 10), "friends": False, "span": (0, MONTHS)}
    return Seat(name, **{**usual, **said})


def saved(*there: Seat, month: int = MONTH) -> Checkpoint:
    """A month in which person i has standing 10 t + i under scheme t of their kind, and so on in all that is kept."""
    state: Arrays = {}
    panel: Arrays = {}
    kinds = [kind for kind in ("person", "firm") if any(one.kind == kind for one in there)]
    for kind in kinds:
        own = [one for one in there if one.kind == kind]
        words = [standing(10 * turn + i) for turn in range(len(own)) for i in range(PEOPLE)]
        first = words[:PEOPLE]
        state |= {
            f"{kind}/files": np.arange(2 * PEOPLE, dtype=np.uint64),
            f"{kind}/balance": np.array([word & 0xFFFF for word in first], np.uint16).view(np.int16),
            f"{kind}/life": np.array([i | (word >> 16) << 19 for i, word in enumerate(first)], np.uint32),
            f"{kind}/beside": np.array(words[PEOPLE:], np.uint32),
            f"{kind}/echo": np.repeat([turn for turn, one in enumerate(own) if one.friends], PEOPLE).astype(np.int16),
            f"{kind}/columns": np.arange(PEOPLE, dtype=np.uint8),
            f"{kind}/numbers": np.arange(256, dtype=np.int32),
            f"{kind}/drag": np.full(PEOPLE if len(kinds) == 2 else 0, 0x80000321, np.uint32),
        }
        turns = np.repeat(np.arange(len(own)), FOLLOWED) * np.ones((month, 1), np.int64)
        panel |= {f"{kind}/{name}": turns.astype(np.int32) for name in ("score", "deserved", "status", "rightful")}
        panel |= {
            f"{kind}/life": np.ones((month, FOLLOWED), np.uint32),
            f"{kind}/files": np.ones((month, FOLLOWED), np.uint64),
        }
    return Checkpoint(month, state, [counted(turn, one, month) for turn, one in enumerate(there)], panel)


def standing(number: int) -> int:
    """A standing with a balance below 0, grade 1, last year's grade 2, and a spell of ``number`` months."""
    return int(packed_standing(-number, 1, 2, number, number % 2))


def counted(turn: int, one: Seat, month: int) -> Tallies:
    tallies = Tallies.for_months(one.span[1] - one.span[0])
    for at in range(max(0, min(month, one.span[1] + 1) - one.span[0])):
        tallies.people[at, 3, 0] = 100 + turn  # in the best grade, on no list
        tallies.people[at, 3, 8 + 2] = 7  # in the worst, on a list
        tallies.flows[at, 0, 2] = 50 + turn
        tallies.held[at, ON_LIST:IN_GRADE, RIGHTLY] = [1, 2, 3, 4]
        tallies.held[at, IN_GRADE + 2, WRONGLY] = 5
    tallies.scores[0, 3] = 9
    return tallies


def standings(held: Checkpoint, turn: int, kind: str = "person") -> list[int]:
    """The standing of everybody under a scheme as one word."""
    if turn == 0:
        life, balance = held.state[f"{kind}/life"], held.state[f"{kind}/balance"].view(np.uint16)
        return [int(own) >> 19 << 16 | int(points) for own, points in zip(life, balance, strict=True)]
    return held.state[f"{kind}/beside"].reshape(-1, PEOPLE)[turn - 1].tolist()


ONE, TWO, THREE = seat("one"), seat("two", friends=True), seat("three", friends=True)
NEW = seat("new", friends=True, span=(MONTH, MONTHS))


def test_the_same_schemes_find_the_month_as_it_was():
    start = saved(ONE, TWO)
    assert carried(start, [ONE, TWO], [ONE, TWO]) is start


def test_everybody_keeps_their_standing_under_a_scheme_in_whatever_place_it_is():
    found = carried(saved(ONE, TWO, THREE), [ONE, TWO, THREE], [THREE, ONE, TWO])
    assert standings(found, 0) == [standing(20 + i) for i in range(PEOPLE)]
    assert standings(found, 1) == [standing(i) for i in range(PEOPLE)]
    assert standings(found, 2) == [standing(10 + i) for i in range(PEOPLE)]


def test_there_and_back_is_the_month_as_it_was():
    start, orders = saved(ONE, TWO, THREE), ([ONE, TWO, THREE], [TWO, THREE, ONE])
    back = carried(carried(start, *orders), *reversed(orders))
    for mine, theirs in ((start.state, back.state), (start.panel, back.panel)):
        assert mine.keys() == theirs.keys()
        assert all(np.array_equal(mine[name], theirs[name]) and mine[name].dtype == theirs[name].dtype for name in mine)
    for one, other in zip(start.tallies, back.tallies, strict=True):
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Tallies.COUNTS)


def test_the_month_that_was_saved_stays_as_it_is():
    start, again = saved(ONE, TWO), saved(ONE, TWO)
    carried(start, [ONE, TWO], [TWO, replace(ONE, grades=("A", "A-", "B", "C")), NEW])
    assert all(np.array_equal(start.state[name], again.state[name]) for name in start.state)
    assert np.array_equal(start.tallies[0].people, again.tallies[0].people)


def test_a_new_scheme_finds_nobody_who_was_ever_graded_and_lives_and_files_as_they_are():
    start = saved(ONE)
    found = carried(start, [ONE], [NEW])
    assert standings(found, 0) == [0] * PEOPLE
    assert found.state["person/echo"].tolist() == [UNKNOWN] * PEOPLE
    assert found.state["person/columns"].tolist() == list(range(PEOPLE))
    assert (found.state["person/life"] & 0x7FFFF).tolist() == list(range(PEOPLE))
    assert np.array_equal(found.state["person/files"], start.state["person/files"])
    assert not found.tallies[0].people.any()
    assert len(found.tallies[0].events) == MONTHS - MONTH
    assert (found.panel["person/status"] == -1).all()


def test_what_friends_scored_is_heard_by_the_scheme_whose_score_it_is():
    found = carried(saved(ONE, TWO, THREE), [ONE, TWO, THREE], [THREE, NEW, TWO])
    assert found.state["person/echo"].reshape(3, PEOPLE)[:, 0].tolist() == [2, UNKNOWN, 1]


def test_what_was_counted_of_a_scheme_stays_its_own():
    found = carried(saved(ONE, TWO), [ONE, TWO], [NEW, TWO])
    assert found.tallies[1].people[MONTH - 1, 3, 0] == 101
    assert found.panel["person/score"][0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("months", [MONTH + 1, MONTHS + 20])
def test_a_branch_may_be_shorter_or_longer_than_its_run(months: int):
    found = carried(saved(ONE), [ONE], [replace(ONE, span=(0, months))]).tallies[0]
    assert len(found.people) == months + 1
    assert found.people[:MONTH, 3, 0].tolist() == [100] * MONTH
    assert not found.people[MONTH:].any()


def test_grades_keep_their_names_if_another_comes_between_them():
    more = replace(ONE, grades=("A", "A-", "B", "C"))
    found = carried(saved(ONE), [ONE], [more])
    now = int(packed_life(0, 0, 0, 0, 2, 3, 0, 0)) >> 19 & 0x3F
    assert {word >> 16 & 0x3F for word in standings(found, 0)} == {now}  # B was the second and C the third
    assert found.tallies[0].people[0, 3, [0, 2, 8 + 2, 8 + 3]].tolist() == [100, 0, 0, 7]
    assert found.tallies[0].flows[0, 0, [2, 3]].tolist() == [0, 50]
    assert found.tallies[0].people.sum() == saved(ONE).tallies[0].people.sum()
    spells = [word >> 22 & 63 for word in standings(found, 0)]
    assert spells == list(range(PEOPLE))


def test_who_held_a_grade_that_is_gone_holds_the_last_and_the_tables_begin_anew():
    less = replace(ONE, grades=("A",), span=(MONTH, MONTHS))
    found = carried(saved(ONE), [ONE], [less])
    assert {word >> 16 & 0x3F for word in standings(found, 0)} == {0}
    assert [word >> 22 & 63 for word in standings(found, 0)] == list(range(PEOPLE))
    assert not found.tallies[0].people.any()


def test_lists_keep_their_ids():
    old, new = replace(ONE, lists=("black", "red")), replace(ONE, lists=("red", "grey", "black"))
    start = saved(old)
    start.panel["person/status"][:] = [1 | 1 << 3, 2 << 3]  # on the black list in grade B; on the red one in A
    found = carried(start, [old], [new])
    assert found.tallies[0].held[0, ON_LIST:IN_GRADE, RIGHTLY].tolist() == [2, 0, 1, 0]
    assert found.panel["person/status"][0].tolist() == [1 | 4 << 3, 1 << 3]


def test_scores_of_the_past_fall_into_the_bins_of_now():
    found = carried(saved(ONE), [ONE], [replace(ONE, bins=(20, 5))]).tallies[0].scores
    assert found[0, (35 - 20) // 5] == found.sum() == 9  # the bin from 30 to 40 has its middle at 35


BLACK = replace(ONE, lists=("black",))
FIRMS = [seat("tax", kind="firm", lists=("a", "b")), seat("court", kind="firm", lists=("c", "d"))]


def test_letters_of_linked_subjects_reach_those_whose_they_are():
    after = [BLACK, FIRMS[1], replace(FIRMS[0], lists=("b", "a"))]
    found = carried(saved(BLACK, *FIRMS), [BLACK, *FIRMS], after)
    assert found.state["person/drag"].tolist() == [0x80000002 | (0b10 << 4)] * PEOPLE  # 1: list a; 2: list d
    assert found.state["firm/drag"].tolist() == [0x80000001] * PEOPLE


def test_letters_of_firms_are_gone_with_their_schemes():
    found = carried(saved(BLACK, *FIRMS), [BLACK, *FIRMS], [BLACK])
    assert found.state["person/drag"].size == 0
    assert not any(name.startswith("firm/") for name in [*found.state, *found.panel])
    other = seat("other", kind="firm", span=(MONTH, MONTHS))
    assert carried(saved(BLACK, *FIRMS), [BLACK, *FIRMS], [BLACK, other]).state["person/drag"].tolist() == [0] * PEOPLE


@pytest.mark.parametrize(
    ("old", "new", "on"),
    [
        ({}, {}, True),
        ({}, {"span": (0, 90)}, True),
        ({}, {"grades": ("A", "B", "C", "D")}, True),
        ({}, {"grades": ("A", "B")}, False),
        ({}, {"span": (MONTH, MONTHS)}, False),
        ({"span": (MONTH, MONTHS)}, {"span": (MONTH, MONTHS)}, False),
        ({"span": (0, 3)}, {"span": (0, 3)}, True),
        ({"span": (0, 3)}, {}, False),
    ],
)
def test_tables_go_on_if_what_was_counted_belongs_into_them(old: dict[str, Any], new: dict[str, Any], on: bool):
    assert goes_on(seat("one", **old), seat("one", **new), MONTH) == on


def test_a_scheme_that_had_ended_and_comes_back_finds_nobody_who_was_ever_graded():
    ended = replace(ONE, span=(0, 3))
    found = carried(saved(ended), [ended], [replace(ONE, span=(MONTH, MONTHS))])
    assert standings(found, 0) == [0] * PEOPLE


# Schemes, placed


RONGCHENG, TRAVEL = (Placement(find_scheme(name), "") for name in ("rongcheng-2016", "travel-2018"))


def test_a_scheme_that_goes_on_counts_since_its_first_month_and_a_new_one_since_the_branch():
    before = seats([RONGCHENG], None, MONTHS)
    found = placed_from(before, [TRAVEL, RONGCHENG], MONTH, None, MONTHS)
    assert [one.since for one in found] == [MONTH, 0]
    assert [one.span for one in seats(found, None, MONTHS)] == [(MONTH, MONTHS), (0, MONTHS)]


def test_by_the_calendar_a_scheme_that_is_yet_to_come_begins_on_its_day():
    before = seats([RONGCHENG], "2018-01", MONTHS)
    found = placed_from(before, [RONGCHENG, TRAVEL], 2, "2018-01", MONTHS)
    assert [one.span for one in seats(found, "2018-01", MONTHS)] == [(0, MONTHS), (4, MONTHS)]


def test_a_scheme_with_another_first_day_begins_anew():
    before = seats([RONGCHENG], "2016-01", MONTHS)
    moved = replace(RONGCHENG, scheme=dated(RONGCHENG.scheme, "2016-03", None))
    (found,) = placed_from(before, [moved], MONTH, "2016-01", MONTHS)
    assert seats([found], "2016-01", MONTHS)[0].span == (MONTH, MONTHS)


def test_a_seat_comes_back_from_what_a_run_says_of_it():
    from dataclasses import asdict
    from json import dumps, loads

    assert Seat.of(loads(dumps(asdict(TWO)))) == TWO


def test_a_part_of_the_state_is_that_of_some_people():
    found = part_of(saved(ONE, TWO).state, "person", 1, 3)
    assert found["life"].tolist() == saved(ONE, TWO).state["person/life"][1:3].tolist()
    assert found["files"].tolist() == [1, 2, 5, 6]
    assert found["beside"].tolist() == [standing(11), standing(12)]
    assert "drag" not in found
