"""Names in a scheme that the catalogue does not have, and records that it knows can never be."""

from collections.abc import Iterator, Mapping

from glasshouse.base.errors import count_of, no_such
from glasshouse.base.units import whole_months
from glasshouse.base.yamlfile import Where
from glasshouse.life.model import Conduct
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import Cast
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.grounds import MOST_MONTHS
from glasshouse.scheme.forms.grounds.form import Known
from glasshouse.scheme.language.model import WHO_LOOKS, Scheme, inputs_of


def wrong_names(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything in a scheme that the catalogue does not know, or that cannot happen in it."""
    yield from _records(scheme, catalogue)
    yield from _sources(scheme, catalogue)
    yield from _traits(scheme, catalogue.cast)
    yield from _grounds(scheme, catalogue)
    for where, fed in inputs_of(scheme):
        yield from fed.form.unknown(fed.said, where, catalogue)
    yield from _terms(scheme, catalogue)
    for at, one in enumerate(scheme.consequences):
        if one.service is not None and one.service not in catalogue.service_ids:
            yield (
                ("consequences", at, "service"),
                no_such("a service", one.service, catalogue.service_ids, catalogue.titles),
            )
    for who in scheme.visible.score:
        if who not in WHO_LOOKS:
            yield ("visible", "score"), no_such("one who may look", who, WHO_LOOKS)


def records_named(scheme: Scheme) -> Iterator[tuple[Where, str, bool]]:
    """Every record that a scheme looks at: where, its conduct or service, and whether a service may stand there."""
    for at, rule in enumerate(scheme.rules):
        if rule.conduct is not None:
            yield ("rules", at, "conduct"), rule.conduct, True
    for at, repair in enumerate(scheme.repair):
        yield ("repair", at, "by"), repair.by, False
    for at, entry in enumerate(scheme.lists):
        for place, name in enumerate(entry.enter.conduct or ()):
            yield ("lists", at, "enter", "conduct", place), name, True
        if entry.leave is not None:
            yield ("lists", at, "leave", "conduct"), entry.leave.conduct, False


def wrong_levels(where: Where, said: Mapping[str, str], cast: Cast) -> Iterator[Said]:
    """What is wrong with levels of traits that somebody scored is to have."""
    for trait, level in said.items():
        place = (*where, trait)
        if trait not in cast.traits:
            yield place, no_such("a trait", trait, cast.traits)
            continue
        levels = [*cast.traits[trait]]
        if trait == "age" and cast.adults_are is not None:
            levels.append(cast.adults_are)
        if level not in levels:
            yield place, no_such(f"a level of {trait}", level, levels)
        elif trait == "age" and levels.index(level) < levels.index(cast.least_age):
            yield place, f"{level!r} are children, and only adults are scored."


def _records(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    conducts = {one.id: one for one in catalogue.conducts}
    services = {one.id: one for one in catalogue.services}
    for where, name, may_be_granted in records_named(scheme):
        if name in services and may_be_granted:
            if services[name].per_1000_a_year.value == 0:
                yield where, f"{name} can never be recorded: its rate in the catalogue is 0."
        elif name in services:
            yield where, f"{name} is a service. A grant of it may stand in a rule or enter a list, but not here."
        elif name not in conducts:
            yield (
                where,
                no_such("a conduct", name, [*conducts, *(services if may_be_granted else ())], catalogue.titles),
            )
        elif never := _never(conducts[name], catalogue):
            yield where, f"{name} can never be recorded: {never}."


def _never(conduct: Conduct, catalogue: Catalogue) -> str | None:
    """Why a conduct can never be recorded, if it cannot."""
    rate, due = conduct.per_1000_a_year, conduct.due
    if (rate is not None and rate.value == 0) or (due is not None and due.chance.value == 0):
        return "its rate in the catalogue is 0"
    stages = catalogue.livelihood.stages
    if (
        rate is None
        and due is None
        and conduct.id not in {name for one in stages for name in (one.conduct, one.cure_conduct)}
    ):
        return "it has no rate in the catalogue, and no stage of debt leads to it"
    sources = {one.id: one for one in catalogue.sources}
    if all(sources[view.source].coverage.value == 0 for view in conduct.seen_by):
        return "no source that has it in view records anything"
    return None


def _sources(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Sources that do not exist, or that never record what a rule takes from them."""
    sources = [one.id for one in catalogue.sources]
    for at, step in enumerate(scheme.connected):
        if step.source not in sources:
            yield ("connected", at, "source"), no_such("a source", step.source, sources, catalogue.titles)
    for at, rule in enumerate(scheme.rules):
        where = ("rules", at, "source")
        views = [kind.source.id for kind in catalogue.kinds_of(rule.conduct or "") if kind.source is not None]
        if rule.source is None:
            continue
        if rule.source not in sources:
            yield where, no_such("a source", rule.source, sources, catalogue.titles)
        elif rule.conduct in catalogue.service_ids:
            yield where, "a grant of a service is on record without a source. Leave 'source' out."
        elif views and rule.source not in views:
            yield where, f"{rule.source} never records {rule.conduct}; records of it come from {' and '.join(views)}."


def _traits(scheme: Scheme, cast: Cast) -> Iterator[Said]:
    chosen = scheme.subjects.where
    yield from wrong_levels(("subjects", "where"), chosen, cast)
    for at, limit in enumerate(scheme.limits):
        yield from wrong_levels(("limits", at, "where"), limit.where, cast)
        for trait, level in limit.where.items():
            other = chosen.get(trait, level)
            if cast.adults_are not in (level, other) and level != other:
                yield ("limits", at, "where", trait), f"limits nobody: only {trait} {other} is scored."


def _grounds(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """States of somebody's life that the catalogue does not have, as grounds for a list."""
    known = Known(catalogue, tuple(grade.id for grade in scheme.grades))
    for at, entry in enumerate(scheme.lists):
        yield from ((("lists", at, "enter", key), wrong) for key, wrong in entry.enter.unknown(known))


def _terms(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Records that count so long after a late report that their age has no end."""
    for where, name, source, span in _spans(scheme):
        months = whole_months(span)
        delay = _delay(name, source, catalogue)
        if months <= MOST_MONTHS < months + delay:
            late = f"{name} is reported after {count_of(delay, 'month')}"
            yield where, f"{late}, so that at most {MOST_MONTHS - delay} months can follow. Write 'forever'."


def _spans(scheme: Scheme) -> Iterator[tuple[Where, str, str | None, float]]:
    """Every conduct that counts for some time: where that stands, the conduct, the one source if meant, the months."""
    for at, rule in enumerate(scheme.rules):
        if rule.conduct is not None and rule.lasts is not None:
            yield ("rules", at, "lasts"), rule.conduct, rule.source, rule.lasts
    for at, repair in enumerate(scheme.repair):
        yield ("repair", at, "lasts"), repair.by, None, repair.lasts
    for at, entry in enumerate(scheme.lists):
        if entry.stays is not None:
            yield from ((("lists", at, "stays"), name, None, entry.stays) for name in entry.enter.conduct or ())


def _delay(conduct: str, source: str | None, catalogue: Catalogue) -> int:
    """Months until the slowest source reports a conduct; 0 within the month, or if nobody does."""
    kinds = [kind for kind in catalogue.kinds_of(conduct) if source is None or kind.name == f"{conduct}@{source}"]
    return max((kind.delay for kind in kinds), default=0)
