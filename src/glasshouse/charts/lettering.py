"""How wide text is, and how it breaks into lines at whatever width a picture has."""

import json
from typing import Any

_EMS = {
    222: "ijl'|", 278: " .,:;/!tfI[]\\·", 333: "r()-“”‘’*", 500: "ckszvxyJ", 556: "abdeghnopquL_–$?#0123456789",
    584: "+<>=~×−", 611: "FTZ", 667: "ABEKPSVXY&", 722: "wCDHNRU", 778: "GOQ", 833: "mM", 889: "%", 944: "W",
}  # fmt: skip
_WIDTHS = {letter: ems for ems, letters in _EMS.items() for letter in letters} | {"\u00a0": 278}
"""Thousandths of the size of the type, as in Arial and its like."""
_BOLD, _SPARE = 1.13, 1.17  # bold letters are wider; so are other fonts that a browser may take, such as DejaVu Sans
NARROWEST, WIDEST, STEP = 60, 1000, 40  # pixels


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes in type of this size, with a little to spare.

    >>> round(width_of("people", 10)), round(width_of("Illness", 10)), round(width_of("中文", 10))
    (35, 33, 23)
    """
    return sum(_WIDTHS.get(letter, 1000) for letter in text) / 1000 * size * _SPARE * (_BOLD if bold else 1)


def wrapped(text: str, pixels: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than ``pixels``; a word that is wider is broken.

    >>> wrapped("Half are free again", 60, 10)
    ['Half are', 'free again']
    >>> wrapped("under scheme:rules.traffic", 60, 10)
    ['under', 'scheme:rul', 'es.traffic']
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= pixels:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, pixels, size, bold=bold)
        lines += whole
    return [*lines, line] if line else lines


def _broken(word: str, pixels: float, size: float, *, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, size, bold=bold) > pixels:
            parts.append("")
        parts[-1] += letter
    return parts


def lines_at(room: float | str, texts: list[str], size: float, *, bold: bool = False) -> Any:
    """The texts, one below the other, in lines that fit: a list, or as Vega-Lite tells it where room is a formula.

    >>> lines_at(70, ["Half are free", "again"], 10)
    ['Half are free', 'again']
    """
    if not isinstance(room, str):
        return [line for text in texts for line in wrapped(text, max(room, NARROWEST), size, bold=bold)]
    found: list[tuple[int, list[str]]] = []
    for pixels in range(NARROWEST, WIDEST + STEP, STEP):
        lines = lines_at(pixels, texts, size, bold=bold)
        if not found or lines != found[-1][1]:
            found.append((pixels, lines))
    told = json.dumps(found[0][1])
    for pixels, lines in found[1:]:
        told = f"{room} >= {pixels} ? {json.dumps(lines)} : {told}"
    return {"expr": told}
