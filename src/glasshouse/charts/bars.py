"""Bars with a line of text over each; an interval is a thick rule on its bar, and where single runs lay a thin one."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

import altair as alt

from glasshouse.charts.numbers import ENDS
from glasshouse.charts.style import (
    FREE,
    FREE_HOLLOW,
    INK,
    LABEL,
    NARROW,
    SANCTION,
    SOFT,
    Drawing,
    Row,
    Words,
    finish,
    solid_and_hollow,
    values,
)
from glasshouse.storage.kinds import SIDES

MOST_BARS = 12
SPLIT_STEP, PAIR_STEP = 46, 52  # pixels that a split bar, or two bars, and their line of text take
KEY = 30  # pixels of the key above the bars


def split_bars(rows: Sequence[Row], words: Words, parts: Mapping[str, str], tooltip: Mapping[str, str]) -> Drawing:
    """A bar of one or several parts for every row.

    Parameters
    ----------
    rows : sequence of mapping
        ``title``, ``label``, ``brief`` (the label on a phone), ``lengths`` (of its parts), the columns of the tooltip;
        ``low``, ``high``, ``least`` and ``most`` where the whole has an interval.
    parts : mapping
        Their names and colours.
    tooltip : mapping
        Its columns and their titles.
    """
    pieces = [
        {**{name: row[name] for name in ("title", *tooltip)}, "part": part, "from": before, "to": before + length}
        for row in rows
        for part, before, length in zip(parts, accumulate(row["lengths"], initial=0), row["lengths"], strict=False)
        if length or part == next(iter(parts))
    ]
    longest = max((max(sum(row["lengths"]), _furthest(row)) for row in rows), default=0) or 1
    y, x = _places(rows), _lengths(longest)
    bars = (
        alt.Chart(values(pieces))
        .mark_bar(strokeWidth=1.2, height=12, yOffset=8)
        .encode(
            y=y,
            x=x("from:Q"),
            x2=alt.X2("to"),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tooltip.items()],
            **solid_and_hollow("part", list(parts), list(parts.values())),
        )
    )
    layers = [bars, *_whiskers(rows, y, x, 8), *_texts(rows, y, -9)]
    return finish(alt.layer(*layers), words, SPLIT_STEP * len(rows) + (KEY if len(parts) > 1 else 0))


def pairs_of_bars(rows: Sequence[Row], words: Words, named: Sequence[str], tooltip: Mapping[str, str]) -> Drawing:
    """Two bars for every row: a filled one for a, an outlined one for b; ``named``: what the worlds are called.

    Every row has ``title``, ``label``, ``brief`` (the label on a phone), the columns of the tooltip, and for a and b
    what :func:`glasshouse.charts.numbers.marks_of` gives.
    """
    longest = max((max(row[side]["mean"], _furthest(row[side])) for row in rows for side in SIDES), default=0) or 1
    y, x = _places(rows), _lengths(longest)
    layers: list[Drawing] = []
    for side, name, down in zip(SIDES, named, (2, 14), strict=True):
        told = [{**{key: row[key] for key in ("title", *tooltip)}, "side": name, **row[side]} for row in rows]
        bars = [row for row in told if row["mean"]]
        if not bars:
            continue
        drawn = alt.Chart(values(bars)).mark_bar(strokeWidth=1.2, height=9, yOffset=down)
        said = [alt.Tooltip(f"{key}:N", title=title) for key, title in tooltip.items()]
        layers.append(drawn.encode(y=y, x=x("mean:Q"), tooltip=said, **_filled_and_outlined(named)))
        layers += _whiskers(bars, y, x, down)
    return finish(alt.layer(*layers, *_texts(rows, y, -13)), words, PAIR_STEP * len(rows) + KEY)


def _filled_and_outlined(named: Sequence[str]) -> dict[str, Any]:
    """Encodings of ``side`` that fill a and outline b, with one key that names them."""
    key = alt.Legend(columns=alt.expr(f"{NARROW} ? 1 : 2"))
    fills = alt.Scale(domain=list(named), range=[SANCTION, FREE_HOLLOW])
    edges = alt.Scale(domain=list(named), range=[SANCTION, FREE])
    return {
        "fill": alt.Fill("side:N", scale=fills, legend=key),
        "stroke": alt.Stroke("side:N", scale=edges, legend=key),
    }


def _furthest(row: Row) -> float:
    return max((row[end] for end in ENDS if end in row), default=0.0)


def _places(rows: Sequence[Row]) -> alt.Y:
    return alt.Y("title:N", sort=[row["title"] for row in rows], axis=None, scale=alt.Scale(padding=0))


def _lengths(longest: float) -> Any:
    return partial(alt.X, axis=None, scale=alt.Scale(domain=[0, longest], nice=False))


def _whiskers(rows: Sequence[Row], y: alt.Y, x: Any, down: int) -> list[Drawing]:
    """The interval as a thick rule, where single runs lay as a thin one; nothing where there is no interval."""
    if not rows or "low" not in rows[0]:
        return []
    ends = alt.Chart(values({name: row[name] for name in ("title", *ENDS)} for row in rows)).encode(y=y)
    return [
        ends.mark_rule(color=INK, strokeWidth=1, opacity=0.6, yOffset=down).encode(x=x("least:Q"), x2=alt.X2("most")),
        ends.mark_rule(color=INK, strokeWidth=4, opacity=0.6, yOffset=down).encode(x=x("low:Q"), x2=alt.X2("high")),
    ]


def _texts(rows: Sequence[Row], y: alt.Y, down: int) -> list[Drawing]:
    """A title at the left and its numbers at the right, over a bar."""
    texts = alt.Chart(values({name: row[name] for name in ("title", "label", "brief")} for row in rows)).encode(y=y)
    # what the numbers leave of the line, at about 7 pixels a letter
    room: Any = alt.expr(f"width - 7 * length({NARROW} ? datum.brief : datum.label) - 12")
    left = texts.mark_text(align="left", dy=down, fontWeight=600, limit=room)
    right = texts.mark_text(align="right", dy=down, color=SOFT)
    return [
        left.encode(text=alt.Text("title:N"), x=alt.value(0)),
        right.encode(text=LABEL, x=alt.value("width")),
    ]
