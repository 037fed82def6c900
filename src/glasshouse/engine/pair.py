"""Two worlds simulated side by side: every neighbourhood in the one, then in the other, then compared."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from glasshouse.engine.company import Company
from glasshouse.engine.context import Panel
from glasshouse.engine.scratch import MOST_EVENTS
from glasshouse.engine.simulator import Simulator, panel_of, trace_of
from glasshouse.measure.apart import LAWFUL, SERVICE, UNLAWFUL, Apart, Contrast, apart, part_ways, partings
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import LANES
from glasshouse.scheme.compile.tables import ACTS

T = TypeVar("T")
MOST_AT_ONCE = 64  # neighbourhoods of a piece: few enough that what is compared lies in the cache
ROOMS = 5  # arrays of scratch of a thread
PARTS = ("score", "deserved", "status", "rightful", "life", "files")


def kinds_of(catalogue: Catalogue) -> npt.NDArray[np.uint8]:
    """[K] What each kind is: UNLAWFUL or LAWFUL conduct, or a SERVICE."""
    kinds = np.zeros(catalogue.size, np.uint8)
    for kind in catalogue.kinds:
        lawful = LAWFUL if kind.conduct is not None and kind.conduct.lawful else UNLAWFUL
        kinds[kind.row] = SERVICE if kind.service is not None else lawful
    return kinds


class Pair:
    """The same subjects in two worlds: two simulators with as many threads, and what differs between their lives.

    Parameters
    ----------
    simulators : two of Simulator
        Of the same world, seed and subjects; whom they follow is copied to their panels as ever.
    months : int
        How long they live.
    """

    def __init__(self, simulators: tuple[Simulator, Simulator], catalogue: Catalogue, months: int) -> None:
        self.simulators = simulators
        one = simulators[0]
        self.size = max(1, min(MOST_AT_ONCE, -(-one.blocks // (one.threads * 4))))
        self.about = simulators[0].ready.about | simulators[1].ready.about
        self.page = one.ready.society.page[one.first_block :]
        self.holds = _holds(simulators)
        self.kinds = kinds_of(catalogue)
        self.apart: Apart = apart(one.blocks * LANES)
        self.contrast = Contrast.for_months(months, catalogue.size)
        self._counts = partings(one.threads, catalogue.size)
        self._rooms = [[np.zeros(LANES, np.int32) for _ in range(ROOMS)] for _ in range(one.threads)]
        places = np.arange(one.blocks, dtype=np.int32) % self.size
        self._panels = [[self._panel(simulator, places) for _ in range(simulator.threads)] for simulator in simulators]
        self._narrow = [[_narrowed(panel) for panel in panels] for panels in self._panels]
        self._traces = [[trace_of(self.size) for _ in range(simulator.threads)] for simulator in simulators]

    def _panel(self, simulator: Simulator, places: npt.NDArray[np.int32]) -> Panel:
        """A panel for the neighbourhoods of a piece, whichever these are."""
        made = panel_of(simulator.blocks, np.arange(self.size), simulator.words, simulator.ready.schemes)
        made.at[:] = places
        return made

    def begin_counting(self) -> None:
        """Forget what was counted during the burn-in: what happened, and to whom; when lives parted is kept."""
        self.apart.lives[...] = 0
        for name in Contrast.COUNTS:
            getattr(self.contrast, name)[...] = 0

    def warm_up(self) -> None:
        """Compile the comparison, or load it if it was compiled before."""
        self._compare(0, last=False)(0, 0, 0)

    def simulate(self, month: int, *, last: bool = False) -> None:
        """Live a month in both worlds and compare; the counts of both simulators are yours to empty."""
        compare, whole, narrow = (
            self._compare(month, last=last),
            self._lived(month, last),
            self._lived(month, last, True),
        )

        def work(thread: int, first: int, until: int) -> None:
            copied = last or any((simulator.panel.at[first:until] >= 0).any() for simulator in self.simulators)
            for simulate_one in whole if copied else narrow:
                simulate_one(thread, first, until)
            if copied:
                for simulator, panels in zip(self.simulators, self._panels, strict=True):
                    _copy(panels[thread], simulator.panel, first, until)
            compare(thread, first, until)

        self.simulators[0].share_out(work, self.size)
        for simulator in self.simulators:
            simulator.hand_on()
        self.contrast.book(month, self._counts)

    def _lived(self, month: int, last: bool, narrow: bool = False) -> list[Callable[[int, int, int], None]]:
        """What lives a month of a piece in each world; ``narrow``: only what is compared is copied to the panels."""
        panels = self._narrow if narrow else self._panels
        return [
            simulator.work_of(simulator.clock(month, last=last), own, traces)
            for simulator, own, traces in zip(self.simulators, panels, self._traces, strict=True)
        ]

    def _compare(self, month: int, *, last: bool) -> Callable[[int, int, int], None]:
        one = self.simulators[0]
        refusing = [_refusing(simulator, month, last=last) for simulator in self.simulators]

        def work(thread: int, first: int, until: int) -> None:
            sides = [
                (
                    (simulator.ready.schemes, *tables, panel.score, panel.status, panel.rightful, panel.life),
                    (trace.events, trace.order, trace.what),
                    simulator.state.life,
                )
                for simulator, tables, panel, trace in zip(
                    self.simulators, refusing, _of(self._panels, thread), _of(self._traces, thread), strict=True
                )
            ]
            (judged_a, traced_a, lives_a), (judged_b, traced_b, lives_b) = sides
            part_ways(
                first, until, one.people, month, not last, MOST_EVENTS, self.about, self.page, self.holds,
                self.kinds, judged_a, traced_a, lives_a, judged_b, traced_b, lives_b, self.apart,
                self._counts.figures[thread], self._counts.outcomes[thread], *self._rooms[thread],
            )  # fmt: skip

        return work


def _narrowed(panel: Panel) -> Panel:
    """The same panel with places for nothing but what every month compares."""
    nothing = np.zeros(0, np.int32)
    return panel._replace(score=nothing, deserved=nothing, files=np.zeros(0, np.uint64))


def _of(each: Sequence[Sequence[T]], thread: int) -> list[T]:
    """What belongs to a thread in both worlds."""
    return [one[thread] for one in each]


def _holds(simulators: Sequence[Simulator]) -> npt.NDArray[np.uint8]:
    """[B] 1 where a scheme of either world holds; everywhere, if people may spend a year where one does."""
    here = np.stack(
        [
            simulator.ready.here[simulator.first_block : simulator.first_block + simulator.blocks]
            for simulator in simulators
        ]
    )
    moves = any(len(simulator.ready.elsewhere) for simulator in simulators)
    return np.asarray((here != 0).any(axis=0) | moves, np.uint8)


def _refusing(simulator: Simulator, month: int, *, last: bool) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Which statuses [K*128] and which lists [K] of each scheme refuse something.

    Of a scheme that judges once more as it ends none does any longer; unless it ends with the run, whose ``last``
    judgement is how people stand.
    """
    tables = simulator.ready.at(month).scheme
    acts = simulator.ready.clocks(month, int(simulator.clock(month, last=last)[-1]))[:, ACTS] | last
    sanctions = np.concatenate([one["sanctions"] * on for one, on in zip(tables, acts, strict=True)])
    lists = [int(one["sanctioning"]) * int(on) for one, on in zip(tables, acts, strict=True)]
    return sanctions.astype(np.int32), np.array(lists, np.int32)


