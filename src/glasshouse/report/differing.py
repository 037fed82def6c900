"""Where the rules of two worlds differ: place by place in a scheme that both have, by name in those that one has."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from glasshouse.charts.table import Cell, Link, Table, table
from glasshouse.charts.words import NONE
from glasshouse.report import rules
from glasshouse.results.comparison import Comparison
from glasshouse.results.run import Run
from glasshouse.scheme.language.model import Scheme

NOT_RULES = ("bibliography", "tests", "variants", "about", "note", "notes")
NAMED_BY = ("id", "conduct", "list", "by", "source", "scheme", "trait", "service")
LONGEST = 90  # letters of a value


def differing(comparison: Comparison) -> Table:
    """The places in which schemes that both worlds have differ; no rows if they do not, or have none in common."""
    one, other = comparison.a, comparison.b
    rows = [
        (path, _shown(mine), _shown(theirs))
        for name in one.schemes
        if name in other.schemes
        for path, mine, theirs in places(_scheme(one, name), _scheme(other, name))
    ]
    return table("Where the rules differ", ["What", "In a", "In b"], [], rows)


def in_one_alone(comparison: Comparison) -> list[tuple[str, Run]]:
    """The schemes, of those whose lives are compared, that one world alone has: a or b, and the run under it."""
    both = {"a": comparison.a, "b": comparison.b}
    return [
        (side, run.under(name))
        for side, run in both.items()
        for name in run.schemes
        if name not in both["b" if side == "a" else "a"].schemes
        and run.under(name).catalogue.cast.who == comparison.who
    ]


def rules_of(run: Run) -> list[Table]:
    """What a scheme says, a table for each part; clauses lead to their texts on the web alone."""

    def plain(cell: Cell) -> Cell:
        return cell._replace(row=None) if isinstance(cell, Link) else cell

    return [
        replace(one, rows=[tuple(plain(cell) for cell in row) for row in one.rows])
        for one in rules.tables_of_rules(run)
    ]


def _scheme(run: Run, name: str) -> Scheme:
    return run.under(name).scheme


def places(one: Scheme, other: Scheme) -> Iterator[tuple[str, Any, Any]]:
    """The paths at which two schemes say something else, with what each says; None where it says nothing."""
    mine, theirs = (dict(_leaves(scheme.model_dump(mode="json", by_alias=True))) for scheme in (one, other))
    for path in dict.fromkeys([*mine, *theirs]):
        if mine.get(path) != theirs.get(path):
            yield path, mine.get(path), theirs.get(path)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in a scheme that is no block, by its path; parts of lists go by name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_RULES:
                yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for name, inner in zip(_names(value), value, strict=True):
            yield from _leaves(inner, f"{path}.{name}")
    elif value is not None:
        yield path, value


def _names(parts: list[dict[str, Any]]) -> list[str]:
    """A name for each part of a list; those that would share one are numbered."""
    names = [_name(part) or str(at) for at, part in enumerate(parts)]
    many = Counter(names)
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}#{seen[name]}" if many[name] > 1 else name)
    return found


def _name(part: dict[str, Any]) -> str:
    said = next((part[key] for key in NAMED_BY if isinstance(part.get(key), str)), "")
    return str(said).replace(".", "-").replace("_", "-")


def _shown(value: Any) -> str:
    """A value as one reads it."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
