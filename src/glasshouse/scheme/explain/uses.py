"""Which schemes of the library go by a conduct, a service or a source, and what they make of it."""

from collections.abc import Iterator
from typing import NamedTuple

from glasshouse.base.units import frequency_text
from glasshouse.consequence.model import Consequence
from glasshouse.remedy.model import Repair
from glasshouse.scheme.check.faults.dates import Timed
from glasshouse.scheme.explain.words import counts_for, effect_words, holder, when, worth
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import Connection, Kind, ListRule, Rule, Scheme
from glasshouse.scheme.library.find import find_scheme


class Use(NamedTuple):
    """One place in which a scheme goes by something of the catalogue."""

    scheme: str
    what: str  # a rule, a way back, a list, a consequence or a connection
    says: str


def uses_of(name: str, kind: Kind) -> list[Use]:
    """What the schemes of the library, of persons or of firms, say of a conduct, a service or a source."""
    schemes = (find_scheme(one) for one in scheme_ids())
    return [use for scheme in schemes if scheme.subjects.kind == kind for use in uses_in(scheme, name)]


def uses_in(scheme: Scheme, name: str) -> Iterator[Use]:
    """What a scheme says of a conduct, a service or a source."""
    said = {
        "rule": (_rule(one, scheme, name) for one in scheme.rules if name in (one.conduct, one.source)),
        "way back": (_way_back(one) for one in scheme.repair if one.by == name),
        "list": (says for one in scheme.lists for says in _list(one, name)),
        "consequence": (_consequence(one, scheme) for one in scheme.consequences if one.service == name),
        "connection": (_connection(one) for one in scheme.connected if one.source == name),
    }
    for what, told in said.items():
        yield from (Use(scheme.id, what, says) for says in told)


def _rule(rule: Rule, scheme: Scheme, name: str) -> str:
    """What a rule gives, and for which records if not for all of the conduct."""
    said = f"{worth(rule, scheme)}; {counts_for(rule.lasts)}"
    if rule.source == name:
        return f"{rule.conduct}: {said}"
    return f"{said}, if by {rule.source}" if rule.source is not None else said


def _list(entry: ListRule, name: str) -> Iterator[str]:
    if name in (entry.enter.conduct or ()):
        yield f"enters the list {entry.title}"
    if entry.leave is not None and entry.leave.conduct == name:
        yield f"ends the list {entry.title}"


def _way_back(one: Repair) -> str:
    cap = f", {frequency_text(one.at_most)} at most" if one.at_most is not None else ""
    return f"+{one.gives}{cap}; {counts_for(one.lasts)}"


def _consequence(one: Consequence, scheme: Scheme) -> str:
    whom = f"{'grade ' if one.when.grade is not None else ''}{holder(scheme, one)}"
    return f"{effect_words(one)}{_dates(one)}: {whom}"


def _connection(one: Connection) -> str:
    return f"{one.share.value:.0%} of it connected{_dates(one)}"


def _dates(one: Timed) -> str:
    return f", {when(one)}" if when(one) else ""
