"""Many seeds of one run: lived on every core, gathered in the order of their seeds."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from glasshouse.bookkeeping import BookKeeper
from glasshouse.engine.company import Troupe
from glasshouse.errors import GlasshouseError, lasting
from glasshouse.measure.gather import Gathered
from glasshouse.measure.interval import LEVEL, METHOD
from glasshouse.population.firms import firm_count
from glasshouse.runs import frames, provenance
from glasshouse.runs.ensemble import TABLES, Ensemble
from glasshouse.runs.totals import FROM_A_RUN, LAYOUTS, with_totals
from glasshouse.simulate import Progress, company_for, lived_under, troupes_of
from glasshouse.spec import Parts, Plan, RunSpec, parts_of, plan, refuse_too_many, texts_of

SMALL_STATE = 256_000_000  # bytes of all people up to which every core lives a seed of its own
PATIENCE = 3_600.0  # seconds; what takes longer is lived only if somebody says so
SECONDS_A_SEED = 0.1  # to begin a seed, and to make and gather its tables
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
    takes = plan_of(spec, seeds).seconds
    if takes > PATIENCE and not patient:
        raise GlasshouseError(
            f"{seeds:,} seeds would take about {lasting(takes)}. Take fewer, or say patient=True to wait that long."
        )
    parts = parts_of(spec)
    refuse_too_many(spec, parts)
    return _live(spec, parts, described(spec, parts, seeds), progress)


def plan_of(spec: RunSpec, seeds: int) -> Plan:
    """What ``seeds`` runs of ``spec`` would take, before anything runs.

    Raises
    ------
    GlasshouseError
        If anything is wrong with ``spec``, or there are no such seeds.
    """
    if seeds < 1:
        raise GlasshouseError(f"seeds is {seeds:,}; at least one seed must be lived.")
    if spec.seed + seeds > 1 << 64:
        raise GlasshouseError(f"{seeds:,} seeds from {spec.seed} on end beyond {(1 << 64) - 1}, the last there is.")
    one, spare = plan(replace(spec, follow=0)), plan(replace(spec, follow=0, people=1, months=1)).seconds
    living = max(one.seconds - spare, 0.0)
    lanes = lanes_of(spec, one.state_bytes, seeds)
    return one._replace(
        seconds=spare + seeds * (living + SECONDS_A_SEED),
        memory_bytes=one.memory_bytes + (lanes - 1) * one.state_bytes,
        disk_bytes=10_000_000 + (2 * one.state_bytes if lanes == 1 else 0),
    )


def lanes_of(spec: RunSpec, state_bytes: int, seeds: int) -> int:
    """How many seeds live at once, so that every core is busy: one a thread, or one alone where people are many."""
    threads = spec.threads or os.cpu_count() or 1
    return min(threads, seeds) if state_bytes <= SMALL_STATE else 1


def described(spec: RunSpec, parts: Parts, seeds: int) -> dict[str, Any]:
    """What ``ensemble.json`` says of an ensemble that begins now."""
    texts = texts_of(parts)
    info = provenance.describe(
        reference=str(spec.scheme), placed=parts.placed, world=parts.world, world_text=parts.world_text,
        catalogue={name: text for name, text in texts.items() if name.startswith("catalogue")}, people=parts.people,
        firms=firm_count(parts.people) if "firm" in parts.kinds else 0, begins=spec.begins, months=spec.months,
        seed=spec.seed, follow=spec.follow, records=spec.records, command=spec.command,
    )  # fmt: skip
    run = provenance.sha256(f"{info['run']} {seeds}")[:12]
    return {
        **info, "run": run, "of": "run", "seeds": seeds, "tables": list(TABLES), "method": METHOD, "level": LEVEL,
    }  # fmt: skip


def _live(spec: RunSpec, parts: Parts, info: dict[str, Any], progress: Progress | None) -> Ensemble:
    """Live the seeds that are left, keep what is to be kept, and hand over the ensemble."""
    began, gathered = time.perf_counter(), Gathered(LAYOUTS)
    lanes = lanes_of(spec, plan(spec).state_bytes, info["seeds"])
    lives = Lives(replace(spec, threads=max(1, (spec.threads or os.cpu_count() or 1) // lanes)), parts)
    left = range(spec.seed + gathered.seeds, spec.seed + info["seeds"])
    lives.months = gathered.seeds * spec.months

    def glance() -> None:
        if progress is not None:
            progress(lives.months, info["seeds"] * spec.months)

    for each in in_order(left, lives, lanes, glance):
        gathered.add({one.scheme.id: with_totals(frames.tables(one, FROM_A_RUN)) for one in each})
        glance()
    tables = {"numbers": gathered.numbers(), "seeds": gathered.of_each(spec.seed)}
    took = {"seconds": round(time.perf_counter() - began, 3)}
    made_of = {one.scheme.id: (one.scheme, parts.catalogue_of(one)) for one in parts.placed}
    return Ensemble({**info, **took, "state": "complete"}, tables, made_of=made_of, world=parts.world)


class StoppedError(Exception):
    """The other seeds are no longer wanted."""


@dataclass
class Lives:
    """Lives one seed after another, all from what was made ready once; of several threads at the same time."""

    spec: RunSpec
    parts: Parts
    troupes: list[Troupe] = field(init=False)
    months: int = 0  # that were lived, of all seeds
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.troupes = troupes_of(self.spec, self.parts)
        self._lock = threading.Lock()

    def __call__(self, seed: int) -> list[frames.Lived]:
        """What each scheme sees of the run with this seed."""
        with company_for(replace(self.spec, seed=seed), self.parts, self.troupes) as company:
            keeper = BookKeeper(company, self.spec.months, len(self.parts.placed), None)
            company.warm_up()
            for month in range(keeper.begin(), self.spec.months + 1):
                if self.stop.is_set():
                    raise StoppedError
                keeper.book(month)
                with self._lock:
                    self.months += month < self.spec.months
        return lived_under(self.parts, keeper)


def in_order(
    seeds: Sequence[int], live: Callable[[int], Lived], lanes: int, glance: Callable[[], None]
) -> Iterator[Lived]:
    """What each seed comes to, in the order of the seeds, while ``lanes`` of them live in threads of their own.

    No more than one besides these waits to be taken, so that room does not grow with the seeds.
    """
    waiting: deque[Future[Lived]] = deque()
    pool = ThreadPoolExecutor(lanes)
    try:
        for seed in seeds:
            waiting.append(pool.submit(live, seed))
            if len(waiting) > lanes:
                yield _taken(waiting.popleft(), glance)
        while waiting:
            yield _taken(waiting.popleft(), glance)
    finally:
        stop = getattr(live, "stop", None)
        if stop is not None:
            stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _taken(one: Future[Lived], glance: Callable[[], None]) -> Lived:
    """What a seed came to, with a look at how far it is while it lives."""
    while True:
        try:
            return one.result(timeout=GLANCE)
        except NotYetError:
            glance()
