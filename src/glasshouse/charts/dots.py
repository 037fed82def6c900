"""A dot for every group under the name of its trait; where a number has an interval, a rule through its dot."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import altair as alt

from glasshouse.charts.style import (
    FREE,
    FREE_HOLLOW,
    HOLLOW,
    LABEL,
    LEAST_PLOT,
    LINE,
    NARROW,
    PAPER,
    SANCTION,
    SOFT,
    Drawing,
    Row,
    Words,
    finish,
    values,
)
from glasshouse.charts.words import TRAIT_TITLES, level_title

STEP = 21  # pixels a dot and its texts take
SOLID, FEW, IN_A, IN_B, NEITHER = "solid", "few", "in a", "in b", "neither"
REWARDED, FEW_REWARDED = "rewarded", "few rewarded"
FILLS = {
    SOLID: SANCTION, FEW: HOLLOW, IN_A: SANCTION, IN_B: FREE_HOLLOW, NEITHER: PAPER, REWARDED: FREE,
    FEW_REWARDED: FREE_HOLLOW,
}  # fmt: skip
EDGES = {
    SOLID: SANCTION, FEW: SANCTION, IN_A: SANCTION, IN_B: FREE, NEITHER: SOFT, REWARDED: FREE, FEW_REWARDED: FREE,
}  # fmt: skip


class Room(NamedTuple):
    """Pixels at the left and right of the dots, for their texts; as a formula."""

    left: str = f"{NARROW} ? 118 : 150"
    right: str = f"{NARROW} ? 90 : 195"


def between(left: str, right: str) -> Any:
    """The range of a scale that leaves so many pixels at the left and the right, however narrow a picture is."""
    return [{"expr": left}, {"expr": f"max(({left}) + {LEAST_PLOT} / 2, width - ({right}))"}]


def group(row: Row) -> Row:
    """The texts of a row about a group: its trait, under which it stands, and its name."""
    few = row.get("few", False)
    trait = TRAIT_TITLES.get(row["trait"], row["trait"])
    return {"head": trait, "name": level_title(row["level"]) + (" *" if few else ""), "few": few}


def dots(
    rows: Sequence[Row],
    words: Words,
    overall: tuple[float, str] | None = None,
    *,
    tooltip: Mapping[str, str],
    room: Room | None = None,
    around_none: bool = False,
) -> Drawing:
    """A dot for every row, with its number at the right.

    Parameters
    ----------
    rows : sequence of mapping
        ``head`` (under what it stands, or nothing), ``name``, ``mean`` (None where nobody is), ``state`` (how the dot
        looks), ``label`` and ``brief`` (on a phone), the columns of the tooltip; ``share`` where a number in bold
        stands before the label; ``low``, ``high``, ``least`` and ``most`` where it has an interval.
    overall : (value, text), optional
        Where a dotted line stands.
    room : Room, optional
        What the texts take.
    around_none : bool
        Whether the numbers are differences, left or right of none.
    """
    found = [overall[0]] if overall else []
    for row in rows:
        found += [row[end] for end in ("mean", "low", "high", "least", "most") if row.get(end) is not None]
    low, high = min(0.0, *found), max(0.0, *found)
    high = high if high > low else low + 1
    lines = _lines(rows, named=overall is not None)
    y = alt.Y("line:N", sort=[line["line"] for line in lines], axis=None, scale=alt.Scale(padding=0))
    room = room or Room()
    scale = alt.Scale(domain=[low, high], range=between(*room), nice=False)
    x = partial(alt.X, axis=None, scale=scale)
    base = alt.Chart(values(lines)).encode(y=y)
    layers = [*_marks(base.transform_filter("!datum.is_head && datum.mean != null"), x, tooltip, rows)]
    if around_none:
        layers.insert(1, alt.Chart(values([{"none": 0.0}])).mark_rule(color=SOFT, strokeWidth=1).encode(x=x("none:Q")))
    if overall:
        layers += _overall(overall, x, y, at_left=overall[0] > (low + high) / 2 and low < 0)
    return finish(alt.layer(*layers, *_texts(base, rows)), words, STEP * len(lines))


def _lines(rows: Sequence[Row], *, named: bool) -> list[Row]:
    """A line for what is over all, one for each head, and below it one for each of its rows."""
    few = "* fewer than 2 %" if any(row.get("few") for row in rows) else ""
    lines: list[Row] = [{"line": "all", "text": few, "is_head": True}] if named else []
    for head in dict.fromkeys(row["head"] for row in rows):
        if head:
            lines.append({"line": f"head {head}", "text": head, "is_head": True})
        mine = [row for row in rows if row["head"] == head]
        lines += [{**row, "line": f"{head} {row['name']}", "text": row["name"], "is_head": False} for row in mine]
    return lines


def _marks(shown: alt.Chart, x: Any, tooltip: Mapping[str, str], rows: Sequence[Row]) -> list[Drawing]:
    """A pale rule from none to a number, what its interval is, and a dot."""
    fills, edges = (alt.Scale(domain=list(looks), range=list(looks.values())) for looks in (FILLS, EDGES))
    edge = alt.Stroke("state:N", scale=edges, legend=None)
    layers: list[Drawing] = [shown.mark_rule(color=LINE, strokeWidth=2).encode(x=x("mean:Q"), x2=alt.X2Datum(0))]
    if rows and "low" in rows[0]:
        whole = shown.mark_rule(strokeWidth=1.2, opacity=0.7).encode(x=x("least:Q"), x2=alt.X2("most"), stroke=edge)
        interval = shown.mark_rule(strokeWidth=5, opacity=0.45).encode(x=x("low:Q"), x2=alt.X2("high"), stroke=edge)
        layers += [whole, interval]
    dot = shown.mark_point(size=80, filled=True, opacity=1, strokeWidth=1.4).encode(
        x=x("mean:Q"),
        fill=alt.Fill("state:N", scale=fills, legend=None),
        stroke=edge,
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tooltip.items()],
    )
    return [*layers, dot]


def _overall(overall: tuple[float, str], x: Any, y: alt.Y, *, at_left: bool) -> list[Drawing]:
    """A dotted line where all are together, and its text."""
    base = alt.Chart(values([{"mean": overall[0], "line": "all", "text": f"all {overall[1]}"}]))
    text = base.mark_text(align="right" if at_left else "left", dx=-6 if at_left else 6, color=SOFT)
    return [
        base.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x("mean:Q")),
        text.encode(x=x("mean:Q"), y=y, text=alt.Text("text:N")),
    ]


def _texts(base: alt.Chart, rows: Sequence[Row]) -> list[Drawing]:
    """The heads, the names, and the numbers at the right."""
    size = alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 12"))
    named = base.transform_filter("!datum.is_head")
    heads = base.transform_filter("datum.is_head").mark_text(align="left", fontWeight=600, dy=2)
    layers: list[Drawing] = [
        heads.encode(text=alt.Text("text:N"), x=alt.value(0)),
        named.mark_text(align="left").encode(text=alt.Text("text:N"), x=alt.value(10), size=size),
    ]
    if rows and "share" in rows[0]:
        place = alt.value(alt.expr(f"width - ({NARROW} ? 72 : 150)"))
        bold = named.mark_text(align="right", fontWeight=600)
        layers.append(bold.encode(text=alt.Text("share:N"), x=place, size=size))
    is_all = rows and "share" not in rows[0] and "low" not in rows[0]  # that is told of a row
    look: Row = {"fontWeight": 600} if is_all else {"color": SOFT}
    return [*layers, named.mark_text(align="right", **look).encode(text=LABEL, x=alt.value("width"), size=size)]
