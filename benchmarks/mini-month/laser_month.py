"""LASER: columns of a LaserFrame and one compiled step, with Numba's own generator, as its models are written."""

import math

import laser.core.random
import numba
import numpy as np
from laser.core import LaserFrame
from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main

WORTH, BELOW, ALL = np.array(POINTS, np.int64), np.cumsum(RATES), float(sum(RATES))
NO_MORE = math.exp(-ALL)
A, B, C = GRADES_FROM


@numba.njit(nogil=True, parallel=True)
def simulate_month(month, count, ring, score, grade, people, flows, refusals, acts, records):
    at, workers = month % WINDOW, len(people)
    for worker in numba.prange(workers):
        for i in range(count * worker // workers, count * (worker + 1) // workers):
            points = np.int64(score[i])
            own = np.int64(points < A) + np.int64(points < B) + np.int64(points < C)
            people[worker, month, own] += 1
            flows[worker, grade[i], own] += 1
            grade[i] = own
            if month == MONTHS:
                continue
            if own >= 2 and np.random.random() < ASKS:  # noqa: NPY002
                refusals[worker, 0] += 1
            new = 0
            left = np.random.random()  # noqa: NPY002
            while left > NO_MORE:
                left *= np.random.random()  # noqa: NPY002
                draw, kind = np.random.random() * ALL, 0  # noqa: NPY002
                while kind < 7 and draw >= BELOW[kind]:
                    kind += 1
                acts[worker, kind] += 1
                if np.random.random() < SEEN:  # noqa: NPY002
                    records[worker, kind] += 1
                    new += WORTH[kind]
            score[i] = points + new - ring[at, i]
            ring[at, i] = new


def run(people: int, seed: int) -> Outcome:
    numba.set_num_threads(1)
    laser.core.random.seed(seed)
    frame = LaserFrame(capacity=people, initial_count=people)
    frame.add_scalar_property("score", dtype=np.int16, default=START)
    frame.add_scalar_property("grade", dtype=np.int8, default=0)
    frame.add_vector_property("ring", WINDOW, dtype=np.int16, default=0)
    tallies, flows = np.zeros((1, MONTHS + 1, 4), np.int64), np.zeros((1, 4, 4), np.int64)
    refusals, acts, records = (np.zeros((1, 8), np.int64) for _ in range(3))
    for month in range(MONTHS + 1):
        simulate_month(
            month, frame.count, frame.ring, frame.score, frame.grade, tallies, flows, refusals, acts, records
        )
    months = people * MONTHS
    return Outcome(
        (tallies[0, -1] / people).tolist(), refusals.sum() / people, acts.sum() / months, records.sum() / months
    )


if __name__ == "__main__":
    main(run)
