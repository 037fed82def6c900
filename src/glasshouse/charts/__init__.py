"""Every chart, drawn once for notebooks, the report and the explorer, with its title and alternative text.

A chart is asked for by name. What it is drawn of may be a run, a comparison, or many seeds of either. It is an Altair
chart that is right at any width, with the caveat and its source beneath it. Where there is nothing to show, the chart
is a sentence that says so. No meaning hangs on colour alone: grades are named beside their bands, what rests on wrong
records is hollow with a dashed edge, and every line has its name. Of two worlds, a is solid and filled, b is dashed and
pale with an outline.
"""

from collections.abc import Callable

from glasshouse.base.errors import no_such
from glasshouse.charts.chart import Chart
from glasshouse.charts.files import save
from glasshouse.charts.registry import CHARTS
from glasshouse.charts.study import Study
from glasshouse.charts.style import Drawing, Words
from glasshouse.charts.table import Table

__all__ = ["alt_text", "draw", "names_for", "save", "section_of", "table_of", "words_of"]


def __getattr__(name: str) -> Callable[[Study], Drawing]:
    """The chart ``name`` as a function of a study: ``charts.recovery(run)``."""
    if name not in CHARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def drawn(study: Study) -> Drawing:
        return draw(name, study)

    drawn.__name__ = drawn.__qualname__ = name
    drawn.__doc__ = CHARTS[name].question
    return drawn


def __dir__() -> list[str]:
    return [*__all__, *CHARTS]


def names_for(study: Study, section: str | None = None) -> tuple[str, ...]:
    """The charts of a run, of a comparison, or of many seeds of either, in the order of the page.

    Parameters
    ----------
    section : str, optional
        Only those of this section of the page.
    """
    return tuple(name for name, one in CHARTS.items() if one.fits(study) and section in (None, one.section))


def section_of(name: str) -> str:
    """The section of the page in which the chart ``name`` stands."""
    return CHARTS[name].section


def draw(name: str, study: Study) -> Drawing:
    """The chart ``name`` of a run, of a comparison, or of many seeds of either.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    return _chart(name, study).drawn(study)


def words_of(name: str, study: Study) -> Words:
    """The title, the alternative text and the note of the chart ``name``, computed from what it shows.

    Raises
    ------
    ValueError
        If no chart of it has this name.
    """
    return _chart(name, study).words_of(study)


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
    return _chart(name, study).table_of(study)


def _chart(name: str, study: Study) -> Chart:
    known = names_for(study)
    if name not in known:
        raise ValueError(no_such("a chart", name, known))
    return CHARTS[name]
