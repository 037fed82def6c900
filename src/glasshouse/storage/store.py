"""A run or an ensemble in its folder: opened, with tables that are read when they are asked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN


def open_run(folder: Path | str) -> Run:
    """The complete run in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no run, half a run, a damaged one, or one of another version of the format.
    """
    folder = Path(folder)
    info = folders.opened(RUN, folder)
    return Run(info, folders.tables_in(folder, info), folder=folder)


def open_ensemble(folder: Path | str) -> Ensemble:
    """The complete ensemble of runs in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no ensemble, half of one, a damaged one, one of another version of the format, or one of
        comparisons.
    """
    folder = Path(folder)
    info = folders.opened(ENSEMBLE, folder)
    require_of(RUN.noun, info, folder)
    return Ensemble(info, folders.tables_in(folder, info), folder=folder)


def open_twin_ensemble(folder: Path | str) -> TwinEnsemble:
    """The complete ensemble of comparisons in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no ensemble, half of one, a damaged one, one of another version, or one of single runs.
    """
    folder = Path(folder)
    info = folders.opened(ENSEMBLE, folder)
    require_of(COMPARISON.noun, info, folder)
    return TwinEnsemble(info, folders.tables_in(folder, info), folder=folder)


def require_of(what: str, info: Mapping[str, Any], folder: Path) -> None:
    """Refuse an ensemble of comparisons where one of runs is wanted, and the other way round.

    Raises
    ------
    GlasshouseError
        If so.
    """
    if info["of"] != what:
        opens = {"run": "open_ensemble", "comparison": "open_twin_ensemble"}[info["of"]]
        raise GlasshouseError(
            f"{folder} is an ensemble of {info['of']}s, and none of {what}s. From Python, {opens} opens it."
        )
