"""By hand in Numba: a ring of monthly sums, and draws that have addresses (Philox4x32-10), as Glasshouse's have."""

import math

import numba
import numpy as np
from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main

WORDS = 2**32
WORTH = np.array(POINTS, np.int64)
BELOW = (np.cumsum(RATES) / sum(RATES) * WORDS).clip(0, WORDS - 1).astype(np.uint64)
COUNTS = np.array([math.exp(-sum(RATES)) * sum(RATES) ** k / math.factorial(k) for k in range(8)])
FEWER = (np.cumsum(COUNTS) * WORDS).astype(np.uint64)
IS_SEEN, IS_ASKED = np.uint64(SEEN * WORDS), np.uint64(ASKS * WORDS)
A, B, C = GRADES_FROM
TIMES = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
STEPS = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW, HALF, NOTHING = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(0)


@numba.njit(inline="always")
def philox(a, b, c, d, key):
    """Four words of 32 bits for an address of four and a key."""
    k, l = key, NOTHING  # noqa: E741
    for _ in range(10):
        p, q = TIMES[0] * a, TIMES[1] * c
        a, b, c, d = (q >> HALF) ^ b ^ k, q & LOW, (p >> HALF) ^ d ^ l, p & LOW
        k, l = (k + STEPS[0]) & LOW, (l + STEPS[1]) & LOW  # noqa: E741
    return a, b, c, d


@numba.njit(nogil=True)
def simulate_month(month, seed, ring, score, grade, people, flows, acts, records):
    """One month of everybody; the number of refusals."""
    refusals, at, now = 0, month % WINDOW, np.uint64(month)
    for i in range(len(score)):
        points, who = np.int64(score[i]), np.uint64(i)
        own = np.int64(points < A) + np.int64(points < B) + np.int64(points < C)
        people[month, own] += 1
        flows[grade[i], own] += 1
        grade[i] = own
        if month == MONTHS:
            continue
        number, asked, _, _ = philox(who, now, NOTHING, NOTHING, seed)
        if own >= 2:
            refusals += asked < IS_ASKED
        new = act = 0
        first = second = third = fourth = NOTHING
        while act < 7 and number >= FEWER[act]:
            if act % 2 == 0:
                first, second, third, fourth = philox(who, now, np.uint64(1 + act), NOTHING, seed)
            else:
                first, second = third, fourth
            act += 1
            kind = 0
            while kind < 7 and first >= BELOW[kind]:
                kind += 1
            acts[kind] += 1
            if second < IS_SEEN:
                records[kind] += 1
                new += WORTH[kind]
        score[i] = points + new - ring[i, at]
        ring[i, at] = new
    return refusals


def run(people: int, seed: int) -> Outcome:
    ring, score, grade = (
        np.zeros((people, WINDOW), np.int16),
        np.full(people, START, np.int16),
        np.zeros(people, np.int8),
    )
    tallies, flows = np.zeros((MONTHS + 1, 4), np.int64), np.zeros((4, 4), np.int64)
    acts, records = np.zeros(8, np.int64), np.zeros(8, np.int64)
    refusals = sum(
        simulate_month(month, np.uint64(seed), ring, score, grade, tallies, flows, acts, records)
        for month in range(MONTHS + 1)
    )
    months = people * MONTHS
    return Outcome((tallies[-1] / people).tolist(), refusals / people, acts.sum() / months, records.sum() / months)


if __name__ == "__main__":
    main(run)
