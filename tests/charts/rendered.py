"""A chart as vl-convert draws it: the size of the picture, and every line of text with the box that it fills."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import vl_convert

from glasshouse.charts.lettering import width_of
from glasshouse.charts.style import Drawing

MOVED = re.compile(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)")
TURNED = re.compile(r"rotate\(([-\d.e]+)")
SPARE = 1.17  # what width_of keeps in hand


class Text(NamedTuple):
    """One line of text, and the box around its letters in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Text") -> bool:
        """Whether letters of both lie on one another, or run into each other like one word."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > -3 and min(self.bottom, other.bottom) - max(self.top, other.top) > 1


class Rendered(NamedTuple):
    """A picture: its size, and its texts."""

    width: float
    height: float
    texts: list[Text]

    @property
    def said(self) -> str:
        """All texts in the order in which they are drawn."""
        return " ".join(one.text for one in self.texts)

    def cut(self) -> list[Text]:
        """Texts that the edge of the picture cuts."""
        return [
            one
            for one in self.texts
            if one.left < -1 or one.top < -1 or one.right > self.width + 1 or one.bottom > self.height + 1
        ]

    def collisions(self) -> list[tuple[str, str]]:
        """Texts that lie on one another."""
        return [(one.text, other.text) for one, other in combinations(self.texts, 2) if one.overlaps(other)]


def rendered(chart: Drawing) -> Rendered:
    """The chart as it is saved."""
    root = ET.fromstring(vl_convert.vegalite_to_svg(chart.to_dict()))
    width, height = (float(root.get(name) or 0) for name in ("width", "height"))
    return Rendered(width, height, list(_texts(root, 0.0, 0.0)))


def _texts(element: ET.Element, x: float, y: float) -> Iterator[Text]:
    moved = MOVED.search(element.get("transform") or "")
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag.endswith("}text"):
        yield from _lines(element, x, y)
        return
    for child in element:
        yield from _texts(child, x, y)


def _lines(element: ET.Element, x: float, y: float) -> Iterator[Text]:
    size = float((element.get("font-size") or "12px").removesuffix("px"))
    bold = (element.get("font-weight") or "normal") in ("600", "bold")
    turned = TURNED.search(element.get("transform") or "")
    if element.get("opacity") == "0" or element.get("fill-opacity") == "0":
        return
    down = 0.0
    for line in list(element) or [element]:
        down += float(line.get("dy") or 0)
        text = line.text or ""
        wide = width_of(text, size, bold=bold) / SPARE
        left = {"middle": -wide / 2, "end": -wide}.get(element.get("text-anchor") or "start", 0.0)
        if not text.strip():
            continue
        if turned:  # the title of the axis at the left
            yield Text(text, x - 0.7 * size, y - wide / 2, x, y + wide / 2)
        else:
            yield Text(text, x + left, y + down - 0.7 * size, x + left + wide, y + down)


def data_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row that travels inside a chart."""
    return [row for rows in spec["datasets"].values() for row in rows]
