"""From a run to its page: what each section shows, and how it is put together and written."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import polars as pl

from glasshouse.charts import CHARTS, draw, words_of
from glasshouse.charts.living import five_lives, tell
from glasshouse.charts.look import FONT, PALETTE
from glasshouse.charts.words import known
from glasshouse.report import legal, rules, sources, tables, text
from glasshouse.report.library import chart_library
from glasshouse.runs import disk
from glasshouse.runs.run import Run

REMEDY = "Choose another place for the report."
FRAMES = (
    "grades", "lists", "mobility", "refusals", "refusals_by", "reasons", "sources", "sanctions", "recovery",
    "scores", "living", "disparities",
)  # fmt: skip
"""The frames that the JSON beside the page holds whole."""


class Figure(NamedTuple):
    """One chart on the page: its title, what it shows in words, its numbers; no spec if nothing is drawn."""

    name: str
    title: str
    alt: str
    spec: dict[str, Any] | None
    table: tables.Table | None


def write_report(run: Run, path: Path) -> Path:
    """Write the page of ``run`` to ``path`` and its numbers as JSON beside it; return the path of the page.

    Raises
    ------
    GlasshouseError
        If the disk refuses; the text says where and what to do. A file that was there is left as it was.
    """
    path = Path(path)
    page, numbers = page_of(run), json.dumps(numbers_of(run), ensure_ascii=False, allow_nan=False)
    with disk.kindly("The report", path.parent, REMEDY):
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(path.with_suffix(".json"), [numbers.encode()])
        disk.replace(path, [page.encode()])
    return path


def page_of(run: Run) -> str:
    """The page of a run as one text of HTML that needs nothing else."""
    figures = {name: _figure(name, run) for name in CHARTS}
    specs = {name: figure.spec for name, figure in figures.items() if figure.spec is not None}
    environment = _environment()
    library = chart_library().replace("</script", "<\\/script")
    script = environment.get_template("page.js").render()
    return environment.get_template("page.html").render(
        run=run,
        info=run.info,
        figures=figures,
        specs=_embedded(specs) if specs else None,
        library=library if specs else "",
        script=script,
        hashes=[_csp_hash(one) for one in (library, script)] if specs else [],
        palette=PALETTE,
        font=FONT,
        text=text,
        cards=text.cards(run),
        rules=rules,
        tables=tables,
        sources=sources,
        legal=legal,
        lives=[tell(life) for life in five_lives(run)],
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("glasshouse.report", "."),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["link"] = lambda cell: cell if isinstance(cell, tables.Link) else None
    return environment


def _figure(name: str, run: Run) -> Figure:
    words = words_of(name, run)
    spec = None if words.empty else _for_page(draw(name, run).to_dict(validate=False))
    shown = None if words.empty else tables.CHART_TABLES[name](run)
    return Figure(name, words.title, words.alt, spec, shown)


def _for_page(spec: dict[str, Any]) -> dict[str, Any]:
    """A spec for the page: its title and text stand in the page itself, its colours follow the page's."""
    for key in ("$schema", "title", "description"):
        spec.pop(key)
    spec["background"] = "transparent"
    spec["config"]["aria"] = False
    shared = {light: f"var(--{name})" for name, (light, _) in PALETTE.items()}
    painted: dict[str, Any] = _painted(spec, shared)
    return painted


def _painted(part: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _painted(value, colours) for key, value in part.items()}
    if isinstance(part, list):
        return [_painted(value, colours) for value in part]
    return colours.get(part, part) if isinstance(part, str) else part


def _embedded(value: object) -> str:
    """JSON that may stand inside a script element."""
    dense = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return dense.replace("<", "\\u003c")


def _csp_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def numbers_of(run: Run) -> dict[str, Any]:
    """The numbers of the page as plain values: what was run, metrics, what the charts say, and frames."""
    shown = {life.person for life in five_lives(run)}
    frames = {name: getattr(run, name) for name in FRAMES}
    frames["lives"] = run.lives.filter(pl.col("person").is_in(list(shown)))
    return {
        "about": text.FIRST_LINE,
        "info": run.info,
        "headline": [card._asdict() for card in text.cards(run)],
        "metrics": _rows(run.metrics()),
        "charts": {
            name: {"title": words.title, "text": words.alt}
            for name, words in ((name, words_of(name, run)) for name in CHARTS)
        },
        "frames": {name: _columns(frame) for name, frame in frames.items()},
    }


def _plain(value: Any) -> Any:
    """The value as JSON knows it: what is not a number is null."""
    return None if isinstance(value, float) and not known(value) else value


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [{key: _plain(value) for key, value in row.items()} for row in frame.to_dicts()]


def _columns(frame: pl.DataFrame) -> dict[str, list[Any]]:
    return {name: [_plain(value) for value in values] for name, values in frame.to_dict(as_series=False).items()}
