"""A few followed lives, chosen by rule: their scores month by month, and the months on a list."""

from collections.abc import Iterator
from typing import NamedTuple

import altair as alt
import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.lines import thinned, time_axis
from glasshouse.charts.study import ONE_RUN
from glasshouse.charts.style import (
    FREE,
    HOLLOW,
    LINE,
    NARROW,
    SANCTION,
    SOFT,
    Drawing,
    Row,
    Words,
    finish,
    nothing,
    solid_and_hollow,
    values,
)
from glasshouse.charts.table import Layout, Number
from glasshouse.charts.words import capital, duration, number_word, tenths
from glasshouse.results.numbers import TENTHS
from glasshouse.results.run import Run


class Life(NamedTuple):
    """One followed life: who, why it is shown, and its months."""

    person: int
    why: str
    months: list[Row]  # rows of the frame ``lives``; score and grade are None where the scheme has none


def shown_lives(run: Run) -> list[Life]:
    """Up to five of the followed lives that are scored, chosen by rule; a rule that nobody meets is left out.

    Each rule takes the first of those left: the longest on a list by wrong records, the longest on a list and
    free at the end, the lowest, the highest at the end, a usual life. Ties go to the smaller number.
    """
    scored = run.lives.filter(pl.col("scored"))
    followed = scored if scored.height else run.lives  # where nobody is scored, all
    by_person = followed.group_by("person").agg(
        level=_HEIGHT.sort_by("month").last(),
        lowest=_HEIGHT.min(),
        listed=pl.col("listed").sum(),
        wrongly=pl.col("listed_wrongly").sum(),
        free=~pl.col("listed").sort_by("month").last(),
    )
    chosen: dict[int, str] = {}
    for why, (eligible, worth) in _CHOICES.items():
        left = by_person.filter(eligible & ~pl.col("person").is_in(list(chosen)))
        if left.height:
            best = left.with_columns(worth=worth).sort("worth", "person", descending=[True, False])
            chosen[best["person"][0]] = why
    shown = followed.filter(pl.col("person").is_in(list(chosen))).sort("person", "month").to_dicts()
    found = [Life(who, why, [row for row in shown if row["person"] == who]) for who, why in chosen.items()]
    return sorted(found, key=lambda life: life.why != USUAL)


USUAL = "a usual life"
_HEIGHT = pl.coalesce(pl.col("score").cast(pl.Float64), "money")
_CHOICES = {  # why: who may be chosen, and whose worth is the highest of them
    "longest on a list by wrong records": (pl.col("wrongly") > 0, pl.col("wrongly")),
    "long on a list, free at the end": ((pl.col("listed") > 0) & pl.col("free"), pl.col("listed")),
    "the lowest": (pl.lit(True), -pl.col("lowest")),
    "the highest at the end": (pl.lit(True), pl.col("level")),
    USUAL: (pl.lit(True), -(pl.col("level") - pl.col("level").median()).abs() - pl.col("listed")),
}


def height_of(row: Row) -> float:
    """What the months of lives are compared by: the score, or the savings where nothing is scored."""
    return float(row["money"] if row["score"] is None else row["score"])


def _count(rows: list[Row], column: str) -> int:
    return sum(row[column] for row in rows)


def _words(run: Run) -> Words:
    """How many are shown and how many came to a list; in full, every life in sentences."""
    shown = shown_lives(run)
    if not shown:
        return nothing("No life was followed in this run.")
    if run.info["months"] == 0:
        return nothing("No month has been simulated yet.")
    listed = sum(_count(life.months, "listed") > 0 for life in shown)
    title = (
        f"{'Scores' if run.scheme.score else 'Savings'} of {number_word(len(shown))} of "
        f"{run.lives['person'].n_unique():,} followed lives, month by "
        f"month; {number_word(listed)} of the {number_word(len(shown))} came to a list."
    )
    return Words(title, f"{title} " + " ".join(map(describe, shown)))


def describe(life: Life) -> str:
    """One life in sentences."""
    rows, first, last = life.months, life.months[0], life.months[-1]
    parts = [f"Synthetic person {life.person:,} ({life.why}):"]
    if first["score"] is not None:
        parts.append(f"score {first['score']:,} at the start, {last['score']:,} at the end{_extremes(rows)};")
    if first["grade"] is not None:
        same = first["grade"] == last["grade"]
        parts.append(
            f"grade {first['grade']} at the start" + (" and" if same else f", {last['grade']} at") + " the end;"
        )
    listed, wrongly = _count(rows, "listed"), _count(rows, "wrongly")
    if listed:
        begins = next(row["month"] for row in rows if row["listed"])
        parts.append(f"on a list for {duration(listed)}, first in month {begins};")
    else:
        parts.append("never on a list;")
    if wrongly:
        parts.append(f"under sanction by wrong records alone for {duration(wrongly)};")
    parts.append(f"savings of {tenths(last['money'])} months of outgoings at the end.")
    return " ".join(parts)


def _extremes(rows: list[Row]) -> str:
    """The lowest and highest score in between, where they are neither the first nor the last."""
    ends = {rows[0]["score"], rows[-1]["score"]}
    found = {name: choose(rows, key=height_of) for name, choose in (("lowest", min), ("highest", max))}
    between = {name: row for name, row in found.items() if row["score"] not in ends}
    return "".join(f", {name} {row['score']:,} in month {row['month']}" for name, row in between.items())


