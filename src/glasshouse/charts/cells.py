"""A table of cells, darker where more are: from what to what, or how in one world and how in the other."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from glasshouse.charts.style import FREE, INK, NARROW, PAPER, Drawing, Row, Words, finish, values

DARKEST = 0.48  # text can be read on it, on light and on dark paper
STEP = 52  # pixels of a row
LEAST_HEIGHT = 156  # pixels that one row needs together with the titles
_SECOND = f"{NARROW} ? datum.below : datum.label"


def cells(
    rows: Sequence[Row],
    words: Words,
    sides: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
    tooltip: Mapping[str, str],
) -> Drawing:
    """A cell for each pair of a row and a column.

    Parameters
    ----------
    rows : sequence of mapping
        The two columns that ``sides`` names; ``share``, by which a cell is shaded; ``text`` and ``brief`` (on a phone),
        ``label`` below it, ``below`` in its place on a phone, ``people``, and the columns of the tooltip.
    sides : mapping
        The column that tells the row of a cell, then the one that tells its column; of each, the names in order.
    titles : mapping
        What both are called.
    """
    (down, of_rows), (across, of_columns) = sides.items()
    named: dict[str, Any] = {"grid": False, "labelFontWeight": 600, "labelColor": INK}
    base = alt.Chart(values(rows)).encode(
        x=alt.X(
            f"{across}:N",
            scale=alt.Scale(domain=list(of_columns)),
            title=titles[across],
            axis=alt.Axis(orient="top", labelAngle=0, **named),
        ),
        y=alt.Y(f"{down}:N", scale=alt.Scale(domain=list(of_rows)), title=titles[down], axis=alt.Axis(**named)),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tooltip.items()],
    )
    shade = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, DARKEST]), legend=None)
    filled = base.mark_rect(fill=FREE, stroke=PAPER, strokeWidth=2).encode(opacity=shade)
    size = alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 13"))
    main = base.mark_text(fontWeight=600, color=INK, dy=alt.expr(f"({_SECOND}) ? -7 : 0"))
    first = main.encode(text=alt.TextValue(alt.expr(f"{NARROW} ? datum.brief : datum.text")), size=size)
    held = base.transform_filter("datum.people > 0").mark_text(dy=9, fontSize=11, color=INK)
    second = held.encode(text=alt.TextValue(alt.expr(_SECOND)))
    return finish(alt.layer(filled, first, second), words, max(LEAST_HEIGHT, STEP * len(of_rows)))
