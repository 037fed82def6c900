"""Random words with addresses: published answers, frozen purposes, words that are spread evenly."""

import numpy as np
import pytest

from glasshouse.base import draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose, round_keys

u32, u64 = np.uint32, np.uint64
PLAIN = as_written("glasshouse.base.draws")

# Random123, file kat_vectors, lines "philox4x32 10": counter, key, answer.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN, ids=["zeros", "ones", "pi"])
@pytest.mark.parametrize("philox", [draws.philox, PLAIN.philox], ids=["compiled", "as written"])
def test_philox_gives_the_published_answers(philox, counter, key, answer):
    assert philox(*map(u32, counter), *map(u32, key)) == answer


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN, ids=["zeros", "ones", "pi"])
def test_philox_of_two_gives_each_of_two_lanes_its_published_answer(counter, key, answer):
    zeros = KNOWN[0]
    keys = round_keys(key[0] | key[1] << 32)
    both = [u64(low | high << 32) for low, high in zip(counter, zeros[0], strict=True)]
    words = [int(word) for word in PLAIN.philox_of_two(*both, keys)]
    assert tuple(word & 0xFFFFFFFF for word in words) == answer
    assert tuple(word >> 32 for word in words) == PLAIN.philox(*map(u32, zeros[0]), *map(u32, key))


def drawn(n, seed=7, first=1024, month=3, purpose=Purpose.OCCASION, draw=PLAIN.draw):
    """Four words for each of ``n`` lanes, whose slots are 2, 3, 4, ..."""
    lanes, slots = np.arange(n + 1, dtype=np.int32), np.arange(2, n + 3, dtype=np.int32)
    even = (n + 1) // 2 * 2
    out = np.zeros((4, even), u32)
    draw(
        n, u32(first), u32(month), u32(purpose), round_keys(seed), lanes[:even].view(u64), slots[:even].view(u64),
        *(row.view(u64) for row in out),
    )  # fmt: skip
    return out[:, :n]


@pytest.mark.parametrize("n", [1, 6, 7])
def test_draw_puts_subject_month_slot_and_purpose_into_the_counter(n):
    key = u32(7), u32(0)
    expected = [PLAIN.philox(u32(1024 + lane), u32(3), u32(2 + lane), u32(Purpose.OCCASION), *key) for lane in range(n)]
    assert drawn(n).T.tolist() == [list(map(int, words)) for words in expected]


def test_the_seed_has_64_bits():
    low, high = drawn(4, seed=1), drawn(4, seed=1 + (1 << 32))
    assert not np.array_equal(low, high)
    assert len(round_keys((1 << 64) - 1)) == 20


def test_the_numbers_of_purposes_never_change():
    assert {one.name: one.value for one in Purpose} == {
        "MONTH": 0,
        "OCCASION": 1,
        "RECORD": 2,
        "CONTEST": 3,
        "DUE": 4,
        "START": 5,
    }


def test_unit_lies_between_0_and_1_and_never_reaches_1():
    assert PLAIN.unit(u32(0)) == 0
    assert PLAIN.unit(u32(0xFFFFFFFF)) == 1 - 2**-24
    assert PLAIN.unit(u32(1 << 31)) == 0.5
    assert PLAIN.unit(u32(0xFF)) == 0  # the lower bits are for rounding


def test_dither_takes_the_bits_that_unit_leaves():
    assert PLAIN.dither(u32(0xFFFFFF00)) == 0
    assert PLAIN.dither(u32(0x80)) == 0.5
    assert PLAIN.dither(u32(0xFF)) == 255 / 256


def test_in_both_puts_a_word_into_both_halves():
    assert PLAIN.in_both(u32(0xFFFFFFFE)) == 0xFFFFFFFEFFFFFFFE


@pytest.mark.parametrize("shift", [0, 8, 24])
def test_words_are_spread_evenly(shift):
    words = drawn(50_000, draw=draws.draw).ravel()
    counts = np.bincount((words >> u32(shift)) & u32(255), minlength=256)
    expected = len(words) / 256
    chi_square = float(((counts - expected) ** 2 / expected).sum())
    assert 255 - 5 * 22.6 < chi_square < 255 + 5 * 22.6  # five standard deviations of 255 degrees of freedom


def test_two_purposes_of_one_address_are_unrelated():
    a, b = (drawn(20_000, purpose=one, draw=draws.draw)[0] / 2**32 for one in (Purpose.MONTH, Purpose.DUE))
    assert abs(float(np.corrcoef(a, b)[0, 1])) < 5 / np.sqrt(20_000)
