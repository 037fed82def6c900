"""Whether the number under sanction still climbs at the end, because everybody began with an empty file."""

import math

from glasshouse.base.advice import option
from glasshouse.base.errors import count_of
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.scheme.compile.filling import Filling, filling

YEAR = 12
LEAST_GROWTH = 0.05  # of the number at the end, in the last year: below that a year more says nothing new
EVER = " Some records count for ever or until they are settled, so that it may climb for long."
LEAST_ERRORS = 2.0  # standard errors of the growth, by how many came and left: what is less may be chance


def climbs(now: float, before: float, came: float) -> bool:
    """Whether a number still climbs.

    By more than a twentieth of itself, and by two standard errors: who comes and who leaves are independent counts,
    so the variance of the growth is all that came and all that left.

    Parameters
    ----------
    now, before : float
        People under sanction at the end, and a year before.
    came : float
        How often somebody came under sanction in that year.

    Examples
    --------
    >>> climbs(80, 60, 25), climbs(80, 78, 25), climbs(10, 8, 6)
    (True, False, False)
    """
    growth, left = now - before, came - (now - before)
    return growth > LEAST_GROWTH * now and growth > LEAST_ERRORS * math.sqrt(max(came + left, 0.0))


def caution(study: Run | Ensemble) -> str | None:
    """What stands beside the number of those under sanction where it still climbs at the end; None if it does not."""
    months = study.table("sanctions").sort("month").to_dicts()
    span = min(YEAR, len(months) - 1)
    end, begin, seeds = months[-1], months[-1 - span], study.size if isinstance(study, Ensemble) else 1
    now, before = (seeds * (one["people"] or 0) for one in (end, begin))
    came = seeds * sum(one["entered"] or 0 for one in months[len(months) - span :])
    if not climbs(now, before, came):
        return None
    when, first = "a year before the end" if span == YEAR else "at the start", study.info.get("burn_in", 0)
    early = f", {count_of(first, 'month')} before the first that is counted" if first else ""
    return (
        f"Everybody began with an empty file{early}, and the number still climbs: {when} it was {before / seeds:,.0f}. "
        f"After more months it would be higher.{advice(filling([study.scheme], study.catalogue), first)}"
    )


def advice(files: Filling, burn_in: int) -> str:
    """What to do where files still filled when counting began; whether the climb has an end, if they did not.

    >>> advice(Filling(36, False), 0)
    ' Records count for up to 36 months: with burn_in=36 no file still fills when counting begins.'
    >>> advice(Filling(36, True), 36), advice(Filling(36, False), 36)
    (' Some records count for ever or until they are settled, so that it may climb for long.', '')
    """
    if files.months > burn_in:
        full = f"with {option('burn_in', files.months)} no file still fills when counting begins"
        return f" Records count for up to {count_of(files.months, 'month')}: {full}."
    return EVER if files.for_ever else ""