def _copy(found: Panel, panel: Panel, first: int, until: int) -> None:
    """Copy the neighbourhoods that are followed from the panel of a piece to that of the simulator."""
    for block in np.flatnonzero(panel.at[first:until] >= 0) + first:
        here, there = int(found.at[block]), int(panel.at[block])
        for name in PARTS:
            source, target = (getattr(one, name).reshape(-1, len(one.life)) for one in (found, panel))
            target[:, there * LANES : (there + 1) * LANES] = source[:, here * LANES : (here + 1) * LANES]


class Twins:
    """Two companies of the same world, people and firms, simulated side by side.

    Parameters
    ----------
    companies : two of Company
        With the same kinds of subject in the same order.
    catalogues : sequence of Catalogue
        Of each kind.
    """

    def __init__(self, companies: tuple[Company, Company], catalogues: Sequence[Catalogue], months: int) -> None:
        self.companies = companies
        both = zip(companies[0].simulators, companies[1].simulators, strict=True)
        self.pairs = [Pair(simulators, own, months) for simulators, own in zip(both, catalogues, strict=True)]

    def warm_up(self) -> None:
        """Compile the months and the comparison, or load them if they were compiled before; nobody lives meanwhile."""
        for company in self.companies:
            company.warm_up()
        for pair in self.pairs:
            pair.warm_up()

    def simulate(self, month: int, tallies: tuple[Sequence[Tallies], Sequence[Tallies]], *, last: bool = False) -> None:
        """Live one month in both worlds, and enter it in the tallies of the schemes of each."""
        for pair in self.pairs:
            pair.simulate(month, last=last)
        for company, own in zip(self.companies, tallies, strict=True):
            company.enter(month, own)
