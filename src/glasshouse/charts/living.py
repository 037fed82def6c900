"""How people live under sanction and without: the means of both groups, and a few lives."""

from collections.abc import Callable
from typing import NamedTuple

import altair as alt
import polars as pl

from glasshouse.base.errors import no_such
from glasshouse.charts.caption import picture
from glasshouse.charts.look import (
    FREE,
    HOLLOW,
    LINE,
    NARROW,
    SANCTION,
    SOFT,
    SOLID_EDGE,
    Chart,
    Row,
    Words,
    finish,
    nothing,
    sentence,
    solid_and_hollow,
    values,
)
from glasshouse.charts.pieces import end_labels, month_reader, thinned, time_axis
from glasshouse.charts.words import (
    after,
    capital,
    duration,
    hundredths,
    known,
    number_word,
    percent,
    tenths,
)
from glasshouse.results.run import Run


class Side(NamedTuple):
    """One side of livelihood: its name, its unit, and how it is written."""

    title: str
    unit: str
    write: Callable[[float | None], str]
    highest: float | None = None
    after: str = ""  # what a title says after a number


SIDES = {
    "money": Side("Savings", "months of one's usual outgoings", tenths, after=" months of outgoings"),
    "strain": Side("Strain", "from 0, none, to 1, the most", hundredths),
    "employed": Side("In work", "share of people", percent, 1.0),
}
_WHO = {True: "under sanction", False: "all others"}


def say_living(run: Run, side: str) -> Words:
    """The two means at the end; in full, with the number of people behind each."""
    how = SIDES[side]
    ends = [rows[-1] for sanctioned in _WHO if (rows := _months(run, side, sanctioned))]
    if len(ends) < 2:
        return nothing("Nobody is under sanction at any time that can be told, so there are no two groups to compare.")
    under, others = ends
    mine, theirs = (f"{how.write(row[side])}{how.after}" for row in ends)
    title = f"{how.title}: {mine} under sanction, {theirs} for all others."
    told = (
        f"{how.title}, {how.unit}, mean month by month. {after(under['month'])}: {how.write(under[side])} "
        f"for the {under['people']:,} people under sanction, {how.write(others[side])} for the "
        f"{others['people']:,} others."
    )
    return Words(title, told)


def _months(run: Run, side: str, sanctioned: bool) -> list[Row]:
    rows = run.living.filter((pl.col("sanctioned") == sanctioned) & (pl.col("people") > 0))
    return [row for row in thinned(rows).to_dicts() if known(row[side])]


@picture
def living_over_time(run: Run, side: str = "money") -> Chart:
    """The mean ``side`` of life (money, strain or employed) of people under sanction and of others, by month.

    Raises
    ------
    ValueError
        If the side is not known.
    """
    if side not in SIDES:
        raise ValueError(no_such("a side of livelihood", side, SIDES))
    words = say_living(run, side)
    if words.empty:
        return sentence(words)
    how, height = SIDES[side], 190
    lines = {sanctioned: _months(run, side, sanctioned) for sanctioned in _WHO}
    flat = [
        {"month": row["month"], "value": row[side], "who": _WHO[sanctioned]}
        for sanctioned, rows in lines.items()
        for row in rows
    ]
    highest = how.highest or max(row["value"] for row in flat) or 1.0
    x, names = time_axis(max(row["month"] for row in flat), "118"), list(_WHO.values())
    drawn = (
        alt.Chart(values(flat))
        .mark_line()
        .encode(
            x=x,
            y=alt.Y(
                "value:Q",
                scale=alt.Scale(domain=[0, highest]),
                axis=alt.Axis(title=None, tickCount=4, format="%" if how.highest else ",~r"),
            ),
            stroke=alt.Stroke("who:O", scale=alt.Scale(domain=names, range=[SANCTION, FREE]), legend=None),
            strokeDash=alt.StrokeDash("who:O", scale=alt.Scale(domain=names, range=[SOLID_EDGE, [7, 3]]), legend=None),
            strokeWidth=alt.StrokeWidth("who:O", scale=alt.Scale(domain=names, range=[3, 2]), legend=None),
        )
    )
    ends = [(rows[-1][side], f"{how.write(rows[-1][side])}\n{_WHO[sanctioned]}") for sanctioned, rows in lines.items()]
    wide: dict[int, Row] = {}
    for sanctioned, rows in lines.items():
        for row in rows:
            cell = f"{how.write(row[side])}; {row['people']:,} people"
            wide.setdefault(row["month"], {"month": row["month"]})[f"w{int(sanctioned)}"] = cell
    columns = {"month": "month", "w1": names[0], "w0": names[1]}
    read = month_reader([wide[month] for month in sorted(wide)], x, columns)
    return finish(alt.layer(drawn, end_labels(ends, highest, height, "118"), read), words, height)


