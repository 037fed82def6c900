"""The tables beside the charts of two worlds, each declared once for one seed and for many."""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.look import Row
from glasshouse.charts.table import GROUPS, Layout, Number, Table, by_month, of_groups
from glasshouse.charts.twinned import shown_twins
from glasshouse.charts.words import capital
from glasshouse.runs.contrast import EVERYBODY, MEASURES
from glasshouse.runs.contrast_layouts import LISTED, UNGRADED
from glasshouse.runs.kinds import SIDES
from glasshouse.runs.spread import COUNT, IN_100, LESS, NUMBER, SHARE, TENTHS, Form
from glasshouse.runs.twin_ensemble import TwinEnsemble
from glasshouse.runs.twins import Comparison

TwoWorlds = Comparison | TwinEnsemble
WHERE = {"a_only": "in a alone", "b_only": "in b alone", "both": "in both"}

parting = Layout(
    "Lives that differ, by months simulated",
    {"month": "Months"},
    {"parted": "First in it", "so_far": "So far", "share": Number("Share of lives", SHARE, "so_far")},
    lambda study: by_month(frame(study, "parting").with_columns(pl.col("month") + 1)),
)


def side_by_side(study: TwoWorlds) -> list[Row]:
    """The months that a table shows: ``a_x`` and ``b_x`` for each x of both worlds, and ``less_x``, a minus b."""
    less = frame(study, "less").rename(lambda name: name if name == "month" else f"less_{name}")
    for side in SIDES:
        one = frame(study, "over_time").filter(world=side).drop("world")
        one = one.rename(lambda name, side=side: name if name == "month" else f"{side}_{name}")  # type: ignore[misc]
        less = less.join(one, on="month", maintain_order="left")
    return by_month(less)


sanctioned = Layout(
    "People under sanction and on a list in both worlds",
    {"month": "Month"},
    {
        f"{side}_{name}": f"{title} in {side}"
        for name, title in {
            "sanctioned": "Under sanction",
            "wrongly": "by wrong records",
            "listed": "On a list",
        }.items()
        for side in SIDES
    },
    side_by_side,
)


def ends(study: TwoWorlds) -> Table | None:
    """How people end in a, and how the same people end in b; None if nobody is graded or listed in either."""
    of = frame(study, "ends_in")
    a, b = (_ordered(study, at, of.filter(world=side)["state"]) for at, side in enumerate(SIDES))
    if a == b == [UNGRADED]:
        return None
    ways = {(row["in_a"], row["in_b"]): row for row in frame(study, "ends").to_dicts()}
    whole = {row["state"]: row for row in of.filter(world="a").to_dicts()}

    def row_of(state: str) -> Row:
        row = whole[state]
        nobody = {name: row[name] if name == "people_seeds" else 0 for name in row if name.startswith("people")}
        found = {other: ways.get((state, other), nobody) for other in b}
        return row | {
            name.replace("people", other, 1): found[other][name] for other in b for name in nobody
        }  # fmt: skip

    numbers = {"people": "People", **{other: f"{other} in b" for other in b}}
    caption = "How people end in a, and how the same people end in b"
    return Layout(caption, {"state": "In a"}, numbers, lambda _: map(row_of, a))(study)


def _ordered(study: TwoWorlds, side: int, states: Iterable[str]) -> list[str]:
    """Ways to end in a world, the best grade first; lists last."""
    if isinstance(study, Comparison):
        grades = [grade.id for grade in study.runs[side].scheme.grades]
    else:
        grades = study.info["sides"][side].get("of", {}).get(study.who, {}).get("grades", [])
    known = [*grades, UNGRADED, LISTED]
    return sorted(states, key=lambda one: known.index(one) if one in known else len(grades))


def gains(study: TwoWorlds, measure: str) -> Table | None:
    """Who is better off in which world by a measure, and by how much, group by group; None if it is in neither."""
    how, everybody = MEASURES[measure], pl.col("trait") == EVERYBODY
    rows = (
        frame(study, "gains")
        .filter(pl.col("measure") == measure, pl.col("people") > 0)
        .sort(~everybody, maintain_order=True)
    )
    numbers: dict[str, str | Number] = {"people": "People", "difference": Number("a minus b, mean", LESS)}
    for side in SIDES:
        numbers |= {f"better_{side}": f"Better off in {side}"}
        numbers |= {f"difference_better_{side}": Number("by, mean", LESS, f"better_{side}")}
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    caption = f"{how.title}{unit}: a minus b (* fewer than 2 % of the people)"
    return Layout(caption, GROUPS, numbers, lambda _: of_groups(rows, marked=True))(study)


requests = Layout(
    "Requests over the whole time, by service",
    {"title": "Service", "domain": "Context"},
    {"granted_both": "Granted in both", "refused_a_only": "Refused in a alone", "refused_b_only": "Refused in b alone",
     "refused_both": "Refused in both", "asked_a_only": "Asked in a alone", "asked_a_only_refused": "of them refused",
     "asked_b_only": "Asked in b alone", "asked_b_only_refused": "of them refused",
     "favoured_a_only": "Rewarded in a alone", "favoured_b_only": "Rewarded in b alone"},
    lambda study: _most(frame(study, "requests"), "refused_a_only", "refused_b_only", "granted_both"),
)  # fmt: skip


def _most(rows: pl.DataFrame, a: str, b: str, then: str) -> list[Row]:
    """Rows, those first that count most in one world alone."""
    return rows.sort(pl.col(a) + pl.col(b), then, descending=[True, then != "conduct"]).to_dicts()


def conducts(study: TwoWorlds, *, lawful: bool) -> Table | None:
    """Lawful or unlawful conduct that happens in one world alone."""
    found = frame(study, "conducts").filter(pl.col("lawful") == lawful, pl.col("a_only") + pl.col("b_only") > 0)
    caption = f"{'Lawful' if lawful else 'Unlawful'} conduct that happens in one world alone"
    heads, numbers = {"title": "Conduct", "domain": "Context"}, {name: capital(where) for name, where in WHERE.items()}
    return Layout(caption, heads, numbers, lambda _: _most(found, "a_only", "b_only", "conduct"))(study)


class Side(NamedTuple):
    """One side of livelihood: its name and unit, how it is written, and how a difference of it is."""

    title: str
    unit: str
    form: Form
    less: Form


LIVING = {
    "money": Side("Savings", "months of outgoings", TENTHS, LESS),
    "strain": Side("Strain", "from 0 to 1", NUMBER, LESS),
    "employed": Side("In work", "share of people", SHARE, IN_100),
}


def living(study: TwoWorlds, side: str) -> Table | None:
    """The mean of a side of living in both worlds, and the difference, month by month."""
    how = LIVING[side]
    numbers = {f"{world}_{side}": Number(f"In {world}", how.form) for world in SIDES}
    numbers[f"less_{side}"] = Number("a minus b", how.less)
    rows = [row for row in side_by_side(study) if row[f"less_{side}"] is not None]
    return Layout(f"{how.title}, {how.unit}: mean of everybody", {"month": "Month"}, numbers, lambda _: rows)(study)


twins = Layout(
    "The people shown, at the end of both lives",
    {"person": "Person", "why": "Why", "parted": "First differs in month"},
    {
        f"{name}_{side}": Number(f"{title} in {side}", form)
        for name, title, form in (
            ("months_sanctioned", "Months under sanction", COUNT),
            ("refusals", "Requests refused", COUNT),
            ("money", "Savings", TENTHS),
        )
        for side in SIDES
    },
    lambda comparison: ({**twin.row, "why": capital(twin.why)} for twin in shown_twins(comparison)),
)
