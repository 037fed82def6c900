"""Copies of our catalogues to spoil, and what is then told."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.library import load_catalogue

TICKET = "  - id: traffic.ticket\n"
PARKING = "  - id: traffic.parking\n"
FLIGHT = "  - id: travel.flight\n"
STAR_HOTEL = "  - id: travel.star_hotel\n"
HOTELS = "  - id: hotels\n"
NEW_CONDUCT = """conducts:

  - id: order.new
    number: 9001
    title: New
    domain: order
    meaning: Something new.
    lawful: false
    seen_by: [{source: police.traffic}]
"""


def spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first ``old`` in ``file``; returns the line on which ``new`` begins."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def after(folder: Path, file: str, entry: str, old: str, new: str) -> int:
    """As ``spoil``, for the first ``old`` after the line ``entry``."""
    text = (folder / file).read_text(encoding="utf-8")
    head, tail = text[: text.index(entry)], text[text.index(entry) :]
    assert old in tail
    (folder / file).write_text(head + tail.replace(old, new, 1), encoding="utf-8")
    return (head + tail[: tail.index(old)]).count("\n") + 1


def refusal(folder: Path) -> str:
    with pytest.raises(GlasshouseError) as error:
        load_catalogue(folder)
    return str(error.value)
