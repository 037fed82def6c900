"""How long the way back takes: the survival of being under sanction, spells that still last included."""

import numpy as np
import numpy.typing as npt

from glasshouse.measure.registry import Cells, Finding, metric
from glasshouse.measure.tally import SPELL, Counts, Tallies

KAPLAN_MEIER = "E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958)"
EVERYBODY, WRONGLY = (
    0,
    1,
)  # columns of Tallies.at_risk and Tallies.ended: all, and of them who entered wrongly
FOLLOWED = SPELL - 1  # months of a spell that are told apart; the last count holds all longer ones together


def survival(at_risk: Counts, ended: Counts) -> npt.NDArray[np.float64]:
    """Share still under sanction after each month, by Kaplan-Meier.

    Parameters
    ----------
    at_risk, ended : int64 arrays, shape (SPELL,)
        People under sanction by months so far, and of them those who came free in that month.

    Returns
    -------
    float64 array, shape (FOLLOWED,)
        Never rising, between 1 and 0; ``nan`` after the last month in which anybody was under sanction.

    Examples
    --------
    >>> at_risk, ended = np.zeros(SPELL, int), np.zeros(SPELL, int)
    >>> at_risk[1:4], ended[1:4] = (10, 8, 4), (2, 4, 0)
    >>> survival(at_risk, ended)[:5]
    array([1. , 0.8, 0.4, 0.4, nan])
    """
    people, free = at_risk[:FOLLOWED], ended[:FOLLOWED]
    hazard = np.zeros(FOLLOWED, np.float64)
    np.divide(free, people, out=hazard, where=people > 0)
    still = np.cumprod(1 - hazard, dtype=np.float64)
    observed = np.flatnonzero(people)
    still[observed[-1] + 1 if observed.size else 0 :] = np.nan
    return still


def months_until(still: npt.NDArray[np.float64], free: float) -> int | None:
    """The first month by which a share ``free`` has come free, or ``None`` if it was not seen.

    >>> months_until(np.array([1.0, 0.8, 0.4, np.nan]), 0.5), months_until(np.array([1.0, 0.8]), 0.5)
    (2, None)
    """
    reached = np.flatnonzero(still <= 1 - free + 1e-12)
    return int(reached[0]) if reached.size else None


def spells(tallies: Tallies, wrongly: bool | None) -> tuple[Counts, Counts]:
    """[SPELL] At risk and [SPELL] of them come free: who entered wrongly, rightly, or (``None``) all."""
    at_risk, ended = tallies.at_risk, tallies.ended
    if wrongly is None:
        return at_risk[:, EVERYBODY], ended[:, EVERYBODY]
    if wrongly:
        return at_risk[:, WRONGLY], ended[:, WRONGLY]
    return at_risk[:, EVERYBODY] - at_risk[:, WRONGLY], ended[:, EVERYBODY] - ended[:, WRONGLY]


def _recovery(tallies: Tallies, free: float, wrongly: bool | None = None) -> Finding:
    at_risk, ended = spells(tallies, wrongly)
    months = months_until(survival(at_risk, ended), free)
    came_free = int(ended.sum())
    if months is None:
        note = f"Fewer than {free:.0%} came free within the months that were observed."
    else:
        note = "Estimated by Kaplan-Meier; people still under sanction at the end count for as long as seen."
    return Finding(None if months is None else float(months), came_free, None, note)


@metric(title="Median time to recover", unit="months", limits=(0, FOLLOWED), source=KAPLAN_MEIER)
def median_recovery_months(tallies: Tallies, _: Cells) -> Finding:
    """Months after which half of those who came under sanction are free of it."""
    return _recovery(tallies, 0.5)


@metric(title="Nine in ten have recovered after", unit="months", limits=(0, FOLLOWED), source=KAPLAN_MEIER)
def p90_recovery_months(tallies: Tallies, _: Cells) -> Finding:
    """Months after which nine in ten of those who came under sanction are free of it."""
    return _recovery(tallies, 0.9)


@metric(
    title="Median time to recover, wrongly sanctioned",
    unit="months",
    limits=(0, FOLLOWED),
    source=KAPLAN_MEIER,
)
def median_recovery_wrongful_months(tallies: Tallies, _: Cells) -> Finding:
    """Months after which half of those who came under sanction by wrong records are free of it."""
    return _recovery(tallies, 0.5, wrongly=True)


@metric(
    title="Still under sanction after a year",
    unit="share of people who entered",
    limits=(0, 1),
    source=KAPLAN_MEIER,
)
def still_after_a_year(tallies: Tallies, _: Cells) -> Finding:
    """Share of those who came under sanction who are not free of it twelve months later."""
    still = float(survival(*spells(tallies, None))[12])
    return Finding(None if np.isnan(still) else still)
