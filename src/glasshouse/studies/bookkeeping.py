"""What is counted and kept while a company lives its months."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.engine.company import Cohort, Company
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready
from glasshouse.measure.tally import Tallies
from glasshouse.observe.numbers import translated
from glasshouse.population.people import LANES
from glasshouse.population.record import renumbered
from glasshouse.population.state import RECORDS_PER_WORD, State
from glasshouse.storage.checkpoint import Arrays, Checkpoint

SECONDS_BETWEEN_CHECKPOINTS = 20.0
PANEL = ("score", "deserved", "status", "rightful", "life", "files")
SMALL_STATE = 64_000_000  # bytes that may be kept at every turn of a year, however short that is


def keeps_checkpoints(state: int, seconds: float) -> bool:
    """Whether a run with so many bytes of state that takes so long keeps any months."""
    return state <= SMALL_STATE or seconds > SECONDS_BETWEEN_CHECKPOINTS


def followed_blocks(people: int, follow: int) -> npt.NDArray[np.int64]:
    """The neighbourhoods whose lives are kept, spread evenly; as many as hold ``follow`` people."""
    blocks = -(-people // LANES)
    wanted = min(blocks, -(-follow // LANES))
    return np.unique(np.arange(wanted) * blocks // max(1, wanted)).astype(np.int64)


class Keeps(Protocol):
    """Where the months of a run are kept."""

    def last_checkpoint(self) -> Checkpoint | None:
        """The last month that was kept."""

    def checkpoint(self, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep what there is after ``month`` months."""


class Keeper(Protocol):
    """What is counted and kept while the months of a study are simulated."""

    months: int

    def book(self, month: int) -> None:
        """Simulate one month and enter it in the books."""

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""


def simulate_months(keeper: Keeper, first: int, tick: Callable[[int], None]) -> None:
    """Simulate all months from ``first`` on; ``tick`` is called after each with how many are over, but the last."""
    for month in range(first, keeper.months + 1):
        keeper.book(month)
        if month < keeper.months:
            keeper.keep(month + 1)
            tick(month + 1)


