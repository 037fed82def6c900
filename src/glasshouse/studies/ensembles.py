"""Many seeds of one run: lived on every core, gathered in the order of their seeds."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import polars as pl

from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.measure.gather import Gathered, Layout
from glasshouse.measure.interval import LEVEL, METHOD
from glasshouse.measure.tally import Tallies
from glasshouse.runs import folder as folders
from glasshouse.runs import frames, provenance
from glasshouse.runs.checkpoint import Arrays, Checkpoint
from glasshouse.runs.ensemble import RUN, TABLES, Ensemble, require_of
from glasshouse.runs.folder import Folder
from glasshouse.runs.kinds import COMPLETE, ENSEMBLE
from glasshouse.runs.totals import FROM_A_RUN, LAYOUTS, with_totals
from glasshouse.studies.bookkeeping import SECONDS_BETWEEN_CHECKPOINTS, BookKeeper, Keeps
from glasshouse.studies.simulate import Progress, Verification, cohorts_for, company_for, described, lived_under
from glasshouse.studies.spec import Parts, Plan, RunSpec, again, parts_of, plan_of, refuse_too_many, texts_of

SMALL_STATE = 256_000_000  # bytes of all people up to which every core lives a seed of its own
PATIENCE = 3_600.0  # seconds; what takes longer is lived only if somebody says so
SECONDS_A_SEED = 0.15  # to begin a seed, and to make and gather its tables
GLANCE = 0.2  # seconds between two looks at how far the seeds have come

Lived = TypeVar("Lived")


def ensemble(
    spec: RunSpec, seeds: int, folder: Path | None = None, progress: Progress | None = None, *, patient: bool = False
) -> Ensemble:
    """What ``seeds`` runs of ``spec`` come to, with the seeds from ``spec.seed`` on.

    Parameters
    ----------
    folder : Path, optional
        Where to keep it; it can then be resumed.
    progress : function of (months done, months), optional
        Called now and then with the months of all seeds.
    patient : bool
        Whether it may take more than an hour.

    Raises
    ------
    GlasshouseError
        If anything that ``spec`` names is wrong, too large for this machine or would take more than an hour, or the
        disk refuses.
    """
    spec = replace(spec, follow=0)
    parts = parts_of(spec)
    planned = _plan(spec, parts, seeds)
    refuse_long(planned, seeds, patient=patient)
    if folder is not None:
        folders.refuse_what_is_there(folder, force=spec.force)
    refuse_too_many(planned, spec)
    texts = texts_of(parts)
    info = described_many(described(spec, parts, texts), seeds, RUN)
    if folder is None:
        return _live(spec, parts, None, info, progress)
    with folders.begin(ENSEMBLE, folder, info, texts, force=spec.force) as kept:
        return _live(spec, parts, kept, info, progress)


def resume(folder: Path, progress: Progress | None = None) -> Ensemble:
    """Go on with an unfinished ensemble, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished ensemble of runs, is being written, was begun by another engine, or is too large
        for this machine.
    """
    with folders.reopen(ENSEMBLE, Path(folder)) as kept:
        require_of(RUN, kept.info, kept.path)
        spec, parts = again(kept.info, kept.path)
        refuse_too_many(_plan(spec, parts, kept.info["seeds"]), spec)
        return _live(spec, parts, kept, kept.info, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live every seed of a complete ensemble again and compare its tables.

    Raises
    ------
    GlasshouseError
        If the folder is no complete ensemble of runs, is damaged, was made by another engine, or is too large for this
        machine.
    """
    folder = Path(folder)
    info = folders.opened(ENSEMBLE, folder)
    require_of(RUN, info, folder)
    folders.require_same_engine(info, folder)
    spec, parts = again(info, folder)
    refuse_too_many(_plan(spec, parts, info["seeds"]), spec)
    return verification(_gathered(spec, parts, None, info, progress), info, folder)


def plan(spec: RunSpec, seeds: int) -> Plan:
    """What ``seeds`` runs of ``spec`` would take, before anything runs.

    Raises
    ------
    GlasshouseError
        If anything is wrong with ``spec``, or there are no such seeds.
    """
    spec = replace(spec, follow=0)
    return _plan(spec, parts_of(spec), seeds)


def _plan(spec: RunSpec, parts: Parts, seeds: int) -> Plan:
    refuse_seeds(spec, seeds)
    one = plan_of(spec, parts)
    to_begin = plan_of(replace(spec, months=1), replace(parts, people=1)).seconds
    return many_times(one, spec, seeds, to_begin, SECONDS_A_SEED)


def many_times(one: Plan, spec: RunSpec, seeds: int, to_begin: float, each: float) -> Plan:
    """What ``seeds`` of what ``one`` plans would take.

    Parameters
    ----------
    to_begin : float
        Seconds of ``one`` that are spent once, for all seeds.
    each : float
        Seconds that a seed takes beside its months.
    """
    lanes = lanes_of(spec, one.state_bytes, seeds)
    return one._replace(
        seconds=to_begin + seeds * (max(one.seconds - to_begin, 0.0) + each),
        memory_bytes=one.memory_bytes + (lanes - 1) * one.state_bytes,
        disk_bytes=10_000_000 + (2 * one.state_bytes if lanes == 1 else 0),
    )


