"""How a page is put together: its templates, its charts within, and how it is written."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
from markupsafe import Markup

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.style import CAPTION, PALETTE, painted
from glasshouse.charts.table import Link
from glasshouse.charts.words import known, worded
from glasshouse.storage import disk, swap

REMEDY = "Choose another place for the report."


def refuse_no_page(path: Path) -> None:
    """Refuse a path that is a folder, or that the numbers beside the page would take.

    Raises
    ------
    GlasshouseError
        If it is one.
    """
    if path.is_dir():
        raise GlasshouseError(f"{path} is a folder. Name the file to write, such as {path / 'report.html'}.")
    if path.suffix.lower() == ".json":
        raise GlasshouseError(
            f"{path} is where the numbers of the report go. Name the page itself, such as {path.with_suffix('.html')}."
        )


def put_down(path: Path, page: str, numbers: Mapping[str, Any]) -> Path:
    """Write a page to ``path`` and its numbers as JSON beside it; return the path.

    Raises
    ------
    GlasshouseError
        If the disk refuses; the text says where and what to do. A file that was there is left as it was.
    """
    text = json.dumps(numbers, ensure_ascii=False, allow_nan=False)
    with disk.kindly("The report", path.parent, REMEDY):
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(path.with_suffix(".json"), [text.encode(errors="backslashreplace")])  # names that are no UTF-8
        disk.replace(path, [page.encode(errors="replace")])
    swap.sweep(path.parent)
    return path


def environment_for(who: str) -> jinja2.Environment:
    """What fills templates in, on a page about those whom ``who`` names."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("glasshouse.report", "."),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["worded"] = partial(worded_on, who)
    environment.filters["data"] = data_address
    environment.filters["link"] = lambda cell: cell if isinstance(cell, Link) else None
    return environment


def worded_on(who: str, text: str | Markup, kept: str = "") -> str | Markup:
    """Words about people, on a page about those whom ``who`` names; what is HTML keeps its tags. ``kept`` stays.

    >>> str(worded_on("firms", Markup('<a href="people">people</a>')))
    '<a href="people">firms</a>'
    """
    if not isinstance(text, Markup):
        return worded(who, text, kept)
    parts = re.split("(<[^>]*>)", str(text))
    return Markup("").join(Markup(one if one.startswith("<") else worded(who, one, kept)) for one in parts)


def data_address(text: str) -> str:
    """An address that is the file itself, which a browser keeps without asking anybody.

    >>> data_address("month,people")
    'data:text/csv;charset=utf-8;base64,bW9udGgscGVvcGxl'
    """
    return f"data:text/csv;charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"


_ALONE = ("title", "background", "width", "padding", "autosize")
"""What a picture has of its own, where it does not stand in a page."""


def for_page(spec: dict[str, Any]) -> dict[str, Any]:
    """A spec for the page: its title, text and caption stand in the page itself, its colours follow the page's.

    What it has to have besides, to be taken along, is kept in its ``usermeta``.
    """
    for key in ("$schema", "description"):
        spec.pop(key)
    captions = [layer for layer in spec["layer"] if layer.get("name") == CAPTION]
    spec["layer"] = [layer for layer in spec["layer"] if layer.get("name") != CAPTION]
    spec["usermeta"] = {"alone": {name: spec.pop(name) for name in _ALONE}, "captions": captions}
    spec |= {"width": "container", "background": "transparent", "padding": 4}
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    spec["config"]["aria"] = False
    shared = {light: f"var(--{name})" for name, (light, _) in PALETTE.items()}
    for_paper: dict[str, Any] = painted(spec, shared)
    return for_paper


def embedded(value: object) -> str:
    """JSON that may stand inside a script element."""
    dense = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return dense.replace("<", "\\u003c")


def csp_hash(script: str) -> str:
    """What a page says of a script that it allows."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def plain(value: Any) -> Any:
    """The value as JSON knows it: what is not a number is null."""
    return None if isinstance(value, float) and not known(value) else value


def rows_of(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain values."""
    return [{key: plain(value) for key, value in row.items()} for row in frame.to_dicts()]


def columns_of(frame: pl.DataFrame) -> dict[str, list[Any]]:
    """The columns of a frame as plain values."""
    return {name: [plain(value) for value in values] for name, values in frame.to_dict(as_series=False).items()}


def in_css(text: str) -> str:
    r"""Text as it may stand between quotes in a style.

    >>> in_css('5, "a"')  # a blank ends the number of a letter
    '5\\2c  \\22 a\\22 '
    """
    return "".join(one if (one.isalnum() and one.isascii()) or one == " " else f"\\{ord(one):x} " for one in text)
