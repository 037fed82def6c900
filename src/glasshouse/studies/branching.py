"""Branches: many futures that begin with one saved month of a run, without living the past again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from glasshouse.base.advice import doing, option
from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.results.run import Run
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement, parts_of, require_together, system_of
from glasshouse.storage import checkpoint, provenance, saved
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.folder import refuse_what_is_there, require_same_engine
from glasshouse.storage.store import open_run
from glasshouse.studies.handover import Seat, carried, placed_from, seats
from glasshouse.studies.simulate import OneRun, past_of
from glasshouse.studies.spec import Parts, RunSpec, asked_again, checked, month_at, named_month
from glasshouse.studies.study import Progress, conduct


@dataclass(frozen=True)
class Future:
    """A branch that may be simulated: what of which run, from when on, under which schemes."""

    run: Run  # that it branches from
    month: int  # of that run, with which it begins
    spec: RunSpec
    parts: Parts
    before: tuple[Seat, ...]  # the schemes of that run

    @property
    def after(self) -> tuple[Seat, ...]:
        """The schemes of the branch."""
        return seats(self.parts.placed, self.spec.begins, self.spec.months)

    @property
    def begins(self) -> str:
        """The calendar month with which it begins."""
        return named_month(month_number(self.run.info["whole"]["begins"]) + self.month)

    @property
    def source(self) -> Path:
        """The file of the month with which it begins."""
        assert self.run.folder is not None
        return saved.path_of(self.run.folder, self.month)


def branch(
    run: Path | str | Run,
    at: str | int,
    scheme: str | Path | None = None,
    out: Path | None = None,
    *,
    months: int | None = None,
    threads: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Run:
    """The run that begins as ``run`` did and goes on from the month ``at`` under other schemes.

    Parameters
    ----------
    at : str or int
        The month as ``YYYY-MM``, or the number of months before it.
    scheme : str or Path, optional
        The schemes from then on, as for a run; after a leading ``+``, schemes that are added to those of the run. If
        not given, nothing changes.
    out : Path, optional
        Where to keep it; in memory alone if not given.
    months : int, optional
        How long to live from then on; to the end of the run if not given.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or the run is unfinished, gone, or made by another engine.
    """
    future = future_of(run, at, scheme, months=months, threads=threads, force=force)
    if out is not None:
        refuse_what_is_there(out, force=force)
    return simulate_on(future, out, start=start_of(future.run, future.month), progress=progress)


def future_of(
    run: Path | str | Run,
    at: str | int,
    scheme: str | Path | None = None,
    *,
    months: int | None = None,
    threads: int | None = None,
    force: bool = False,
) -> Future:
    """The branch of a run that :func:`branch` would live, with everything checked that can be before.

    Raises
    ------
    GlasshouseError
        As :func:`branch` does.
    """
    run, folder = _opened(run)
    require_same_engine(run.info, folder)
    spec, parts = asked_again(run.info, folder)
    _refuse_a_burn_in(spec, folder)
    month = month_at(at, run.info["whole"]["begins"], spec.months)
    ends = spec.months if months is None else month + months
    if ends <= month:
        raise GlasshouseError(_nothing_left(run, month, months))
    reference, placed = _system(spec, parts, scheme)
    _refuse_who_was_not_there(spec, parts, placed)
    before = seats(parts.placed, spec.begins, spec.months)
    spec = replace(
        spec, scheme=reference, months=ends, threads=threads, force=force, saves=(), command=provenance.command_line()
    )
    placed = placed_from(before, placed, month, spec.begins, ends)
    return Future(run, month, spec, checked(spec, replace(parts, placed=placed)), before)


def _opened(run: Path | str | Run) -> tuple[Run, Path]:
    """A run as its first scheme sees it, and its folder."""
    run = run if isinstance(run, Run) else open_run(Path(run))
    if run.folder is None:
        raise GlasshouseError(
            f"This run is in memory alone, and a branch begins in a folder: make it with {option('out', 'FOLDER')}."
        )
    return run.under(run.schemes[0]), run.folder


def _refuse_a_burn_in(spec: RunSpec, folder: Path) -> None:
    if spec.burn_in:
        raise GlasshouseError(
            f"The first {count_of(spec.burn_in, 'month')} of {folder} are a burn-in, and a run with one has no "
            "branches: its counts begin late. Make the run without it; a branch has its past."
        )


def _nothing_left(run: Run, month: int, months: int | None) -> str:
    if months is not None:
        return f"months is {months}; a branch lives at least one month."
    return (
        f"The run ends with month {month}, so nothing is left to live. Say how long to live from there: "
        f"{option('years', 1)}"
    )


def _system(spec: RunSpec, parts: Parts, scheme: str | Path | None) -> tuple[str, tuple[Placement, ...]]:
    """What names the schemes of a branch, and the schemes."""
    if scheme is None:
        return str(spec.scheme), parts.placed
    if not isinstance(scheme, str) or not scheme.strip().startswith("+"):
        return str(scheme), system_of(scheme, parts.catalogue, parts.firms)
    added = scheme.strip()[1:]
    placed = (*parts.placed, *system_of(added, parts.catalogue, parts.firms))
    twice = sorted({one.scheme.id for one in parts.placed} & {one.scheme.id for one in placed[len(parts.placed) :]})
    if twice:
        raise GlasshouseError(
            f"{twice[0]} is a scheme of the run already, and {scheme!r} would add it. To change it, name all schemes "
            f"from then on: {'+'.join([str(spec.scheme), *(name for name in parts_of(added) if name not in twice)])}"
        )
    require_together(placed)
    return f"{spec.scheme}+{added}", placed


def _refuse_who_was_not_there(spec: RunSpec, parts: Parts, placed: Sequence[Placement]) -> None:
    """Refuse to score those whom the run knows nothing of: they would have no past.

    Raises
    ------
    GlasshouseError
        If a scheme does.
    """
    for one in placed:
        kind = one.scheme.subjects.kind
        if kind not in parts.kinds:
            there, who = ("people", "firms") if kind == "firm" else ("firms", "people")
            raise GlasshouseError(
                f"{one.scheme.id} scores {who}, and in this run there were only {there}: a branch would find {who} "
                f"without a past. Have both from the start: {doing('run', scheme=f'{spec.scheme}+{one.scheme.id}')}"
            )


def start_of(run: Path | str | Run, month: int, progress: Progress | None = None) -> Checkpoint:
    """A month of a complete run, to begin branches from: saved by the run, or simulated again once and saved now.

    Raises
    ------
    GlasshouseError
        If the run was made by another engine, or is being written.
    """
    run, folder = _opened(run)
    held = saved.last(folder, month)
    if held is not None and held.month == month:
        return held
    with saved.alone(folder):
        held = past_of(run, month, held, progress)
        saved.keep(folder, held)
    return held


def simulate_on(
    future: Future, out: Path | None, *, start: Checkpoint | None = None, progress: Progress | None = None
) -> Run:
    """Live a branch, and keep it in the folder ``out`` if there is one.

    Parameters
    ----------
    start : Checkpoint, optional
        What :func:`start_of` gave, if it is at hand.

    Raises
    ------
    GlasshouseError
        If something is in that folder already, there are too many people for this machine, or the disk refuses.
    """
    start = start_of(future.run, future.month) if start is None else start
    done = conduct(study_of(future, start), out, progress)
    if out is None:
        done.begun_with = partial(_beginning, future)
    return done


def study_of(future: Future, start: Checkpoint) -> OneRun:
    """A branch as a run that begins with a month that was saved."""
    mine = carried(start, future.before, future.after)
    return OneRun(future.spec, future.parts, mine, _about(future), future.source)


def _beginning(future: Future) -> Checkpoint:
    """The month with which a branch begins, as its schemes find it."""
    return carried(start_of(future.run, future.month), future.before, future.after)


def _about(future: Future) -> Mapping[str, Any]:
    return {
        "run": future.run.info["run"],
        "at": future.month,
        "begins": future.begins,
        "schemes": [one.id for one in future.before],
        "before": [asdict(one) for one in future.before],
        "start": checkpoint.digest_of(future.source),
    }
