"""Where the numbers of a catalogue come from: what is assumed, and within which range; what a source gives."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glasshouse.base.evidence import Part, Sourced, walk_sourced
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.errors.delay import assumed_range, evidence_of


class Assumption(NamedTuple):
    """A number that no source gives, and the range in which sensitivity analysis may move it."""

    file: str  # such as conducts.yaml
    where: str  # such as conducts/traffic.ticket/hardship
    value: float  # for factors between levels of a trait: 1, the power they are raised to
    low: float
    high: float
    note: str


class Citation(NamedTuple):
    """A number that a source gives."""

    file: str
    where: str
    value: float | None  # None where it is a set of factors between levels of a trait
    evidence: str  # 'key' or 'key: where in it'
    note: str


def assumptions(catalogue: Catalogue) -> list[Assumption]:
    """Every assumed number of the catalogue with its range, in the order of the files."""
    found = []
    for file, where, part in _sourced(catalogue):
        if part.assumed is not None:
            low, high = part.assumed
            value = float(getattr(part, "value", 1))
            found.append(Assumption(file, where, value, float(low), float(high), part.note or ""))
    for source in catalogue.sources:
        spans = assumed_range(source)
        if spans is not None:
            found.append(Assumption("sources.yaml", f"sources/{source.id}/delay", source.delay, *spans, "Months."))
    return found


def evidence_used(catalogue: Catalogue) -> list[Citation]:
    """Every number of the catalogue that a source gives, in the order of the files."""
    found = []
    for file, where, part in _sourced(catalogue):
        if part.evidence is not None:
            value = getattr(part, "value", None)
            known = None if value is None else float(value)
            found.append(Citation(file, where, known, part.evidence, part.note or ""))
    for source in catalogue.sources:
        evidence = evidence_of(source)
        if evidence is not None:
            found.append(Citation("sources.yaml", f"sources/{source.id}/delay", source.delay, evidence, "Months."))
    return found


def _sourced(catalogue: Catalogue) -> Iterator[tuple[str, str, Sourced]]:
    """(file, label, part) of everything in the catalogue that carries its evidence."""
    lists: dict[str, Sequence[Part]] = {
        "conducts": catalogue.conducts,
        "services": catalogue.services,
        "sources": catalogue.sources,
    }
    for name, parts in lists.items():
        for _, label, part in walk_sourced(parts, label=name):
            yield f"{name}.yaml", label, part
    for _, label, part in walk_sourced(catalogue.livelihood, label="livelihood"):
        yield "livelihood.yaml", label, part
