"""The study that a folder keeps: opened, gone on with, or made again; whatever its kind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN
from glasshouse.storage.store import open_ensemble, open_run, open_twin_ensemble
from glasshouse.studies import comparison, ensembles, simulate
from glasshouse.studies.spec import refuse_too_many
from glasshouse.studies.study import Progress, Result, Study


class Verification(NamedTuple):
    """Whether a study, made again, gave the same tables."""

    same: bool
    differences: list[str]


class Kept(NamedTuple):
    """What is particular to what a folder keeps."""

    opened: Callable[[Path], Any]  # the Result of a complete one
    again: Callable[[Path, dict[str, Any]], Study[Any]]  # the study, from its folder and what its JSON says


_KEPT = {
    (RUN.noun, None): Kept(open_run, simulate.again),
    (COMPARISON.noun, None): Kept(comparison.open_comparison, comparison.again),
    (ENSEMBLE.noun, RUN.noun): Kept(open_ensemble, ensembles.again),
    (ENSEMBLE.noun, COMPARISON.noun): Kept(open_twin_ensemble, ensembles.again),
}
"""By the kind of folder, and what an ensemble is of."""


def kept_in(folder: Path) -> Kept:
    """What is particular to what ``folder`` keeps.

    Raises
    ------
    GlasshouseError
        If Glasshouse wrote no such folder, or what its JSON says is damaged.
    """
    kind = folders.kind_of(folder)
    return _KEPT[kind.noun, folders.about(kind, folder).get("of")]


def opened(folder: Path) -> Any:
    """The complete run, comparison or ensemble in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If there is none, it is unfinished, damaged, or of another version of the format.
    """
    return kept_in(folder).opened(folder)


def resume(folder: Path, progress: Progress | None = None) -> Any:
    """Go on with an unfinished study from the last step that it kept, to the same bits; returns its result.

    Raises
    ------
    GlasshouseError
        If the folder keeps none that is unfinished, is being written, was begun by another engine, or is too large for
        this machine.
    """
    kind = folders.kind_of(folder)
    with folders.reopen(kind, folder) as kept:
        study = kept_in(folder).again(kept.path, kept.info)
        refuse_too_many(study.plan(), study.spec)
        return study.carry_out(kept, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Make a complete study again from what its folder keeps, and compare every table.

    Raises
    ------
    GlasshouseError
        If the folder keeps none that is complete, is damaged, was made by another engine, or is too large for this
        machine.
    """
    kept = kept_in(folder)
    done: Result = kept.opened(folder)
    folders.require_same_engine(done.info, folder)
    study = kept.again(folder, done.info)
    refuse_too_many(study.plan(), study.spec)
    theirs = dict(study.carry_out(None, progress).all_tables())
    differences = [name for name, mine in done.all_tables() if not mine.equals(theirs[name], null_equal=True)]
    return Verification(not differences, differences)
