"""What happens in a month: how many occasions come, of which kind, and what becomes of them."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.life import live

f32, i32, u32 = np.float32, np.int32, np.uint32
LIVE = as_written(live.__name__)
NO_EVENT, REAL, FALSE = 0, 1, 2
HALF = u32(1 << 23)  # a bound that 24-bit fractions stay below half of the time


def i32s(*values):
    return np.array(values, i32)


def entry(bound, other):
    """An entry of an alias table."""
    return u32(int(bound) << 8 | other)


def mark(fraction):
    """The random word whose unit is ``fraction``."""
    return u32(int(fraction * 2**24) << 8)


# drawing a count and a kind


@pytest.mark.parametrize(("fraction", "place"), [(0, 5), (HALF - 1, 5), (HALF, 9), (0xFFFFFF, 9)])
def test_a_cell_keeps_its_own_below_its_bound_and_gives_the_other_from_there(fraction, place):
    assert LIVE.picked(i32(5), u32(fraction), entry(HALF, 9), i32(8)) == place


@pytest.mark.parametrize("cell", [0, 1, 17, 31])
def test_the_highest_five_bits_choose_the_cell_of_counts(cell):
    assert LIVE.count_place(u32(cell << 27 | 0x7FFFFFF)) == cell


@pytest.mark.parametrize(("bits", "cell"), [(7, 0), (7, 1), (7, 64), (7, 127), (8, 255), (10, 1), (10, 1023)])
def test_the_highest_bits_choose_the_cell_of_kinds(bits, cell):
    assert LIVE.kind_place(u32((cell + 1 << 32 - bits) - 1), i32(bits)) == cell


def test_the_bits_below_the_cell_are_the_fraction():
    assert LIVE.occasion_count(u32(7 << 27), entry(1, 3)) == 7
    assert LIVE.occasion_count(u32(7 << 27 | 1 << 3), entry(1, 3)) == 3
    assert LIVE.kind_of(u32(100 << 25), entry(1, 42), i32(7)) == 100
    assert LIVE.kind_of(u32(100 << 25 | 1 << 1), entry(1, 42), i32(7)) == 42


@pytest.mark.parametrize("bits", [8, 9, 10])
def test_in_a_large_catalogue_the_other_kind_has_as_many_bits_as_the_cell_and_the_fraction_the_rest(bits):
    cell, other, bound = (1 << bits) - 3, (1 << bits) - 1, 1 << 31 - bits
    told = u32(bound << bits | other)
    assert LIVE.kind_of(u32(cell << 32 - bits | bound - 1), told, i32(bits)) == cell
    assert LIVE.kind_of(u32(cell << 32 - bits | bound), told, i32(bits)) == other


# whether an occasion becomes conduct


def sway(temper=0.0, hardship=0.0):
    return i32(int(temper * 256) | int(hardship * 256) << 16)


def test_an_average_unstrained_person_does_what_is_likely():
    assert LIVE.propensity(f32(0.25), sway(temper=0.7, hardship=3), i32(32), i32(0)) == 0.25


def test_temper_counts_as_far_as_the_conduct_follows_it():
    assert LIVE.propensity(f32(0.25), sway(temper=1), i32(64), i32(0)) == 0.5
    assert LIVE.propensity(f32(0.25), sway(temper=0.5), i32(64), i32(0)) == 0.375
    assert LIVE.propensity(f32(0.25), sway(temper=0), i32(64), i32(0)) == 0.25
    assert LIVE.propensity(f32(0.25), sway(temper=1), i32(0), i32(0)) == 0


def test_full_strain_makes_it_as_much_likelier_as_its_hardship_says():
    assert LIVE.propensity(f32(0.1), sway(hardship=3), i32(32), i32(63)) == pytest.approx(0.4)
    assert LIVE.propensity(f32(0.1), sway(hardship=127), i32(32), i32(63)) == pytest.approx(12.8)


@pytest.mark.parametrize(
    ("at", "result"), [(0, REAL), (0.24, REAL), (0.25, NO_EVENT), (0.74, NO_EVENT), (0.75, FALSE), (0.99, FALSE)]
)
def test_low_marks_happen_and_high_marks_are_made_up(at, result):
    assert LIVE.outcome(f32(at), f32(0.25), f32(0.75)) == result


def test_what_happens_is_not_made_up_as_well():
    assert LIVE.outcome(f32(0.9), f32(1), f32(0.75)) == REAL


@given(*(st.integers(0, top) for top in (959, 15, 255, 63)))
def test_a_bundle_holds_stratum_response_temper_and_strain_apart(stratum, response, temper, strain):
    who = int(LIVE.bundled(*map(i32, (stratum, response, temper, strain))))
    assert (who >> 18, who >> 14 & 15, who >> 6 & 255, who & 63) == (stratum, response, temper, strain)


# a neighbourhood's occasions


def pairs_of(count):
    """The pairs of occasions of lanes with these counts, and the second halves among them."""
    m, room = len(count), 64
    who, lane, number, which, l2, n2 = (np.zeros(room, i32) for _ in range(6))
    c, d, pick, drawn = (np.arange(room, dtype=u32) + add for add in (0, 100, 0, 0))
    pairs = LIVE.pair_up(m, i32s(*count), who, lane, number)
    second = LIVE.second_halves(pairs, i32s(*count), lane, number, c, d, which, l2, n2, pick, drawn)
    first = list(zip(lane[:pairs].tolist(), number[:pairs].tolist(), strict=True))
    halves = list(zip(l2[:second].tolist(), n2[:second].tolist(), strict=True))
    return first, halves, pick[:second].tolist(), drawn[:second].tolist()


def test_occasions_come_in_pairs_first_pairs_first():
    first, _, _, _ = pairs_of([3, 0, 1, 5])
    assert first == [(0, 0), (2, 0), (3, 0), (0, 1), (3, 1), (3, 2)]


def test_only_whole_pairs_have_a_second_half_with_the_other_two_words():
    _, second, pick, drawn = pairs_of([3, 0, 1, 5])
    assert second == [(0, 0), (3, 0), (3, 1)]
    assert pick == [0, 2, 4]  # the third words of the pairs that have a second half
    assert drawn == [100, 102, 104]  # the fourth words


def test_where_nothing_comes_there_is_no_pair():
    assert pairs_of([0, 0]) == ([], [], [], [])


def test_each_lane_counts_by_the_table_of_its_stratum():
    table = np.zeros(960 * 32, u32)
    table[3 * 32 + 9], table[4 * 32 + 9] = entry(0, 2), entry(0, 6)
    count = np.zeros(2, i32)
    LIVE.count_occasions(2, i32s(3, 4), np.array([9 << 27, 9 << 27], u32), table, count)
    assert count.tolist() == [2, 6]


def test_an_occasion_is_of_a_kind_and_comes_to_something_by_who_it_meets():
    alias, likely = np.zeros(960 * 128, u32), np.zeros(16 * 128, f32)
    sways, false_from = np.zeros(128, i32), np.full(128, 0.9, f32)
    alias[2 * 128 + 50], alias[1 * 128 + 50] = entry(0, 7), entry(0, 8)
    likely[0 * 128 + 7], likely[9 * 128 + 7] = 0.5, 0.25
    sways[7] = sway(temper=1)
    bundle = i32s(
        *(LIVE.bundled(*map(i32, who)) for who in ((2, 0, 32, 0), (2, 9, 32, 0), (2, 0, 0, 0), (1, 0, 32, 0)))
    )
    lane, pick = i32s(0, 1, 2, 3, 0), np.full(5, 50 << 25, u32)
    marks = np.array([mark(0.3)] * 4 + [mark(0.95)], u32)
    kind, result = np.zeros(5, i32), np.zeros(5, i32)
    LIVE.decide_outcomes(5, i32(7), lane, pick, marks, bundle, alias, likely, sways, false_from, kind, result)
    assert kind.tolist() == [7, 7, 7, 8, 7]
    assert result.tolist() == [REAL, NO_EVENT, NO_EVENT, NO_EVENT, FALSE]


def events(room=8):
    return SimpleNamespace(**{name: np.full(room, -1, i32) for name in ("lane", "kind", "result", "slot")})


def test_only_what_came_to_something_is_an_event_and_its_slot_is_its_number():
    e, which = events(), np.zeros(8, i32)
    given = i32s(4, 5, 6), i32s(0, 1, 2), i32s(11, 12, 13), i32s(REAL, NO_EVENT, FALSE)
    assert LIVE.keep_events(3, 1, *given, which, 2, e.lane, e.kind, e.result, e.slot) == 4
    assert e.lane.tolist()[:5] == [-1, -1, 4, 6, -1]
    assert e.kind.tolist()[2:4] == [11, 13]
    assert e.result.tolist()[2:4] == [REAL, FALSE]
    assert e.slot.tolist()[2:4] == [1, 5]


@pytest.mark.parametrize(("same", "kinds"), [(0, [21, 23]), (9, [9, 9])])
def test_lanes_with_a_result_are_added_to_the_events(same, kinds):
    e, who = events(), np.zeros(8, i32)
    given = i32s(21, 22, 23), i32s(REAL, NO_EVENT, FALSE)
    assert LIVE.add_events(3, i32(same), 64, *given, who, 1, e.lane, e.kind, e.result, e.slot) == 3
    assert e.lane.tolist()[:4] == [-1, 0, 2, -1]
    assert e.kind.tolist()[1:3] == kinds
    assert e.slot.tolist()[1:3] == [64, 64]


def test_what_is_due_falls_due_for_adults_by_their_status():
    likely, sways = np.zeros(3 * 16, f32), np.zeros(128, i32)
    likely[1 * 16 + 0], likely[1 * 16 + 8] = 0.5, 0.1
    bundle = i32s(*(LIVE.bundled(*map(i32, who)) for who in ((0, 0, 32, 0), (0, 8, 32, 0), (0, 0, 32, 0))))
    result = np.zeros(4, i32)
    LIVE.decide_dues(
        3, 1, i32(40), np.array([mark(0.3)] * 3, u32), likely, sways, np.array([1, 0.9, 1], f32), i32s(1, 1, 0),
        bundle, result,
    )  # fmt: skip
    assert result.tolist() == [REAL, NO_EVENT, NO_EVENT, 0]


def test_a_minor_has_no_false_record_of_what_is_due_to_adults():
    result, bundle = np.zeros(1, i32), i32s(LIVE.bundled(i32(0), i32(0), i32(32), i32(0)))
    LIVE.decide_dues(
        1, 0, i32(40), np.array([mark(0.99)], u32), np.zeros(48, f32), np.zeros(128, i32), np.full(3, 0.9, f32),
        i32s(0), bundle, result,
    )  # fmt: skip
    assert result.tolist() == [NO_EVENT]


def test_people_answer_by_the_class_of_their_schemes_and_whether_they_are_under_sanction():
    bundle, classes = np.zeros(3, i32), np.zeros(256, np.uint8)
    classes[0b101], classes[0b010] = 3, 2
    LIVE.pack_responses(
        3, i32s(5, 6, 7), i32s(0b101, 0b010, 0), classes, i32s(0, 1, 0), i32s(32, 40, 32), np.array([0, 63, 0], f32),
        bundle,
    )  # fmt: skip
    assert (bundle >> 14 & 15).tolist() == [3, 2 | 8, 0]
    assert (bundle & 63).tolist() == [0, 63, 0]
    assert (bundle >> 18).tolist() == [5, 6, 7]


# the trace of a month


def slots():
    """Every slot that an event of a month can have, in the order in which a neighbourhood lists them."""
    pairs = range(16)
    halves = [[2 * number + half for number in pairs] for half in (0, 1)]
    return [*halves[0], *halves[1], *(live.DUE_SLOT + which for which in range(3)), live.LADDER_SLOT]


def test_no_two_events_have_the_same_place_and_places_ascend_as_events_are_listed():
    orders = [int(LIVE.order_of(i32(lane), i32(slot))) for slot in slots() for lane in range(512)]
    assert orders == sorted(set(orders))
    assert max(orders) < 1 << 32 - 1
    assert {order & 511 for order in orders} == set(range(512))


def test_a_trace_holds_kind_result_and_answer_of_each_event_and_the_replies_to_requests_in_turn():
    service = np.full(1024, -1, i32)
    service[7] = 0
    kind, result = i32s(3, 7, 1023, 7, 7), i32s(REAL, REAL, FALSE, REAL, REAL)
    lane, slot = i32s(9, 20, 0, 511, 4), i32s(0, 2, 1, live.DUE_SLOT, live.LADDER_SLOT)
    traced, order, what = np.full(2, -1, i32), np.zeros(20, u32), np.zeros(20, u32)
    LIVE.trace_events(5, 1, 10, lane, kind, result, slot, service, i32s(0, 3, 2), traced, order, what)
    assert traced.tolist() == [-1, 5]
    assert not order[:10].any()
    assert order[10:15].tolist() == [int(LIVE.order_of(*both)) for both in zip(lane, slot, strict=True)]
    told = [(int(LIVE.kind_in(one)), int(LIVE.result_in(one)), int(LIVE.answer_in(one))) for one in what[10:15]]
    assert told == [(3, REAL, 0), (7, REAL, 1), (1023, FALSE, 0), (7, REAL, 4), (7, REAL, 3)]
    assert (what[10:15] != 0).all()
