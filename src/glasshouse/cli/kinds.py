"""What the commands do with each kind of folder: a run, a comparison, an ensemble."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import closing, progress

if TYPE_CHECKING:
    from glasshouse.studies.simulate import Verification


class Ways(NamedTuple):
    """What can be done with one kind of folder."""

    resume: Callable[[Path, progress.Tell], Any]  # goes on to its end, and returns what ``close`` takes
    verify: Callable[[Path, progress.Tell], "Verification"]
    watch: Callable[[dict[str, Any], str], AbstractContextManager[progress.Tell]]  # what its JSON says, and a verb
    close: Callable[..., None]  # (what was made, *, with_report, as_json)
    report: Callable[[Path, Path | None, str | None], Path]  # (folder, where to, id of a scheme)


def ways_of(folder: Path) -> Ways:
    """What can be done with ``folder``.

    Raises
    ------
    GlasshouseError
        If Glasshouse wrote no such folder, or there is nothing that can be done with its kind.
    """
    from glasshouse.runs.folder import kind_of

    kind = kind_of(folder)
    if kind.noun not in _WAYS:
        raise GlasshouseError(
            f"{folder} is {kind}, and this command is for {' and '.join(f'{one}s' for one in _WAYS)}."
        )
    return _WAYS[kind.noun](folder)


def _run(_: Path) -> Ways:
    from glasshouse.studies import simulate

    return Ways(simulate.resume, simulate.verify, _months, closing.close, _report_of_run)


def _months(about: dict[str, Any], verb: str) -> AbstractContextManager[progress.Tell]:
    return progress.months(about["world"]["people"], about["months"], verb)


def _report_of_run(folder: Path, out: Path | None, scheme: str | None) -> Path:
    from glasshouse.runs import store

    return closing.write_report(store.open_run(folder), out, scheme)


def _ensemble(folder: Path) -> Ways:
    """Of runs, or of comparisons: the folder says which."""
    from glasshouse.runs.ensemble import COMPARISON
    from glasshouse.runs.folder import about
    from glasshouse.runs.kinds import ENSEMBLE

    if about(ENSEMBLE, folder)["of"] == COMPARISON:
        from glasshouse.cli import twin_ensembles as told
        from glasshouse.studies import twin_ensembles

        return Ways(twin_ensembles.resume, twin_ensembles.verify, told.watch, told.close, told.report)
    from glasshouse.cli import ensembles as shown
    from glasshouse.studies import ensembles

    return Ways(ensembles.resume, ensembles.verify, shown.watch, shown.close, shown.report)


def _comparison(_: Path) -> Ways:
    from glasshouse.cli import comparing
    from glasshouse.studies import comparison

    return Ways(comparison.resume, comparison.verify, comparing.watch, comparing.close, comparing.report)


_WAYS: dict[str, Callable[[Path], Ways]] = {"run": _run, "comparison": _comparison, "ensemble": _ensemble}
