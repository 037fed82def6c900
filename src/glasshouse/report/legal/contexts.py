"""In which contexts the grounds of refusals arise, and in which the refusals fall."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.study import OneWorld
from glasshouse.charts.style import Row
from glasshouse.charts.words import NONE
from glasshouse.consequence.model import Better, Consequence, When
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.language.model import ListRule, Rule, Scheme, inputs_of
from glasshouse.scheme.language.points import points_of

ANOTHER = "another scheme"
Kind = Literal["grade", "list", "off_list"]
Contexts = frozenset[str]
How = Literal["all", "some", "none"]


class Rules(NamedTuple):
    """The rules of a scheme, and what is needed to say where that which they read arises."""

    scheme: Scheme
    catalogue: Catalogue
    others: Mapping[str, tuple[Scheme, Catalogue]] = {}  # by id: those that hold beside it
    silent: frozenset[str] = frozenset()  # conducts of which no record was written


class Ground(NamedTuple):
    """Why a service may be refused or made better: a grade, a list, or not being on it."""

    kind: Kind
    name: str


def rules_of(study: OneWorld) -> Rules:
    """The rules of a run, or of many; conducts of which nothing was recorded are silent."""
    beside = {one: study.under(one) for one in study.schemes}
    records = frame(study, "reasons").group_by("conduct").agg(pl.col("records").sum())
    silent = records.filter(pl.col("records") == 0)["conduct"]
    return Rules(
        study.scheme,
        study.catalogue,
        {one: (other.scheme, other.catalogue) for one, other in beside.items()},
        frozenset(silent),
    )


def grounds_of(when: When) -> Iterator[Ground]:
    """The grounds that a consequence names."""
    if when.list is not None:
        yield Ground("list", when.list)
    if when.off_list is not None:
        yield Ground("off_list", when.off_list)
    yield from (Ground("grade", one) for one in when.grade or ())


def refusing(scheme: Scheme) -> dict[str, list[Ground]]:
    """The grounds for which each service is refused."""
    return _by_service(one for one in scheme.consequences if one.refuses)


def rewarding(scheme: Scheme) -> dict[str, list[Ground]]:
    """The grounds for which each service is made better."""
    return _by_service(one for one in scheme.consequences if isinstance(one.effect, Better))


def _by_service(consequences: Iterable[Consequence]) -> dict[str, list[Ground]]:
    found: dict[str, list[Ground]] = {}
    for one in consequences:
        if one.service is not None:
            found.setdefault(one.service, []).extend(grounds_of(one.when))
    return {service: list(dict.fromkeys(grounds)) for service, grounds in found.items()}


def title_of(ground: Ground, scheme: Scheme) -> str:
    """A ground in words."""
    if ground.kind == "grade":
        return f"Grade {ground.name}"
    title = next((one.title for one in scheme.lists if one.id == ground.name), ground.name)
    return f"{'On' if ground.kind == 'list' else 'Not on'} the list {title}"


def arises(rules: Rules, ground: Ground) -> Contexts:
    """The contexts of what leads to a ground."""
    if ground.kind == "grade":
        return _of_score(rules)
    return frozenset().union(*(_of_list(rules, one) for one in rules.scheme.lists if one.id == ground.name))


def read_for(rules: Rules, ground: Ground) -> Contexts:
    """The contexts of all that is read for a ground: of a grade, what gives points as well as what takes them."""
    scheme = rules.scheme
    entered = [one.enter.grade for one in scheme.lists if one.id == ground.name and ground.kind != "grade"]
    if ground.kind != "grade" and entered[:1] in ([], [None]):
        return arises(rules, ground)
    others = (_of_other(rules, rule.list) for rule in scheme.rules if rule.list)
    conducts = [rule.conduct for rule in scheme.rules if rule.conduct] + [one.by for one in scheme.repair]
    fed = {one.form.context for _, one in inputs_of(scheme)}
    return _domains(rules, conducts).union(fed, *others)


def leading(scheme: Scheme) -> list[Rule]:
    """The rules that lead down: by points, or by the best grade that one may hold; if none does, all with points."""
    down = [rule for rule in scheme.rules if points_of(rule, scheme) < 0 or rule.grade_at_most is not None]
    return down or [rule for rule in scheme.rules if points_of(rule, scheme)]


def conducts_to(rules: Rules, ground: Ground) -> list[str]:
    """The conducts of which a record leads to a ground, by points or at once; each once."""
    if ground.kind == "grade":
        return list(dict.fromkeys(rule.conduct for rule in leading(rules.scheme) if rule.conduct))
    return [
        name
        for one in rules.scheme.lists
        if one.id == ground.name
        for name in (
            conducts_to(rules, Ground("grade", one.enter.grade)) if one.enter.grade else one.enter.conduct or ()
        )
    ]


def _of_score(rules: Rules) -> Contexts:
    """The contexts of what moves the score down, and of all that feeds it besides records."""
    found: set[str] = {fed.form.arises(fed.said) for _, fed in inputs_of(rules.scheme)} - {""}
    for rule in leading(rules.scheme):
        found |= _of_other(rules, rule.list) if rule.list else _domains(rules, [rule.conduct or ""])
    return frozenset(found)


def _of_list(rules: Rules, entry: ListRule) -> Contexts:
    found: set[str] = set()
    for form in entry.enter.forms:
        if form.key == "conduct":
            found |= _domains(rules, entry.enter.conduct or ())
        elif form.key == "list":
            found |= _of_other(rules, entry.enter.list or "")
        elif form.key == "grade":
            found |= _of_score(rules)
        else:
            found.add(form.context)
    return frozenset(found)


def _of_other(rules: Rules, name: str) -> Contexts:
    """The contexts of what leads to a list of another scheme, ``id/list``."""
    scheme, _, listed = name.partition("/")
    if scheme not in rules.others:
        return frozenset({ANOTHER})
    other, catalogue = rules.others[scheme]
    beside = {one: both for one, both in rules.others.items() if one != scheme}  # nothing is asked twice
    return arises(Rules(other, catalogue, beside), Ground("list", listed))


def _domains(rules: Rules, conducts: Iterable[str]) -> Contexts:
    """The contexts of conducts of which there was a record; a grant on record has that of its service."""
    known = {one.id: one.domain for one in rules.catalogue.conducts}
    known |= {one.id: one.domain for one in rules.catalogue.services}
    return frozenset(known.get(one, one) for one in conducts if one not in rules.silent)


class Refused(NamedTuple):
    """A service that was refused, and the contexts of each ground for which it is."""

    row: Row  # of its requests: 'service', 'title', 'domain', 'refused'
    grounds: tuple[Contexts, ...]

    @property
    def contexts(self) -> Contexts:
        """Those of all grounds together."""
        return frozenset().union(*self.grounds)

    @property
    def crosses(self) -> How:
        """Whether all, some or none of what leads to it arises in contexts other than the service's own."""
        home = self.row["domain"]
        if all(home not in one for one in self.grounds):
            return "all"
        return "some" if any(one != {home} for one in self.grounds) else "none"


def refused(rules: Rules, rows: Sequence[Row]) -> list[Refused]:
    """The services of which requests were refused for a ground that is known, with the contexts of their grounds."""
    grounds = refusing(rules.scheme)
    found = [
        Refused(row, tuple(known for ground in grounds.get(row["service"], ()) if (known := arises(rules, ground))))
        for row in rows
        if row["refused"]
    ]
    return [one for one in found if one.grounds]


def requests(study: OneWorld) -> list[Row]:
    """What was asked for and refused, a row for each service, most refused first."""
    return frame(study, "refusals").sort("refused", "service", descending=[True, False]).to_dicts()


def listed(contexts: Contexts) -> str:
    """Contexts in the order of the alphabet."""
    return ", ".join(sorted(contexts)) or NONE
