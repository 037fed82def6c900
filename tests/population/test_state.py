"""A person's state: 14 bytes, and nothing is lost in packing them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.plain import as_written
from glasshouse.population.people import LANES
from glasshouse.population.state import State, blank, bytes_per_person

i32, u32, u64 = np.int32, np.uint32, np.uint64
STATE = as_written("glasshouse.population.state")
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


@pytest.mark.parametrize(("words", "size"), [(1, 14), (2, 22)])
def test_a_person_takes_as_many_bytes_as_it_says(words, size):
    state = blank(LANES, words)
    assert sum(one.nbytes for one in state) == LANES * bytes_per_person(words) == LANES * size


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
        rng.integers(0, 1 << 32, people, np.uint32),
    )  # fmt: skip
    files, balance = np.zeros(words * LANES, u64), np.zeros(LANES, np.int16)
    parts = [np.zeros(LANES, kind) for kind in (np.float32, np.float32, *[i32] * 6)]
    STATE.load_files(m, at, people, words, stored.files, files)
    STATE.unpack(m, at, stored.life, stored.balance, balance, *parts)
    assert [int(part[5]) for part in parts] == [int(getattr(STATE, name)(stored.life[at + 5])) for name in PARTS]
    other = blank(people, words)
    STATE.store_files(m, at, people, words, other.files, files, other.balance, balance)
    there = np.zeros(people, bool)
    there[at : at + m] = True
    assert np.array_equal(other.balance, np.where(there, stored.balance, 0))
    assert np.array_equal(other.files, np.where(np.tile(there, words), stored.files, 0))


def test_people_settle_in_from_the_place_of_their_page():
    stratum_of, temper_of, about_of = np.arange(40), np.arange(40) + 100, np.arange(40) % 4
    stratum, temper, about = (np.zeros(8, i32) for _ in range(3))
    STATE.settle_in(5, 20, stratum_of, temper_of, about_of, stratum, temper, about)
    assert stratum.tolist() == [20, 21, 22, 23, 24, 0, 0, 0]
    assert temper.tolist() == [120, 121, 122, 123, 124, 0, 0, 0]
    assert about.tolist() == [0, 1, 2, 3, 0, 0, 0, 0]
