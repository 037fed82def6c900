"""Whether the files of a run had room, and what it says beside its headline if they had not."""

import polars as pl

from glasshouse.population.state import FILES
from glasshouse.results.run import Run, percent

TOLD_FROM = 0.01  # of the records that rules count: a loss above this stands beside the headline


def lost_share(run: Run) -> float:
    """Share of the records that any scheme of these subjects counts that found no place, over the whole run.

    What is lost is lost to all schemes over a file, so it is not told apart by scheme.
    """
    lost = run.metric("overflow_share")["people"] or 0
    if not lost:
        return 0.0
    kind = run.info["scheme"]["kind"]
    alike = [one for one in map(run.under, run.schemes) if one.info["scheme"]["kind"] == kind]
    counted = pl.concat([one.table("reasons").select("conduct", "source", "records") for one in alike]).unique()
    return float(lost / max(lost, counted["records"].sum()))


def caution(run: Run) -> str | None:
    """What stands beside the number of those under sanction, and holds for all that follows from it; None if nothing.

    More than a hundredth of the records that rules count were lost, so that it may be another with more room.
    """
    share, records = lost_share(run), int(run.info["records"])
    if share <= TOLD_FROM:
        return None
    more = next((one for one in FILES if one > records), None)
    remedy = f"With files of {more} it may be another number." if more else "No file is larger."
    return f"Files of {records} were full: {percent(share)} of the records that rules count were lost. {remedy}"
