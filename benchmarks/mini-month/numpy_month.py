"""NumPy as fast as it goes person by person: blocks that fit the cache, one number of acts each, the few acts flat."""

import math

import numpy as np
from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main

BLOCK = 16_384  # people
WORTH = np.array(POINTS, np.int16)
BELOW = np.cumsum(RATES) / sum(RATES)
FEWER = np.cumsum([math.exp(-sum(RATES)) * sum(RATES) ** k / math.factorial(k) for k in range(6)]).astype(np.float32)
A, B, C = GRADES_FROM


def simulate_block(people: int, draws: np.random.Generator, counts: dict[str, np.ndarray]) -> np.ndarray:
    """All months of some people; how many are in each grade at the end."""
    ring, score = np.zeros((WINDOW, people), np.int16), np.full(people, START, np.int16)
    grade, flows = np.zeros(people, np.int8), np.zeros(16, np.int64)
    for month in range(MONTHS + 1):
        own = (score < A).view(np.int8) + (score < B).view(np.int8) + (score < C).view(np.int8)
        in_each = np.bincount(own, minlength=4)
        moved = np.flatnonzero(own != grade)
        flows += np.bincount(grade[moved] * 4 + own[moved], minlength=16)
        grade = own
        if month == MONTHS:
            break
        counts["refusals"] += (draws.random(in_each[2:].sum(), np.float32) < ASKS).sum()
        who = who_acts(draws.random(people, np.float32))
        kind = np.searchsorted(BELOW, draws.random(len(who), np.float32)).clip(0, 7)
        counts["acts"] += np.bincount(kind, minlength=8)
        seen = draws.random(len(who), np.float32) < SEEN
        who, kind = who[seen], kind[seen]
        counts["records"] += np.bincount(kind, minlength=8)
        new = np.bincount(who, WORTH[kind], minlength=people).astype(np.int16)
        score += new - ring[month % WINDOW]
        ring[month % WINDOW] = new
    return in_each


def who_acts(draw: np.ndarray) -> np.ndarray:
    """Everybody as often as they act in a month, by one number each."""
    each, left = [], np.flatnonzero(draw >= FEWER[0])
    for fewer in FEWER[1:]:
        each.append(left)
        left = left[draw[left] >= fewer]
    return np.concatenate(each)


def run(people: int, seed: int) -> Outcome:
    draws = np.random.Generator(np.random.SFC64(seed))
    counts = {"refusals": np.zeros(1, np.int64), "acts": np.zeros(8, np.int64), "records": np.zeros(8, np.int64)}
    blocks = [min(BLOCK, people - first) for first in range(0, people, BLOCK)]
    in_each = sum(simulate_block(block, draws, counts) for block in blocks)
    refusals, acts, records = (int(counts[name].sum()) for name in ("refusals", "acts", "records"))
    months = people * MONTHS
    return Outcome((in_each / people).tolist(), refusals / people, acts / months, records / months)


if __name__ == "__main__":
    main(run)
