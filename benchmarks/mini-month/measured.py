"""The shell that all programs share: arguments, processor time, and one line of JSON."""

import argparse
import json
import time
from collections.abc import Callable

from law import MONTHS, Outcome, deviations

Program = Callable[[int, int], Outcome]


def main(run: Program) -> None:
    """Run a program of (people, seed) on one thread, once to warm up and once by the clock, and say what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20_480)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    run(1024, 0)
    began, wall = time.process_time(), time.perf_counter()
    found = run(given.people, given.seed)
    took, waited = time.process_time() - began, time.perf_counter() - wall
    a_month = given.people * MONTHS / 1e9
    away = {name: round(by, 2) for name, by in deviations(found, given.people).items()}
    print(json.dumps({"cpu_ns": took / a_month, "wall_ns": waited / a_month, "standard_errors": away}))