class Life(NamedTuple):
    """One followed life: who, why it is shown, and its months."""

    person: int
    why: str
    months: list[Row]  # rows of the frame ``lives``; score and grade are None where the scheme has none


def five_lives(run: Run) -> list[Life]:
    """Up to five of the followed lives that are scored, chosen by rule; a rule that nobody meets is left out.

    Each rule takes the first of those left: the longest on a list by wrong records, the longest on a list and
    free at the end, the lowest, the highest at the end, a usual life. Ties go to the smaller number.
    """
    scored = run.lives.filter(pl.col("scored"))
    followed = scored if scored.height else run.lives  # where nobody is scored, all
    lived = followed.group_by("person").agg(
        level=_HEIGHT.sort_by("month").last(),
        lowest=_HEIGHT.min(),
        listed=pl.col("listed").sum(),
        wrongly=(pl.col("listed") & pl.col("wrongly")).sum(),
        free=~pl.col("listed").sort_by("month").last(),
    )
    chosen: dict[int, str] = {}
    for why, (eligible, worth) in _CHOICES.items():
        left = lived.filter(eligible & ~pl.col("person").is_in(list(chosen)))
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


def say_lives(run: Run) -> Words:
    """How many are shown and how many came to a list; in full, every life in sentences."""
    shown = five_lives(run)
    if not shown:
        return nothing("No life was followed in this run.")
    if run.info["months"] == 0:
        return nothing("No month has been lived yet.")
    listed = sum(_count(life.months, "listed") > 0 for life in shown)
    title = (
        f"{'Scores' if run.scheme.score else 'Savings'} of {number_word(len(shown))} of "
        f"{run.lives['person'].n_unique():,} followed lives, month by "
        f"month; {number_word(listed)} of the {number_word(len(shown))} came to a list."
    )
    return Words(title, f"{title} " + " ".join(map(tell, shown)))


def tell(life: Life) -> str:
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
        parts.append(f"worse off by wrong records in {duration(wrongly)};")
    parts.append(f"savings of {tenths(last['money'])} months of outgoings at the end.")
    return " ".join(parts)


def _extremes(rows: list[Row]) -> str:
    """The lowest and highest score in between, where they are neither the first nor the last."""
    ends = {rows[0]["score"], rows[-1]["score"]}
    found = {name: choose(rows, key=height_of) for name, choose in (("lowest", min), ("highest", max))}
    between = {name: row for name, row in found.items() if row["score"] not in ends}
    return "".join(f", {name} {row['score']:,} in month {row['month']}" for name, row in between.items())


@picture
def lives(run: Run) -> Chart:
    """A few followed lives: the score, the score without wrong records (dots), and the months on a list."""
    words = say_lives(run)
    if words.empty:
        return sentence(words)
    shown = five_lives(run)
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
        state = _STATES[row["wrongly"]]
        if found and found[-1]["state"] == state and found[-1]["to"] == row["month"]:
            found[-1]["to"] += 1
        else:
            found.append({"month": row["month"], "to": row["month"] + 1, "state": state})
    return found


def _strips(points: list[Row], bars: list[Row], names: list[Row], last: int, count: int) -> Chart:
    """The layers of the strips: one strip a life, each as high as 1."""
    x, scale = time_axis(last + 1, f"{NARROW} ? 78 : 96"), alt.Scale(domain=[0, count], nice=False)

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=None)

    base = alt.Chart(thinned(values(points))).encode(x=x)
    apart = alt.Chart(values([{"at": at} for at in range(1, count)])).mark_rule(color=LINE)
    owed = base.transform_filter("datum.deserved != null && datum.deserved != datum.value")
    layers = [
        apart.encode(y=y("at")),
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
