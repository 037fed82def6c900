"""How every chart looks: colours, type, sizes, and what it says for those who cannot see it."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import polars as pl
import polars.selectors as cs

Chart = alt.Chart | alt.LayerChart | alt.FacetChart
Row = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """What a chart says: a title that is a sentence, and the same in full for those who cannot see it."""

    title: str
    alt: str
    empty: bool = False  # nothing to draw; the title says why


def nothing(why: str) -> Words:
    """The words of a chart that has nothing to show."""
    return Words(why, why, empty=True)


PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#fbfaf6", "#14191d"),
    "ink": ("#1c2a33", "#ece8df"),
    "soft": ("#586770", "#a9b3b9"),
    "line": ("#dcdad2", "#333b41"),
    "sanction": ("#b4481b", "#f29a66"),
    "sanction-pale": ("#f7e6dc", "#3b2a21"),
    "free": ("#2a6d8e", "#82c4e3"),
    "free-pale": ("#e2edf1", "#1e323c"),
    "grade-1": ("#c3e2dc", "#234a4b"),
    "grade-2": ("#98cccc", "#2b6064"),
    "grade-3": ("#6cb0bf", "#377a84"),
    "grade-4": ("#4a92ae", "#4c97a6"),
    "grade-5": ("#3a7199", "#72b2c3"),
    "grade-6": ("#38507f", "#9ccada"),
    "grade-7": ("#332f61", "#c7e0ed"),
    "grade-8": ("#25173c", "#f4f3ff"),
}
"""Every colour, on light and on dark paper. From the best grade to the worst they stand out more and more."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, SOFT, LINE, PAPER = (PALETTE[name][0] for name in ("ink", "soft", "line", "paper"))
SANCTION, FREE = PALETTE["sanction"][0], PALETTE["free"][0]
HOLLOW, FREE_HOLLOW = PALETTE["sanction-pale"][0], PALETTE["free-pale"][0]
SOLID_EDGE, HOLLOW_EDGE = [1, 0], [3, 2]  # dashes of outlines
NARROW = "width < 460"  # a phone
LABEL = alt.TextValue(alt.expr(f"{NARROW} ? datum.brief : datum.label"))


def grade_colours(count: int) -> list[str]:
    """The colours of ``count`` grades on light paper, best first, as far apart as they can be.

    >>> grade_colours(2)
    ['#c3e2dc', '#25173c']
    """
    steps = [round(at * 7 / max(1, count - 1)) for at in range(count)]
    return [PALETTE[f"grade-{step + 1}"][0] for step in steps]


def solid_and_hollow(column: str, parts: list[str], fills: list[str]) -> dict[str, Any]:
    """Encodings that show ``parts`` of ``column`` apart without colour, and one key that names them.

    What is filled with ``HOLLOW`` rests on wrong records: it, and nothing else, has a dashed edge.
    """
    edges = [HOLLOW_EDGE if fill == HOLLOW else SOLID_EDGE for fill in fills]
    key = alt.Legend() if len(parts) > 1 else None
    return {
        "fill": alt.Fill(f"{column}:N", scale=alt.Scale(domain=parts, range=fills), legend=key),
        "strokeDash": alt.StrokeDash(f"{column}:N", scale=alt.Scale(domain=parts, range=edges), legend=key),
    }


def finish(chart: Chart, words: Words, height: float) -> Chart:
    """The chart, now with its words, size and look."""
    title = alt.TitleParams(
        textwrap.wrap(words.title, 72), anchor="start", fontWeight=600, fontSize=15, offset=14, color=INK
    )
    parts = {
        "width": "container",
        "height": height,
        "title": title,
        "description": words.alt,
        "background": PAPER,
        "padding": 4,
        "autosize": alt.AutoSizeParams(type="fit", contains="padding"),
        "config": _look(),
    }
    for name, part in parts.items():  # its own methods would copy all of the chart each time
        setattr(chart, name, part)
    return chart


@cache
def _look() -> alt.Config:
    return alt.Config(
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(color=INK, fontSize=12),
        axis=alt.AxisConfig(
            domain=False,
            ticks=False,
            grid=True,
            gridColor=LINE,
            labelColor=SOFT,
            labelFontSize=12,
            labelPadding=6,
            titleColor=SOFT,
            titleFontSize=12,
            titleFontWeight="normal",
        ),
        legend=alt.LegendConfig(
            orient="top",
            title=None,
            labelColor=INK,
            labelFontSize=12,
            symbolSize=140,
            symbolType="square",
            labelLimit=400,
            offset=6,
        ),
    )


def sentence(words: Words) -> Chart:
    """A chart that has nothing to show and says so."""
    lines = "\n".join(textwrap.wrap(words.title, 60))
    data = alt.Chart(values([{"text": lines}]))
    text = data.mark_text(align="left", lineBreak="\n", fontSize=14, color=SOFT)
    return finish(text.encode(text=alt.Text("text:N"), x=alt.value(0)), Words("", words.alt), 50)


def values(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as data that travel inside the chart; fractions are kept to five figures."""
    frame = pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)
    return frame.with_columns(cs.float().fill_nan(None).round_sig_figs(5))
