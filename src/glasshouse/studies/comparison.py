"""The same world lived under two systems of schemes at once, with every chance shared, and what differs."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.runs import contrast
from glasshouse.runs import folder as folders
from glasshouse.runs.checkpoint import Checkpoint
from glasshouse.runs.folder import Folder
from glasshouse.runs.frames import TABLES as TABLES_OF_RUNS
from glasshouse.runs.kinds import COMPARISON, COMPLETE, RUN, SIDES
from glasshouse.runs.place import comparison_of
from glasshouse.runs.run import Run
from glasshouse.runs.store import open_run
from glasshouse.runs.twins import Comparison
from glasshouse.studies import branching
from glasshouse.studies.pairing import (
    NOBODY_SCORES,
    Both,
    beside,
    both_again,
    described_both,
    forked,
    paired,
    plan_of_both,
    side_again,
    sides_from,
    sides_of,
)
from glasshouse.studies.side_by_side import TwinKeeper, compared, lived
from glasshouse.studies.simulate import Progress, Verification, cohorts_for, described, handed_over
from glasshouse.studies.spec import Plan, RunSpec, refuse_too_many, texts_of
from glasshouse.studies.twin import Side, TwinLives, relived, reliving


def plan(spec: RunSpec, other: str | Path) -> Plan:
    """What a comparison would take, before anything runs; raises what :func:`sides_of` raises."""
    return plan_of_both(sides_of(spec, other))


def compare(
    spec: RunSpec, other: str | Path, folder: Path | None = None, progress: Progress | None = None
) -> Comparison:
    """The world of ``spec`` under its scheme (a) and under ``other`` (b), kept in ``folder`` if there is one.

    Parameters
    ----------
    progress : function of (months done, months), optional
        Called after every month.

    Raises
    ------
    GlasshouseError
        If anything that is named is wrong, too large for this machine, or the disk refuses.
    """
    both = sides_of(spec, other)
    if folder is not None:
        folders.refuse_what_is_there(folder, force=spec.force)
    refuse_too_many(plan_of_both(both), spec)
    texts = [texts_of(side.parts) for side in both]
    infos = [described(side.spec, side.parts, text) for side, text in zip(both, texts, strict=True)]
    info = described_both(both, infos)
    if folder is None:
        return _live(both, None, info, infos, progress)
    inside = {name: (own, text) for name, own, text in zip(SIDES, infos, texts, strict=True)}
    with folders.begin(COMPARISON, folder, info, {}, sides=inside, force=spec.force) as kept:
        return _live(both, kept, info, infos, progress)


def fork(
    run: Path | str,
    at: str | int,
    one: str | None,
    other: str | None,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    threads: int | None = None,
    force: bool = False,
) -> Comparison:
    """A run that goes on under ``one`` (a) and under ``other`` (b) from one of its months; their past is the same.

    Parameters
    ----------
    run : Path or str
        The folder of a complete run.
    at : str or int
        The month as ``YYYY-MM``, or the number of months before it.
    one, other : str, optional
        The schemes from then on; after a leading ``+``, schemes that are added to those of the run. None changes
        nothing.

    Raises
    ------
    GlasshouseError
        If anything that is named is wrong or too large for this machine, the run is unfinished, gone or made by
        another engine, or the disk refuses.
    """
    futures = forked(run, at, one, other, threads=threads, force=force)
    if folder is not None:
        folders.refuse_what_is_there(folder, force=force)
    start = branching.start_of(futures[0].run, futures[0].month)
    both = sides_from(futures, start)
    refuse_too_many(plan_of_both(both), both[0].spec)
    infos = [branching.described(each) for each in futures]
    info = described_both(both, infos)
    if folder is None:
        return _live(both, None, info, infos, progress)
    texts = [texts_of(side.parts) for side in both]
    inside = {name: (own, text) for name, own, text in zip(SIDES, infos, texts, strict=True)}
    with folders.begin(COMPARISON, folder, info, {}, sides=inside, start=futures[0].source, force=force) as kept:
        return _live(both, kept, info, infos, progress)


def resume(folder: Path, progress: Progress | None = None) -> Comparison:
    """Go on with an unfinished comparison from its last whole month, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished comparison, is being written, was begun by another engine, or is too large for
        this machine.
    """
    with folders.reopen(COMPARISON, Path(folder)) as kept:
        infos = [kept.side(name).info for name in SIDES]
        both = both_again(kept.path, infos)
        refuse_too_many(plan_of_both(both), both[0].spec)
        return _live(both, kept, kept.info, infos, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live a complete comparison again and compare every table, those of both runs too.

    Raises
    ------
    GlasshouseError
        If the folder is no complete comparison, is damaged, was made by another engine, or is too large for this
        machine.
    """
    kept = open_comparison(folder)
    folders.require_same_engine(kept.info, Path(folder))
    infos = [kept.a.info, kept.b.info]
    both = both_again(Path(folder), infos)
    refuse_too_many(plan_of_both(both), both[0].spec)
    again = _live(both, None, kept.info, infos, progress)
    differences = [
        f"{who}/{name}"
        for who in kept.info["who"]
        for name in contrast.TABLES
        if not kept.of(who).table(name).equals(again.of(who).table(name), null_equal=True)
    ]
    for side, mine, theirs in zip(SIDES, (kept.a, kept.b), (again.a, again.b), strict=True):
        differences += [f"{side}/{name}" for name in _differing(mine, theirs)]
    return Verification(not differences, differences)


