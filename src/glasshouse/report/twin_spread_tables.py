"""Every table of a comparison's report as many seeds have it: each number a mean, with its interval in brackets."""

from collections.abc import Sequence

import polars as pl

from glasshouse.charts.table import ALONE, WHERE, Shown, Table, count, group_of, spread, table
from glasshouse.charts.twin_spread import everybody, in_all
from glasshouse.charts.words import NONE, worded
from glasshouse.report.twin_tables import IN_SHORT
from glasshouse.results.comparison_totals import LISTED, UNGRADED
from glasshouse.results.numbers import COUNT, SHARE, less_of, plain_form_of, said
from glasshouse.results.twin_ensemble import TwinEnsemble, told_chances
from glasshouse.storage.kinds import SIDES


def ends(ensemble: TwinEnsemble) -> Table | None:
    """How people end in a, and how the same people end in b; None if nobody is graded or listed in either."""
    frame, of = ensemble.table("ends"), ensemble.table("ends_in")
    a, b = (_ordered(ensemble, at, of.filter(world=side)["state"].to_list()) for at, side in enumerate(SIDES))
    if a == b == [UNGRADED]:
        return None
    ways = {(row["in_a"], row["in_b"]): row for row in frame.to_dicts()}
    whole = {row["state"]: row for row in of.filter(world="a").to_dicts()}
    rows = [
        (
            one,
            said(whole[one], "people", COUNT, ensemble.size).text,
            *(
                said(ways[one, other], "people", COUNT, ensemble.size).text if (one, other) in ways else "0"
                for other in b
            ),
        )
        for one in a
    ]
    heads = ["People", *(f"{other} in b" for other in b)]
    return table("How people end in a, and how the same people end in b", ["In a"], heads, rows)


def _ordered(ensemble: TwinEnsemble, side: int, states: Sequence[str]) -> list[str]:
    """Ways to end in a world, the best grade first; lists last."""
    grades = ensemble.info["sides"][side].get("of", {}).get(ensemble.who, {}).get("grades", [])
    known = [*grades, UNGRADED, LISTED]
    return sorted(states, key=lambda one: known.index(one) if one in known else len(grades))


def standing(ensemble: TwinEnsemble) -> Table:
    """Every group: whose lives part, and who ends on a list or under sanction in which world."""
    found = ensemble.table("standing").filter(pl.col("people") > 0).to_dicts()
    rows = [dict(zip(("of_trait", "of_level"), group_of(row), strict=True)) | row for row in found]
    numbers = [
        Shown("People", "people"),
        Shown("Lives parted", "parted"),
        Shown("Share", "share", SHARE, "parted"),
        *(
            Shown(f"{title} {where}", f"{name}_{at}")
            for name, title in (("sanctioned", "Under sanction"), ("listed", "On a list"))
            for at, where in WHERE.items()
        ),
    ]
    caption = "Whose lives part, and who ends where, by group"
    return spread(ensemble, caption, rows, [("Trait", "of_trait"), ("Group", "of_level")], numbers)


def in_brief(ensemble: TwinEnsemble) -> Table:
    """Who ends on a list and under sanction in a alone, in b alone, in both."""
    whole = everybody(ensemble)
    rows = [
        (title, *(said(whole, f"{name}_{where}", COUNT, ensemble.size).text for where in WHERE))
        for name, title in (("sanctioned", "Under sanction"), ("listed", "On a list"))
    ]
    wrongly = (said(whole, f"wrongly_{where}", COUNT, ensemble.size).text for where in ALONE)
    rows.append(("Under sanction by wrong records", *wrongly, NONE))
    return table("People at the end", ["Standing"], [where.capitalize() for where in WHERE.values()], rows)


def rewards(ensemble: TwinEnsemble) -> Table:
    """Services that are granted with a reward in one world alone; no rows if none is."""
    many = pl.col("favoured_a_only") + pl.col("favoured_b_only")
    found = ensemble.table("requests").filter(many > 0).sort(many, "service", descending=[True, False])
    numbers = [Shown(f"In {side} alone", f"favoured_{side}_only") for side in SIDES]
    caption = "Granted with a reward in one world alone"
    return spread(ensemble, caption, found.to_dicts(), [("Service", "title")], numbers)