def refuse_long(planned: Plan, seeds: int, *, patient: bool) -> None:
    """Refuse what takes more than an hour, unless somebody is patient.

    Raises
    ------
    GlasshouseError
        If so; the text says how long it would take.
    """
    if planned.seconds > PATIENCE and not patient:
        raise GlasshouseError(
            f"{seeds:,} seeds would take about {lasting(planned.seconds)}. Take fewer, or say patient=True to wait "
            "that long."
        )


def refuse_seeds(spec: RunSpec, seeds: int) -> None:
    """Refuse seeds that are none, or beyond the last.

    Raises
    ------
    GlasshouseError
        If so.
    """
    if seeds < 1:
        raise GlasshouseError(f"seeds is {seeds:,}; at least one seed must be lived.")
    if spec.seed + seeds > 1 << 64:
        raise GlasshouseError(f"{seeds:,} seeds from {spec.seed} on end beyond {(1 << 64) - 1}, the last there is.")


def lanes_of(spec: RunSpec, state_bytes: int, seeds: int) -> int:
    """How many seeds live at once, so that every core is busy: one a thread, or one alone where people are many."""
    threads = spec.threads or os.cpu_count() or 1
    return min(threads, seeds) if state_bytes <= SMALL_STATE else 1


def described_many(info: Mapping[str, Any], seeds: int, of: str) -> dict[str, Any]:
    """What ``ensemble.json`` says of an ensemble that begins now, by what the JSON of its first seed would say.

    Parameters
    ----------
    of : str
        What is lived again and again: a run, or a comparison.
    """
    return {
        **info,
        "run": provenance.sha256(f"{info['run']} {seeds}")[:12],
        "versions": {**info["versions"], "scipy": metadata.version("scipy")},
        "of": of,
        "seeds": seeds,
        "tables": list(TABLES),
        "method": METHOD,
        "level": LEVEL,
    }


def _live(
    spec: RunSpec, parts: Parts, kept: Folder | None, info: dict[str, Any], progress: Progress | None
) -> Ensemble:
    """Live the seeds that are left, keep what is to be kept, and hand over the ensemble."""
    began = time.perf_counter()
    tables = tables_of(_gathered(spec, parts, kept, info, progress), spec.seed)
    took = {"seconds": round(time.perf_counter() - began, 3)}
    about = {**info, **took, "state": COMPLETE} if kept is None else kept.finish(tables, took)
    made_of = {one.scheme.id: (one.scheme, parts.catalogue_of(one)) for one in parts.placed}
    return Ensemble(about, tables, made_of=made_of, world=parts.world, folder=kept.path if kept else None)


