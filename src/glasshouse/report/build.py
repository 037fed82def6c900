"""From a run to its page: what each section shows, and how it is put together and written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.charts import CHARTS, draw, words_of
from glasshouse.charts.living import five_lives, tell
from glasshouse.charts.look import FONT, PALETTE
from glasshouse.report import legal, rules, sources, tables, text
from glasshouse.report.library import chart_library
from glasshouse.report.paper import (
    Figure,
    columns_of,
    csp_hash,
    embedded,
    environment_for,
    for_page,
    put_down,
    rows_of,
)
from glasshouse.report.parts import sections
from glasshouse.runs.ensemble import Ensemble
from glasshouse.runs.run import Run
from glasshouse.runs.sides import Side, sides

FRAMES = (
    "grades", "lists", "mobility", "refusals", "refusals_by", "reasons", "sources", "sanctions", "recovery",
    "scores", "living", "disparities",
)  # fmt: skip
"""The frames that the JSON beside the page holds whole."""


def write_report(run: Run, path: Path, scheme: str | None = None) -> Path:
    """Write the page of ``run`` to ``path`` and its numbers as JSON beside it; return the path of the page.

    A run of several schemes has a page for each: that of the first at ``path``, the others beside it with the id of
    the scheme in their names (``report-sesame.html``). With ``scheme`` only the page of that one is written.

    Raises
    ------
    GlasshouseError
        If the run has no such scheme, or the disk refuses; the text says where and what to do. A file that was there
        is left as it was.
    """
    path = Path(path)
    if scheme is not None:
        return _write(run.under(scheme), path, sides(run), {name: at.name for name, at in pages_of(run, path).items()})
    pages, all_sides = pages_of(run, path), sides(run)
    for name, at in pages.items():
        _write(run.under(name), at, all_sides, {one: page.name for one, page in pages.items()})
    return path


def pages_of(run: Run | Ensemble, path: Path) -> dict[str, Path]:
    """Where the page of each scheme of a run lies, if that of the first lies at ``path``."""
    first, *others = dict.fromkeys(run.schemes)
    return {first: path} | {one: path.with_name(f"{path.stem}-{one}{path.suffix}") for one in others}


def _write(run: Run, path: Path, all_sides: list[Side], pages: Mapping[str, str]) -> Path:
    """Write the page of a run as one of its schemes sees it, and its numbers."""
    page = page_of(run, all_sides, pages)
    return put_down(path, page, numbers_of(run, all_sides))


def page_of(run: Run, all_sides: Sequence[Side] = (), pages: Mapping[str, str] | None = None) -> str:
    """The page of a run as one text of HTML that needs nothing else.

    Parameters
    ----------
    all_sides : sequence of Side
        What each scheme of the run did; shown if they are several.
    pages : mapping, optional
        The address of the page of each scheme.
    """
    who, parts = run.catalogue.cast.who, list(sections(run))
    figures = {name: _figure(name, run) for name in CHARTS}
    specs = {name: figure.spec for name, figure in figures.items() if figure.spec is not None}
    environment = environment_for(who)
    library = chart_library().replace("</script", "<\\/script")
    script = environment.get_template("page.js").render()
    return environment.get_template("page.html").render(
        run=run,
        info=run.info,
        figures=figures,
        specs=embedded(specs) if specs else None,
        library=library if specs else "",
        script=script,
        hashes=[csp_hash(one) for one in (library, script)] if specs else [],
        palette=PALETTE,
        font=FONT,
        text=text,
        cards=text.cards(run),
        rules=rules,
        tables=tables,
        sources=sources,
        legal=legal,
        parts=parts,
        contents=[(one.id, one.question) for one in parts],
        who=who,
        side_by_side=tables.schemes_of(all_sides, pages or {}, run.scheme.id) if len(all_sides) > 1 else None,
        lives=[tell(life) for life in five_lives(run)],
    )


def _figure(name: str, run: Run) -> Figure:
    words = words_of(name, run)
    spec = None if words.empty else for_page(draw(name, run).to_dict(validate=False))
    shown = None if words.empty else tables.CHART_TABLES[name](run)
    return Figure(name, words.title, words.alt, spec, shown)


def numbers_of(run: Run, all_sides: Sequence[Side] = ()) -> dict[str, Any]:
    """The numbers of the page as plain values: what was run, metrics, what the charts say, and frames."""
    shown = {life.person for life in five_lives(run)}
    frames = {name: getattr(run, name) for name in FRAMES}
    frames["lives"] = run.lives.filter(pl.col("person").is_in(list(shown)))
    return {
        "about": text.first_line(run),
        "info": run.info,
        "schemes": [_side(one) for one in all_sides],
        "headline": [card._asdict() for card in text.cards(run)],
        "metrics": rows_of(run.metrics()),
        "charts": {
            name: {"title": words.title, "text": words.alt}
            for name, words in ((name, words_of(name, run)) for name in CHARTS)
        },
        "frames": {name: columns_of(frame) for name, frame in frames.items()},
    }


def _side(one: Side) -> dict[str, Any]:
    shares = {name: [share._asdict() for share in getattr(one, name)] for name in ("grades", "lists")}
    return {**one._asdict(), **shares}
