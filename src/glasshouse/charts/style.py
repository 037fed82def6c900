"""How every chart looks: colours, type, sizes, and what it says for those who cannot see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import polars.selectors as cs

from glasshouse.charts.lettering import lines_at
from glasshouse.charts.words import worded

Drawing = alt.Chart | alt.LayerChart | alt.FacetChart
Row = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """What a chart says: a title that is a sentence, and the same in full for those who cannot see it."""

    title: str
    alt: str
    empty: bool = False  # nothing to draw; the title says why
    note: str = ""  # how the chart is read
    aside: bool = False  # of an empty one: that it is is not worth a word on a page


def nothing(why: str, *, aside: bool = False) -> Words:
    """The words of a chart that has nothing to show; ``aside``: a page leaves it out."""
    return Words(why, why, empty=True, aside=aside)


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
_EDGES = {HOLLOW: SANCTION, FREE_HOLLOW: FREE, LINE: SOFT}  # what is pale has an edge of its stronger colour
NARROW = "width < 460"  # a phone
LEAST_PLOT = 60  # pixels that labels leave to what they label, however narrow a picture is
WIDTH = 720  # pixels of a picture, unless it is told otherwise
TITLE_SIZE = 15
NOTHING = 10  # pixels beneath a sentence that stands for a chart
CAPTION_SIZE = 11
PADDING = 8  # around a picture
BESIDE = 60  # pixels that the axis at the left of a plot may take
CAPTION = "caption"  # the layer that says that nobody is real, and where a picture is from
LABEL = alt.TextValue(alt.expr(f"{NARROW} ? datum.brief : datum.label"))


def painted(part: Any, colours: Mapping[str, str]) -> Any:
    """A spec with other colours, by those that it has.

    >>> painted({"mark": {"fill": "#fbfaf6"}}, {"#fbfaf6": "#14191d"})
    {'mark': {'fill': '#14191d'}}
    """
    if isinstance(part, dict):
        return {key: painted(value, colours) for key, value in part.items()}
    if isinstance(part, list):
        return [painted(value, colours) for value in part]
    return colours.get(part, part) if isinstance(part, str) else part


def on_dark_paper(spec: Row) -> Row:
    """The same picture for dark paper."""
    made: Row = painted(spec, dict(PALETTE.values()))
    return made


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
    lines = [_EDGES.get(fill, fill) for fill in fills]
    key = alt.Legend(columns=alt.expr(f"{NARROW} ? 2 : 4")) if len(parts) > 1 else None
    return {
        "fill": alt.Fill(f"{column}:N", scale=alt.Scale(domain=parts, range=fills), legend=key),
        "stroke": alt.Stroke(f"{column}:N", scale=alt.Scale(domain=parts, range=lines), legend=key),
        "strokeDash": alt.StrokeDash(f"{column}:N", scale=alt.Scale(domain=parts, range=edges), legend=key),
    }


def finish(chart: Drawing, words: Words, height: float) -> Drawing:
    """The chart, now with its words, size and look."""
    layered = chart if isinstance(chart, alt.LayerChart) else alt.layer(chart)
    object.__setattr__(layered, "__class__", Picture)  # to make another of it would copy all of the chart
    title = alt.TitleParams(words.title, anchor="start", fontWeight=600, fontSize=TITLE_SIZE, offset=14, color=INK)
    parts = {
        "width": WIDTH,
        "height": height,
        "title": title,
        "description": words.alt,
        "background": PAPER,
        "padding": PADDING,
        "autosize": alt.AutoSizeParams(type="fit-x", contains="padding"),
        "config": _config(),
    }
    for name, part in parts.items():  # its own methods would copy all of the chart each time
        setattr(layered, name, part)
    return layered


class Picture(alt.LayerChart):
    """A chart that is right wherever it is saved: of people or of firms, at any width, and without a network."""

    def to_dict(self, *args: Any, **kwargs: Any) -> Row:
        """The chart as Vega-Lite: worded for those whom it is about, its title and caption in lines that fit."""
        spec: Row = super().to_dict(*args, **kwargs)
        about, width = spec.get("usermeta", {}), spec.get("width", WIDTH)
        if about.get("about", "people") != "people":
            spec = _said(spec, about["about"])
        whole: float | str = f"({_WHOLE})" if width == "container" else width - 2 * PADDING
        if title := spec.get("title", {}).get("text"):
            spec["title"]["text"] = lines_at(whole, [title], TITLE_SIZE, bold=True)
        if lines := about.get("caption"):
            room = f"({_WHOLE} - {BESIDE})" if isinstance(whole, str) else whole - BESIDE
            spec["layer"].append(_caption(lines_at(room, lines, CAPTION_SIZE), _below(spec)))
        return spec

    def save(self, fp: Any, format: Any = None, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the chart as HTML, PNG, SVG, PDF or JSON, as the name ends; HTML holds all that it needs."""
        kind = format or str(getattr(fp, "name", fp)).rpartition(".")[2].lower()
        if kind != "html":
            super().save(fp, format=format, **kwargs)
        elif hasattr(fp, "write"):
            fp.write(self._page(**kwargs))
        else:
            Path(fp).write_text(self._page(**kwargs), encoding="utf-8")

    def _page(self, **kwargs: Any) -> str:
        """The chart as a page as wide as its window."""
        wide, written = self.copy(deep=False), StringIO()
        if wide.width == WIDTH:
            wide.width = "container"
        super(Picture, wide).save(
            written, format="html", **{"inline": True, "embed_options": {"actions": False}, **kwargs}
        )
        before, charset, after = written.getvalue().partition('<meta charset="UTF-8">')
        script, begins, rest = after.rpartition("const spec = ")
        spec, ends, last = rest.partition("const embedOpt")  # what it says may hold the end of a script
        return "".join((before, charset, _HEAD, script, begins, spec.replace("<", "\\u003c"), ends, last))


