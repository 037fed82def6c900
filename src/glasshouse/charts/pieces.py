"""Pieces that several charts share: the axis of months, labels that keep apart, split bars, dots by group."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import altair as alt
import polars as pl

from glasshouse.charts.look import (
    HOLLOW,
    INK,
    LABEL,
    LINE,
    NARROW,
    SANCTION,
    SOFT,
    Chart,
    Row,
    solid_and_hollow,
    values,
)
from glasshouse.charts.words import TRAIT_TITLES, level_title, part_of, percent, short

LEAST_PLOT = 60  # pixels that labels leave to what they label, however narrow a picture is


def time_axis(last: int, right: str) -> alt.X:
    """The axis of months 0 to ``last``; ``right``, in pixels, is the room it leaves for labels."""
    step = 12 if last >= 24 else 3 if last >= 6 else 1
    each = f"datum.value / {step} + (datum.value == {step} ? ' year' : ' years')"
    axis = alt.Axis(
        values=list(range(0, last + 1, step)),
        grid=False,
        title=None,
        labelExpr=f"datum.value == 0 ? 'start' : {each if step == 12 else 'datum.value'}",
        labelOverlap=True,
        labelSeparation=10,
        labelFlush=True,
    )
    if step < 12:
        axis["title"] = "months"
    room: Any = [0, {"expr": f"max({LEAST_PLOT}, width - ({right}))"}]
    return alt.X("month:Q", axis=axis, scale=alt.Scale(domain=[0, max(1, last)], range=room, nice=False))


MOST_MONTHS = 240  # a chart of more shows every second, third, ... of them


def thinned(frame: pl.DataFrame) -> pl.DataFrame:
    """The months of a frame that a chart shows: all of twenty years, fewer of more, and always the last."""
    month = pl.col("month")
    step = -(-int(frame["month"].max() or 0) // MOST_MONTHS) or 1  # type: ignore[arg-type]
    return frame.filter((month % step == 0) | (month == month.max())).sort("month", maintain_order=True)


def month_reader(rows: Sequence[Row], x: alt.X, columns: Mapping[str, str]) -> Chart:
    """A line that follows the pointer from month to month and shows the numbers there.

    ``rows`` hold ``month`` and texts; ``columns`` are their names and what the reader calls them.
    """
    months = [row["month"] for row in rows]
    middles = [(before + after) / 2 for before, after in pairwise(months)]
    edges = [months[0], *middles, months[-1]]
    strips = [{**row, "from": low, "to": high} for row, (low, high) in zip(rows, pairwise(edges), strict=True)]
    pointed = alt.selection_point(
        name="month_read", on="pointerover", fields=["month"], empty=False, clear="pointerout"
    )
    data = alt.Chart(values(strips))
    across = x.copy()
    across["shorthand"] = "from:Q"
    read = data.mark_rect(fill=INK, opacity=0).encode(
        x=across,
        x2=alt.X2("to"),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in columns.items()],
    )
    line = data.mark_rule(color=INK, strokeWidth=1).encode(
        x=x, opacity=alt.when(pointed).then(alt.value(0.5)).otherwise(alt.value(0))
    )
    return alt.layer(line, read.add_params(pointed))


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places of labels moved until neighbours are ``gap`` apart within ``low`` to ``high``; order is kept.

    >>> apart([1.0, 0.99, 0.0], 0.1, 0.0, 1.0)
    [1.0, 0.9, 0.0]
    """
    order = sorted(range(len(places)), key=lambda at: -places[at])
    moved, above = list(places), high + gap
    for at in order:
        moved[at] = above = min(places[at], above - gap)
    below = low - gap
    for at in reversed(order):
        moved[at] = below = max(moved[at], below + gap)
    return moved


def end_labels(
    ends: Sequence[tuple[float, str]], highest: float, height: int, right: str, lowest: float = 0.0
) -> alt.Chart:
    """A text of two lines at the right of every line's end, none over another; ``ends``: values and texts."""
    gap, least = 36 / height * (highest - lowest), 14 / height * (highest - lowest)
    places = apart([value for value, _ in ends], gap, lowest + least, highest - least)
    rows = [{"at": at, "text": text} for at, (_, text) in zip(places, ends, strict=True)]
    texts = alt.Chart(values(rows)).mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=15)
    labels: alt.Chart = texts.encode(
        x=alt.value(alt.expr(f"width - ({right}) + 8")), y=alt.Y("at:Q"), text=alt.Text("text:N")
    )
    return labels


BAR_STEP = 46  # pixels a bar and its line of text take


