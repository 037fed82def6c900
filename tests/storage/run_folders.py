"""Folders of runs, for tests: begun, gone on with, opened."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.storage import folder as folders
from glasshouse.storage.folder import Folder, months_kept
from glasshouse.storage.kinds import RUN
from glasshouse.storage.store import open_run

__all__ = ["about", "begin", "months_kept", "open_run", "reopen"]


def begin(
    folder: Path, info: Mapping[str, Any], texts: Mapping[str, str], *, start: Path | None = None, force: bool = False
) -> Folder:
    """A new run in ``folder``."""
    return folders.begin(RUN, folder, info, texts, start=start, force=force)


def reopen(folder: Path) -> Folder:
    """The unfinished run in ``folder``."""
    return folders.reopen(RUN, folder)


def about(folder: Path) -> dict[str, Any]:
    """What the ``run.json`` in ``folder`` says."""
    return folders.about(RUN, folder)
