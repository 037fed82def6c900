"""Every chart, drawn once for notebooks, the report and the explorer, with its title and alternative text.

A chart is asked for by name. What it is drawn of may be a run, a comparison, or many seeds of either. It is an Altair
chart that is right at any width, with the caveat and its source beneath it. Where there is nothing to show, the chart
is a sentence that says so. No meaning hangs on colour alone: grades are named beside their bands, what rests on wrong
records is hollow with a dashed edge, and every line has its name. Of two worlds, a is solid and filled, b is dashed and
pale with an outline.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from glasshouse.base.errors import no_such
from glasshouse.charts.caption import Study, axes_of, who_of
from glasshouse.charts.look import Chart, Words
from glasshouse.charts.registry import CHARTS, Part
from glasshouse.charts.table import Table
from glasshouse.charts.words import worded

__all__ = ["alt_text", "draw", "names_for", "section_of", "table_of", "words_of"]


def __getattr__(name: str) -> Callable[[Study], Chart]:
    """The chart ``name`` as a function of a study: ``charts.recovery(run)``."""
    if name not in CHARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return partial(draw, name)


def __dir__() -> list[str]:
    return [*__all__, *CHARTS]


def names_for(study: Study, section: str | None = None) -> tuple[str, ...]:
    """The charts of a run, of a comparison, or of many seeds of either, in the order of the page.

    Parameters
    ----------
    section : str, optional
        Only those of this section of the page.
    """
    of = axes_of(study)
    return tuple(name for name, one in CHARTS.items() if of in one.of and section in (None, one.section))


def section_of(name: str) -> str:
    """The section of the page in which the chart ``name`` stands."""
    return CHARTS[name].section


def draw(name: str, study: Study) -> Chart:
    """The chart ``name`` of a run, of a comparison, or of many seeds of either.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    chart: Chart = _part(name, study).draw(study)
    return chart


def words_of(name: str, study: Study) -> Words:
    """The title and alternative text of the chart ``name``, computed from what it shows.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    said: Words = _part(name, study).say(study)
    who, note = who_of(study), said.note or ("" if said.empty else CHARTS[name].note)
    return replace(said, title=worded(who, said.title), alt=worded(who, said.alt), note=worded(who, note))


def alt_text(name: str, study: Study) -> str:
    """What the chart ``name`` shows, in words and numbers, for those who cannot see it.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    return words_of(name, study).alt


def table_of(name: str, study: Study) -> Table | None:
    """The numbers of the chart ``name`` as a table; None where there is nothing to show.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    found: Table | None = None if words_of(name, study).empty else _part(name, study).table(study)
    return found


def _part(name: str, study: Study) -> Part:
    known = names_for(study)
    if name not in known:
        raise ValueError(no_such("a chart", name, known))
    return CHARTS[name].of[axes_of(study)]
