"""Numbers month by month: lines, with bands where a number has an interval, their axis, labels and reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import altair as alt
import polars as pl

from glasshouse.charts.numbers import ENDS, marks_of, text_of
from glasshouse.charts.study import Study
from glasshouse.charts.style import INK, LEAST_PLOT, NARROW, SOFT, Drawing, Row, Words, finish, values
from glasshouse.charts.words import NONE, known
from glasshouse.results.numbers import SHARE, Form

ROOM = f"({NARROW} ? 118 : 150)"  # pixels at the right of lines, for their labels
BANDS = (("least", "most", 0.16), ("low", "high", 0.38))
"""From where to where a band reaches, and its opacity: single runs in pale, the interval of the mean in dark."""


@dataclass(frozen=True)
class Line:
    """One number month by month: its name, its rows, and how it looks."""

    name: str
    rows: list[Row]  # month, mean, text, brief; low, high, least and most too where it has an interval
    colour: str = INK
    dash: Sequence[int] = (1, 0)
    width: float = 2
    fill: tuple[str, float] | None = None  # colour and opacity of the area beneath, where there is no interval
    label: str = ""  # at its end, beneath the number; its name if nothing else is said


def line_of(
    study: Study,
    frame: pl.DataFrame,
    column: str,
    form: Form,
    told: Callable[[Row], str] | None = None,
    **looks: Any,
) -> Line:
    """The ``column`` of a table of a study that has a row a ``month``.

    Parameters
    ----------
    told : function of a row, optional
        What the pointer reads of a number without interval.
    looks
        What else a :class:`Line` has.
    """
    rows = [
        {
            "month": row["month"],
            **{name: one for name, one in marks_of(row, column, form).items() if name != "range"},
            "text": told(row) if told and f"{column}_low" not in row else text_of(study, row, column, form),
            "brief": text_of(study, row, column, form).partition(" (")[0],
        }
        for row in thinned(frame).to_dicts()
        if known(row[column])
    ]
    return Line(rows=rows, **looks)


def lines(
    shown: Sequence[Line],
    words: Words,
    form: Form,
    height: int,
    highest: float | None = None,
    *,
    step: bool = False,
    month: str = "month",
    read: Sequence[Line] = (),
    marks: Callable[[alt.X], Sequence[Drawing]] = lambda _: (),
) -> Drawing:
    """Lines of numbers; where they have intervals, a dark band is that of the mean, a pale one where single runs lay.

    Parameters
    ----------
    highest : float, optional
        Where the axis ends, if not at the highest number.
    step : bool
        Whether numbers stay the same until the next month.
    month : str
        What the pointer calls a month.
    read : sequence of Line
        What the pointer reads besides.
    marks : function of the axis of months
        What is drawn besides, over the lines.
    """
    shown = [one for one in shown if one.rows]
    rows = [row for one in shown for row in one.rows]
    found: list[float] = [row[end] for row in rows for end in ("mean", *ENDS) if end in row]
    low, top = min(0.0, *found), highest or max(0.0, *found)
    top = top if top > low else low + 1
    has_bands = any("low" in row for row in rows)
    x = time_axis(max(row["month"] for row in rows), ROOM)
    scale = alt.Scale(domain=[low, top], nice=has_bands and not form.signed)
    y = partial(alt.Y, scale=scale, axis=_axis(form, top, 4 if height < 200 else 5))
    layers: list[Drawing] = []
    if form.signed:
        layers.append(alt.Chart(values([{"none": 0.0}])).mark_rule(color=SOFT).encode(y=y("none:Q")))
    bends: dict[str, Any] = {"interpolate": "step-after"} if step else {}
    for one in shown:
        layers += _layers(one, x, y, bends)
    ends = [(one.rows[-1]["mean"], f"{one.rows[-1]['brief']}\n{one.label or one.name}") for one in shown]
    labels = end_labels(ends, top, height, ROOM, low)
    return finish(alt.layer(*layers, *marks(x), labels, _reader([*shown, *read], x, month)), words, height)


def _layers(one: Line, x: alt.X, y: Callable[[str], alt.Y], bends: Mapping[str, Any]) -> list[Drawing]:
    """The bands of a line, or the area beneath it, and the line."""
    drawn = [{name: row[name] for name in row if name not in ("text", "brief")} for row in one.rows]
    base = alt.Chart(values(drawn)).encode(x=x)
    layers: list[Drawing] = []
    if "low" in drawn[0]:
        for begin, end, opacity in BANDS:
            area = base.mark_area(color=one.colour, opacity=opacity, **bends)
            layers.append(area.encode(y=y(f"{begin}:Q"), y2=alt.Y2(end)))
    elif one.fill is not None:
        colour, opacity = one.fill
        layers.append(base.mark_area(color=colour, opacity=opacity, **bends).encode(y=y("mean:Q"), y2=alt.Y2Datum(0)))
    line = base.mark_line(color=one.colour, strokeWidth=one.width, strokeDash=list(one.dash), **bends)
    return [*layers, line.encode(y=y("mean:Q"))]


def _reader(read: Sequence[Line], x: alt.X, month: str) -> Drawing:
    """What follows the pointer and reads every line."""
    wide: dict[int, Row] = {}
    for at, one in enumerate(read):
        for row in one.rows:
            wide.setdefault(row["month"], {"month": row["month"]})[f"l{at}"] = row["text"]
    columns = {"month": month, **{f"l{at}": one.name for at, one in enumerate(read)}}
    return month_reader([{**dict.fromkeys(columns, NONE), **wide[at]} for at in sorted(wide)], x, columns)


def _axis(form: Form, top: float, ticks: int) -> alt.Axis:
    """An axis of numbers that go up to ``top``; a signed one tells signs, and is scaled as its numbers are written."""
    if form.signed:
        number = f"datum.value * {form.scale}"
        return alt.Axis(title=None, tickCount=4, labelExpr=f"datum.value == 0 ? '0' : format({number}, '+~g')")
    numbers = "~s" if top >= 1e6 else ",d" if top >= 10 else ",~r"
    return alt.Axis(title=None, tickCount=ticks, format="%" if form is SHARE else numbers)


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


def month_reader(rows: Sequence[Row], x: alt.X, columns: Mapping[str, str]) -> Drawing:
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


def spaced(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places of labels moved until neighbours are ``gap`` apart within ``low`` to ``high``; order is kept.

    >>> spaced([1.0, 0.99, 0.0], 0.1, 0.0, 1.0)
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
    places = spaced([value for value, _ in ends], gap, lowest + least, highest - least)
    rows = [{"at": at, "text": text} for at, (_, text) in zip(places, ends, strict=True)]
    texts = alt.Chart(values(rows)).mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=15)
    labels: alt.Chart = texts.encode(
        x=alt.value(alt.expr(f"width - ({right}) + 8")), y=alt.Y("at:Q"), text=alt.Text("text:N")
    )
    return labels
