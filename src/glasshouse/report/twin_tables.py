"""The tables of two worlds that stand beside no chart, each declared once for one seed and for many."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from glasshouse.charts.frames import everybody, frame, in_all
from glasshouse.charts.numbers import signed, significant, text_of
from glasshouse.charts.study import TwoWorlds
from glasshouse.charts.style import Row
from glasshouse.charts.table import GROUPS, Layout, Number, Table, count, of_groups, table
from glasshouse.charts.two_worlds import in_world
from glasshouse.charts.words import NONE, capital, percent, worded
from glasshouse.measure.disparity import is_bound
from glasshouse.results import acts
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import TURNED_AWAY
from glasshouse.results.numbers import SHARE, less_of, plain_form_of, said
from glasshouse.results.twin_ensemble import TwinEnsemble, told_chances
from glasshouse.storage.kinds import SIDES

WHERE = {"a_only": "in a, not in b", "b_only": "in b, not in a", "both": "in both"}
STANDINGS = {"sanctioned": "Under sanction", "listed": "On a list", "wrongly": "Under sanction by wrong records"}
standing = Layout(
    "Whose lives diverge, and who ends where, by group",
    GROUPS,
    {
        "people": "People",
        "parted": "Lives that diverge",
        "share": Number("Share", SHARE, "parted"),
        **{f"sanctioned_{at}": f"Under sanction {where}" for at, where in WHERE.items()},
        **{f"listed_{at}": f"On a list {where}" for at, where in WHERE.items()},
    },
    lambda study: of_groups(frame(study, "standing").filter(pl.col("people") > 0)),
)


def in_brief(study: TwoWorlds) -> Table:
    """Who ends on a list and under sanction in a alone, in b alone, in both."""
    whole = everybody(study)
    rows = [
        (title, *(text_of(study, whole, key) if (key := f"{name}_{at}") in whole else NONE for at in WHERE))
        for name, title in STANDINGS.items()
    ]
    return table("People at the end", ["Standing"], map(capital, WHERE.values()), rows)


def _rewards(study: TwoWorlds) -> list[Row]:
    many = pl.col("favoured_a_only") + pl.col("favoured_b_only")
    return frame(study, "requests").filter(many > 0).sort(many, "service", descending=[True, False]).to_dicts()


def rewards(study: TwoWorlds) -> Table | None:
    """What is granted with a reward in one world and not in the other."""
    others = zip(SIDES, reversed(SIDES), strict=True)
    numbers = {f"favoured_{side}_only": f"In {in_world(study, side)}, not in {other}" for side, other in others}
    heads = {"title": "Service"}
    return Layout("Granted with a reward in one world and not in the other", heads, numbers, _rewards)(study)


def whole_time(study: TwoWorlds) -> Table:
    """What the big numbers and the sentences of the page are made of."""
    kinds = {"refused": "Requests refused", "turned_away": TURNED_AWAY, **acts.TITLES}
    named = {
        "parted": "Lives that diverge",
        "never_parted": "Lives that are the same",
        "sanctioned_in_one": "End under sanction in one world and not in the other",
        "listed_in_one": "End on a list in one world and not in the other",
        "turned_away_in_one": f"{TURNED_AWAY} in one world and granted in the other",
        **{f"given_up_{side}": f"Requests given up in {side}" for side in SIDES},
        **{f"{kind}_{at}": f"{title} {where}" for kind, title in kinds.items() for at, where in WHERE.items()},
    }
    row = everybody(study) | in_all(study)
    head = "Number" if isinstance(study, Comparison) else "Mean over comparisons"
    rows = [(title, text_of(study, row, key)) for key, title in named.items()]
    return table("Over the whole time", ["What"], [head], rows)


IN_SHORT = (
    "months_sanctioned", "turned_away", "refusals", "given_up", "speech", "unlawful_conduct", "good_deeds", "money",
    "strain", "employed", "late", "sanctioned_people", "wrongful_share", "listed_people", "favoured_share",
    "largest_disparity", "median_recovery_months",
)  # fmt: skip


class Outcome(NamedTuple):
    """A number of both worlds, as people read it."""

    title: str
    unit: str
    a: str
    b: str
    less: str


def outcomes(study: TwoWorlds, named: Sequence[str] | None = None) -> list[Outcome]:
    """The outcomes of these names, or all, in a, in b, and a minus b; differences of shares are in hundredths."""
    rows = [row for row in study.differences.to_dicts() if named is None or row["outcome"] in named]
    return [
        Outcome(
            worded(study.who, row["title"]),
            worded(study.who, row["unit"]),
            *(_of_one(study, row) if isinstance(study, Comparison) else _of_many(study, row)),
        )
        for row in rows
    ]


def _of_one(comparison: Comparison, row: Row) -> tuple[str, str, str]:
    """An outcome of one seed; a bound has a mark."""
    unit, less, bounds = row["unit"], row["difference"], ["", ""]
    if row["outcome"] == "largest_disparity":
        notes = (run.metric(row["outcome"])["note"] or "" for run in comparison.runs)
        bounds = ["≥ " if is_bound(note) else "" for note in notes]
    a, b = (f"{bound}{written(row[side], unit)}" for side, bound in zip(SIDES, bounds, strict=True))
    return a, b, f"{signed(less * 100)} in 100" if unit.startswith("share") and less else signed(less)


def _of_many(ensemble: TwinEnsemble, row: Row) -> tuple[str, str, str]:
    a, b = (said(row, side, plain_form_of(row["unit"]), ensemble.size).text for side in SIDES)
    return a, b, said(row, "difference", less_of(row["unit"]), ensemble.size).text


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


def _as_table(caption: str, rows: list[Outcome]) -> Table:
    return table(caption, ["Number", "Unit"], ["In a", "In b", "a minus b"], rows)


def in_short(study: TwoWorlds) -> Table:
    """The outcomes that say most, in a and in b, and the difference."""
    return _as_table("Both worlds in short", outcomes(study, IN_SHORT))


def all_outcomes(study: TwoWorlds) -> Table:
    """Every outcome in a and in b, and the difference."""
    return _as_table("Every number of both worlds", outcomes(study))


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
