"""The table beside every chart, by the chart's name: one function for one seed and for many."""

from collections.abc import Callable
from functools import partial
from typing import Any

from glasshouse.charts import tables, twin_tables
from glasshouse.charts.spread import SIDES
from glasshouse.charts.table import Table
from glasshouse.runs.contrast import MEASURES

TABLES: dict[str, Callable[[Any], Table | None]] = {
    "sanctions_over_time": tables.sanctions,
    "grades_over_time": tables.grades,
    "other_grades_over_time": tables.grades,
    "grades_at_the_end": tables.grades,
    "score_distribution": tables.scores,
    "flows": tables.flows,
    "who_is_where": tables.groups,
    "refusals": tables.refusals,
    "who_is_refused": tables.refused_groups,
    "reasons": tables.reasons,
    "recovery": tables.recovery,
    "wrongful_by_source": tables.sources,
    **{f"living_{side}": partial(tables.living, side=side) for side in SIDES},
    "lives": tables.lives,
    "lives_parted": twin_tables.parting,
    "sanctioned_in_each": twin_tables.sanctioned,
    "where_people_end": twin_tables.ends,
    **{f"gains_{measure}": partial(twin_tables.gains, measure=measure) for measure in MEASURES},
    "refused_in_one": twin_tables.requests,
    "unlawful_in_one": partial(twin_tables.conducts, lawful=False),
    "lawful_in_one": partial(twin_tables.conducts, lawful=True),
    **{f"difference_{side}": partial(twin_tables.living, side=side) for side in twin_tables.LIVING},
    "twin_lives": twin_tables.twins,
}
"""Every table by the name of its chart."""