def _draw(run: Run, words: Words) -> Drawing:
    """The score, the score without wrong records (dots), and the months on a list."""
    shown = shown_lives(run)
    heights = [height_of(row) for life in shown for row in life.months]
    heights += [row["deserved"] for life in shown for row in life.months if row["deserved"] is not None]
    low, size = min(heights), (max(heights) - min(heights)) or 1.0
    points: list[Row] = []
    bars: list[Row] = []
    names: list[Row] = []
    for floor, life in enumerate(reversed(shown)):
        for row in life.months:
            place = floor + 0.18 + 0.5 * (height_of(row) - low) / size
            owed = None if row["deserved"] is None else floor + 0.18 + 0.5 * (row["deserved"] - low) / size
            points.append({"month": row["month"], "value": place, "deserved": owed, "person": life.person})
        bars += [{**stretch, "at": floor + 0.08} for stretch in stretches(life.months)]
        end = points[-1]["value"]
        names.append({"at": floor + 0.87, "text": capital(life.why), "end": _end_of(life), "place": end})
    last = max(point["month"] for point in points)
    return finish(_strips(points, bars, names, last, len(shown)), words, 96 * len(shown) + 24)


def _end_of(life: Life) -> str:
    row = life.months[-1]
    if row["score"] is None:
        return f"{tenths(row['money'])} saved"
    return f"{row['score']:,}" + (f" · {row['grade']}" if row["grade"] is not None else "")


_STATES = ["on a list", "on a list by wrong records"]


def stretches(rows: list[Row]) -> list[Row]:
    """The months on a list as stretches: the first, the one after the last, and whether by wrong records."""
    found: list[Row] = []
    for row in (one for one in rows if one["listed"]):
        state = _STATES[row["listed_wrongly"]]
        if found and found[-1]["state"] == state and found[-1]["to"] == row["month"]:
            found[-1]["to"] += 1
        else:
            found.append({"month": row["month"], "to": row["month"] + 1, "state": state})
    return found


def _strips(points: list[Row], bars: list[Row], names: list[Row], last: int, count: int) -> Drawing:
    """The layers of the strips: one strip a life, each as high as 1."""
    x, scale = time_axis(last + 1, f"{NARROW} ? 78 : 96"), alt.Scale(domain=[0, count], nice=False)

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=None)

    base = alt.Chart(thinned(values(points))).encode(x=x)
    between = alt.Chart(values([{"at": at} for at in range(1, count)])).mark_rule(color=LINE)
    owed = base.transform_filter("datum.deserved != null && datum.deserved != datum.value")
    layers = [
        between.encode(y=y("at")),
        owed.mark_point(filled=True, size=14, color=SOFT, opacity=1).encode(y=y("deserved")),
        base.mark_line(interpolate="step-after", color=FREE, strokeWidth=2.2).encode(
            y=y("value"), detail=alt.Detail("person:N")
        ),
    ]
    if bars:
        layers.append(_on_lists(bars, x, y("at")))
    texts = alt.Chart(values(names))
    layers.append(
        texts.mark_text(align="left", fontWeight=600).encode(text=alt.Text("text:N"), x=alt.value(2), y=y("at"))
    )
    end = alt.value(alt.expr(f"width - ({NARROW} ? 78 : 96) + 8"))
    layers.append(texts.mark_text(align="left").encode(text=alt.Text("end:N"), x=end, y=y("place")))
    return alt.layer(*layers)


def _on_lists(bars: list[Row], x: alt.X, y: alt.Y) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(values(bars))
        .mark_bar(height=9)
        .encode(
            x=x,
            x2=alt.X2("to"),
            y=y,
            tooltip=[
                alt.Tooltip("state:N", title="state"),
                alt.Tooltip("month:Q", title="from month"),
                alt.Tooltip("to:Q", title="until month"),
            ],
            **solid_and_hollow("state", _STATES, [SANCTION, HOLLOW]),
        )
    )
    return drawn


def _rows(run: Run) -> Iterator[Row]:
    """The lives shown, on the first month of every year and at the end."""
    yearly = {*range(0, run.info["months"] + 1, 12), run.info["months"]}
    for life in shown_lives(run):
        for row in life.months:
            if row["month"] in yearly:
                listed = ("by wrong records" if row["listed_wrongly"] else "yes") if row["listed"] else "no"
                yield {**row, "why": capital(life.why), "on_list": listed}


_TABLE = Layout(
    "The lives shown, on the first month of every year and at the end",
    {"person": "Person", "why": "Why", "month": "Month", "grade": "Grade", "job": "Work", "debt": "Debt",
     "on_list": "On a list"},
    {"score": "Score", "deserved": "without wrong records", "money": Number("Savings", TENTHS), "records": "Records"},
    _rows,
)  # fmt: skip
LIVES = Chart(
    "lives", "lives", (ONE_RUN,), _words, _draw, _TABLE,
    question="How do a few of the followed people stand, month by month?",
)  # fmt: skip
