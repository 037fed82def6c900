"""Random words with addresses: Philox4x32-10, keyed by the seed, counted by subject, month, slot and purpose."""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import lanes, scalar

u32, u64, i32, f32 = np.uint32, np.uint64, np.int32, np.float32


class Purpose(IntEnum):
    """What a draw is for. The numbers are part of every result: they never change and are never used again."""

    MONTH = 0  # how many occasions, debt, work, the first scheduled conduct
    OCCASION = 1  # slot: pair of occasions; which kind, whether it happens
    RECORD = 2  # slot: event; whether it is seen, on whose file it lands
    CONTEST = 3  # slot: see ``contest.slot_of``; whether it is struck
    DUE = 4  # the other scheduled conducts
    START = 5  # how one begins: work, savings, debt


MULTIPLY_A, MULTIPLY_B = u64(0xD2511F53), u64(0xCD9E8D57)
ADVANCE_A, ADVANCE_B = u64(0x9E3779B9), u64(0xBB67AE85)
STEPS = (ADVANCE_A, ADVANCE_B)
LOW, HIGH, HALF = u64(0xFFFFFFFF), u64(0xFFFFFFFF00000000), u64(32)


@scalar
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10 (Salmon, Moraes, Dror and Shaw, SC11): four uint32 counter words, two key words, four out."""
    for _ in range(10):
        p = MULTIPLY_A * u64(c0)
        q = MULTIPLY_B * u64(c2)
        c0, c1, c2, c3 = (
            u32(u32(q >> HALF) ^ c1 ^ k0),
            u32(q & LOW),
            u32(u32(p >> HALF) ^ c3 ^ k1),
            u32(p & LOW),
        )
        k0 = u32((u64(k0) + ADVANCE_A) & LOW)
        k1 = u32((u64(k1) + ADVANCE_B) & LOW)
    return c0, c1, c2, c3


@scalar
def round_of_two(x0, x1, x2, x3, k0, k1):
    """One round for two neighbouring lanes, whose words share a uint64 each."""
    even_p, odd_p = MULTIPLY_A * u64(x0 & LOW), MULTIPLY_A * u64(x0 >> HALF)
    even_q, odd_q = MULTIPLY_B * u64(x2 & LOW), MULTIPLY_B * u64(x2 >> HALF)
    high_p, low_p = (even_p >> HALF) | (odd_p & HIGH), (even_p & LOW) | (odd_p << HALF)
    high_q, low_q = (even_q >> HALF) | (odd_q & HIGH), (even_q & LOW) | (odd_q << HALF)
    return high_q ^ x1 ^ k0, low_q, high_p ^ x3 ^ k1, low_p


@scalar
def philox_of_two(x0, x1, x2, x3, keys):
    """:func:`philox` for two lanes at once (even lane in the low half of each uint64): 2.5 times as fast in AVX2."""
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[0], keys[1])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[2], keys[3])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[4], keys[5])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[6], keys[7])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[8], keys[9])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[10], keys[11])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[12], keys[13])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[14], keys[15])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[16], keys[17])
    x0, x1, x2, x3 = round_of_two(x0, x1, x2, x3, keys[18], keys[19])
    return x0, x1, x2, x3


@lanes
def draw(n, first, month, purpose, keys, lane, slot, a, b, c, d):
    """The four words at ``n`` addresses (subject ``first`` + lane, month, slot, purpose).

    ``keys`` are the :func:`round_keys` of the seed. All other arrays are uint64 views of 32-bit arrays, two lanes an
    element; where ``n`` is odd one more is drawn.
    """
    subject, when, what = in_both(first), in_both(month), in_both(purpose)
    for z in range((n + 1) >> 1):
        a[z], b[z], c[z], d[z] = philox_of_two(u64(subject + lane[z]), when, slot[z], what, keys)


@scalar
def in_both(word):
    """A 32-bit word in both halves of a uint64."""
    return u64(u64(word) | (u64(word) << HALF))


@scalar
def unit(word):
    """The upper 24 bits of a word as a float32 in [0, 1)."""
    return f32(i32(word >> u32(8))) * f32(5.9604644775390625e-08)


@scalar
def dither(word):
    """The lower 8 bits of a word as a float32 in [0, 1): for rounding without bias."""
    return f32(i32(word & u32(255))) * f32(0.00390625)


def round_keys(seed: int) -> npt.NDArray[np.uint64]:
    """[20] The two key words of each of the ten rounds, in both halves of a uint64; ``seed`` has at most 64 bits."""
    words = [seed & 0xFFFFFFFF, seed >> 32]
    keys = [(words[half] + turn * int(step)) & 0xFFFFFFFF for turn in range(10) for half, step in enumerate(STEPS)]
    return np.array([key | (key << 32) for key in keys], np.uint64)