def _differing(mine: Run, theirs: Run) -> list[str]:
    """The tables in which two runs differ."""
    return [
        f"{scheme}/{name}"
        for scheme in mine.schemes
        for name in TABLES_OF_RUNS
        if not mine.under(scheme).table(name).equals(theirs.under(scheme).table(name), null_equal=True)
    ]


def open_comparison(folder: Path | str) -> Comparison:
    """The complete comparison in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no comparison, half a one, a damaged one, or one of another version of the format.
    """
    folder = Path(folder)
    info = folders.opened(COMPARISON, folder)
    a, b = (open_run(folder / name) for name in SIDES)

    def both() -> Both:
        folders.require_same_engine(info, folder)
        return both_again(folder, [a.info, b.info])

    return Comparison(info, a, b, folders.tables_in(folder, info), folder=folder, relive=reliving(both))


def twin_lives(
    folder: Path | str, person: int, scheme: str | None = None, against: str | Path | None = None
) -> TwinLives:
    """Both lives of one synthetic person or firm, lived again month by month, and what parted them.

    Parameters
    ----------
    folder : Path or str
        A comparison, or a side of one; or a run, whose twin is the same world under ``against``.
    scheme : str, optional
        The id of a scheme of either world; one of firms asks for a firm. Default: people, if there are any.
    against : str or Path, optional
        The schemes of the twin of a run; default: nobody is scored.

    Raises
    ------
    GlasshouseError
        If there is no such folder, scheme or subject, half of a comparison is gone, it was made by another engine, or
        too many people would have to be lived again.
    """
    both = _both_in(Path(folder), against)
    placed = [one for side in both for one in side.parts.placed]
    kinds = {one.scheme.id: one.scheme.subjects.kind for one in placed}
    if scheme is not None and scheme not in kinds:
        raise GlasshouseError(no_such("a scheme of either world", scheme, kinds))
    kind = kinds[scheme] if scheme is not None else max(kinds.values())
    return relived(both, person, "people" if kind == "person" else "firms")


def _both_in(folder: Path, against: str | Path | None) -> Both:
    """Both worlds of what a folder holds."""
    whole = comparison_of(folder)
    if whole is not None and not folder.exists():
        raise GlasshouseError(
            f"{folder} is gone; it was side {folder.name} of {whole[0]}. Make both anew: {whole[1].get('command')}"
        )
    folder = folder if whole is None else whole[0]
    kind = folders.kind_of(folder)
    if kind is RUN:
        return _run_and_twin(folder, against)
    if kind is not COMPARISON:
        raise GlasshouseError(f"{folder} is {kind}. Name a comparison, or a run, to see both lives of somebody.")
    if against is not None:
        raise GlasshouseError(f"{folder} is {kind} and holds both worlds already. --against is for a run.")
    info = folders.opened(kind, folder)
    folders.require_same_engine(info, folder)
    return both_again(folder, [folders.about(RUN, folder / name) for name in SIDES])


def _run_and_twin(folder: Path, against: str | Path | None) -> Both:
    """The world of a run, and the same under other schemes."""
    info = open_run(folder).info
    folders.require_same_engine(info, folder)
    mine = side_again(folder, info)
    nobody = NOBODY_SCORES["person" if "person" in mine.parts.kinds else "firm"]
    return paired(mine, beside(mine, nobody if against is None else against))


def _live(
    both: Both, kept: Folder | None, info: dict[str, Any], infos: Sequence[dict[str, Any]], progress: Progress | None
) -> Comparison:
    """Live the months that are left in both worlds, keep what is to be kept, and hand over the comparison."""
    began = time.perf_counter()
    months = both[0].spec.months

    def tick(month: int) -> None:
        if progress is not None:
            progress(month, months)

    keeper, living = lived(both, [cohorts_for(side.spec, side.parts) for side in both], kept, tick)
    took = {"seconds": round(time.perf_counter() - began, 3), "seconds_living": round(living, 3)}
    return _handed_over(both, keeper, kept, info, infos, took)


def _start_of(side: Side) -> Checkpoint | None:
    return side.start


def _handed_over(
    both: Both,
    keeper: TwinKeeper,
    kept: Folder | None,
    info: dict[str, Any],
    infos: Sequence[dict[str, Any]],
    took: dict[str, float],
) -> Comparison:
    a, b = (
        handed_over(side.parts, own, kept.side(name) if kept else None, about, took)
        for name, side, own, about in zip(SIDES, both, keeper.keepers, infos, strict=True)
    )
    metrics = [[run.under(name).metrics() for name in run.schemes] for run in (a, b)]
    tables: dict[str, pl.DataFrame] = {}
    for turn, (who, one) in enumerate(compared(both, keeper, metrics).items()):
        tables |= {name if turn == 0 else f"{who}/{name}": table for name, table in contrast.tables(one).items()}
    for run, side in zip((a, b), both, strict=True):
        run.begun_with = partial(_start_of, side)
    about = {**info, **took, "state": COMPLETE, "files": info.get("files", {})}
    if kept is not None:
        about = kept.finish(tables, took)
    return Comparison(
        about, a, b, tables, folder=kept.path if kept else None,
        relive=reliving(lambda: both),
    )  # fmt: skip
