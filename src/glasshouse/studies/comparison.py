"""The same world simulated under two systems of schemes at once, with every chance shared, and what differs."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.results import comparison_tables as contrast
from glasshouse.results.comparison import Comparison
from glasshouse.storage import folder as folders
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, COMPLETE, RUN, SIDES
from glasshouse.storage.place import comparison_of
from glasshouse.storage.store import open_run
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
    sides_from,
    sides_of,
)
from glasshouse.studies.side_by_side import TwinKeeper, compared, simulated
from glasshouse.studies.simulate import OneRun, cohorts_for, handed_over
from glasshouse.studies.simulate import again as run_again
from glasshouse.studies.spec import Plan, RunSpec
from glasshouse.studies.study import Contents, Progress, conduct
from glasshouse.studies.twin import TwinLives, simulated_again, simulating_again


@dataclass(frozen=True)
class TwoWorlds:
    """A question asked of two worlds at once, with every chance shared."""

    both: Both

    kind = COMPARISON

    @property
    def spec(self) -> RunSpec:
        """The question, as it is asked of the first world."""
        return self.both[0].spec

    def plan(self) -> Plan:
        """What it would take, before anything runs."""
        return plan_of_both(self.both)

    @cached_property
    def contents(self) -> Contents:
        """What its folder begins with, if it begins now."""
        each = [side.contents for side in self.both]
        sides = {name: (one.info, one.texts) for name, one in zip(SIDES, each, strict=True)}
        return Contents(described_both(self.both), {}, sides, each[0].start)

    def carry_out(self, kept: Folder | None, progress: Progress | None) -> Comparison:
        """Simulate the months that are left in both worlds, keep what is to be kept, and hand over the comparison."""
        began = time.perf_counter()

        def tick(month: int) -> None:
            if progress is not None:
                progress(month, self.spec.months)

        cohorts = [cohorts_for(side.spec, side.parts) for side in self.both]
        keeper, months_took = simulated(self.both, cohorts, kept, tick)
        took = {"seconds": round(time.perf_counter() - began, 3), "seconds_living": round(months_took, 3)}
        return _handed_over(self, keeper, kept, took)


def two_worlds(spec: RunSpec, other: str | Path) -> TwoWorlds:
    """The world of ``spec`` under its scheme (a) and under ``other`` (b); raises what ``sides_of`` raises."""
    return TwoWorlds(sides_of(spec, other))


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
    return conduct(two_worlds(spec, other), folder, progress)


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
    return conduct(TwoWorlds(sides_from(futures, start)), folder, progress)


def again(folder: Path, info: Mapping[str, Any]) -> TwoWorlds:
    """The comparison that a folder keeps, to be made again."""
    return TwoWorlds(both_again(folder, [folders.about(RUN, folder / name) for name in SIDES]))


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

    return Comparison(info, a, b, folders.tables_in(folder, info), folder=folder, relive=simulating_again(both))


def twin_lives(
    folder: Path | str, person: int, scheme: str | None = None, against: str | Path | None = None
) -> TwinLives:
    """Both lives of one synthetic person or firm, simulated again month by month, and what parted them.

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
        too many people would have to be simulated again.
    """
    both = _both_in(Path(folder), against)
    placed = [one for side in both for one in side.parts.placed]
    kinds = {one.scheme.id: one.scheme.subjects.kind for one in placed}
    if scheme is not None and scheme not in kinds:
        raise GlasshouseError(no_such("a scheme of either world", scheme, kinds))
    kind = kinds[scheme] if scheme is not None else max(kinds.values())
    return simulated_again(both, person, "people" if kind == "person" else "firms")


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
    mine = run_again(folder, info)
    nobody = NOBODY_SCORES["person" if "person" in mine.parts.kinds else "firm"]
    return paired(mine, beside(mine, nobody if against is None else against))


def _start_of(side: OneRun) -> Checkpoint | None:
    return side.start


def _handed_over(study: TwoWorlds, keeper: TwinKeeper, kept: Folder | None, took: dict[str, float]) -> Comparison:
    """The comparison that was simulated, both runs and all tables kept in the folder if there is one."""
    a, b = (
        handed_over(side, own, kept.side(name) if kept else None, took)
        for name, side, own in zip(SIDES, study.both, keeper.keepers, strict=True)
    )
    metrics = [[run.under(name).metrics() for name in run.schemes] for run in (a, b)]
    tables: dict[str, pl.DataFrame] = {}
    for turn, (who, one) in enumerate(compared(study.both, keeper, metrics).items()):
        tables |= {name if turn == 0 else f"{who}/{name}": table for name, table in contrast.tables(one).items()}
    for run, side in zip((a, b), study.both, strict=True):
        run.begun_with = partial(_start_of, side)
    if kept is None:
        about = {**study.contents.info, **took, "state": COMPLETE, "files": {}}
    else:
        about = kept.finish(tables, took)
    return Comparison(
        about, a, b, tables, folder=kept.path if kept else None,
        relive=simulating_again(lambda: study.both),
    )  # fmt: skip
