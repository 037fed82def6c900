"""Pages on the disk: one for each scheme of a world, one for each kind of subject that two worlds are compared by."""

from collections.abc import Mapping
from pathlib import Path

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.study import Study
from glasshouse.report.build import page_of
from glasshouse.report.numbers import numbers_of
from glasshouse.report.page import Links
from glasshouse.report.paper import put_down, refuse_no_page
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.storage.kinds import REPORT, SIDES


def write_report(study: Study, path: Path, scheme: str | None = None) -> Path:
    """Write the page of a study to ``path``, and its numbers as JSON beside it; return the path of the page.

    A run of several schemes, or many such runs, has a page for each: that of the first at ``path``, the others beside
    it with the id of the scheme in their names (``report-sesame.html``). A comparison of people and firms has a page
    about either (``report-firms.html``).

    Parameters
    ----------
    scheme : str, optional
        Write the page of this scheme of one world alone.

    Raises
    ------
    GlasshouseError
        If there is no such scheme, the path is none of a page, or the disk refuses; the text says where and what to do.
        A file that was there is left as it was.
    """
    path = Path(path)
    refuse_no_page(path)
    pages = pages_of(study, path)
    names = {one: at.name for one, at in pages.items()}
    if scheme is not None:
        pages = {_known(study, scheme): path}
    for one, at in pages.items():
        part = study.under(one) if isinstance(study, Run | Ensemble) else study.of(one)
        put_down(at, page_of(part, _links(study, names, at)), numbers_of(part))
    return path


def pages_of(study: Study, path: Path) -> dict[str, Path]:
    """Where each page of a study lies, if the first lies at ``path``: by scheme, or by whom it is about."""
    parts = study.schemes if isinstance(study, Run | Ensemble) else study.info["who"]
    first, *others = dict.fromkeys(parts)
    return {first: path} | {one: path.with_name(f"{path.stem}-{one}{path.suffix}") for one in others}


def _known(study: Study, scheme: str) -> str:
    """The id of a scheme that a study of one world has."""
    if not isinstance(study, Run | Ensemble):
        raise GlasshouseError("A page of two worlds is about all their schemes; none has a page of its own.")
    name: str = study.under(scheme).info["scheme"]["id"]
    return name


def _links(study: Study, names: Mapping[str, str], at: Path) -> Links:
    """The pages that lie beside one at ``at``, and the reports of both sides where they are."""
    if isinstance(study, Run | Ensemble):
        return Links(schemes=names)
    sides = {side: f"{side}/{REPORT}" for side in SIDES if (at.parent / side / REPORT).is_file()}
    return Links(who=names, sides=sides)
