"""Every chart, drawn once for notebooks, the report and the explorer, with its title and alternative text.

A chart function takes a run (or a comparison of two) and gives an Altair chart that is right at any width, with the
caveat and its source beneath it. Where there is nothing to show, the chart is a sentence that says so. No meaning
hangs on colour alone: grades are named beside their bands, what rests on wrong records is hollow with a dashed edge,
and every line has its name. Of two worlds, a is solid and filled, b is dashed and pale with an outline.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from glasshouse.base.errors import no_such
from glasshouse.charts import alone, causes, gains, grades, living, parting, sanctions, spread, twin_spread, twinned
from glasshouse.charts.alone import conduct_in_one, refused_in_one
from glasshouse.charts.caption import Made, who_of
from glasshouse.charts.causes import reasons, refusals, who_is_refused, wrongful_by_source
from glasshouse.charts.gains import difference_over_time, who_gains
from glasshouse.charts.grades import (
    flows,
    grades_over_time,
    other_grades_over_time,
    score_distribution,
)
from glasshouse.charts.living import lives, living_over_time
from glasshouse.charts.look import Chart, Words
from glasshouse.charts.parting import lives_parted, sanctioned_in_each, where_people_end
from glasshouse.charts.sanctions import recovery, sanctions_over_time, who_is_where
from glasshouse.charts.twinned import twin_lives
from glasshouse.charts.words import worded
from glasshouse.runs.contrast import MEASURES
from glasshouse.runs.ensemble import Ensemble
from glasshouse.runs.run import Run
from glasshouse.runs.twins import Comparison

__all__ = [
    "CHARTS",
    "COMPARED",
    "alt_text",
    "charts_of",
    "conduct_in_one",
    "difference_over_time",
    "draw",
    "flows",
    "grades_over_time",
    "lives",
    "lives_parted",
    "living_over_time",
    "other_grades_over_time",
    "reasons",
    "recovery",
    "refusals",
    "refused_in_one",
    "sanctioned_in_each",
    "sanctions_over_time",
    "score_distribution",
    "twin_lives",
    "where_people_end",
    "who_gains",
    "who_is_refused",
    "who_is_where",
    "words_of",
    "wrongful_by_source",
]


class Drawing(NamedTuple):
    """How a chart is drawn, and what it says; of a run, or of a comparison."""

    draw: Callable[[Any], Chart]
    say: Callable[[Any], Words]


CHARTS: dict[str, Drawing] = {
    "sanctions_over_time": Drawing(sanctions_over_time, sanctions.say_sanctions),
    "grades_over_time": Drawing(grades_over_time, grades.say_grades),
    "other_grades_over_time": Drawing(other_grades_over_time, grades.say_other_grades),
    "score_distribution": Drawing(score_distribution, grades.say_scores),
    "flows": Drawing(flows, grades.say_flows),
    "who_is_where": Drawing(who_is_where, sanctions.say_groups),
    "refusals": Drawing(refusals, causes.say_refusals),
    "who_is_refused": Drawing(who_is_refused, causes.say_refused_groups),
    "reasons": Drawing(reasons, causes.say_reasons),
    "recovery": Drawing(recovery, sanctions.say_recovery),
    "wrongful_by_source": Drawing(wrongful_by_source, causes.say_sources),
    **{
        f"living_{side}": Drawing(partial(living_over_time, side=side), partial(living.say_living, side=side))
        for side in living.SIDES
    },
    "lives": Drawing(lives, living.say_lives),
}
"""Every chart of a run by name."""

COMPARED: dict[str, Drawing] = {
    "lives_parted": Drawing(lives_parted, parting.say_parting),
    "sanctioned_in_each": Drawing(sanctioned_in_each, parting.say_sanctioned),
    "where_people_end": Drawing(where_people_end, parting.say_ends),
    **{
        f"gains_{measure}": Drawing(partial(who_gains, measure=measure), partial(gains.say_gains, measure=measure))
        for measure in MEASURES
    },
    "refused_in_one": Drawing(refused_in_one, alone.say_refused),
    "unlawful_in_one": Drawing(conduct_in_one, partial(alone.say_conduct, lawful=False)),
    "lawful_in_one": Drawing(partial(conduct_in_one, lawful=True), partial(alone.say_conduct, lawful=True)),
    **{
        f"difference_{side}": Drawing(partial(difference_over_time, side=side), partial(gains.say_over_time, side=side))
        for side in gains.SIDES
    },
    "twin_lives": Drawing(twin_lives, twinned.say_twins),
}
"""Every chart of a comparison by name."""


def draw(name: str, made: Made) -> Chart:
    """The chart ``name`` of a run, of a comparison, or of many seeds of either.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    chart: Chart = _drawing(name, made).draw(made)
    return chart


def words_of(name: str, made: Made) -> Words:
    """The title and alternative text of the chart ``name``, computed from what it shows.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    said: Words = _drawing(name, made).say(made)
    who = who_of(made)
    return replace(said, title=worded(who, said.title), alt=worded(who, said.alt))


def alt_text(name: str, made: Made) -> str:
    """What the chart ``name`` shows, in words and numbers, for those who cannot see it.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    return words_of(name, made).alt


def charts_of(made: Made) -> Mapping[str, Any]:
    """Every chart of a run, of a comparison, or of many seeds of either, by name."""
    if isinstance(made, Run):
        return CHARTS
    if isinstance(made, Comparison):
        return COMPARED
    return spread.CHARTS if isinstance(made, Ensemble) else twin_spread.CHARTS


def _drawing(name: str, made: Made) -> Any:
    known = charts_of(made)
    if name not in known:
        raise ValueError(no_such("a chart", name, known))
    return known[name]