class Turn:
    """When a month is kept: now and then, and each year where that is cheap."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def has_come(self, month: int, state: Arrays, small: int) -> bool:
        """Whether to keep ``state`` after ``month`` months; up to ``small`` bytes are so at each turn of a year."""
        size = sum(array.nbytes for array in state.values())
        late = time.monotonic() - self._last > SECONDS_BETWEEN_CHECKPOINTS
        return late or (size <= small and month % MONTHS_PER_YEAR == 0)

    def is_over(self) -> None:
        """A month was kept now."""
        self._last = time.monotonic()


@dataclass
class BookKeeper:
    """What is counted and kept while a company lives."""

    company: Company
    months: int
    schemes: int
    kept: Keeps | None

    def __post_init__(self) -> None:
        ready = {at: one.ready for one in self.company.cohorts for at in one.schemes}
        self.spans: dict[int, tuple[int, int]] = {}
        for one in self.company.cohorts:
            self.spans |= dict(zip(one.schemes, one.ready.counted, strict=True))
        lengths = [self.spans[at][1] - self.spans[at][0] for at in range(self.schemes)]
        self.tallies = [
            Tallies.for_months(length, ready[at].cast, ready[at].kinds, ready[at].on)
            for at, length in enumerate(lengths)
        ]
        months = self.months + 1
        self.panel: dict[str, npt.NDArray[Any]] = {
            f"{cohort.ready.cast.kind}/{name}": np.zeros((months, len(rows)), rows.dtype)
            for cohort, simulator in self._simulators()
            for name, rows in ((one, getattr(simulator.panel, one)) for one in PANEL)
        }
        self._turn = Turn()

    def _simulators(self) -> list[tuple[Cohort, Simulator]]:
        return _simulators(self.company)

    def held(self, month: int) -> Checkpoint:
        """Everything there is after ``month`` months."""
        panel = {name: rows[:month] for name, rows in self.panel.items()}
        return Checkpoint(month, self.state(), self.tallies, panel)

    def state(self) -> Arrays:
        """Everything that the next month reads, by name."""
        state: Arrays = {}
        for cohort, simulator in self._simulators():
            kind = cohort.ready.cast.kind
            state |= {f"{kind}/{name}": array for name, array in simulator.state._asdict().items()}
            state[f"{kind}/drag"] = simulator.drag
            state[f"{kind}/numbers"] = cohort.ready.numbers.rows
        return state

    def begin(self, start: Checkpoint | None = None) -> int:
        """Begin, or go on from the last month that was kept; returns the next month to live.

        Parameters
        ----------
        start : Checkpoint, optional
            What to begin with where no month was kept, if not with the first.
        """
        held = (self.kept.last_checkpoint() if self.kept else None) or start
        if held is None:
            self.company.begin()
            return 0
        self.restore(held)
        return held.month

    def restore(self, held: Checkpoint) -> None:
        """Go on from a month that was kept."""
        go_on(self.company, held.state)
        self.tallies = [mine + theirs for mine, theirs in zip(self.tallies, held.tallies, strict=True)]
        for name, rows in held.panel.items():
            self.panel[name][: len(rows)] = rows

    def book(self, month: int) -> None:
        """Live one month and enter it in the books."""
        last = month == self.months
        self.company.simulate(month, self.tallies, last=last)
        self.follow(month)

    def follow(self, month: int) -> None:
        """Enter how those who are followed stood in a month that was simulated."""
        for cohort, simulator in self._simulators():
            for name in PANEL:
                self.panel[f"{cohort.ready.cast.kind}/{name}"][month] = getattr(simulator.panel, name)

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""
        if self.kept is not None and self._turn.has_come(month, self.state(), SMALL_STATE):
            held = self.held(month)
            self.kept.checkpoint(held.month, held.state, held.tallies, held.panel)
            self._turn.is_over()

    def lives(self, at: int) -> dict[str, npt.NDArray[Any]]:
        """The followed lives under scheme ``at`` as ``frames.Simulated.panel`` wants them: all who are there."""
        cohort, simulator = next(
            (cohort, simulator) for cohort, simulator in self._simulators() if at in cohort.schemes
        )
        blocks = np.flatnonzero(simulator.panel.at >= 0)
        subjects = (blocks[:, None] * LANES + np.arange(LANES)).ravel()
        there, turn = subjects < cohort.subjects, cohort.schemes.index(at)
        begins, ends = self.spans[at]

        def of(name: str, part: int = 0) -> npt.NDArray[Any]:
            rows = self.panel[f"{cohort.ready.cast.kind}/{name}"]
            return rows[begins : ends + 1, part * len(subjects) : (part + 1) * len(subjects)][:, there]

        life, status, rightful = of("life"), of("status", turn), np.maximum(of("rightful", turn), 0)
        files = np.stack([of("files", word) for word in range(simulator.words)], axis=1)
        rules, now = cohort.ready.editions[-1].scheme[turn], np.maximum(status, 0)
        listed = (now >> 3) & int(rules["sanctioning"])
        return {
            "person": subjects[there],
            "score": of("score", turn),
            "deserved": of("deserved", turn),
            "grade": now & 7,
            "rightful_grade": rightful & 7,
            "listed": listed != 0,
            "listed_wrongly": (listed != 0) & (listed & (rightful >> 3) == 0),
            "wrongly": (rules["sanctions"][now] == 1) & (rules["sanctions"][rightful] == 0) & (status >= 0),
            "scored": status >= 0,
            "money": (life & 255).astype(np.int64),
            "strain": ((life >> 8) & 63).astype(np.int64),
            "job": ((life >> 14) & 3).astype(np.int64),
            "debt": ((life >> 16) & 7).astype(np.int64),
            "records": _filled(files),
        }


def go_on(company: Company, state: Arrays) -> None:
    """Let a company go on with a state that was kept."""
    for cohort, simulator in _simulators(company):
        kind = cohort.ready.cast.kind
        own = {name: state[f"{kind}/{name}"] for name in (*State._fields, "numbers")}
        simulator.replace_state(state_under(cohort.ready, own))
        simulator.drag[...] = state[f"{kind}/drag"]


def state_under(ready: Ready, kept: Arrays) -> State:
    """A state that was kept, as a run goes on with it: its records by the numbers that they have in this one.

    Parameters
    ----------
    kept : arrays
        By the names of ``State``; and ``numbers``, the row of the kind that each number on file stood for.
    """
    state = State(**{name: kept[name] for name in State._fields})
    if np.array_equal(kept["numbers"], ready.numbers.rows):
        return state
    return state._replace(files=renumbered(state.files, translated(kept["numbers"], ready.numbers)))


def _simulators(company: Company) -> list[tuple[Cohort, Simulator]]:
    return list(zip(company.cohorts, company.simulators, strict=True))


def _filled(files: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """How many records each file [months, words, subjects] holds."""
    records = np.zeros(files.shape[::2], np.int64)
    for slot in range(RECORDS_PER_WORD):
        records += ((files & np.uint64(0xFFFF << (16 * slot))) != 0).sum(axis=1)
    return records
