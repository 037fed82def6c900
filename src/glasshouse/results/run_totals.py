"""What a report makes of the tables of a run, and an ensemble gathers with them: sums, shares, one row for all."""

from collections.abc import Mapping

import polars as pl

from glasshouse.measure.gather import MEAN
from glasshouse.results.run_tables import HAPPENINGS, MOVED, TABLES
from glasshouse.results.table import (
    COUNTED,
    DIFFERENCE,
    FLAG,
    INT,
    KEY,
    NAME,
    NUMBERED,
    WORTH,
    Column,
    Tables,
    each,
    part_of,
)

QUANTILES = {"score_of_a_tenth": 0.1, "score_of_half": 0.5, "score_of_nine_tenths": 0.9}
Frames = Mapping[str, pl.DataFrame]

TOTALS = Tables()
"""What is made of the tables of a run; one that has the name of a table takes its place."""


@TOTALS.table(
    "A metric: the people (or records, requests) behind it, and out of how many; the share of these.",
    {"metric": KEY, "title": NAME, **each(Column(INT, "", MEAN), "people", "of"), "share": part_of("people", "of")},
)
def _behind_metrics(tables: Frames) -> pl.DataFrame:
    return tables["metrics"].with_columns(share=pl.when(pl.col("of") > 0).then(pl.col("people") / pl.col("of")))


@TOTALS.table(
    "Two groups of one trait at the end: by how much the share of the first under sanction is above that of the other.",
    {**each(KEY, "trait", "level", "other"), "more": DIFFERENCE},
)
def _gaps(tables: Frames) -> pl.DataFrame:
    levels = tables["disparities"].select("trait", "level", "rate").with_row_index("at")
    pairs = levels.join(levels, on="trait", suffix="_other", maintain_order="left").filter(
        pl.col("at") < pl.col("at_other")
    )
    return pairs.select("trait", "level", other="level_other", more=pl.col("rate") - pl.col("rate_other"))


@TOTALS.table(
    "A full year and two grades: how many held the one at its beginning and the other at its end, of how many.",
    {"year": NUMBERED, "from": KEY, "to": KEY, "people": COUNTED, "of": COUNTED, "share": part_of("people", "of")},
)
def _mobility(tables: Frames) -> pl.DataFrame:
    of = pl.col("people").sum().over("year", "from")
    return tables["mobility"].with_columns(of=of, share=pl.when(of > 0).then(pl.col("people") / of))


@TOTALS.table(
    "A conduct: how often it happened, was recorded, and was recorded falsely, over the whole run.",
    {"conduct": KEY, "title": NAME, "domain": NAME, "lawful": FLAG, **HAPPENINGS},
)
def _conducts_in_all(tables: Frames) -> pl.DataFrame:
    heads = TOTALS["conducts_in_all"].layout.heads
    return tables["conducts"].group_by(heads, maintain_order=True).agg(pl.col(*HAPPENINGS).sum())


@TOTALS.table(
    "A conduct that a rule is about: records of all sources and points they moved, over the whole run.",
    {"conduct": KEY, "title": NAME, "clause": NAME, "points": WORTH, **MOVED},
)
def _rules(tables: Frames) -> pl.DataFrame:
    heads = TOTALS["rules"].layout.heads
    return tables["reasons"].group_by(heads, maintain_order=True).agg(pl.col(*MOVED).sum())


@TOTALS.table(
    "The whole run: what a report says of it in its sentences.",
    {
        "span": KEY,
        **each(COUNTED, "asked", "refused", "given_up", "favoured", "refused_by_any", "given_up_by_any"),
        **each(COUNTED, "points_lost", "points_lost_lawfully"),
        **each(COUNTED, "points_lost_wrongly", "wrong", "struck_wrong", "most_at_once"),
        **each(DIFFERENCE, *QUANTILES),
    },
)
def _in_all(tables: Frames) -> pl.DataFrame:
    lawful = tables["conducts_in_all"].filter("lawful")["conduct"].implode()
    scores = tables["scores"].filter(pl.col("month") == pl.col("month").max())
    is_scored = bool(scores["people"].sum())
    quantiles = {name: quantile(scores, at) if is_scored else None for name, at in QUANTILES.items()}
    asked = tables["answers"].select(
        pl.col("asked", "refused", "given_up", "favoured", "refused_by_any", "given_up_by_any").sum()
    )
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


LAYOUTS = {**TABLES.layouts, **TOTALS.layouts}
"""Every table that is gathered.

Not so ``lives``: whoever bears one number is somebody else in each seed. Nor ``people``, whose cells are as many as
hold somebody, most of them one or two."""

FROM_A_RUN = tuple(TABLES.layouts)
"""The tables of a run that these are made of."""


def with_totals(tables: Frames) -> dict[str, pl.DataFrame]:
    """The tables of a run, and what its report makes of them."""
    whole = dict(tables)
    for name, one in TOTALS.items():
        whole[name] = pl.DataFrame(one.made(whole))
    return whole


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
