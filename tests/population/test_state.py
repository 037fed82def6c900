"""A subject's state: 14 bytes at one scheme, and nothing is lost in packing them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.population import state
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN, State, blank, bytes_per_person

i32, u32, u64 = np.int32, np.uint32, np.uint64
STATE = as_written(state.__name__)
PARTS = (
    "money_of",
    "strain_of",
    "job_of",
    "debt_of",
    "grade_of_life",
    "year_grade_of",
    "spell_of",
    "entered_wrongly",
)
TOPS = (255, 63, 3, 7, 7, 7, 63, 1)


@given(st.tuples(*(st.integers(0, top) for top in TOPS)))
def test_a_life_is_what_was_packed(parts):
    word = STATE.packed_life(*map(i32, parts))
    assert tuple(int(getattr(STATE, name)(u32(word))) for name in PARTS) == parts


def test_a_full_life_fills_all_bits():
    assert STATE.packed_life(*map(i32, TOPS)) == 0xFFFFFFFF


@pytest.mark.parametrize(
    ("words", "schemes", "echoes", "size"), [(1, 1, 0, 14), (2, 1, 0, 22), (1, 3, 0, 22), (1, 1, 1, 18), (2, 8, 2, 58)]
)
def test_a_subject_takes_as_many_bytes_as_it_says(words, schemes, echoes, size):
    held = blank(LANES, words, schemes, echoes)
    told = bytes_per_person(words, schemes, echoes)
    assert sum(one.nbytes for one in (*held, held.echo)) == LANES * told == LANES * size


def test_nobody_is_known_to_have_a_score_before_the_first_judgement():
    assert (blank(LANES, 1, echoes=2).echo == UNKNOWN).all()
    assert blank(LANES, 1, columns=3).columns.tolist() == [0] * 3 * LANES


STANDING = ((-32768, 32767), (0, 7), (0, 7), (0, 63), (0, 1))  # balance, grade, year's grade, spell, entered wrongly


@given(st.lists(st.tuples(*(st.integers(*ends) for ends in STANDING)), min_size=2, max_size=2))
def test_a_standing_is_what_was_packed_under_each_scheme(two):
    standing, taken = np.zeros(2 * LANES, u32), [np.zeros(1, kind) for kind in (np.int16, *[i32] * 4)]
    for turn, parts in enumerate(two):
        STATE.keep_standing(1, turn, np.ones(1, i32), *(np.array([one]) for one in parts), standing)
    for turn, parts in enumerate(two):
        STATE.take_standing(1, turn, standing, *taken)
        assert tuple(int(one[0]) for one in taken) == parts


def test_who_is_no_subject_of_a_scheme_stands_under_it_as_before():
    standing, now = np.full(2 * LANES, 77, u32), [np.full(2, 1, kind) for kind in (np.int16, *[i32] * 4)]
    STATE.keep_standing(2, 1, np.array([0, 1], i32), *now, standing)
    assert standing[LANES] == 77
    assert standing[LANES + 1] != 77


@given(st.tuples(*(st.integers(0, top) for top in TOPS)), st.integers(-32768, 32767))
def test_the_standing_under_the_first_scheme_is_held_in_the_life_and_the_balance(parts, balance):
    standing, taken = np.zeros(LANES, u32), [np.zeros(1, kind) for kind in (np.int16, *[i32] * 4)]
    standing[0] = STATE.standing_of_life(u32(STATE.packed_life(*map(i32, parts))), np.int16(balance))
    STATE.take_standing(1, 0, standing, *taken)
    assert tuple(int(one[0]) for one in taken) == (balance, *parts[4:])


def test_standings_under_further_schemes_come_back_as_they_were_stored():
    people, at, m, schemes = 2 * LANES, LANES, 300, 3
    stored = np.random.default_rng(1).integers(0, 1 << 32, (schemes - 1) * people, np.uint32)
    standing, other = np.full(schemes * LANES, 7, u32), np.zeros_like(stored)
    STATE.load_beside(m, at, people, schemes, stored, standing)
    assert (standing[:LANES] == 7).all()  # that of the first scheme is held elsewhere
    STATE.store_beside(m, at, people, schemes, other, standing)
    there = np.zeros(people, bool)
    there[at : at + m] = True
    assert np.array_equal(other, np.where(np.tile(there, schemes - 1), stored, 0))


@pytest.mark.parametrize("slot", range(8))
def test_a_record_is_put_in_one_place_and_no_other(slot):
    files = np.full(2 * LANES, 0x1111_2222_3333_4444, u64)
    STATE.put(files, i32(7), i32(slot), i32(0xABCD))
    places = [int(STATE.place_of(files, i32(7), i32(other))) for other in range(8)]
    assert places == [0xABCD if other == slot else 0x1111 * (4 - other % 4) for other in range(8)]
    assert (np.delete(files, 7 + slot // 4 * LANES) == 0x1111_2222_3333_4444).all()


def test_a_state_comes_back_as_it_was_stored():
    people, at, m, words = 2 * LANES, LANES, 300, 2
    rng = np.random.default_rng(1)
    stored = State(
        rng.integers(0, 1 << 63, words * people, u64), rng.integers(-99, 99, people).astype(np.int16),
        rng.integers(0, 1 << 32, people, np.uint32), np.zeros(0, u32), np.zeros(0, np.int16),
        np.zeros(0, np.uint8),
    )  # fmt: skip
    files, standing = np.zeros(words * LANES, u64), np.zeros(LANES, u32)
    parts = [np.zeros(LANES, kind) for kind in (np.float32, np.float32, i32, i32)]
    held = [np.zeros(LANES, kind) for kind in (np.int16, *[i32] * 4)]
    STATE.load_files(m, at, people, words, stored.files, files)
    STATE.unpack(m, at, stored.life, stored.balance, *parts, standing)
    STATE.take_standing(m, 0, standing, *held)
    assert [int(part[5]) for part in (*parts, *held[1:])] == [
        int(getattr(STATE, name)(stored.life[at + 5])) for name in PARTS
    ]
    other = blank(people, words)
    STATE.store_files(m, at, people, words, other.files, files, other.balance, held[0])
    there = np.zeros(people, bool)
    there[at : at + m] = True
    assert np.array_equal(other.balance, np.where(there, stored.balance, 0))
    assert np.array_equal(other.files, np.where(np.tile(there, words), stored.files, 0))


def settled_in(here):
    stratum_of, temper_of, about_of, member_of = (np.arange(40) + add for add in (0, 100, 0, 0))
    stratum, temper, about, mask = (np.zeros(8, i32) for _ in range(4))
    STATE.load_people(5, 20, stratum_of, temper_of, about_of % 4, member_of, here, stratum, temper, about, mask)
    return [one.tolist() for one in (stratum, temper, about, mask)]


def test_people_settle_in_from_the_place_of_their_page():
    stratum, temper, about, mask = settled_in(here=255)
    assert stratum == [20, 21, 22, 23, 24, 0, 0, 0]
    assert temper == [120, 121, 122, 123, 124, 0, 0, 0]
    assert about == [0, 1, 2, 3, 0, 0, 0, 0]
    assert mask == [20, 21, 22, 23, 24, 0, 0, 0]


def test_people_are_subjects_of_those_of_their_schemes_that_hold_where_they_live():
    assert settled_in(here=0b00101)[3][:5] == [0b00100, 0b00101, 0b00100, 0b00101, 0]


def test_where_no_scheme_holds_nobody_has_a_file():
    assert settled_in(here=0)[2][:5] == [0, 1, 0, 1, 0]
