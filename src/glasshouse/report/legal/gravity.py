"""Proportion: how grave what leads to a ground is, beside how long it lasts."""

import math
from collections.abc import Iterable

import polars as pl

from glasshouse.base.units import FOREVER, span_text
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.table import Table, table
from glasshouse.charts.words import NONE, capital, duration, known, number_word
from glasshouse.report.cards import metric
from glasshouse.report.legal.contexts import Ground, Rules, conducts_to, grounds_of, leading, rules_of, title_of
from glasshouse.report.rules import signed
from glasshouse.scheme.explain.words import entered_by, titles
from glasshouse.scheme.language.model import ListRule, Scheme
from glasshouse.scheme.language.points import points_of


def treating(scheme: Scheme) -> dict[Ground, list[str]]:
    """The grounds for which anything is refused, each with the services; in the order of the scheme."""
    found: dict[Ground, list[str]] = {}
    for one in scheme.consequences:
        if one.refuses and one.service is not None:
            for ground in grounds_of(one.when):
                found.setdefault(ground, []).append(one.service)
    return {ground: list(dict.fromkeys(services)) for ground, services in found.items()}


def by_ground(study: OneWorld) -> Table:
    """Gravity and length side by side, a row for each ground for which anything is refused."""
    rules, people = rules_of(study), _people(study)
    rows = [
        (
            title_of(ground, study.scheme),
            _led_by(rules, ground),
            _worth(study.scheme, ground),
            _way(study.scheme, ground),
            _term(study.scheme, ground),
            f"{len(services):,}",
            people.get(ground, NONE),
        )
        for ground, services in treating(study.scheme).items()
    ]
    heads = ["Ground", "What leads to it", "Gravity: points of one record", "Gravity: how far it is", "Length"]
    return table("Proportion: gravity beside length, by ground", heads, ["Services refused", "People at the end"], rows)


def said(study: OneWorld) -> str:
    """How many kinds of conduct lead to a refusal, how many of them lawful, and how long it took to be free."""
    rules = rules_of(study)
    grounds = treating(study.scheme)
    if not grounds:
        return "The rules refuse nothing."
    conducts = list(dict.fromkeys(one for ground in grounds for one in conducts_to(rules, ground)))
    terms = {term for ground in grounds for term in _terms(study.scheme, ground)}
    told = f"{_kinds(rules, conducts)} {'leads' if len(conducts) < 2 else 'lead'} to a refusal."
    if terms:
        told += f" What leads to it counts for {spans(terms)}."
    return f"{capital(told)} {_freed(study)}"


def _freed(study: OneWorld) -> str:
    half = metric(study, "median_recovery_months")
    if not known(half.value):
        return "How soon half of those under sanction are free again was not seen."
    time = f"{half.text} ({half.ends})" if half.ends else duration(half.value)
    return f"Half of those who come under sanction are free again within {time}."


def _led_by(rules: Rules, ground: Ground) -> str:
    """What leads to a ground: kinds of conduct, or what else puts one on the list."""
    conducts, entry = conducts_to(rules, ground), _entry(rules.scheme, ground)
    return entered_by(entry, titles(rules.catalogue)) if entry is not None and not conducts else _kinds(rules, conducts)


def _kinds(rules: Rules, conducts: Iterable[str]) -> str:
    """How many kinds of conduct, and how many of them are lawful."""
    lawful = {one.id: one.lawful for one in rules.catalogue.conducts}
    kinds = list(conducts)
    if not kinds:
        return "no record of conduct"
    few = sum(lawful.get(one, True) for one in kinds)
    many = "one kind of conduct" if len(kinds) == 1 else f"{number_word(len(kinds))} kinds of conduct"
    return f"{many} ({number_word(few)} of them lawful)" if few else many


def _worth(scheme: Scheme, ground: Ground) -> str:
    """The points of one record, from the lightest to the gravest that leads to a ground."""
    entry = _entry(scheme, ground)
    if entry is not None and entry.enter.grade is None:
        return "none: it lists at once" if ground.kind == "list" else NONE
    points = _points(scheme)
    if not points:
        return NONE
    few, many = max(points), min(points)
    return signed(few) if few == many else f"{signed(few)} to {signed(many)}"


def _points(scheme: Scheme) -> list[int]:
    return sorted(points for rule in leading(scheme) if (points := points_of(rule, scheme)) < 0)


def _way(scheme: Scheme, ground: Ground) -> str:
    """How many records lead from the start to a grade."""
    entry = _entry(scheme, ground)
    grade = ground.name if entry is None else entry.enter.grade
    at = next((at for at, one in enumerate(scheme.grades) if one.id == grade), 0)
    top = scheme.grades[at - 1].from_ if at else None
    points = _points(scheme)
    if top is None or scheme.score is None or any(one.weight is not None for one in scheme.accounts) or not points:
        return NONE
    apart = scheme.score.start - top + 1
    if apart <= 0:
        return "held from the start"
    grave, light = math.ceil(apart / -points[0]), math.ceil(apart / -points[-1])
    records = f"{grave:,} (gravest) to {light:,} (lightest)" if grave < light else f"{grave:,}"
    return f"{signed(-apart)} from the start: {records} record{'' if light == 1 else 's'}"


def _entry(scheme: Scheme, ground: Ground) -> ListRule | None:
    return next((one for one in scheme.lists if ground.kind != "grade" and one.id == ground.name), None)


def _term(scheme: Scheme, ground: Ground) -> str:
    """How long what leads to a ground counts."""
    if ground.kind == "off_list":
        return "until one is listed"
    entry = _entry(scheme, ground)
    terms = _terms(scheme, ground)
    held = entry.enter.forms[0].while_it_lasts if entry is not None and entry.stays is None else ""
    counts = f"{'records count for ' if held else ''}{spans(terms)}" if terms else ""
    return "; ".join(filter(None, (held, counts))) or NONE


def _terms(scheme: Scheme, ground: Ground) -> set[float]:
    """The spans for which one stays on a list, or for which records count."""
    entry = _entry(scheme, ground)
    if entry is None or entry.enter.grade is not None:
        return {rule.lasts for rule in leading(scheme) if rule.lasts is not None}
    return {entry.stays} if entry.stays is not None and ground.kind == "list" else set()


def spans(terms: Iterable[float]) -> str:
    """From the shortest of some spans to the longest.

    >>> spans([24.0, FOREVER, 12.0])
    '1 year to forever'
    """
    ordered = sorted(terms, key=lambda span: math.inf if span == FOREVER else span)
    short, long = span_text(ordered[0]), span_text(ordered[-1])
    return short if short == long else f"{short} to {long}"


def _people(study: OneWorld) -> dict[Ground, str]:
    """How many hold a grade, or are on a list, at the end."""
    found = {}
    for name in ("grade", "list"):
        rows = frame(study, f"{name}s")
        for row in rows.filter(pl.col("month") == pl.col("month").max()).to_dicts():
            found[Ground("grade" if name == "grade" else "list", row[name])] = text_of(study, row, "people")
    return found
