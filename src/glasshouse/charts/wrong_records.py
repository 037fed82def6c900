"""Which sources write wrong records, and what these do."""

from collections.abc import Mapping

import polars as pl

from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import FREE_HOLLOW, HOLLOW, LINE, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number
from glasshouse.charts.words import percent
from glasshouse.results.numbers import SHARE

KINDS = {"against": "against people", "favour": "in people's favour", "unread": "read by no rule"}


def wrong_sources(study: OneWorld) -> list[Row]:
    """The sources that wrote wrong records, most first.

    ``against``, ``favour`` and ``unread``: how many of them a rule takes points or worse for, how many it gives points
    for, and how many no rule reads; of many seeds, means.
    """
    wrong, takes = pl.col("wrong"), pl.col("points") <= 0
    read = (
        study.table("reasons")
        .group_by("source")
        .agg(against=wrong.filter(takes).sum(), favour=wrong.filter(~takes).sum())
    )
    rows = study.table("sources").filter(wrong > 0).join(read, on="source", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("against", "favour").fill_null(0))
    rows = rows.with_columns(unread=(wrong - pl.col("against") - pl.col("favour")).clip(0))
    return rows.sort("wrong", "source", descending=[True, False]).to_dicts()


def _rows(study: OneWorld) -> list[Row]:
    """Records by source, most wrong ones first; of one seed also what the wrong ones do."""
    kinds = {} if has_many_seeds(study) else {row["source"]: row for row in wrong_sources(study)}
    none = dict.fromkeys(KINDS, 0)
    parts = {source: {name: row[name] for name in KINDS} for source, row in kinds.items()}
    rows = study.table("sources").sort("wrong", "source", descending=[True, False]).to_dicts()
    return [{**row, **(parts.get(row["source"], none) if kinds else {})} for row in rows]


def _words(study: OneWorld) -> Words:
    """The source of most wrong records, and how many are struck; in full, every source."""
    rows = wrong_sources(study)
    if not rows:
        return nothing(f"No source wrote a wrong record in {runs_of(study)}.")
    whole, struck = (sum(row[name] for row in rows) for name in ("wrong", "struck_wrong"))
    many, first = has_many_seeds(study), rows[0]
    title = (
        f"{first['title']}: most wrong records, {_of(study, first)}{'' if many else f', {kinds_of(first)}'}. "
        f"Of the wrong records of all sources {percent(struck / whole)} are struck{', over all runs' if many else ''}."
    )
    told = "; ".join(
        f"{row['title']} {text_of(study, row, 'wrong')} wrong of {text_of(study, row, 'records')}"
        f"{'' if many else f', {kinds_of(row)}'}, {text_of(study, row, 'struck_wrong')} struck"
        for row in rows
    )
    in_all = "" if many else f", {whole:,} in all"
    return Words(title, f"Wrong records by source{in_all}, and how many were struck: {told}.")


def _of(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        return f"{text_of(study, row, 'wrong')} in a run, {percent(row['wrong'] / row['records'])} of what it writes"
    return f"{row['wrong']:,} of {row['records']:,}"


def kinds_of(row: Mapping[str, float]) -> str:
    """What the wrong records of a source do to whom they name.

    >>> kinds_of({"wrong": 9, "against": 9, "favour": 0, "unread": 0})
    'all against people'
    >>> kinds_of({"wrong": 9, "against": 2, "favour": 7, "unread": 0})
    "2 against people and 7 in people's favour"
    """
    parts = [f"{row[name]:,.0f} {title}" for name, title in KINDS.items() if row[name]]
    if len(parts) == 1:
        return f"all {parts[0].partition(' ')[2]}"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _draw(study: OneWorld, words: Words) -> Drawing:
    rows = [
        {
            "title": row["title"],
            "lengths": [row[name] for name in KINDS],
            **marks_of(row, "wrong"),
            "label": _label(study, row),
            "brief": f"{mean_of(study, row, 'wrong')} · {mean_of(study, row, 'struck_wrong')} struck",
            "kinds": kinds_of(row),
            "points": text_of(study, row, "points_lost_wrongly"),
        }
        for row in wrong_sources(study)[:MOST_BARS]
    ]
    tooltip = {"title": "source", "label": "records", "kinds": "wrong ones", "points": "points lost by them"}
    return split_bars(rows, words, dict(zip(KINDS.values(), (HOLLOW, FREE_HOLLOW, LINE), strict=True)), tooltip)


def _label(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        return f"{text_of(study, row, 'wrong')} wrong · {percent(row['struck_wrong'] / row['wrong'])} struck"
    return f"{row['wrong']:,} of {row['records']:,} wrong · {row['struck_wrong']:,} struck"


_TABLE = Layout(
    "Records over the whole run, by source",
    {"title": "Source"},
    {"records": "Records", "wrong": "Wrong", "wrong_share": Number("Share", SHARE, "wrong"), "struck": "Struck",
     "against": "Wrong, against people", "favour": "Wrong, in people's favour", "unread": "Wrong, read by no rule",
     "struck_wrong": "Wrong and struck", "points_lost_wrongly": "Points lost by wrong records"},
    _rows,
)  # fmt: skip
WRONGFUL_BY_SOURCE = Chart(
    "wrongful_by_source", "wrong-records", ANY_RUNS, _words, _draw, _TABLE,
    question="Which sources write wrong records, whom do these harm, and how many are struck?",
)  # fmt: skip
