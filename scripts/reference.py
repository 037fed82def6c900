"""The pages of the docs that are made from what the package knows: catalogue, sources, metrics and tables.

`python scripts/reference.py` writes them; `tests/contracts/test_catalogue.py` fails when one is out of date.
"""

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import glasshouse.measure  # noqa: F401 - enlists every metric
from glasshouse.base.bibliography import load_bibliography
from glasshouse.base.evidence import Sourced
from glasshouse.base.markdown import web, words
from glasshouse.life.model import Conduct, Service
from glasshouse.measure.example import TOLD, town
from glasshouse.measure.registry import Finding, Metric, measure_all
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.observe.model import ERRORS, Source
from glasshouse.parts.registry import METRICS
from glasshouse.results import comparison_tables as contrast
from glasshouse.results.run import shown
from glasshouse.results.run_tables import TABLES
from glasshouse.results.table import Tables

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made by scripts/reference.py from what the package knows. Do not edit by hand. -->\n"

CATALOGUE_HEAD = """# The catalogue

What may happen in a world: {} conducts, {} services, {} sources. Each number has either its **evidence** (a
key of the [bibliography](bibliography.md)) or is **assumed** within a range; `glasshouse assumptions`
prints every number of the second kind. The entries stand in `src/glasshouse/data/catalogue`;
`CONTRIBUTING.md` shows how one is added.

## Conducts

What a person may do or undergo that a scheme may look at. Rates are those of a society without any scheme.
"""
FIRMS_HEAD = """# The catalogue of firms

What firms may do or undergo, be granted or refused, and who writes it down: {} conducts, {} services, {} sources, of
the form and with the evidence of [the catalogue of people](catalogue.md). The entries stand in
`src/glasshouse/data/catalogue-firms`.

## Conducts

What a firm may do or undergo that a scheme may look at. Rates are those of a society without any scheme.
"""
METRICS_HEAD = """# Metrics

The numbers that every run has: `run.metrics()` in Python, and the report; some only where a
[part of the model](parts.md) is on. Each comes with the counts behind it. A metric that is not defined for a run
(a share of nothing) is empty, not zero. Each is counted by hand in a town that is small enough for it.

## The town

{}
## The metrics
"""
TABLES_HEAD = """# The tables of a run

A run is a folder, and each of these tables is a Parquet file in it: it opens in Polars, pandas, DuckDB and
R as it is. In Python the same tables are attributes of a run, `run.grades` for example, as Polars frames.
All people in them are synthetic; but for the followed lives, a row counts people and does not describe one.
"""
BIBLIOGRAPHY_HEAD = """# Bibliography

The published sources that the numbers of [the catalogue](catalogue.md) and [the worlds](worlds.md) rest on,
by the key that `evidence` names. Where a page was read, its address is given; *recalled* means that none
could be read again. Schemes carry a bibliography of their own.
"""

COMPARED_HEAD = """## The tables of a comparison

The folder of a comparison holds two runs, `a` and `b`, with the tables above, and these, which say what differs.
Columns that end in `_a` and `_b` are of one world each; what is `a_only` happened, or was so, in a alone. In Python
they are attributes of a comparison.
"""

Entry = TypeVar("Entry", Conduct, Service)
FIGURES = [name for name in ERRORS if name != "delay"]  # of the errors of a source; a delay is no share


def catalogue_page() -> str:
    """Every conduct, service and source of people, by domain."""
    return _catalogue_page(load_catalogue(), CATALOGUE_HEAD)


def firms_page() -> str:
    """Every conduct, service and source of firms, by domain."""
    return _catalogue_page(firm_catalogue(), FIRMS_HEAD)


def _catalogue_page(catalogue: Catalogue, head: str) -> str:
    text = [MADE, head.format(*map(len, (catalogue.conducts, catalogue.services, catalogue.sources)))]
    for domain, conducts in _by_domain(catalogue.conducts):
        cells = ((_named(one), words(one.meaning), _how_often(one), _seen(one)) for one in conducts)
        text += [
            f"### {domain.capitalize()}\n",
            _table(("conduct", "meaning", "how often", "seen by"), cells),
        ]
    text += ["## Services\n", "What one may ask for, and be granted or refused.\n"]
    for domain, services in _by_domain(catalogue.services):
        rows = [(_named(one), words(one.meaning), _asked(one)) for one in services]
        text += [f"### {domain.capitalize()}\n", _table(("service", "meaning", "how often"), rows)]
    text += ["## Sources\n", "Who writes records, how much of it they see, and how they err.\n"]
    heads = ("source", *(name.replace("_", " ") for name in FIGURES))
    text += [_table(heads, map(_source, catalogue.sources))]
    return "\n".join(text)


