"""The score of a scheme made ready for kernels: its scale, its grades, and its parts."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import STRATA, Cast
from glasshouse.scheme.compile.tables import (
    ACCOUNTS,
    UNITS,
)
from glasshouse.scheme.forms.inputs.form import ByState
from glasshouse.scheme.forms.inputs.registry import fed_by
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Scheme

i32 = np.int32
OUT_OF_REACH = -(1 << 30)
WIDEST = 20_000  # points between start and the end of the scale; the balance has 16 bits


def has_friends(scheme: Scheme) -> bool:
    """Whether friends' scores feed its score."""
    return any(fed.friends is not None for part in scheme.accounts for fed in part.inputs)


def rounded(value: float) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(value + 0.5)


def floors_of(scheme: Scheme) -> npt.NDArray[np.int32]:
    """[8] The lowest score of each grade, best first; the worst has none, and unused places are out of reach."""
    floors = np.full(8, OUT_OF_REACH, np.int32)
    for at, grade in enumerate(scheme.grades[:-1]):
        floors[at] = OUT_OF_REACH if grade.from_ is None else grade.from_
    return floors


def scale_of(scheme: Scheme) -> dict[str, Any]:
    """Where scores begin and end, what clean time gives, and how they are counted."""
    start = scheme.score.start if scheme.score else 0
    lowest = scheme.score.lowest if scheme.score else 0
    top = scheme.score.highest if scheme.score and scheme.score.highest is not None else start + WIDEST
    begins, width = bins_of(scheme)
    return {
        "start": i32(start),
        "lowest": i32(lowest),
        "highest": i32(min(top, start + WIDEST)),
        "clean_months": i32(scheme.clean.months if scheme.clean else 0),
        "clean_points": i32(scheme.clean.points if scheme.clean else 0),
        "bin_width": i32(width),
        "bin_begins": i32(begins),
        "foot": i32(lowest if scheme.accounts else start),
        "parts": i32(len(scheme.accounts)),
    }


def bins_of(scheme: Scheme) -> tuple[int, int]:
    """Where the first of 64 bins of scores begins, and how wide each is: the grades fill the middle three quarters."""
    start = scheme.score.start if scheme.score else 0
    floors = [grade.from_ for grade in scheme.grades if grade.from_ is not None] or [start]
    low, high = min([*floors, start]), max([*floors, start])
    width = max(1, -(-(high - low) // 48))
    return low - 8 * width, width


def units_of(scheme: Scheme, account: Account) -> int:
    """UNITS of the score that one point of an account is."""
    if account.weight is None or scheme.score is None or scheme.score.highest is None:
        return UNITS
    return rounded(float(account.weight.value) * (scheme.score.highest - scheme.score.lowest) / 100 * UNITS)


def account_place(scheme: Scheme, name: str | None) -> int:
    """The number of the account that points go to; 0 where they go to the score."""
    return [one.id for one in scheme.accounts].index(name) if name is not None and scheme.accounts else 0


def accounts_of(scheme: Scheme, cast: Cast) -> npt.NDArray[np.int32]:
    """[6*4] Ends, unit and what feeds each account; see SchemeTables.accounts."""
    table = np.zeros((ACCOUNTS, 4), np.int32)
    for at, one in enumerate(scheme.accounts):
        low, high = one.ends
        lives = any(isinstance(fed.form, ByState) for fed in one.inputs)
        traits = any(fed.form.by_stratum(fed.said, cast) is not None for fed in one.inputs)
        table[at] = low, WIDEST if high is None else high, units_of(scheme, one), lives + 2 * traits
    return table.ravel()


def opens_of(scheme: Scheme, cast: Cast) -> npt.NDArray[np.int32]:
    """[6*STRATA] What each account begins with, with the points that traits give."""
    table = np.zeros((ACCOUNTS, STRATA))
    for at, one in enumerate(scheme.accounts):
        table[at] = one.start
        for fed in one.inputs:
            if (by_traits := fed.form.by_stratum(fed.said, cast)) is not None:
                table[at] += by_traits
    return np.floor(table + 0.5).astype(np.int32).ravel()


def feeds_of(scheme: Scheme, catalogue: Catalogue) -> npt.NDArray[np.float32]:
    """[6*FEEDS] What else feeds each account."""
    inputs = [one.inputs for one in scheme.accounts] + [()] * (ACCOUNTS - len(scheme.accounts))
    return np.concatenate([fed_by(one, catalogue) for one in inputs])


def best_grades(scheme: Scheme, cast: Cast) -> npt.NDArray[np.uint8]:
    """[STRATA] The best grade that each stratum may hold."""
    best, grades = np.zeros(STRATA, np.uint8), [grade.id for grade in scheme.grades]
    for limit in scheme.limits:
        chosen = cast.chosen(limit.where)
        best[chosen] = np.maximum(best[chosen], grades.index(limit.grade_at_most))
    return best