_HEAD = """
  <meta name="viewport" content="width=device-width, initial-scale=1">"""
_WHOLE = f"width > 0 ? containerSize()[0] - {2 * PADDING} : {WIDTH}"  # pixels; told anew when the window changes


def _caption(lines: Any, below: int) -> Row:
    """Lines of small type ``below`` pixels beneath the plot, as the last layer of a chart."""
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": CAPTION_SIZE, "lineHeight": 15,
            "color": SOFT}  # fmt: skip
    place = {"x": {"value": 0}, "y": {"value": {"expr": f"height + {below}"}}}
    return {"name": CAPTION, "data": {"values": [{}]}, "mark": mark, "encoding": {"text": {"value": lines}, **place}}


def _below(part: Row) -> int:
    """Pixels that the axis at the foot of a chart takes."""
    if "layer" in part:
        return max(_below(layer) for layer in part["layer"])
    x = part.get("encoding", {}).get("x", {})
    axis = x.get("axis")
    if not axis or axis.get("orient") == "top":
        return 12
    return 52 if axis.get("title") or x.get("title") else 34


def _said(part: Any, who: str, key: str = "") -> Any:
    """A spec whose titles and counts name the subjects that they are about; names of fields stay."""
    if isinstance(part, dict):
        return {name: _said(value, who, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_said(value, who, key) for value in part]
    counts = isinstance(part, str) and part.endswith(" people")
    return worded(who, part) if isinstance(part, str) and (counts or key == "title") else part


@cache
def _config() -> alt.Config:
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


def sentence(words: Words) -> Drawing:
    """A chart that has nothing to show and says so: its title is all there is."""
    none = alt.Chart(values([{"text": ""}])).mark_text().encode(text=alt.Text("text:N"))
    return finish(none, words, NOTHING)


def values(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as data that travel inside the chart; fractions are kept to five figures."""
    frame = pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)
    return frame.with_columns(cs.float().fill_nan(None).round_sig_figs(5))
