"""A run, a comparison, or many of these, as one HTML page that opens offline, with the same numbers as JSON."""

from pathlib import Path

from glasshouse.report.build import write_report as write_run
from glasshouse.report.comparison import write_comparison
from glasshouse.report.paper import refuse_no_page
from glasshouse.report.spread import write_spread
from glasshouse.report.twin_spread import write_twin_spread
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble

__all__ = ["write_report"]


def write_report(made: Run | Comparison | Ensemble | TwinEnsemble, path: Path, scheme: str | None = None) -> Path:
    """Write the page of a run, or of one comparison or many, to ``path``, and its numbers as JSON beside it.

    Returns the path.

    Parameters
    ----------
    scheme : str, optional
        Write the page of this scheme of a run alone.

    Raises
    ------
    GlasshouseError
        If there is no such scheme, the path is none of a page, or the disk refuses; the text says where and what to do.
    """
    refuse_no_page(path)
    if isinstance(made, Ensemble):
        return write_spread(made, path, scheme)
    if isinstance(made, TwinEnsemble):
        return write_twin_spread(made, path)
    if isinstance(made, Comparison):
        return write_comparison(made, path)
    return write_run(made, path, scheme)
