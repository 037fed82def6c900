"""Two worlds side by side: how a and b are told apart in every chart of a comparison, and the pieces these share.

a is solid and filled, b is dashed and pale with an outline; colour only repeats that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from glasshouse.charts.look import (
    FREE,
    FREE_HOLLOW,
    LABEL,
    LINE,
    NARROW,
    PAPER,
    SANCTION,
    SOFT,
    SOLID_EDGE,
    Chart,
    Row,
    Words,
    finish,
    values,
)
from glasshouse.charts.pieces import between, end_labels, few_key, month_reader, time_axis
from glasshouse.charts.words import TRAIT_TITLES, level_title
from glasshouse.results.comparison import Comparison
from glasshouse.storage.kinds import SIDES

A, B = SIDES
DASHES = [SOLID_EDGE, [7, 3]]
LONGEST_NAME = 30
LABELS = f"({NARROW} ? 104 : 136)"  # pixels at the right of lines


def names(comparison: Comparison) -> tuple[str, str]:
    """What both worlds are called in a chart: a or b, and how its schemes were asked for."""
    one, other = (f"{side['name']}: {shortened(side['reference'])}" for side in comparison.info["sides"])
    return one, other


def shortened(reference: str) -> str:
    """A reference to schemes that fits a legend: its beginning, and its end, where changes stand.

    >>> shortened("none"), shortened("my/rules.yaml"), shortened("rongcheng-2016:rules.utility-theft.points=-200")
    ('none', 'rules.yaml', 'rongcheng-…ity-theft.points=-200')
    """
    text = reference.rpartition("/")[2] if "=" not in reference else reference
    return text if len(text) <= LONGEST_NAME + 2 else f"{text[:10]}…{text[10 - LONGEST_NAME - 1 :]}"


def significant(value: float) -> str:
    """A number of any size in few letters, without its sign.

    >>> significant(0.00744), significant(-0.349), significant(15.71), significant(1234.5), significant(0)
    ('0.0074', '0.35', '15.7', '1,234', '0')
    """
    size = abs(value)
    if size >= 100 or size == 0:
        return f"{size:,.0f}"
    return f"{size:.1f}" if size >= 9.95 else f"{size:.2g}"


def signed(value: float | None) -> str:
    """A difference with its sign.

    >>> signed(0.349), signed(-0.0074), signed(0.0), signed(None)
    ('+0.35', '−0.0074', '0', '–')
    """
    if value is None:
        return "–"
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{significant(value)}"


def legend(title: Sequence[str]) -> dict[str, Any]:
    """Encodings of ``side`` that fill a and outline b, with one key that names them."""
    key = alt.Legend(columns=alt.expr(f"{NARROW} ? 1 : 2"))
    fills = alt.Scale(domain=list(title), range=[SANCTION, FREE_HOLLOW])
    edges = alt.Scale(domain=list(title), range=[SANCTION, FREE])
    return {
        "fill": alt.Fill("side:N", scale=fills, legend=key),
        "stroke": alt.Stroke("side:N", scale=edges, legend=key),
    }


def two_lines(
    comparison: Comparison, rows: Sequence[Row], words: Words, ends: Sequence[tuple[float, str]], height: int = 260
) -> Chart:
    """A solid line for a and a dashed one for b; ``rows`` hold ``month``, ``a``, ``b`` and the texts ``ta``, ``tb``."""
    highest = max((row[side] for row in rows for side in SIDES), default=0) or 1
    x, named = time_axis(rows[-1]["month"], LABELS), names(comparison)
    flat = [
        {"month": row["month"], "value": row[side], "side": name}
        for row in rows
        for side, name in zip(SIDES, named, strict=True)
    ]
    form = "~s" if highest >= 1e6 else ",d"
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, highest]), axis=alt.Axis(title=None, tickCount=5, format=form))
    data = alt.Chart(values(flat))
    area = data.transform_filter(alt.FieldEqualPredicate(field="side", equal=named[0]))
    layers = [
        area.mark_area(color=SANCTION, opacity=0.12).encode(x=x, y=y),
        data.mark_line().encode(
            x=x,
            y=y,
            stroke=alt.Stroke("side:O", scale=alt.Scale(domain=list(named), range=[SANCTION, FREE]), legend=None),
            strokeDash=alt.StrokeDash("side:O", scale=alt.Scale(domain=list(named), range=DASHES), legend=None),
            strokeWidth=alt.StrokeWidth("side:O", scale=alt.Scale(domain=list(named), range=[3, 2]), legend=None),
        ),
        end_labels(ends, highest, height, LABELS),
        month_reader(rows, x, {"month": "month", "ta": named[0], "tb": named[1]}),
    ]
    return finish(alt.layer(*layers), words, height)


PAIR_STEP = 52  # pixels that two bars and their line of text take


def two_bars(comparison: Comparison, rows: Sequence[Row], words: Words, tooltip: Mapping[str, str]) -> Chart:
    """A line of text over two bars, that of a and that of b, for every row.

    Every row has ``title``, ``label``, ``brief`` (the label on a phone), ``a``, ``b`` and the columns of the tooltip.
    """
    longest = max((row[side] for row in rows for side in SIDES), default=0) or 1
    named = names(comparison)
    y = alt.Y("title:N", sort=[row["title"] for row in rows], axis=None, scale=alt.Scale(padding=0))
    layers: list[Chart] = []
    for side, name, down in zip(SIDES, named, (2, 14), strict=True):
        bars = [
            {**{key: row[key] for key in ("title", *tooltip)}, "side": name, "to": row[side]}
            for row in rows
            if row[side]
        ]
        if not bars:
            continue
        layers.append(
            alt.Chart(values(bars))
            .mark_bar(strokeWidth=1.2, height=9, yOffset=down)
            .encode(
                y=y,
                x=alt.X("to:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False)),
                tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in tooltip.items()],
                **legend(named),
            )
        )
    texts = alt.Chart(values({key: row[key] for key in ("title", "label", "brief")} for row in rows)).encode(y=y)
    room: Any = alt.expr(f"width - 7 * length({NARROW} ? datum.brief : datum.label) - 12")
    left = texts.mark_text(align="left", dy=-13, fontWeight=600, limit=room)
    right = texts.mark_text(align="right", dy=-13, color=SOFT)
    layers.append(left.encode(text=alt.Text("title:N"), x=alt.value(0)))
    layers.append(right.encode(text=LABEL, x=alt.value("width")))
    return finish(alt.layer(*layers), words, PAIR_STEP * len(rows) + 30)


SAME = "neither"
GROUP_STEP = 21  # pixels a group and its dot take


def difference_dots(rows: Sequence[Row], overall: float, words: Words, *, more_is_better: bool) -> Chart:
    """A dot for the difference in every group, left or right of none; the mean of all is a dotted line.

    A dot is filled where the group fares worse in a, and outlined where it fares worse in b. Every row has ``trait``,
    ``level``, ``difference`` (None where nobody is), ``few``, and the texts ``a`` and ``b`` of who is better off where.
    """
    lines = [{"line": "all", "text": few_key(rows), "head": True}, *_lines(rows, more_is_better=more_is_better)]
    found = [0.0, overall, *(row["difference"] for row in rows if row["difference"] is not None)]
    low, high = min(found), max(found)
    high = high if high > low else low + 1
    y = alt.Y("line:N", sort=[line["line"] for line in lines], axis=None)
    space = between(f"{NARROW} ? 138 : 165", f"{NARROW} ? 66 : 90")
    x = alt.X("difference:Q", axis=None, scale=alt.Scale(domain=[low, high], range=space, nice=False))
    base = alt.Chart(values(lines)).encode(y=y)
    groups = base.transform_filter("!datum.head && datum.difference != null")
    named = base.transform_filter("!datum.head")
    none = alt.Chart(values([{"difference": 0.0}]))
    mean = alt.Chart(values([{"difference": overall, "line": "all", "text": f"all {signed(overall)}"}]))
    size = alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 12"))
    tooltip = [
        alt.Tooltip(f"{name}:N", title=title)
        for name, title in (("text", "group"), ("said", "a minus b, mean"), ("a", "better off in a"),
                            ("b", "better off in b"))
    ]  # fmt: skip
    worse = alt.Scale(domain=[A, B, SAME], range=[SANCTION, FREE_HOLLOW, PAPER])
    edge = alt.Scale(domain=[A, B, SAME], range=[SANCTION, FREE, SOFT])
    layers = [
        groups.mark_rule(color=LINE, strokeWidth=2).encode(x=x, x2=alt.X2Datum(0)),
        none.mark_rule(color=SOFT, strokeWidth=1).encode(x=x),
        mean.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x),
        mean.mark_text(align="right" if overall > (low + high) / 2 else "left", dx=-6 if overall > (low + high) / 2
                       else 6, color=SOFT).encode(x=x, y=y, text=alt.Text("text:N")),
        groups.mark_point(size=80, filled=True, opacity=1, strokeWidth=1.4).encode(
            x=x,
            fill=alt.Fill("worse:N", scale=worse, legend=None),
            stroke=alt.Stroke("worse:N", scale=edge, legend=None),
            tooltip=tooltip,
        ),
        base.transform_filter("datum.head")
        .mark_text(align="left", fontWeight=600, dy=2)
        .encode(text=alt.Text("text:N"), x=alt.value(0)),
        named.mark_text(align="left").encode(text=alt.Text("text:N"), x=alt.value(10), size=size),
        named.mark_text(align="right", fontWeight=600).encode(
            text=alt.Text("said:N"), x=alt.value("width"), size=size
        ),
    ]  # fmt: skip
    return finish(alt.layer(*layers), words, GROUP_STEP * len(lines))


def _lines(rows: Sequence[Row], *, more_is_better: bool) -> list[Row]:
    """A line for each trait's name, and below it one for each of its groups, with its texts."""
    lines: list[Row] = []
    for trait in dict.fromkeys(row["trait"] for row in rows):
        lines.append({"line": trait, "text": TRAIT_TITLES.get(trait, trait), "head": True})
        for row in (one for one in rows if one["trait"] == trait):
            less = row["difference"] or 0.0
            lines.append(
                {
                    **row,
                    "line": f"{trait} {row['level']}",
                    "text": level_title(row["level"]) + (" *" if row["few"] else ""),
                    "head": False,
                    "said": signed(row["difference"]),
                    "worse": SAME if not less else A if (less < 0) == more_is_better else B,
                }
            )
    return lines