def metrics_page() -> str:
    """Every metric with its unit, limits, meaning and source, and what it is in the example."""
    text, found = [MADE, METRICS_HEAD.format(TOLD)], measure_all(*town())
    for one in METRICS.values():
        low, high = one.limits
        limits = f"{low:g} to {high:g}" if math.isfinite(high) else f"{low:g} or more"
        meaning = " ".join(one.meaning.split())
        only = f" Only with the part `{one.part}`." if one.part else ""
        here = _in_the_town(one, found[one.id]) if one.id in found else ""
        text.append(f"`{one.id}`\n: **{one.title}**, in {one.unit}; {limits}. {meaning}{only}{here} *{one.source}.*\n")
    return "\n".join(text)


def _in_the_town(metric: Metric, found: Finding) -> str:
    """What a metric is in the example, with the counts behind it."""
    counts = "" if found.of is None else f"{found.people:,} of {found.of:,}"
    value = shown({"value": found.value, "unit": metric.unit}).replace("\N{NO-BREAK SPACE}", " ")
    if metric.unit.startswith(("times", "people")) and counts:
        counts = f"{value} ({found.note.partition(';')[0]})" if metric.unit.startswith("times") else counts
        return f" In the town: {counts}."
    return f" In the town: {', '.join(filter(None, (counts, value)))}."


def tables_page() -> str:
    """Every table of a run and of a comparison with its columns."""
    text = [MADE, TABLES_HEAD, *_told(TABLES), COMPARED_HEAD, *_told(contrast.TABLES)]
    return "\n".join(text)


def _told(tables: Tables) -> Iterator[str]:
    for name, table in tables.items():
        columns = ", ".join(f"`{column}`" for column in table.columns)
        yield f"`{name}`\n: {table.about} Columns: {columns}.\n"


def bibliography_page() -> str:
    """Every reference by key."""
    text = [MADE, BIBLIOGRAPHY_HEAD]
    for key, one in sorted(load_bibliography().items()):
        where = f" <{web(one.url)}>" if web(one.url) else ""
        known = "" if one.known == "found" else f" *({one.known})*"
        note = " " + words(" ".join(one.note.split())) if one.note else ""
        said = f"{words(one.title)}. {words(one.publisher)}, {words(one.date)}"
        text.append(f"`{key}`\n: {said}.{where}{known}{note}\n")
    return "\n".join(text)


PAGES: dict[str, Callable[[], str]] = {
    "bibliography.md": bibliography_page,
    "catalogue.md": catalogue_page,
    "catalogue-firms.md": firms_page,
    "metrics.md": metrics_page,
    "tables.md": tables_page,
}


def _by_domain(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    domains: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda one: one.number):
        domains.setdefault(one.domain, []).append(one)
    return list(domains.items())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _named(one: Conduct | Service) -> str:
    lawful = " *lawful*" if isinstance(one, Conduct) and one.lawful else ""
    return f"`{one.id}`<br>{words(one.title)}{lawful}"


def _basis(one: Sourced) -> str:
    if one.assumed is not None:
        return f"assumed, {one.assumed[0]:g} to {one.assumed[1]:g}"
    return f"evidence: {words(one.evidence or '')}"


def _how_often(one: Conduct) -> str:
    if one.due is not None:
        when = "each month" if one.due.every == 1 else f"every {one.due.every} months"
        return f"{one.due.chance.value:g} of those that fall due {when} ({_basis(one.due.chance)})"
    if one.per_1000_a_year is not None:
        return f"{one.per_1000_a_year.value:g} per 1,000 adults a year ({_basis(one.per_1000_a_year)})"
    return "follows from debt"


def _asked(one: Service) -> str:
    who = "" if one.asked_by == "everyone" else f" by the {one.asked_by}"
    return f"{one.per_1000_a_year.value:g} requests per 1,000 adults a year{who} ({_basis(one.per_1000_a_year)})"


def _seen(one: Conduct) -> str:
    whole = len(one.seen_by) == 1
    return ", ".join(f"`{view.source}`" + ("" if whole else f" {view.share:.0%}") for view in one.seen_by)


def _source(one: Source) -> tuple[str, ...]:
    numbers = (getattr(one, name) for name in FIGURES)
    return f"`{one.id}`<br>{words(one.title)}", *(f"{number.value:g} ({_basis(number)})" for number in numbers)


def main() -> int:
    """Write every page that is out of date."""
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            print(f"docs/{name} is written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
