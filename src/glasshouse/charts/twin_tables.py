"""The table beside every chart of a comparison."""

from collections.abc import Callable
from functools import partial

import polars as pl

from glasshouse.charts.alone import conducts_alone
from glasshouse.charts.gains import SIDES as OF_LIVING
from glasshouse.charts.gains import gains_of
from glasshouse.charts.parting import states
from glasshouse.charts.table import Table, count, group_of, months_shown, table
from glasshouse.charts.twinned import shown_twins
from glasshouse.charts.twins import signed
from glasshouse.charts.words import capital, percent, tenths
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import MEASURES


def _parting(comparison: Comparison) -> Table:
    shown = months_shown(comparison.info["months"])
    rows = [
        (count(row["month"] + 1), count(row["parted"]), count(row["so_far"]), percent(row["share"]))
        for row in comparison.parting.to_dicts()
        if row["month"] + 1 in shown
    ]
    return table("Lives that have parted, by months lived", [], ["Months", "In it", "So far", "Share of lives"], rows)


def _sanctioned(comparison: Comparison) -> Table:
    names = ["sanctioned", "wrongly", "listed"]
    wide = comparison.over_time.pivot("world", index="month", values=names).sort("month")
    shown = months_shown(comparison.info["months"])
    rows = [
        (count(row["month"]), *(count(row[f"{name}_{side}"]) for name in names for side in ("a", "b")))
        for row in wide.to_dicts()
        if row["month"] in shown
    ]
    titles = ["Under sanction", "by wrong records", "On a list"]
    heads = [f"{title} in {side}" for title in titles for side in ("a", "b")]
    return table("People under sanction and on a list in both worlds", [], ["Month", *heads], rows)


def _ends(comparison: Comparison) -> Table:
    a, b, cells = states(comparison)
    by = {(row["a"], row["b"]): row for row in cells}
    rows = [
        (one, count(by[one, b[0]]["of"]), *(f"{by[one, other]['people']:,}" for other in b)) for one in a
    ]  # fmt: skip
    heads = ["People", *(f"{other} in b" for other in b)]
    return table("How people end in a, and how the same people end in b", ["In a"], heads, rows)


def _gains(comparison: Comparison, measure: str) -> Table | None:
    found = gains_of(comparison, measure)
    if found is None:
        return None
    whole, groups = found
    rows = [
        (
            *group_of(row),
            count(row["people"]),
            signed(row["difference"]),
            count(row["better_a"]),
            signed(row["difference_better_a"]),
            count(row["better_b"]),
            signed(row["difference_better_b"]),
        )
        for row in (whole, *groups)
    ]
    unit = "" if MEASURES[measure].unit == "of 1" else f", {MEASURES[measure].unit}"
    heads = ["People", "a minus b, mean", "Better off in a", "by, mean", "Better off in b", "by, mean"]
    caption = f"{MEASURES[measure].title}{unit}: a minus b (* fewer than 2 % of the people)"
    return table(caption, ["Trait", "Group"], heads, rows)


def _requests(comparison: Comparison) -> Table:
    most = pl.col("refused_a_only") + pl.col("refused_b_only")
    names = ["granted_both", "refused_a_only", "refused_b_only", "refused_both", "asked_a_only", "asked_a_only_refused",
             "asked_b_only", "asked_b_only_refused", "favoured_a_only", "favoured_b_only"]  # fmt: skip
    rows = [
        (row["title"], row["domain"], *(count(row[name]) for name in names))
        for row in comparison.requests.sort(most, "granted_both", descending=True).to_dicts()
    ]
    heads = ["Granted in both", "Refused in a alone", "Refused in b alone", "Refused in both", "Asked in a alone",
             "of them refused", "Asked in b alone", "of them refused", "Rewarded in a alone",
             "Rewarded in b alone"]  # fmt: skip
    return table("Requests over the whole time, by service", ["Service", "Context"], heads, rows)


def _conducts(comparison: Comparison, *, lawful: bool) -> Table:
    rows = [
        (row["title"], row["domain"], count(row["a"]), count(row["b"]), count(row["both"]))
        for row in conducts_alone(comparison, lawful=lawful)
    ]
    kind = "Lawful" if lawful else "Unlawful"
    heads = ["In a alone", "In b alone", "In both"]
    return table(f"{kind} conduct that happens in one world alone", ["Conduct", "Context"], heads, rows)


def _living(comparison: Comparison, side: str) -> Table:
    how, shown = OF_LIVING[side], months_shown(comparison.info["months"])
    wide = comparison.over_time.pivot("world", index="month", values=side).sort("month")
    rows = [
        (count(row["month"]), how.write(row["a"]), how.write(row["b"]), signed((row["a"] - row["b"]) * how.scale))
        for row in wide.to_dicts()
        if row["month"] in shown and None not in (row["a"], row["b"])
    ]
    caption = f"{how.title}, mean of everybody (a minus b: {how.unit})"
    return table(caption, [], ["Month", "In a", "In b", "a minus b"], rows)


def _twins(comparison: Comparison) -> Table:
    held = {"months_sanctioned": "Months under sanction", "refusals": "Requests refused", "money": "Savings"}
    rows = [
        (
            f"{twin.person:,}",
            capital(twin.why),
            count(twin.row["parted"]),
            *(
                tenths(twin.row[f"{name}_{side}"]) if name == "money" else count(twin.row[f"{name}_{side}"])
                for name in held
                for side in ("a", "b")
            ),
        )
        for twin in shown_twins(comparison)
    ]
    heads = ["Parted in month", *(f"{title} in {side}" for title in held.values() for side in ("a", "b"))]
    return table("The people shown, at the end of both lives", ["Person", "Why"], heads, rows)


CHART_TABLES: dict[str, Callable[[Comparison], Table | None]] = {
    "lives_parted": _parting,
    "sanctioned_in_each": _sanctioned,
    "where_people_end": _ends,
    **{f"gains_{measure}": partial(_gains, measure=measure) for measure in MEASURES},
    "refused_in_one": _requests,
    "unlawful_in_one": partial(_conducts, lawful=False),
    "lawful_in_one": partial(_conducts, lawful=True),
    **{f"difference_{side}": partial(_living, side=side) for side in OF_LIVING},
    "twin_lives": _twins,
}
"""The table beside every chart, by the chart's name."""