def split_bars(rows: Sequence[Row], parts: Mapping[str, str], tooltip: Mapping[str, str]) -> Chart:
    """Bars with a line of text over each: a title at the left, its numbers at the right.

    ``parts`` are names and colours, ``tooltip`` columns and titles. Every row has ``title``, ``label``,
    ``brief`` (the label on a phone), ``lengths`` (of its parts) and the columns of the tooltip.
    """
    longest = max((sum(row["lengths"]) for row in rows), default=0) or 1
    pieces = [
        {
            **{name: row[name] for name in ("title", *tooltip)},
            "part": part,
            "from": before,
            "to": before + length,
        }
        for row in rows
        for part, before, length in zip(parts, accumulate(row["lengths"], initial=0), row["lengths"], strict=False)
        if length or part == next(iter(parts))
    ]
    y = alt.Y("title:N", sort=[row["title"] for row in rows], axis=None, scale=alt.Scale(padding=0))
    bars = (
        alt.Chart(values(pieces))
        .mark_bar(strokeWidth=1.2, height=12, yOffset=8)
        .encode(
            y=y,
            x=alt.X("from:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False)),
            x2=alt.X2("to"),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tooltip.items()],
            **solid_and_hollow("part", list(parts), list(parts.values())),
        )
    )
    texts = alt.Chart(values({name: row[name] for name in ("title", "label", "brief")} for row in rows)).encode(y=y)
    # what the numbers leave of the line, at about 7 pixels a letter
    room: Any = alt.expr(f"width - 7 * length({NARROW} ? datum.brief : datum.label) - 12")
    left = texts.mark_text(align="left", dy=-9, fontWeight=600, limit=room)
    right = texts.mark_text(align="right", dy=-9, color=SOFT)
    return alt.layer(
        bars,
        left.encode(text=alt.Text("title:N"), x=alt.value(0)),
        right.encode(text=LABEL, x=alt.value("width")),
    )


def between(left: str, right: str) -> Any:
    """The range of a scale that leaves so many pixels at the left and the right, however narrow a picture is."""
    return [{"expr": left}, {"expr": f"max(({left}) + {LEAST_PLOT} / 2, width - ({right}))"}]


def few_key(rows: Sequence[Row]) -> str:
    """What the mark of small groups means, if any group has it."""
    return "* fewer than 2 %" if any(row.get("few") for row in rows) else ""


LINE_STEP = 21  # pixels a group and its dot take


def dots(rows: Sequence[Row], overall: float, unit: str) -> tuple[Chart, int]:
    """One dot for every group, under the name of its trait, with a line at the rate of all; and the height.

    Every row has ``trait``, ``level``, ``rate`` (None where nobody is), ``number``, ``of`` and ``few``.
    """
    lines = [{"line": "all", "text": few_key(rows), "head": True}, *_lines(rows)]
    most = max([overall, *(row["rate"] for row in rows if row["rate"] is not None)], default=0) or 1
    y = alt.Y("line:N", sort=[line["line"] for line in lines], axis=None)
    space = between(f"{NARROW} ? 118 : 150", f"{NARROW} ? 126 : 225")
    x = alt.X("rate:Q", axis=None, scale=alt.Scale(domain=[0, most], range=space, nice=False))
    base = alt.Chart(values(lines)).encode(y=y)
    groups = base.transform_filter("!datum.head")
    dot = groups.mark_point(size=90, filled=True, opacity=1, stroke=SANCTION).encode(
        x=x,
        fill=alt.when("datum.few").then(alt.value(HOLLOW)).otherwise(alt.value(SANCTION)),
        tooltip=[
            alt.Tooltip("text:N", title="group"),
            alt.Tooltip("share:N", title=unit),
            alt.Tooltip("label:N", title="counts"),
        ],
    )
    heads = base.transform_filter("datum.head").mark_text(align="left", fontWeight=600, dy=2)
    mean = alt.Chart(values([{"rate": overall, "line": "all", "text": f"all {percent(overall)}"}]))
    left, size = f"width - ({NARROW} ? 72 : 150)", alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 12"))
    layers = [
        groups.mark_rule(color=LINE, strokeWidth=2).encode(x=x, x2=alt.X2Datum(0)),
        mean.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x),
        mean.mark_text(align="left", dx=6, color=SOFT).encode(x=x, y=y, text=alt.Text("text:N")),
        dot,
        heads.encode(text=alt.Text("text:N"), x=alt.value(0)),
        groups.mark_text(align="left").encode(text=alt.Text("text:N"), x=alt.value(10), size=size),
        groups.mark_text(align="right", fontWeight=600).encode(
            text=alt.Text("share:N"), x=alt.value(alt.expr(left)), size=size
        ),
        groups.mark_text(align="right", color=SOFT).encode(text=LABEL, x=alt.value("width"), size=size),
    ]
    return alt.layer(*layers), LINE_STEP * len(lines)


def _lines(rows: Sequence[Row]) -> list[Row]:
    """A line for each trait's name, and below it one for each of its groups, with its texts."""
    lines: list[Row] = []
    for trait in dict.fromkeys(row["trait"] for row in rows):
        lines.append({"line": trait, "text": TRAIT_TITLES.get(trait, trait), "head": True})
        lines += [
            {
                **row,
                "line": f"{trait} {row['level']}",
                "text": level_title(row["level"]) + (" *" if row["few"] else ""),
                "head": False,
                "share": percent(row["rate"]),
                "label": part_of(row["number"], row["of"]),
                "brief": f"{short(row['number'])}/{short(row['of'])}",
            }
            for row in rows
            if row["trait"] == trait
        ]
    return lines