def _gathered(
    spec: RunSpec, parts: Parts, kept: Folder | None, info: Mapping[str, Any], progress: Progress | None
) -> Gathered:
    """What all seeds came to, of which some may have been lived before."""
    lanes = lanes_of(spec, plan_of(spec, parts).state_bytes, info["seeds"])
    threads = max(1, (spec.threads or os.cpu_count() or 1) // lanes)
    living = Runs(replace(spec, threads=threads), parts)
    return Gathering(living, info["seeds"], lanes, kept, progress).gather()


def verification(gathered: Gathered, info: Mapping[str, Any], folder: Path) -> Verification:
    """Whether what was gathered anew is what the folder holds."""
    theirs = folders.tables_in(folder, info)
    differences = [
        name
        for name, mine in tables_of(gathered, info["seed"]).items()
        if not mine.equals(theirs(name), null_equal=True)
    ]
    return Verification(not differences, differences)


def tables_of(gathered: Gathered, first: int) -> dict[str, pl.DataFrame]:
    """The tables of an ensemble whose seeds begin with ``first``."""
    return {"numbers": gathered.numbers(), "seeds": gathered.of_each(first)}


class StoppedError(Exception):
    """The other seeds are no longer wanted."""


class Living(Protocol[Lived]):
    """What is lived again and again, with one seed after another."""

    layouts: Mapping[str, Layout]
    months: int  # of one seed

    def live(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> Lived:
        """What came of seed number ``turn``; ``tick`` is called after each of its months, and may end it."""

    def tables(self, lived: Lived) -> Mapping[str, Mapping[str, pl.DataFrame]]:
        """What is gathered of it, by part and name of a table."""


class Runs:
    """Runs that differ in their seed alone, all from what was made ready once."""

    layouts: Mapping[str, Layout] = LAYOUTS

    def __init__(self, spec: RunSpec, parts: Parts) -> None:
        self.spec, self.parts, self.months = spec, parts, spec.months
        self.cohorts = cohorts_for(spec, parts)

    def live(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> list[frames.Lived]:
        """What each scheme sees of the run number ``turn``."""
        spec = replace(self.spec, seed=self.spec.seed + turn)
        with company_for(spec, self.parts, self.cohorts) as company:
            keeper = BookKeeper(company, self.months, len(self.parts.placed), kept)
            company.warm_up()
            for month in range(keeper.begin(), self.months + 1):
                keeper.book(month)
                if month < self.months:
                    keeper.keep(month + 1)
                    tick()
        return lived_under(self.parts, keeper)

    def tables(self, lived: list[frames.Lived]) -> dict[str, dict[str, pl.DataFrame]]:
        """The tables of each scheme."""
        return {one.scheme.id: with_totals(frames.tables(one, FROM_A_RUN)) for one in lived}


class Gathering(Generic[Lived]):
    """The seeds of an ensemble being lived and gathered; what there is so far is kept now and then.

    Every core lives a seed of its own, so that none waits for another. Where that would take much memory, all cores
    live one seed, and its months are kept as those of a run are.
    """

    def __init__(
        self, living: Living[Lived], seeds: int, lanes: int, kept: Folder | None, progress: Progress | None
    ) -> None:
        self.living, self.seeds, self.lanes = living, seeds, lanes
        self._kept, self._progress = kept, progress
        self._held = kept.last_checkpoint() if kept is not None else None
        self._stop, self._change = threading.Event(), threading.Condition()
        state = _under("gathered/", self._held.state) if self._held is not None else None
        self.gathered = Gathered(living.layouts)
        if state is not None:
            self.gathered = Gathered.from_state(living.layouts, state)
        self._months = self.gathered.seeds * living.months  # that were lived, of all seeds
        self._last_kept = time.monotonic()

    def gather(self) -> Gathered:
        """Live the seeds that are left, and take them in one after the other."""
        for lived in in_order(range(self.gathered.seeds, self.seeds), self._live, self.lanes, self._glance, self._stop):
            tables = self.living.tables(lived)
            with self._change:
                self.gathered.add(tables)
                self._keep(0, {}, [], {})
                self._change.notify_all()
            self._glance()
        return self.gathered

    def _live(self, turn: int) -> Lived:
        kept = Within(self, turn) if self.lanes == 1 and self._kept is not None else None
        return self.living.live(turn, kept, self._tick)

    def _tick(self) -> None:
        """A month more was lived."""
        if self._stop.is_set():
            raise StoppedError
        with self._change:
            self._months += 1

    def _glance(self) -> None:
        if self._progress is not None:
            self._progress(self._months, self.seeds * self.living.months)

    def begun(self, turn: int) -> Checkpoint | None:
        """The last month that was kept of the seed number ``turn``, if it is the one that was being lived."""
        held = self._held
        if held is None or not held.tallies or held.month != turn:
            return None
        with self._change:
            self._months += held.notes["month"]
        return Checkpoint(held.notes["month"], _under("seed/", held.state), held.tallies, held.panel)

    def keep_month(self, turn: int, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep a month of the seed number ``turn``, when all before it have been taken in."""
        with self._change:
            while self.gathered.seeds < turn and not self._stop.is_set():
                self._change.wait(GLANCE)  # whoever stops tells nobody
            if not self._stop.is_set():
                self._keep(month, state, tallies, panel)

    def _keep(self, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep what was gathered, and a month of the seed that is being lived, if it is time."""
        if self._kept is None or time.monotonic() - self._last_kept < SECONDS_BETWEEN_CHECKPOINTS:
            return
        both = {f"gathered/{name}": one for name, one in self.gathered.state().items()}
        both |= {f"seed/{name}": one for name, one in state.items()}
        self._kept.checkpoint(self.gathered.seeds, both, tallies, panel, {"month": month})
        self._last_kept = time.monotonic()


@dataclass(frozen=True)
class Within:
    """One seed of an ensemble, for its book-keeper: what it keeps goes into the folder of all."""

    whole: Gathering[Any]
    turn: int

    def last_checkpoint(self) -> Checkpoint | None:
        """The last month of this seed that was kept."""
        return self.whole.begun(self.turn)

    def checkpoint(self, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep a month of this seed."""
        self.whole.keep_month(self.turn, month, state, tallies, panel)


def _under(prefix: str, state: Arrays) -> dict[str, Any]:
    return {name.removeprefix(prefix): one for name, one in state.items() if name.startswith(prefix)}


def in_order(
    turns: Sequence[int],
    live: Callable[[int], Lived],
    lanes: int,
    glance: Callable[[], None],
    stop: threading.Event,
) -> Iterator[Lived]:
    """What each turn comes to, in their order, while ``lanes`` of them live in threads of their own.

    No more than one besides these waits to be taken, so that room does not grow with the turns. Whoever takes no more
    sets ``stop`` by that, and so does an error.
    """
    waiting: deque[Future[Lived]] = deque()
    pool = ThreadPoolExecutor(lanes)
    try:
        for turn in turns:
            waiting.append(pool.submit(live, turn))
            if len(waiting) > lanes:
                yield _taken(waiting.popleft(), glance)
        while waiting:
            yield _taken(waiting.popleft(), glance)
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _taken(one: Future[Lived], glance: Callable[[], None]) -> Lived:
    """What a turn came to, with a look at how far it is while it lives."""
    while True:
        try:
            return one.result(timeout=GLANCE)
        except NotYetError:
            glance()
