"""The table beside every chart of an ensemble."""

import polars as pl

from glasshouse.charts.look import Row
from glasshouse.charts.spread import SIDES, points_lost
from glasshouse.charts.table import REQUESTS, Shown, Table, months_shown, spread, titled
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import NUMBER, SHARE, TENTHS


def _thinned(ensemble: Ensemble, frame: pl.DataFrame, month: str = "month") -> list[Row]:
    months = months_shown(ensemble.info["months"])
    return [row for row in frame.to_dicts() if row[month] in months]


def sanctions(ensemble: Ensemble) -> Table:
    """People under sanction, month by month."""
    numbers = [
        Shown("New", "entered"),
        Shown("of them by wrong records", "entered_wrongly"),
        Shown("Under sanction", "people"),
        Shown("of them by wrong records", "wrongly"),
        Shown("Share of people", "share", SHARE, "people"),
    ]
    rows = _thinned(ensemble, ensemble.table("sanctions"))
    return spread(ensemble, "People under sanction", rows, [("Month", "month")], numbers)


def grades(ensemble: Ensemble) -> Table:
    """People in each grade, month by month."""
    numbers = [Shown("People", "people"), Shown("Share", "share", SHARE, "people")]
    texts = [("Month", "month"), ("Grade", "grade")]
    rows = _thinned(ensemble, ensemble.table("grades"))
    return spread(ensemble, "People in each grade, with their share", rows, texts, numbers)


def groups(ensemble: Ensemble) -> Table:
    """People under sanction at the end, by group."""
    numbers = [
        Shown("People", "people"),
        Shown("Under sanction", "sanctioned"),
        Shown("Share", "rate", SHARE, "sanctioned"),
        Shown("by wrong records", "wrongly"),
        Shown("Times the lowest share", "risk_ratio", NUMBER),
        Shown("Share not under sanction, over the highest", "favourable_ratio", NUMBER),
        Shown("Standard errors from the lowest", "z", TENTHS),
    ]
    rows = titled(ensemble.table("disparities").to_dicts())
    caption = "People under sanction at the end, by group (ratios only where a group has 2 % of the people)"
    return spread(ensemble, caption, rows, [("Trait", "trait"), ("Group", "level")], numbers)


def refusals(ensemble: Ensemble) -> Table:
    """Requests over the whole run, by service."""
    frame = ensemble.table("refusals").sort("refused", "asked", "service", descending=[True, True, False])
    numbers = [*REQUESTS, Shown("Granted with a reward", "favoured")]
    texts = [("Service", "title"), ("Context", "domain")]
    return spread(ensemble, "Requests over the whole run, by service", frame.to_dicts(), texts, numbers)


def rules(ensemble: Ensemble) -> Table:
    """Points that rules took, over all their sources."""
    numbers = [Shown("Records", "records"), Shown("Points lost", "points_lost")]
    numbers.append(Shown("by wrong records", "points_lost_wrongly"))
    texts = [("Conduct", "title"), ("Clause", "clause")]
    return spread(ensemble, "Points lost over the whole run, by rule", points_lost(ensemble), texts, numbers)


def recovery(ensemble: Ensemble) -> Table:
    """Who is still under sanction after so many months."""
    who = {None: "all", True: "by wrong records", False: "by true records"}
    rows = [
        {**row, "who": who[row["entered_wrongly"]]} for row in _thinned(ensemble, ensemble.table("recovery"), "months")
    ]
    numbers = [Shown("Still under sanction", "still", SHARE), Shown("seen", "at_risk"), Shown("came free", "ended")]
    caption = "Still under sanction after so many months (Kaplan-Meier)"
    return spread(ensemble, caption, rows, [("Months", "months"), ("Who", "who")], numbers)


def sources(ensemble: Ensemble) -> Table:
    """Records by source, and how many were wrong."""
    numbers = [
        Shown("Records", "records"),
        Shown("Wrong", "wrong"),
        Shown("Share", "wrong_share", SHARE, "wrong"),
        Shown("Struck", "struck"),
        Shown("Wrong and struck", "struck_wrong"),
        Shown("Points lost by wrong records", "points_lost_wrongly"),
    ]
    rows = ensemble.table("sources").sort("wrong", "source", descending=[True, False]).to_dicts()
    return spread(ensemble, "Records over the whole run, by source", rows, [("Source", "title")], numbers)


def living(ensemble: Ensemble, side: str) -> Table:
    """Means of livelihood, month by month, of people under sanction and of all others."""
    how = SIDES[side]
    rows = [
        {**row, "who": "under sanction" if row["sanctioned"] else "all others"}
        for row in _thinned(ensemble, ensemble.table("living"))
    ]
    numbers = [Shown("Mean", side, how.form), Shown("People", "people")]
    caption = f"{how.title}, {how.unit}: mean"
    return spread(ensemble, caption, rows, [("Month", "month"), ("Who", "who")], numbers)


CHART_TABLES = {
    "sanctions_over_time": sanctions,
    "grades_at_the_end": grades,
    "who_is_where": groups,
    "refusals": refusals,
    "reasons": rules,
    "recovery": recovery,
    "wrongful_by_source": sources,
    "living_money": lambda ensemble: living(ensemble, "money"),
    "living_strain": lambda ensemble: living(ensemble, "strain"),
    "living_employed": lambda ensemble: living(ensemble, "employed"),
}
"""The table beside every chart, by the chart's name."""
