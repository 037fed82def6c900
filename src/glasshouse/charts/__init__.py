"""Every chart, drawn once for notebooks, the report and the explorer, with its title and alternative text.

A chart function takes a run and gives an Altair chart that fills the width of its container. Where a run has
nothing to show, the chart is a sentence that says so. No meaning hangs on colour alone: grades are named
beside their bands, what rests on wrong records is hollow with a dashed edge, and every line has its name.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from glasshouse.charts import causes, grades, living, sanctions
from glasshouse.charts.causes import reasons, refusals, who_is_refused, wrongful_by_source
from glasshouse.charts.grades import (
    flows,
    grades_over_time,
    other_grades_over_time,
    score_distribution,
)
from glasshouse.charts.living import lives, living_over_time
from glasshouse.charts.look import Chart, Words
from glasshouse.charts.sanctions import recovery, sanctions_over_time, who_is_where
from glasshouse.charts.words import worded
from glasshouse.errors import no_such
from glasshouse.population.people import PEOPLE
from glasshouse.runs.run import Run

__all__ = [
    "CHARTS",
    "alt_text",
    "draw",
    "flows",
    "grades_over_time",
    "lives",
    "living_over_time",
    "other_grades_over_time",
    "reasons",
    "recovery",
    "refusals",
    "sanctions_over_time",
    "score_distribution",
    "who_is_refused",
    "who_is_where",
    "words_of",
    "wrongful_by_source",
]


class Drawing(NamedTuple):
    """How a chart is drawn, and what it says."""

    draw: Callable[[Run], Chart]
    say: Callable[[Run], Words]


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
"""Every chart by name."""


def draw(name: str, run: Run) -> Chart:
    """The chart ``name`` of a run.

    Raises
    ------
    ValueError
        If no chart has this name.
    """
    chart = _drawing(name).draw(run)
    if run.catalogue.cast.who != PEOPLE.who:
        title = chart.title
        title.text = [worded(run.catalogue.cast.who, line) for line in title.text]
        chart.description = worded(run.catalogue.cast.who, chart.description)
    return chart


def words_of(name: str, run: Run) -> Words:
    """The title and alternative text of the chart ``name``, computed from the run.

    Raises
    ------
    ValueError
        If no chart has this name.
    """
    said = _drawing(name).say(run)
    who = run.catalogue.cast.who
    return replace(said, title=worded(who, said.title), alt=worded(who, said.alt))


def alt_text(name: str, run: Run) -> str:
    """What the chart ``name`` shows, in words and numbers, for those who cannot see it.

    Raises
    ------
    ValueError
        If no chart has this name.
    """
    return words_of(name, run).alt


def _drawing(name: str) -> Drawing:
    if name not in CHARTS:
        raise ValueError(no_such("a chart", name, CHARTS))
    return CHARTS[name]
