"""The numbers of a comparison as tables that people read: those behind its charts, and both worlds side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from glasshouse.charts.alone import conducts_alone
from glasshouse.charts.gains import SIDES as OF_LIVING
from glasshouse.charts.gains import gains_of
from glasshouse.charts.parting import states
from glasshouse.charts.twinned import shown_twins
from glasshouse.charts.twins import signed, significant
from glasshouse.charts.words import NONE, TRAIT_TITLES, capital, level_title, percent, tenths, worded
from glasshouse.measure.disparity import is_bound
from glasshouse.report.tables import Table, count, months_shown, table
from glasshouse.runs.contrast import EVERYBODY, MEASURES
from glasshouse.runs.kinds import SIDES
from glasshouse.runs.twins import Comparison


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


def group_of(row: dict[str, Any]) -> tuple[str, str]:
    """The trait and level of a row, as words."""
    if row["trait"] == EVERYBODY:
        return "Everybody", ""
    return TRAIT_TITLES.get(row["trait"], row["trait"]), level_title(row["level"]) + (" *" if row.get("few") else "")


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


def standing(comparison: Comparison) -> Table:
    """Every group: whose lives part, and who ends on a list or under sanction in which world."""
    names = [f"{what}_{where}" for what in ("sanctioned", "listed") for where in ("a_only", "b_only", "both")]
    rows = [
        (*group_of(row), count(row["people"]), count(row["parted"]), percent(row["parted"] / row["people"]),
         *(count(row[name]) for name in names))
        for row in comparison.standing.filter(pl.col("people") > 0).to_dicts()
    ]  # fmt: skip
    places = ("in a alone", "in b alone", "in both")
    heads = [f"{what} {where}" for what in ("Under sanction", "On a list") for where in places]
    return table(
        "Whose lives part, and who ends where, by group",
        ["Trait", "Group"],
        ["People", "Lives parted", "Share", *heads],
        rows,
    )


def in_brief(comparison: Comparison) -> Table:
    """Who ends on a list and under sanction in a alone, in b alone, in both."""
    whole = comparison.everybody
    rows = [
        (title, *(count(whole[f"{what}_{where}"]) for where in ("a_only", "b_only", "both")))
        for what, title in (("sanctioned", "Under sanction"), ("listed", "On a list"))
    ]
    wrongly = (count(whole[f"wrongly_{side}_only"]) for side in ("a", "b"))
    rows.append(("Under sanction by wrong records", *wrongly, NONE))
    return table("People at the end", ["Standing"], ["In a alone", "In b alone", "In both"], rows)


def rewards(comparison: Comparison) -> Table:
    """Services that are granted with a reward in one world alone; no rows if none is."""
    many = pl.col("favoured_a_only") + pl.col("favoured_b_only")
    found = comparison.requests.filter(many > 0).sort(many, "service", descending=[True, False])
    rows = [(row["title"], count(row["favoured_a_only"]), count(row["favoured_b_only"])) for row in found.to_dicts()]
    return table("Granted with a reward in one world alone", ["Service"], ["In a alone", "In b alone"], rows)


def written(value: float | None, unit: str) -> str:
    """The value of an outcome for people.

    >>> written(8663.0, "people"), written(0.349, "months per person"), written(None, "months")
    ('8,663', '0.35', '–')
    """
    if value is None:
        return NONE
    if unit.startswith("share"):
        return percent(value)
    return f"{value:,.0f}" if value == int(value) else significant(value) if value >= 0 else signed(value)


IN_SHORT = (
    "months_sanctioned", "refusals", "unlawful_conduct", "lawful_conduct", "money", "strain", "employed", "late",
    "sanctioned_people", "wrongful_share", "listed_people", "largest_disparity", "median_recovery_months",
)  # fmt: skip


class Outcome(NamedTuple):
    """A number of both worlds, as people read it."""

    title: str
    unit: str
    a: str
    b: str
    less: str


def outcomes(comparison: Comparison, named: Sequence[str] | None = None) -> list[Outcome]:
    """The outcomes of these names, or all; differences of shares are in hundredths."""
    rows = comparison.differences.to_dicts()
    found = [row for row in rows if named is None or row["outcome"] in named]
    return [_outcome(row, comparison.who, _bounds(comparison, row["outcome"])) for row in found]


def _bounds(comparison: Comparison, outcome: str) -> tuple[str, str]:
    """What stands before the number of each world: that it is at least so large, where only that is known."""
    if outcome != "largest_disparity":
        return "", ""
    one, other = ("≥ " if is_bound(run.metric(outcome)["note"] or "") else "" for run in comparison.runs)
    return one, other


def _outcome(row: dict[str, Any], who: str, bounds: tuple[str, str]) -> Outcome:
    less, unit = row["difference"], row["unit"]
    told = f"{signed(less * 100)} in 100" if unit.startswith("share") and less else signed(less)
    title, of = worded(who, row["title"]), worded(who, unit)
    a, b = (f"{bound}{written(row[side], unit)}" for side, bound in zip(SIDES, bounds, strict=True))
    return Outcome(title, of, a, b, told)


def in_short(comparison: Comparison) -> Table:
    """The outcomes that say most, in a and in b, and the difference."""
    return _as_table("Both worlds in short", outcomes(comparison, IN_SHORT))


def all_outcomes(comparison: Comparison) -> Table:
    """Every outcome in a and in b, and the difference."""
    return _as_table("Every number of both worlds", outcomes(comparison))


def _as_table(caption: str, rows: list[Outcome]) -> Table:
    return table(caption, ["Number", "Unit"], ["In a", "In b", "a minus b"], rows)
