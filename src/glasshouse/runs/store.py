"""The folder of a run: begun, gone on with, opened. What all folders share is in ``glasshouse.runs.folder``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.runs import folder as folders
from glasshouse.runs.folder import (
    Folder,
    months_kept,
    refuse_what_is_there,
    require_same_engine,
)
from glasshouse.runs.kinds import COMPLETE, REPORT, RUN
from glasshouse.runs.kinds import tables_of_run as tables_of
from glasshouse.runs.run import Run

__all__ = [
    "COMPLETE",
    "REPORT",
    "RunFolder",
    "about",
    "begin",
    "months_kept",
    "open_run",
    "refuse_what_is_there",
    "reopen",
    "require_same_engine",
    "tables_of",
]

RunFolder = Folder


def begin(
    folder: Path,
    info: Mapping[str, Any],
    texts: Mapping[str, str],
    *,
    start: Path | None = None,
    force: bool = False,
) -> Folder:
    """A new run in ``folder``; see :func:`glasshouse.runs.folder.begin`."""
    return folders.begin(RUN, folder, info, texts, start=start, force=force)


def reopen(folder: Path) -> Folder:
    """The unfinished run in ``folder``, to go on with; see :func:`glasshouse.runs.folder.reopen`."""
    return folders.reopen(RUN, folder)


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


def about(folder: Path) -> dict[str, Any]:
    """What the ``run.json`` in ``folder`` says; see :func:`glasshouse.runs.folder.about`."""
    return folders.about(RUN, folder)
