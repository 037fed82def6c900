"""What the mini-month is, and what comes of it by its closed form."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

POINTS = (-5, -10, -10, -20, -50, -100, 5, 10)  # of each kind of act
RATES = (0.12, 0.08, 0.06, 0.04, 0.015, 0.005, 0.12, 0.06)  # acts of each kind a person-month
SEEN = 0.8  # chance that an act is recorded
WINDOW = 6  # months for which a record counts
START = 1000
GRADES_FROM = (990, 950, 880)  # A, B and C; who is below is in D
ASKS = 0.2  # requests a person-month of those in C and D, all refused
MONTHS = 60  # and a last judgement after them


class Outcome(NamedTuple):
    """What a program counted."""

    shares: list[float]  # of people in A, B, C and D at the last judgement
    refusals: float  # of a person in all months
    acts: float  # of a person-month
    records: float  # of a person-month


def shares_after(months: int) -> list[float]:
    """Shares of people in A, B, C and D after so many months: points of live records are compound Poisson."""
    size, step = 4096, 5
    rates = np.zeros(size)
    for points, rate in zip(POINTS, RATES, strict=True):
        rates[points // step % size] += rate * SEEN * min(months, WINDOW)
    chances = np.fft.ifft(np.exp(np.fft.fft(rates) - rates.sum())).real
    score = START + step * ((np.arange(size) + size // 2) % size - size // 2)
    edges = [math.inf, *GRADES_FROM, -math.inf]
    return [float(chances[(score < above) & (score >= least)].sum()) for above, least in pairwise(edges)]


def expected() -> Outcome:
    """What every program should count, but for chance."""
    refusals = sum(ASKS * sum(shares_after(month)[2:]) for month in range(MONTHS))
    return Outcome(shares_after(MONTHS), refusals, sum(RATES), sum(RATES) * SEEN)


def deviations(found: Outcome, people: int) -> dict[str, float]:
    """How many standard errors each count is from the closed form.

    That of refusals is reckoned three times as wide as of independent months, since grades last.
    """
    law, months = expected(), people * MONTHS
    grades = {
        grade: (mine - theirs) / math.sqrt(theirs * (1 - theirs) / people)
        for grade, mine, theirs in zip("ABCD", found.shares, law.shares, strict=True)
    }
    return {
        **grades,
        "refusals": (found.refusals - law.refusals) / (3 * math.sqrt(law.refusals / people)),
        "acts": (found.acts - law.acts) / math.sqrt(law.acts / months),
        "records": (found.records - law.records) / math.sqrt(law.records / months),
    }
