"""A chart as a file to take along: PNG, SVG, Vega-Lite, or its numbers as CSV, each with what it says of itself."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import vl_convert

from glasshouse.base.errors import GlasshouseError, either, no_such, quoted
from glasshouse.charts.caption import caption_of
from glasshouse.charts.registry import CHARTS
from glasshouse.charts.study import Study, who_of
from glasshouse.charts.style import Row, on_dark_paper
from glasshouse.charts.words import known, worded
from glasshouse.storage import disk

SHARPNESS = 2  # pixels of a PNG for each of the picture
NARROWEST, WIDEST = 320, 1_600  # pixels


def _png(spec: Row) -> bytes:
    return bytes(vl_convert.vegalite_to_png(spec, scale=SHARPNESS))


def _svg(spec: Row) -> bytes:
    return str(vl_convert.vegalite_to_svg(spec)).encode()


def _json(spec: Row) -> bytes:
    return json.dumps(spec, ensure_ascii=False, indent=1).encode()


PICTURES: dict[str, Callable[[Row], bytes]] = {".png": _png, ".svg": _svg, ".json": _json}
CSV = ".csv"
ENDINGS = (*PICTURES, CSV)
"""What a file may be, by the ending of its name."""


def save(name: str, study: Study, path: str | Path, *, width: int | None = None, dark: bool = False) -> Path:
    """Write the chart ``name`` as a picture, as Vega-Lite or as the CSV of its numbers; return the path.

    Parameters
    ----------
    path : str or Path
        Ends with .png, .svg, .json or .csv, and so says what is written. A file that is there is replaced.
    width : int, optional
        Pixels; default: 720. A PNG has two dots for each.
    dark : bool
        Whether the picture is for dark paper.

    Raises
    ------
    GlasshouseError
        If the study has no such chart, it has nothing to show, no file ends so, or the disk refuses; nothing is
        written then.
    """
    path = Path(path)
    write = _writer_of(path)
    refuse_unknown(name, study)
    made = write(name, study, width, dark)
    with disk.kindly("The chart", path.parent, "Choose another place for it."):
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(path, [made])
    return path


def refuse_unknown(name: str, study: Study) -> None:
    """Refuse a chart that a study has not, or that has nothing to show of it.

    Raises
    ------
    GlasshouseError
        If it is one; the text says what was probably meant, or why there is nothing.
    """
    mine = {one.name: one.question for one in CHARTS.values() if one.fits(study)}
    if name not in mine:
        noun = "a chart of another kind of study" if name in CHARTS else "not a chart"
        meant = no_such("a chart", name, mine, mine).partition(" Did you mean ")[2] if name not in CHARTS else ""
        rest = f"Did you mean {meant}" if meant else f"Here there are: {', '.join(mine)}."
        raise GlasshouseError(f"{quoted(name)} is {noun}. {rest}")
    if (words := CHARTS[name].words_of(study)).empty:
        raise GlasshouseError(f"{quoted(name)} has nothing to show here. {words.title}")


def _writer_of(path: Path) -> Callable[[str, Study, int | None, bool], bytes]:
    ending = path.suffix.lower()
    if path.is_dir() or ending not in ENDINGS:
        said = "is a folder" if path.is_dir() else "names no kind of file that a chart can be"
        raise GlasshouseError(f"{quoted(str(path))} {said}. End the name with {either(ENDINGS)}.")
    return _numbers if ending == CSV else lambda *asked: PICTURES[ending](_spec(*asked))


def _spec(name: str, study: Study, width: int | None, dark: bool) -> Row:
    """The picture as Vega-Lite."""
    chart = CHARTS[name].drawn(study)
    if width is not None:
        if not NARROWEST <= width <= WIDEST:
            raise GlasshouseError(f"A picture is from {NARROWEST} to {WIDEST:,} pixels wide; {width:,} is not.")
        chart.width = width
    spec: Row = chart.to_dict()
    return on_dark_paper(spec) if dark else spec


def _numbers(name: str, study: Study, width: int | None, dark: bool) -> bytes:
    if width is not None or dark:
        raise GlasshouseError("A table of numbers has no width and no paper. Leave them out, or choose a picture.")
    return csv_of(name, study).encode()


def csv_of(name: str, study: Study) -> str:
    """The numbers of a chart as CSV: first, as comments, its title, the caveat and its source; then a row of names.

    Shares are from 0 to 1. Beside a mean over seeds stand the ends of its interval.
    """
    chart, written = CHARTS[name], StringIO()
    table = chart.table_of(study)
    caption = [worded(who_of(study), table.caption)] if table else []
    said = [chart.words_of(study).title, *caption, *caption_of(study)]
    written.writelines(f"# {line}\n" for line in said)
    rows = csv.writer(written, lineterminator="\n")
    if table is not None:
        rows.writerow(table.data.columns)
        rows.writerows([_plain(one) for one in row] for row in table.data.rows)
    return written.getvalue()


def _plain(value: object) -> object:
    return None if isinstance(value, float) and not known(value) else value
