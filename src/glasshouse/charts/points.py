"""Which rules take points."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import marks_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import HOLLOW, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout
from glasshouse.charts.words import percent, short


def points_lost(study: OneWorld) -> list[Row]:
    """One row for each rule that took points, over all its sources, most points first."""
    taking = frame(study, "rules").filter(pl.col("points_lost") > 0)
    return taking.sort("points_lost", "conduct", descending=[True, False]).to_dicts()


def _words(study: OneWorld) -> Words:
    """The rule that takes most points, and what wrong records cost; in full, the first dozen."""
    rows = points_lost(study)
    if not rows:
        return nothing(f"No record took points in {runs_of(study)}.")
    whole, wrongly = (sum(row[name] for row in rows) for name in ("points_lost", "points_lost_wrongly"))
    most = percent(rows[0]["points_lost"] / whole)
    if has_many_seeds(study):
        cost = f"{text_of(study, rows[0], 'points_lost')} points in a run, {most} of all points lost over all runs"
    else:
        cost = f"{most} of all points lost"
    title = f"{rows[0]['title']}: the costliest reason, {cost}. Wrong records cost {percent(wrongly / whole)} of all."
    told = "; ".join(
        f"{row['title']} {text_of(study, row, 'points_lost')} points, "
        f"{text_of(study, row, 'points_lost_wrongly')} of them by wrong records"
        for row in rows[:MOST_BARS]
    )
    in_all = "" if has_many_seeds(study) else f", {whole:,} in all"
    return Words(title, f"Points lost over the whole run by reason{in_all}: {told}.")


def _draw(study: OneWorld, words: Words) -> Drawing:
    rows = [
        {
            "title": row["title"],
            "lengths": [row["points_lost"] - row["points_lost_wrongly"], row["points_lost_wrongly"]],
            **marks_of(row, "points_lost"),
            "label": _label(study, row),
            "brief": f"{short(row['points_lost'])} · {percent(row['wrong'] / row['records'])} wrong",
            "clause": row["clause"],
            "each": f"{row['points']:+,} a record".replace("-", "−"),
        }
        for row in points_lost(study)[:MOST_BARS]
    ]
    tooltip = {"title": "reason", "clause": "clause", "each": "points", "label": "lost"}
    return split_bars(rows, words, {"by true records": SANCTION, "by wrong records": HOLLOW}, tooltip)


def _label(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        return (
            f"{text_of(study, row, 'points_lost')} points · {percent(row['wrong'] / row['records'])} of records wrong"
        )
    return f"{row['points_lost']:,} points · {row['wrong']:,} of {row['records']:,} records wrong"


def _rows(study: OneWorld, name: str) -> Iterator[Row]:
    """What records moved, by rule, or by rule and source: most points first."""
    titles = {source.id: source.title for source in study.catalogue.sources}
    most = pl.max_horizontal("points_lost", "points_gained")
    for row in frame(study, name).sort(most, "conduct", descending=[True, False]).to_dicts():
        of_source = {"source": titles[row["source"]]} if "source" in row else {}
        yield {**row, "each": f"{row['points']:+,}".replace("-", "−"), **of_source}


_RULES = {"title": "Conduct", "clause": "Clause", "source": "Source", "each": "Points each"}
_MOVED = {
    "records": "Records", "wrong": "of them wrong", "points_lost": "Points lost",
    "points_lost_wrongly": "by wrong records", "points_gained": "Points gained",
}  # fmt: skip
_CAPTION = "Points that records moved over the whole run, by rule"
_TABLE = Layout(_CAPTION, _RULES, _MOVED, partial(_rows, name="rules"))
BY_SOURCE = Layout(f"{_CAPTION} and source", _RULES, _MOVED, partial(_rows, name="reasons"))
REASONS = Chart(
    "reasons", "reasons", ANY_RUNS, _words, _draw, _TABLE,
    question="Which rules take points, and how many of them for records that are wrong?",
)  # fmt: skip
