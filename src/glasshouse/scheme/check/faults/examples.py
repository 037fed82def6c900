"""What is wrong with the examples that a scheme carries: names and numbers that nothing in it has."""

import re
from collections.abc import Iterator
from typing import NamedTuple, get_args

from glasshouse.base.errors import no_such
from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.state import MOST_RECORDS
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.named import wrong_levels
from glasshouse.scheme.compile.calendar import holds_in
from glasshouse.scheme.forms.inputs.work import Standing
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.language.model import Scheme

STANDINGS: tuple[str, ...] = get_args(Standing)
_ENTRY = re.compile(
    r"(?P<name>[a-z0-9_.]+)(@(?P<source>[a-z0-9_.]+))?( [x×] ?(?P<times>[0-9]+))?"
    r"( after (?P<months>[0-9]+) months?)?( \((?P<mark>wrong|new)\))?"
)


class Held(NamedTuple):
    """Records of one kind in the file of an example."""

    name: str  # of a conduct or service
    source: str | None  # the one that reports it; None for the first that has it in view
    times: int
    months: int  # since the records became visible
    mark: str | None  # 'wrong' or 'new'


def held(entry: str) -> Held:
    """What an entry of an example's file says.

    >>> held("traffic.ticket x3 after 14 months")
    Held(name='traffic.ticket', source=None, times=3, months=14, mark=None)
    """
    found = _ENTRY.fullmatch(entry)
    assert found is not None, entry  # the model has seen to its form
    times, months = int(found["times"] or 1), int(found["months"] or 0)
    return Held(found["name"], found["source"], times, months, found["mark"])


def wrong_examples(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything in a scheme's examples that nothing has, or that cannot be compared."""
    for at, example in enumerate(scheme.tests):
        where: Where = ("tests", at)
        yield from _file(where, example, catalogue)
        yield from wrong_levels((*where, "traits"), example.traits, catalogue.cast)
        yield from _means(where, example, catalogue)
        yield from _expected(where, example, scheme, catalogue)


def _file(where: Where, example: Example, catalogue: Catalogue) -> Iterator[Said]:
    records = 0
    sources = [one.id for one in catalogue.sources]
    for place, entry in enumerate(example.file):
        at, one = (*where, "file", place), held(entry)
        records += one.times
        views = [kind.source.id for kind in catalogue.kinds_of(one.name) if kind.source is not None]
        if one.name not in catalogue.conduct_ids | catalogue.service_ids:
            yield at, no_such("a conduct", one.name, catalogue.conduct_ids | catalogue.service_ids, catalogue.titles)
        elif one.source is not None and one.source not in sources:
            yield at, no_such("a source", one.source, sources, catalogue.titles)
        elif one.source is not None and one.source not in views:
            known = f"records of it come from {' and '.join(views)}" if views else "it is a service"
            yield at, f"{one.source} never records {one.name}; {known}."
    if records > MOST_RECORDS:
        yield (*where, "file"), f"holds {records} records; a file holds at most {MOST_RECORDS}."


def _means(where: Where, example: Example, catalogue: Catalogue) -> Iterator[Said]:
    stages = [one.id for one in catalogue.livelihood.stages]
    if example.work not in STANDINGS:
        yield (*where, "work"), no_such("a standing at work", example.work, STANDINGS)
    if example.debt not in stages:
        yield (*where, "debt"), no_such("a stage of debt", example.debt, stages)


def _expected(where: Where, example: Example, scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """What an example expects that the scheme or the catalogue does not have; its grade is looked up elsewhere."""
    heard = {name for one in scheme.rules if (name := one.list)}
    heard |= {name for one in scheme.lists if (name := one.enter.list)}
    for name in example.on:
        if name not in heard:
            yield (*where, "on"), no_such("a list that this scheme goes by", name, heard)
    lists = [one.id for one in scheme.lists]
    for name in example.lists or ():
        if name not in lists:
            yield (*where, "lists"), no_such("a list of this scheme", name, lists)
    for name in example.refused or ():
        if name not in catalogue.service_ids:
            yield (*where, "refused"), no_such("a service", name, catalogue.service_ids, catalogue.titles)
    if example.date is not None and not holds_in(scheme, month_number(example.date)):
        time = f"from {scheme.in_force or 'the beginning'} until {scheme.until or 'the end'}"
        yield (*where, "date"), f"{example.date} lies outside the time of the scheme ({time})."
    if example.score is not None and scheme.score is None:
        yield (*where, "score"), "this scheme has no score."
    if example.friends is not None and not any(fed.friends for one in scheme.accounts for fed in one.inputs):
        yield (*where, "friends"), "no account of this scheme is fed by friends. Leave it out."
    if all(one is None for one in (example.score, example.grade, example.lists, example.refused)):
        yield where, "expects nothing. Add 'score', 'grade', 'lists' or 'refused'."
