"""Many seeds of one study: simulated on every core, gathered in the order of their seeds, kept now and then."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import polars as pl

from glasshouse.measure.gather import Gathered, Layout
from glasshouse.measure.tally import Tallies
from glasshouse.storage.checkpoint import Arrays, Checkpoint, below
from glasshouse.storage.folder import Folder
from glasshouse.studies.bookkeeping import SECONDS_BETWEEN_CHECKPOINTS, Keeps
from glasshouse.studies.executor import GLANCE, Executor, StoppedError, Threads
from glasshouse.studies.study import Progress

Outcome = TypeVar("Outcome")


class Repeated(Protocol[Outcome]):
    """One study, simulated again and again with one seed after another."""

    layouts: Mapping[str, Layout]
    months: int  # of one seed

    def simulate(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> Outcome:
        """What came of seed number ``turn``; ``tick`` is called after each of its months, and may end it."""

    def tables(self, outcome: Outcome) -> Mapping[str, Mapping[str, pl.DataFrame]]:
        """What is gathered of it, by part and name of a table."""


class Gathering(Generic[Outcome]):
    """The seeds of an ensemble being simulated and gathered; what there is so far is kept now and then.

    Every core simulates a seed of its own, so that none waits for another. Where that would take much memory, all
    cores simulate one seed, and its months are kept as those of a run are.
    """

    def __init__(
        self, repeated: Repeated[Outcome], seeds: int, lanes: int, kept: Folder | None, progress: Progress | None
    ) -> None:
        self.repeated, self.seeds, self.lanes = repeated, seeds, lanes
        self._executor: Executor = Threads(lanes)
        self._kept, self._progress = kept, progress
        self._held = kept.last_checkpoint() if kept is not None else None
        self._change = threading.Condition()
        state = below("gathered/", self._held.state) if self._held is not None else None
        self.gathered = Gathered(repeated.layouts)
        if state is not None:
            self.gathered = Gathered.from_state(repeated.layouts, state)
        self._months = self.gathered.seeds * repeated.months  # that were simulated, of all seeds
        self._last_kept = time.monotonic()

    def gather(self) -> Gathered:
        """Simulate the seeds that are left, and take them in one after the other."""
        for outcome in self._executor.in_order(range(self.gathered.seeds, self.seeds), self._simulate, self._glance):
            tables = self.repeated.tables(outcome)
            with self._change:
                self.gathered.add(tables)
                self._keep(0, {}, [], {})
                self._change.notify_all()
            self._glance()
        return self.gathered

    def _simulate(self, turn: int) -> Outcome:
        kept = Within(self, turn) if self.lanes == 1 and self._kept is not None else None
        return self.repeated.simulate(turn, kept, self._tick)

    def _tick(self) -> None:
        """A month more was simulated."""
        if self._executor.stop.is_set():
            raise StoppedError
        with self._change:
            self._months += 1

    def _glance(self) -> None:
        if self._progress is not None:
            self._progress(self._months, self.seeds * self.repeated.months)

    def begun(self, turn: int) -> Checkpoint | None:
        """The last month that was kept of the seed number ``turn``, if it is the one that was being simulated."""
        held = self._held
        if held is None or not held.tallies or held.month != turn:
            return None
        with self._change:
            self._months += held.notes["month"]
        return Checkpoint(held.notes["month"], below("seed/", held.state), held.tallies, held.panel)

    def keep_month(self, turn: int, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep a month of the seed number ``turn``, when all before it have been taken in."""
        with self._change:
            while self.gathered.seeds < turn and not self._executor.stop.is_set():
                self._change.wait(GLANCE)  # whoever stops tells nobody
            if not self._executor.stop.is_set():
                self._keep(month, state, tallies, panel)

    def _keep(self, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep what was gathered, and a month of the seed that is being simulated, if it is time."""
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
