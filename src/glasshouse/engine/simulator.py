"""Months simulated by several threads, with the same result for any number of them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from glasshouse.base.draws import round_keys
from glasshouse.base.errors import GlasshouseError
from glasshouse.engine.context import Chance, Desk, Panel, Rules, Size, Ties, Town, Trace
from glasshouse.engine.month import simulate_month
from glasshouse.engine.scratch import MOST_EVENTS, new_scratch
from glasshouse.engine.world import Ready
from glasshouse.life.start import begin_lives
from glasshouse.measure.count import Counters, counters, row_of
from glasshouse.population.people import LANES
from glasshouse.population.state import State, blank

TASKS_PER_THREAD = 6  # a month's neighbourhoods are handed out in pieces, so that a slow core holds nobody up
LEAST_TASK = 16  # neighbourhoods


def panel_of(blocks: int, followed: npt.NDArray[np.int64], words: int, schemes: int) -> Panel:
    """An empty panel of the neighbourhoods ``followed`` of a state of ``blocks``."""
    at = np.full(blocks, -1, np.int32)
    at[followed] = np.arange(len(followed))
    n = len(followed) * LANES
    score, deserved, status, rightful = (np.zeros(schemes * n, np.int32) for _ in range(4))
    return Panel(at, score, deserved, status, rightful, np.zeros(n, np.uint32), np.zeros(words * n, np.uint64))


def trace_of(neighbourhoods: int) -> Trace:
    """An empty trace of so many neighbourhoods."""
    size = neighbourhoods * MOST_EVENTS
    return Trace(np.zeros(neighbourhoods, np.int32), np.zeros(size, np.uint32), np.zeros(size, np.uint32))


@dataclass
class Simulator:
    """Threads that live the months of the neighbourhoods from ``first_block`` on.

    Parameters
    ----------
    ready : Ready
        The tables.
    people : int
        Subjects who live in these neighbourhoods; the last may be partly empty.
    words : int
        Words of a file; four records each.
    linked : bool
        Whether lists are exchanged with linked subjects; see ``drag`` and ``listed``.
    traced : bool
        Whether the events of followed neighbourhoods leave a trace.
    month : function
        As ``simulate_month``, which it is but where its rooms are measured.
    """

    ready: Ready
    seed: int
    people: int
    words: int
    threads: int
    first_block: int = 0
    followed: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    begins: int = 0  # calendar month (0 to 11) of the first month
    linked: bool = False
    traced: bool = False
    month: Callable[..., None] = simulate_month

    def __post_init__(self) -> None:
        self.blocks = -(-self.people // LANES)
        self._size = Size(
            self.first_block, self.blocks * LANES, self.people, self.words, self.ready.schemes, self.ready.services
        )
        low, high, moves = self.seed & 0xFFFFFFFF, self.seed >> 32, round(self.ready.moves * (1 << 16))
        self._chance = Chance(np.uint32(low), np.uint32(high), np.uint32(moves), round_keys(self.seed))
        self.state = blank(self.blocks * LANES, self.words, self.ready.schemes, self.ready.echoes, self.ready.columns)
        self.echo = self.state.echo.copy()
        self.drag, self.listed = (np.zeros(self.linked * self.blocks * LANES, np.uint32) for _ in range(2))
        self.counts = counters(self.threads, self.ready.services, self.ready.schemes, self.ready.kinds)
        self.panel = panel_of(self.blocks, self.followed, self.words, self.ready.schemes)
        self.trace = trace_of(self.traced * len(self.followed))
        self._rows = [row_of(self.counts, thread) for thread in range(self.threads)]
        self._desks = [Desk(*new_scratch(self.words)) for _ in range(self.threads)]
        self._pool = ThreadPoolExecutor(self.threads)

    def begin(self) -> None:
        """Give everybody the life they begin with."""
        start, society = self.ready.start, self.ready.society
        low, high = np.uint32(self.seed & 0xFFFFFFFF), np.uint32(self.seed >> 32)

        def work(_: int, first: int, last: int) -> None:
            begin_lives(
                first, last, self.first_block, self.people, low, high, society.page, society.stratum, *start,
                self.state.life,
            )  # fmt: skip

        self.share_out(work)

    def warm_up(self) -> None:
        """Compile the month, or load it if it was compiled before; nobody lives meanwhile."""
        self._work(np.zeros(4, np.int64))(0, 0, 0)

    def simulate(self, month: int, *, last: bool = False) -> Counters:
        """Judge the first of ``month`` and, unless it is the ``last``, live it; the counts are yours to empty.

        Parameters
        ----------
        month : int
            From 0.
        last : bool
            Whether only the judgement is wanted.
        """
        self.share_out(self._work(self.clock(month, last=last)))
        self.hand_on()
        return self.counts

    def clock(self, month: int, *, last: bool) -> npt.NDArray[np.int64]:
        """What kind of month it is, as ``simulate_month`` takes it."""
        return np.array([month, month > 0, not last, (self.begins + month) % 12], np.int64)

    def hand_on(self) -> None:
        """What friends said in this month is what one hears in the next."""
        self.state.echo[...] = self.echo

    def work_of(
        self, clock: npt.NDArray[np.int64], panels: Sequence[Panel], traces: Sequence[Trace]
    ) -> Callable[[int, int, int], None]:
        """A function of (thread, first neighbourhood, one past the last) that lives a month.

        Parameters
        ----------
        panels, traces : sequences of Panel, Trace
            Of each thread.
        """
        made, month = self.ready, int(clock[0])
        now, clocks = made.at(month), made.clocks(month, int(clock[-1]))

        town = self._town(now.member)
        rules = Rules(
            now.life, now.answers, now.livelihood, now.observation, now.joint, made.file, made.remedy, now.scheme
        )
        ties = Ties(self.echo, self.drag, self.listed)

        def work(thread: int, first: int, until: int) -> None:
            self.month(
                first, until, clock, clocks, self._size, town, self._chance, rules, now.parts, self.state, ties,
                panels[thread], traces[thread], self._rows[thread], self._desks[thread],
            )  # fmt: skip

        return work

    def _town(self, member: npt.NDArray[np.uint8]) -> Town:
        """Who lives where, ``member`` being the schemes of each place of a page now."""
        made, society = self.ready, self.ready.society
        return Town(
            society.page, society.stratum, society.temper, made.about, member, made.here, made.filing, made.elsewhere
        )

    def _work(self, clock: npt.NDArray[np.int64]) -> Callable[[int, int, int], None]:
        return self.work_of(clock, [self.panel] * self.threads, [self.trace] * self.threads)

    def replace_state(self, state: State) -> None:
        """Go on from another state."""
        for name, mine in self.state._asdict().items():
            mine[...] = getattr(state, name)
        self.echo[...] = state.echo

    def share_out(self, work: Callable[[int, int, int], None], size: int | None = None) -> None:
        """Have the threads do ``work`` (thread, first neighbourhood, one past the last) for all, in pieces of ``size``.

        Parameters
        ----------
        size : int, optional
            Neighbourhoods of a piece; default: a few pieces for each thread.

        Raises
        ------
        GlasshouseError
            If the system starts no more threads.
        """
        pieces, lock = self._pieces(size), threading.Lock()

        def take(thread: int) -> None:
            while True:
                with lock:
                    piece = next(pieces, None)
                if piece is None:
                    return
                work(thread, *piece)

        try:
            working = [self._pool.submit(take, thread) for thread in range(self.threads)]
        except RuntimeError as error:
            if "start new thread" not in str(error):
                raise
            raise GlasshouseError(
                f"The system starts no more threads, and {self.threads:,} were to work. Let fewer work, or lift its "
                "limit on processes or memory (ulimit -u, ulimit -v, or that of the container)."
            ) from error
        for done in working:
            done.result()

    def _pieces(self, size: int | None = None) -> Iterator[tuple[int, int]]:
        size = size or max(LEAST_TASK, -(-self.blocks // (self.threads * TASKS_PER_THREAD)))
        for first in range(0, self.blocks, size):
            yield first, min(first + size, self.blocks)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True)
