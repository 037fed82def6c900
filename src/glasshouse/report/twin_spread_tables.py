"""Every table of a comparison's report as many seeds have it: each number a mean, with its interval in brackets."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import polars as pl

from glasshouse.charts.look import Row
from glasshouse.charts.twin_spread import LIVING, everybody, gains_of, in_all
from glasshouse.charts.words import NONE, worded
from glasshouse.report.spread_tables import Shown, spread
from glasshouse.report.tables import Table, count, months_shown, table
from glasshouse.report.twin_tables import IN_SHORT, group_of
from glasshouse.runs.contrast import MEASURES
from glasshouse.runs.contrast_layouts import LISTED, UNGRADED
from glasshouse.runs.kinds import SIDES
from glasshouse.runs.spread import COUNT, LESS, NUMBER, SHARE, TENTHS, less_of, plain_form_of, said
from glasshouse.runs.twin_ensemble import TwinEnsemble, told_chances

WHERE = {"a_only": "in a alone", "b_only": "in b alone", "both": "in both"}
ALONE = ("a_only", "b_only")
OF_LIVING = {"money": TENTHS, "strain": NUMBER, "employed": SHARE}  # how a mean in one world is written


def parting(ensemble: TwinEnsemble) -> Table:
    """Lives that have parted, by months lived."""
    shown = months_shown(ensemble.info["months"])
    frame = ensemble.table("parting").with_columns(pl.col("month") + 1)
    rows = [row for row in frame.to_dicts() if row["month"] in shown]
    numbers = [Shown("In it", "parted"), Shown("So far", "so_far"), Shown("Share of lives", "share", SHARE, "so_far")]
    return spread(ensemble, "Lives that have parted, by months lived", rows, [("Months", "month")], numbers)


def _side_by_side(ensemble: TwinEnsemble, columns: Sequence[str]) -> list[Row]:
    """The months that a table shows: the columns of both worlds, with _a and _b after their names, and a minus b."""
    shown, frame = months_shown(ensemble.info["months"]), ensemble.table("over_time")
    less = {row["month"]: row for row in ensemble.table("less").to_dicts()}
    both = {side: {row["month"]: row for row in frame.filter(world=side).to_dicts()} for side in SIDES}
    return [
        {
            "month": month,
            **{
                f"{one}_in_{side}{end}": both[side][month][f"{one}{end}"]
                for one in columns
                for side in SIDES
                for end in ("", "_low", "_high", "_sd", "_seeds")
            },
            **{f"less_{name}": value for name, value in less[month].items()},
        }
        for month in both["a"]
        if month in shown
    ]


def sanctioned(ensemble: TwinEnsemble) -> Table:
    """People under sanction and on a list in both worlds, month by month."""
    titles = {"sanctioned": "Under sanction", "wrongly": "by wrong records", "listed": "On a list"}
    numbers = [Shown(f"{title} in {side}", f"{name}_in_{side}") for name, title in titles.items() for side in SIDES]
    rows = _side_by_side(ensemble, list(titles))
    caption = "People under sanction and on a list in both worlds"
    return spread(ensemble, caption, rows, [("Month", "month")], numbers)


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


def gains(ensemble: TwinEnsemble, measure: str) -> Table | None:
    """Who is better off in which world by a measure, and by how much, group by group."""
    found, how = gains_of(ensemble, measure), MEASURES[measure]
    if found is None:
        return None
    whole, groups = found
    rows = [dict(zip(("of_trait", "of_level"), group_of(row), strict=True)) | row for row in (whole, *groups)]
    numbers = [
        Shown("People", "people"),
        Shown("a minus b, mean", "difference", LESS),
        *(
            one
            for side in SIDES
            for one in (
                Shown(f"Better off in {side}", f"better_{side}"),
                Shown("by, mean", f"difference_better_{side}", LESS, f"better_{side}"),
            )
        ),
    ]
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    caption = f"{how.title}{unit}: a minus b (* fewer than 2 % of the people)"
    return spread(ensemble, caption, rows, [("Trait", "of_trait"), ("Group", "of_level")], numbers)


def requests(ensemble: TwinEnsemble) -> Table:
    """Requests over the whole time, by service."""
    most = pl.col("refused_a_only") + pl.col("refused_b_only")
    rows = ensemble.table("requests").sort(most, "granted_both", descending=True).to_dicts()
    titles = {
        "granted_both": "Granted in both", "refused_a_only": "Refused in a alone",
        "refused_b_only": "Refused in b alone", "refused_both": "Refused in both", "asked_a_only": "Asked in a alone",
        "asked_a_only_refused": "of them refused", "asked_b_only": "Asked in b alone",
        "asked_b_only_refused": "of them refused", "favoured_a_only": "Rewarded in a alone",
        "favoured_b_only": "Rewarded in b alone",
    }  # fmt: skip
    numbers = [Shown(title, name) for name, title in titles.items()]
    texts = [("Service", "title"), ("Context", "domain")]
    return spread(ensemble, "Requests over the whole time, by service", rows, texts, numbers)


def conducts(ensemble: TwinEnsemble, *, lawful: bool) -> Table:
    """Lawful or unlawful conduct that happens in one world alone."""
    many = pl.col("a_only") + pl.col("b_only")
    found = ensemble.table("conducts").filter((pl.col("lawful") == lawful) & (many > 0))
    rows = found.sort(many, "conduct", descending=[True, False]).to_dicts()
    numbers = [Shown(where.capitalize(), name) for name, where in WHERE.items()]
    caption = f"{'Lawful' if lawful else 'Unlawful'} conduct that happens in one world alone"
    return spread(ensemble, caption, rows, [("Conduct", "title"), ("Context", "domain")], numbers)


def living(ensemble: TwinEnsemble, side: str) -> Table:
    """The mean of a side of living in both worlds, and the difference, month by month."""
    how = LIVING[side]
    numbers = [Shown(f"In {world}", f"{side}_in_{world}", OF_LIVING[side]) for world in SIDES]
    numbers.append(Shown("a minus b", f"less_{side}", how.form))
    rows = _side_by_side(ensemble, [side])
    return spread(ensemble, f"{how.title}, mean of everybody", rows, [("Month", "month")], numbers)


CHART_TABLES: Mapping[str, Callable[[TwinEnsemble], Table | None]] = {
    "lives_parted": parting,
    "sanctioned_in_each": sanctioned,
    **{f"gains_{measure}": partial(gains, measure=measure) for measure in MEASURES},
    "refused_in_one": requests,
    "unlawful_in_one": partial(conducts, lawful=False),
    "lawful_in_one": partial(conducts, lawful=True),
    **{f"difference_{side}": partial(living, side=side) for side in LIVING},
}
"""The table beside every chart, by the chart's name."""


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
