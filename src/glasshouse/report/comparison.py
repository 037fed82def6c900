"""From a comparison to its page: the difference first, then both worlds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.charts import draw, names_for, table_of, words_of
from glasshouse.charts.look import FONT, PALETTE
from glasshouse.charts.twinned import shown_twins, tell
from glasshouse.report import differing, rules, sources, text, twin_tables, twin_text
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
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import TABLES
from glasshouse.storage.kinds import REPORT, SIDES

FRAMES = tuple(name for name in TABLES if name != "people")
"""The frames that the JSON beside the page holds whole; of people, those that the page shows."""


def write_comparison(comparison: Comparison, path: Path) -> Path:
    """Write the page of ``comparison`` to ``path`` and its numbers as JSON beside it; return the path of the page.

    Where people and firms are compared, each has a page: that of the first at ``path``, the other beside it
    (``report-firms.html``).

    Raises
    ------
    GlasshouseError
        If the disk refuses; the text says where and what to do. A file that was there is left as it was.
    """
    path = Path(path)
    pages = pages_of(comparison, path)
    names = {who: at.name for who, at in pages.items()}
    for who, at in pages.items():
        one = comparison.of(who)
        put_down(at, page_of(one, sides_at(one, at), names), numbers_of(one))
    return path


def pages_of(comparison: Comparison, path: Path) -> dict[str, Path]:
    """Where the page about each kind of subject lies, if that about the first lies at ``path``."""
    first, *others = comparison.info["who"]
    return {first: path} | {who: path.with_name(f"{path.stem}-{who}{path.suffix}") for who in others}


def sides_at(comparison: Comparison, path: Path) -> dict[str, str]:
    """The address of the report of each side from a page at ``path``, where there is one in the same folder."""
    return {side: f"{side}/{REPORT}" for side in SIDES if (path.parent / side / REPORT).is_file()}


def page_of(
    comparison: Comparison, sides: Mapping[str, str] | None = None, pages: Mapping[str, str] | None = None
) -> str:
    """The page of a comparison as one text of HTML that needs nothing else.

    Parameters
    ----------
    sides : mapping, optional
        The address of the report of a and of b.
    pages : mapping, optional
        The address of the page about people and of that about firms.
    """
    who = comparison.who
    figures = {name: _figure(name, comparison) for name in names_for(comparison)}
    specs = {name: figure.spec for name, figure in figures.items() if figure.spec is not None}
    environment = environment_for(who)
    library = chart_library().replace("</script", "<\\/script")
    script = environment.get_template("page.js").render()
    twins = shown_twins(comparison)
    return environment.get_template("comparison.html").render(
        comparison=comparison,
        info=comparison.info,
        runs=dict(zip(SIDES, comparison.runs, strict=True)),
        sides={side["name"]: side for side in comparison.info["sides"]},
        titles_of=dict(zip(SIDES, twin_text.titles(comparison), strict=True)),
        links=dict(sides or {}),
        others={one: at for one, at in (pages or {}).items() if one != who},
        figures=figures,
        specs=embedded(specs) if specs else None,
        library=library if specs else "",
        script=script,
        hashes=[csp_hash(one) for one in (library, script)] if specs else [],
        palette=PALETTE,
        font=FONT,
        first_line=text.first_line(comparison.runs[0]),
        text=twin_text,
        cards=twin_text.cards(comparison),
        tables=twin_tables,
        differing=differing,
        rules=rules,
        sources=sources,
        twins=[(tell(twin), twin.lives.causes if twin.lives else ()) for twin in twins],
    )


def _figure(name: str, comparison: Comparison) -> Figure:
    words = words_of(name, comparison)
    if words.empty:
        return Figure(name, words.title, words.alt, None, None)
    spec = for_page(draw(name, comparison).to_dict(validate=False))
    return Figure(name, words.title, words.alt, spec, table_of(name, comparison))


def numbers_of(comparison: Comparison) -> dict[str, Any]:
    """The numbers of the page as plain values: what was compared, what the charts say, and frames."""
    shown = [twin.person for twin in shown_twins(comparison)]
    frames = {name: comparison.table(name) for name in FRAMES}
    frames["people"] = comparison.people.filter(pl.col("person").is_in(shown))
    return {
        "about": text.first_line(comparison.runs[0]),
        "info": comparison.info,
        "headline": [card._asdict() for card in twin_text.cards(comparison)],
        "differences": rows_of(comparison.differences),
        "charts": {
            name: {"title": words.title, "text": words.alt}
            for name, words in ((name, words_of(name, comparison)) for name in names_for(comparison))
        },
        "frames": {name: columns_of(frame) for name, frame in frames.items()},
    }
