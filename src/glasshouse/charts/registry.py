"""Every chart there is, in the order of the page: its section, what it is drawn of, and how."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from glasshouse.charts import (
    alone,
    causes,
    gains,
    grades,
    living,
    parting,
    run_tables,
    sanctions,
    spread,
    spread_tables,
    twin_spread,
    twin_spread_tables,
    twin_tables,
    twinned,
)
from glasshouse.charts.caption import MANY, MANY_PAIRS, ONE, ONE_PAIR, Axes
from glasshouse.charts.look import Chart, Words
from glasshouse.charts.table import Table
from glasshouse.results.comparison_tables import MEASURES


class Part(NamedTuple):
    """How a chart of one kind of study is drawn, what it says, and the table beside it."""

    draw: Callable[[Any], Chart]
    say: Callable[[Any], Words]
    table: Callable[[Any], Table | None]


class Entry(NamedTuple):
    """One chart: the section of the page in which it stands, what it may be drawn of, and how it is read."""

    section: str
    of: Mapping[Axes, Part]
    note: str = ""


def _one(name: str, draw: Callable[[Any], Chart], say: Callable[[Any], Words]) -> dict[Axes, Part]:
    return {ONE: Part(draw, say, run_tables.CHART_TABLES[name])}


def _many(name: str, draw: Callable[[Any], Chart], say: Callable[[Any], Words]) -> dict[Axes, Part]:
    return {MANY: Part(draw, say, spread_tables.CHART_TABLES[name])}


def _pairs(name: str, one: tuple[Any, Any], many: tuple[Any, Any] | None = None) -> dict[Axes, Part]:
    found = {ONE_PAIR: Part(*one, twin_tables.CHART_TABLES[name])}
    if many is not None:
        found[MANY_PAIRS] = Part(*many, twin_spread_tables.CHART_TABLES[name])
    return found


def _living(side: str) -> dict[Axes, Part]:
    name = f"living_{side}"
    drawn, say = partial(living.living_over_time, side=side), partial(living.say_living, side=side)
    many = partial(spread.living, side=side), partial(spread.say_living, side=side)
    return _one(name, drawn, say) | _many(name, *many)


def _gains(measure: str) -> dict[Axes, Part]:
    one = partial(gains.who_gains, measure=measure), partial(gains.say_gains, measure=measure)
    many = partial(twin_spread.who_gains, measure=measure), partial(twin_spread.say_gains, measure=measure)
    return _pairs(f"gains_{measure}", one, many)


def _conduct(name: str, lawful: bool) -> dict[Axes, Part]:
    one = partial(alone.conduct_in_one, lawful=lawful), partial(alone.say_conduct, lawful=lawful)
    many = partial(twin_spread.conduct_in_one, lawful=lawful), partial(twin_spread.say_conduct, lawful=lawful)
    return _pairs(name, one, many)


def _difference(side: str) -> dict[Axes, Part]:
    one = partial(gains.difference_over_time, side=side), partial(gains.say_over_time, side=side)
    many = partial(twin_spread.difference_over_time, side=side), partial(twin_spread.say_over_time, side=side)
    return _pairs(f"difference_{side}", one, many)


OUTGOINGS = "Months of one’s usual outgoings."

CHARTS: dict[str, Entry] = {
    "grades_over_time": Entry("grades", _one("grades_over_time", grades.grades_over_time, grades.say_grades)),
    "other_grades_over_time": Entry(
        "grades", _one("other_grades_over_time", grades.other_grades_over_time, grades.say_other_grades)
    ),
    "grades_at_the_end": Entry("grades", _many("grades_at_the_end", spread.grades, spread.say_grades)),
    "score_distribution": Entry("grades", _one("score_distribution", grades.score_distribution, grades.say_scores)),
    "flows": Entry(
        "grades",
        _one("flows", grades.flows, grades.say_flows),
        "Each row adds up to 100 %. Cells on the way from top left to bottom right: the grade stayed the same; right "
        "of it: a worse grade.",
    ),
    "lives_parted": Entry(
        "divergence",
        _pairs(
            "lives_parted",
            (parting.lives_parted, parting.say_parting),
            (twin_spread.lives_parted, twin_spread.say_parting),
        ),
    ),
    "sanctions_over_time": Entry(
        "sanctions",
        _one("sanctions_over_time", sanctions.sanctions_over_time, sanctions.say_sanctions)
        | _many("sanctions_over_time", spread.sanctions, spread.say_sanctions),
    ),
    "sanctioned_in_each": Entry(
        "sanctions",
        _pairs(
            "sanctioned_in_each",
            (parting.sanctioned_in_each, parting.say_sanctioned),
            (twin_spread.sanctioned_in_each, twin_spread.say_sanctioned),
        ),
    ),
    "where_people_end": Entry(
        "sanctions",
        _pairs("where_people_end", (parting.where_people_end, parting.say_ends)),
        "Rows: how people end in a. Columns: how the same people end in b. Shares are of a row (of everybody, where "
        "there is one column); who is on a list stands there, whatever the grade.",
    ),
    "who_is_where": Entry(
        "groups",
        _one("who_is_where", sanctions.who_is_where, sanctions.say_groups)
        | _many("who_is_where", spread.groups, spread.say_groups),
    ),
    **{f"gains_{measure}": Entry("gains", _gains(measure)) for measure in MEASURES},
    "refusals": Entry(
        "refused",
        _one("refusals", causes.refusals, causes.say_refusals)
        | _many("refusals", spread.refusals, spread.say_refusals),
    ),
    "who_is_refused": Entry("refused", _one("who_is_refused", causes.who_is_refused, causes.say_refused_groups)),
    "refused_in_one": Entry(
        "refused",
        _pairs(
            "refused_in_one",
            (alone.refused_in_one, alone.say_refused),
            (twin_spread.refused_in_one, twin_spread.say_refused),
        ),
    ),
    "unlawful_in_one": Entry("conduct", _conduct("unlawful_in_one", lawful=False)),
    "lawful_in_one": Entry("conduct", _conduct("lawful_in_one", lawful=True)),
    "reasons": Entry(
        "reasons",
        _one("reasons", causes.reasons, causes.say_reasons) | _many("reasons", spread.reasons, spread.say_reasons),
    ),
    "recovery": Entry(
        "recovery",
        _one("recovery", sanctions.recovery, sanctions.say_recovery)
        | _many("recovery", spread.recovery, spread.say_recovery),
    ),
    "wrongful_by_source": Entry(
        "wrong-records",
        _one("wrongful_by_source", causes.wrongful_by_source, causes.say_sources)
        | _many("wrongful_by_source", spread.sources, spread.say_sources),
    ),
    "living_money": Entry("livelihood", _living("money"), OUTGOINGS),
    "living_strain": Entry("livelihood", _living("strain"), "From 0, none, to 1, the most."),
    "living_employed": Entry("livelihood", _living("employed"), "Share of people."),
    "difference_money": Entry("livelihood", _difference("money"), OUTGOINGS),
    "difference_strain": Entry("livelihood", _difference("strain"), "Strain goes from 0 to 1."),
    "difference_employed": Entry("livelihood", _difference("employed"), "People in 100."),
    "lives": Entry("lives", _one("lives", living.lives, living.say_lives)),
    "twin_lives": Entry("lives", _pairs("twin_lives", (twinned.twin_lives, twinned.say_twins))),
}
"""Every chart by name, in the order of the page."""