def whole(ensemble: TwinEnsemble) -> Table:
    """What the big numbers and the sentences of the page are made of."""
    row, parted = in_all(ensemble), everybody(ensemble)
    named = {
        "never_parted": "Lives that never part",
        "sanctioned_in_one": "End under sanction in one world alone",
        "listed_in_one": "End on a list in one world alone",
        "refused_in_one": "Requests refused in one world and granted in the other",
        "acts_in_one": "Acts in one world alone",
        **{f"refused_{at}": f"Requests refused {where}" for at, where in WHERE.items()},
        **{f"unlawful_{at}": f"Unlawful acts {where}" for at, where in WHERE.items()},
        **{f"lawful_{at}": f"Lawful acts {where}" for at, where in WHERE.items()},
    }
    rows = [("Lives that part", said(parted, "parted", COUNT, ensemble.size).text)]
    rows += [(title, said(row, name, COUNT, ensemble.size).text) for name, title in named.items()]
    return table("Over the whole time", ["What"], ["Mean over comparisons"], rows)


def outcomes(ensemble: TwinEnsemble, named: Sequence[str] | None = None) -> list[tuple[str, ...]]:
    """The outcomes of these names, or all: title, unit, in a, in b, and a minus b; each with its interval."""
    return [
        (
            worded(ensemble.who, row["title"]),
            worded(ensemble.who, row["unit"]),
            *(said(row, side, plain_form_of(row["unit"]), ensemble.size).text for side in SIDES),
            said(row, "difference", less_of(row["unit"]), ensemble.size).text,
        )
        for row in ensemble.differences.to_dicts()
        if named is None or row["outcome"] in named
    ]


def _as_table(caption: str, rows: list[tuple[str, ...]]) -> Table:
    return table(caption, ["Number", "Unit"], ["In a", "In b", "a minus b"], rows)


def in_short(ensemble: TwinEnsemble) -> Table:
    """The outcomes that say most, in a and in b, and the difference."""
    return _as_table("Both worlds in short", outcomes(ensemble, IN_SHORT))


def all_outcomes(ensemble: TwinEnsemble) -> Table:
    """Every outcome in a and in b, and the difference."""
    return _as_table("Every number of both worlds", outcomes(ensemble))


def single(ensemble: TwinEnsemble) -> Table:
    """How far the differences of single comparisons stray: standard deviation, least and most."""
    rows = [
        (
            worded(ensemble.who, row["title"]),
            worded(ensemble.who, row["unit"]),
            said(row, "difference", form, ensemble.size).sd,
            f"{_plain(row['difference_least'] * form.scale)} to {_plain(row['difference_most'] * form.scale)}",
            count(row["difference_seeds"]),
        )
        for row in ensemble.differences.to_dicts()
        for form in [less_of(row["unit"])]
        if row["difference"] is not None
    ]
    heads = ["Standard deviation", "Least to most", "Defined in"]
    return table("a minus b in single comparisons (shares in hundredths)", ["Number", "Unit"], heads, rows)


def _plain(value: float) -> str:
    return f"{value:+,.3g}".replace("-", "−") if value else "0"


def chances(ensemble: TwinEnsemble) -> Table:
    """What shared chances buy: variances of a difference, and how many independent pairs give the same interval."""
    rows = [
        (one.title, one.difference.replace("-", "−"), one.shared, one.independent, one.correlation, one.pairs)
        for one in told_chances(ensemble)
    ]
    heads = [
        "a minus b",
        "Variance, chances shared",
        "Variance, chances independent",
        "Correlation",
        "Independent pairs for the same interval",
    ]
    return table(f"What {ensemble.size:,} pairs with shared chances tell", ["Outcome"], heads, rows)
