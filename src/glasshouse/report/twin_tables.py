"""The numbers of a comparison as tables that people read beside those of its charts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from glasshouse.charts.table import Table, count, group_of, table
from glasshouse.charts.twins import signed, significant
from glasshouse.charts.words import NONE, percent, worded
from glasshouse.measure.disparity import is_bound
from glasshouse.results.comparison import Comparison
from glasshouse.storage.kinds import SIDES


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
