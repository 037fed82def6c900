"""The tables of a run as an ensemble gathers them, with the sums that a report makes of them."""

from collections.abc import Mapping

import polars as pl

from glasshouse.measure.gather import COUNT, MEAN, SHARE, SIGNED, Layout
from glasshouse.measure.registry import METRICS
from glasshouse.runs.frames import TABLES

_PEOPLE_AND_SHARE = {"people": COUNT, "share": SHARE}
_RECORDS = {"records": COUNT, "wrong": COUNT}
_ASKED = {"asked": COUNT, "refused": COUNT}

LAYOUTS: dict[str, Layout] = {
    "metrics": Layout(
        ("metric",), {"value": MEAN}, ("title", "unit"), ("metric", {name: one.limits for name, one in METRICS.items()})
    ),
    "behind_metrics": Layout(("metric",), {"people": MEAN, "of": MEAN}, ("title",)),
    "grades": Layout(("month", "grade"), _PEOPLE_AND_SHARE),
    "lists": Layout(("month", "list"), {**_PEOPLE_AND_SHARE, "wrongly": COUNT}, ("title",)),
    "flows": Layout(("month", "from", "to"), {"people": COUNT}),
    "mobility": Layout(("year", "from", "to"), {"people": COUNT, "of": COUNT, "share": SHARE}),
    "refusals": Layout(("service",), {**_ASKED, "favoured": COUNT, "refused_share": SHARE}, ("title", "domain")),
    "answers": Layout(
        ("month", "service"),
        {**_ASKED, "favoured": COUNT, "refused_by_any": COUNT, "as_counted": COUNT},
        ("title",),
    ),
    "refusals_by": Layout(("service", "trait", "level"), {**_ASKED, "refused_share": SHARE}),
    "reasons": Layout(
        ("conduct", "source"),
        {**_RECORDS, "points_lost": COUNT, "points_lost_wrongly": COUNT, "points_gained": COUNT},
        ("title", "clause", "points"),
    ),
    "rules": Layout(
        ("conduct",),
        {**_RECORDS, "points_lost": COUNT, "points_lost_wrongly": COUNT, "points_gained": COUNT},
        ("title", "clause", "points"),
    ),
    "sources": Layout(
        ("source",),
        {**_RECORDS, "wrong_share": SHARE, "struck": COUNT, "struck_wrong": COUNT, "points_lost_wrongly": COUNT},
        ("title",),
    ),
    "conducts": Layout(
        ("month", "conduct"), {"happened": COUNT, "recorded": COUNT, "falsely": COUNT}, ("title", "domain", "lawful")
    ),
    "conducts_in_all": Layout(
        ("conduct",), {"happened": COUNT, "recorded": COUNT, "falsely": COUNT}, ("title", "domain", "lawful")
    ),
    "sanctions": Layout(
        ("month",), {"entered": COUNT, "entered_wrongly": COUNT, **_PEOPLE_AND_SHARE, "wrongly": COUNT}
    ),
    "recovery": Layout(("months", "entered_wrongly"), {"at_risk": COUNT, "ended": COUNT, "still": SHARE}),
    "scores": Layout(("month", "score_from", "score_to"), {"people": COUNT}),
    "living": Layout(
        ("month", "sanctioned"),
        {"people": COUNT, "money": MEAN, "strain": SHARE, "employed": SHARE, "indebted": SHARE, "late": SHARE},
    ),
    "in_all": Layout(
        ("span",),
        {
            "asked": COUNT, "refused": COUNT, "refused_by_any": COUNT, "points_lost": COUNT,
            "points_lost_lawfully": COUNT, "points_lost_wrongly": COUNT, "wrong": COUNT, "struck_wrong": COUNT,
            "most_at_once": COUNT, "score_of_a_tenth": SIGNED, "score_of_half": SIGNED, "score_of_nine_tenths": SIGNED,
        },
    ),
    "disparities": Layout(
        ("trait", "level"),
        {
            "people": COUNT, "sanctioned": COUNT, "rate": SHARE, "wrongly": COUNT, "wrongly_rate": SHARE,
            "risk_ratio": MEAN, "favourable_ratio": MEAN, "z": SIGNED,
        },
    ),
}  # fmt: skip
"""Every table that is gathered.

Not so ``lives``: whoever bears one number is somebody else in each seed. Nor ``people``, whose cells are as many as
hold somebody, most of them one or two."""

QUANTILES = {"score_of_a_tenth": 0.1, "score_of_half": 0.5, "score_of_nine_tenths": 0.9}
FROM_A_RUN = tuple(name for name in TABLES if name in LAYOUTS)
"""The tables of a run that these are made of."""


def with_totals(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of a run, and what its report makes of them: sums over months and sources, shares of who moved."""
    of = pl.col("people").sum().over("year", "from")
    happened = pl.col("happened", "recorded", "falsely").sum()
    moved = pl.col("records", "wrong", "points_lost", "points_lost_wrongly", "points_gained").sum()
    conducts, rules = (LAYOUTS[name].heads for name in ("conducts_in_all", "rules"))
    whole = {
        **tables,
        "behind_metrics": tables["metrics"],
        "mobility": tables["mobility"].with_columns(of=of, share=pl.when(of > 0).then(pl.col("people") / of)),
        "conducts_in_all": tables["conducts"].group_by(conducts, maintain_order=True).agg(happened),
        "rules": tables["reasons"].group_by(rules, maintain_order=True).agg(moved),
    }
    return {**whole, "in_all": _in_all(whole)}


def _in_all(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row: what a report says of the whole run in its sentences."""
    lawful = tables["conducts_in_all"].filter("lawful")["conduct"].implode()
    scores = tables["scores"].filter(pl.col("month") == pl.col("month").max())
    is_scored = bool(scores["people"].sum())
    quantiles = {name: quantile(scores, at) if is_scored else None for name, at in QUANTILES.items()}
    asked = tables["answers"].select(pl.col("asked", "refused", "refused_by_any").sum())
    return asked.with_columns(
        span=pl.lit("the whole run"),
        points_lost=tables["rules"]["points_lost"].sum(),
        points_lost_lawfully=tables["rules"].filter(pl.col("conduct").is_in(lawful))["points_lost"].sum(),
        points_lost_wrongly=tables["rules"]["points_lost_wrongly"].sum(),
        wrong=tables["sources"]["wrong"].sum(),
        struck_wrong=tables["sources"]["struck_wrong"].sum(),
        most_at_once=tables["sanctions"]["people"].max(),
        **{name: pl.lit(value, pl.Float64) for name, value in quantiles.items()},
    )


def quantile(histogram: pl.DataFrame, share: float) -> float:
    """The score below which ``share`` of the people lie; within a span people are taken as spread evenly.

    >>> quantile(pl.DataFrame({"score_from": [0, 10], "score_to": [10, 20], "people": [1, 3]}), 0.25)
    10.0
    """
    wanted, below = share * float(histogram["people"].sum()), 0.0
    for row in histogram.sort("score_from").filter(pl.col("people") > 0).iter_rows(named=True):
        if below + row["people"] >= wanted:
            inside = (wanted - below) / row["people"]
            return float(row["score_from"] + inside * (row["score_to"] - row["score_from"]))
        below += row["people"]
    return 0.0
