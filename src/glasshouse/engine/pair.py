"""Two worlds lived side by side: every neighbourhood in the one, then in the other, then compared."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from glasshouse.engine.company import Company
from glasshouse.engine.context import Panel
from glasshouse.engine.crew import Crew, panel_of, trace_of
from glasshouse.engine.scratch import MOST_EVENTS
from glasshouse.measure.apart import LAWFUL, SERVICE, UNLAWFUL, Apart, Contrast, apart, part_ways, partings
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import LANES
from glasshouse.scheme.tables import ACTS

T = TypeVar("T")
MOST_AT_ONCE = 64  # neighbourhoods of a piece: few enough that what is compared lies in the cache
ROOMS = 5  # arrays of scratch of a thread
PARTS = ("score", "deserved", "status", "wrongly", "life", "files")


def kinds_of(catalogue: Catalogue) -> npt.NDArray[np.uint8]:
    """[128] What each kind is: UNLAWFUL or LAWFUL conduct, or a SERVICE."""
    kinds = np.zeros(128, np.uint8)
    for kind in catalogue.kinds:
        lawful = LAWFUL if kind.conduct is not None and kind.conduct.lawful else UNLAWFUL
        kinds[kind.row] = SERVICE if kind.service is not None else lawful
    return kinds


class Pair:
    """The same subjects in two worlds: two crews with as many threads, and what differs between their lives.

    Parameters
    ----------
    crews : two of Crew
        Of the same world, seed and subjects; whom they follow is copied to their panels as ever.
    months : int
        How long they live.
    """

    def __init__(self, crews: tuple[Crew, Crew], catalogue: Catalogue, months: int) -> None:
        self.crews = crews
        one = crews[0]
        self.size = max(1, min(MOST_AT_ONCE, -(-one.blocks // (one.threads * 4))))
        self.about = crews[0].ready.about | crews[1].ready.about
        self.page = one.ready.society.page[one.first_block :]
        self.holds = _holds(crews)
        self.kinds = kinds_of(catalogue)
        self.apart: Apart = apart(one.blocks * LANES)
        self.contrast = Contrast.for_months(months)
        self._counts = partings(one.threads)
        self._rooms = [[np.zeros(LANES, np.int32) for _ in range(ROOMS)] for _ in range(one.threads)]
        places = np.arange(one.blocks, dtype=np.int32) % self.size
        self._panels = [[self._panel(crew, places) for _ in range(crew.threads)] for crew in crews]
        self._narrow = [[_narrowed(panel) for panel in panels] for panels in self._panels]
        self._traces = [[trace_of(self.size) for _ in range(crew.threads)] for crew in crews]

    def _panel(self, crew: Crew, places: npt.NDArray[np.int32]) -> Panel:
        """A panel for the neighbourhoods of a piece, whichever these are."""
        made = panel_of(crew.blocks, np.arange(self.size), crew.words, crew.ready.schemes)
        made.at[:] = places
        return made

    def warm_up(self) -> None:
        """Compile the comparison, or load it if it was compiled before."""
        self._compare(0, last=False)(0, 0, 0)

    def live(self, month: int, *, last: bool = False) -> None:
        """Live a month in both worlds and compare; the counts of both crews are yours to empty."""
        compare, whole, narrow = (
            self._compare(month, last=last),
            self._lived(month, last),
            self._lived(month, last, True),
        )

        def work(thread: int, first: int, until: int) -> None:
            copied = last or any((crew.panel.at[first:until] >= 0).any() for crew in self.crews)
            for live_in_one in whole if copied else narrow:
                live_in_one(thread, first, until)
            if copied:
                for crew, panels in zip(self.crews, self._panels, strict=True):
                    _copy(panels[thread], crew.panel, first, until)
            compare(thread, first, until)

        self.crews[0].share_out(work, self.size)
        for crew in self.crews:
            crew.hand_on()
        self.contrast.book(month, self._counts)

    def _lived(self, month: int, last: bool, narrow: bool = False) -> list[Callable[[int, int, int], None]]:
        """What lives a month of a piece in each world; ``narrow``: only what is compared is copied to the panels."""
        panels = self._narrow if narrow else self._panels
        return [
            crew.work_of(crew.clock(month, last=last), own, traces)
            for crew, own, traces in zip(self.crews, panels, self._traces, strict=True)
        ]

    def _compare(self, month: int, *, last: bool) -> Callable[[int, int, int], None]:
        one = self.crews[0]
        refusing = [_refusing(crew, month, last=last) for crew in self.crews]

        def work(thread: int, first: int, until: int) -> None:
            sides = [
                (
                    (crew.ready.schemes, *tables, panel.score, panel.status, panel.wrongly, panel.life),
                    (trace.events, trace.order, trace.what),
                    crew.state.life,
                )
                for crew, tables, panel, trace in zip(
                    self.crews, refusing, _of(self._panels, thread), _of(self._traces, thread), strict=True
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


def _holds(crews: Sequence[Crew]) -> npt.NDArray[np.uint8]:
    """[B] 1 where a scheme of either world holds; everywhere, if people may spend a year where one does."""
    here = np.stack([crew.ready.here[crew.first_block : crew.first_block + crew.blocks] for crew in crews])
    moves = any(len(crew.ready.elsewhere) for crew in crews)
    return np.asarray((here != 0).any(axis=0) | moves, np.uint8)


def _refusing(crew: Crew, month: int, *, last: bool) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Which statuses [K*128] and which lists [K] of each scheme refuse something.

    Of a scheme that judges once more as it ends none does any longer; unless it ends with the run, whose ``last``
    judgement is how people stand.
    """
    tables = crew.ready.at(month).scheme
    acts = crew.ready.clocks(month, int(crew.clock(month, last=last)[-1]))[:, ACTS] | last
    sanctions = np.concatenate([one["sanctions"] * on for one, on in zip(tables, acts, strict=True)])
    lists = [int(one["sanctioning"]) * int(on) for one, on in zip(tables, acts, strict=True)]
    return sanctions.astype(np.int32), np.array(lists, np.int32)


def _copy(found: Panel, panel: Panel, first: int, until: int) -> None:
    """Copy the neighbourhoods that are followed from the panel of a piece to that of the crew."""
    for block in np.flatnonzero(panel.at[first:until] >= 0) + first:
        here, there = int(found.at[block]), int(panel.at[block])
        for name in PARTS:
            source, target = (getattr(one, name).reshape(-1, len(one.life)) for one in (found, panel))
            target[:, there * LANES : (there + 1) * LANES] = source[:, here * LANES : (here + 1) * LANES]


class Twins:
    """Two companies of the same world, people and firms, lived side by side.

    Parameters
    ----------
    companies : two of Company
        With the same kinds of subject in the same order.
    catalogues : sequence of Catalogue
        Of each kind.
    """

    def __init__(self, companies: tuple[Company, Company], catalogues: Sequence[Catalogue], months: int) -> None:
        self.companies = companies
        both = zip(companies[0].crews, companies[1].crews, strict=True)
        self.pairs = [Pair(crews, own, months) for crews, own in zip(both, catalogues, strict=True)]

    def warm_up(self) -> None:
        """Compile the months and the comparison, or load them if they were compiled before; nobody lives meanwhile."""
        for company in self.companies:
            company.warm_up()
        for pair in self.pairs:
            pair.warm_up()

    def live(self, month: int, tallies: tuple[Sequence[Tallies], Sequence[Tallies]], *, last: bool = False) -> None:
        """Live one month in both worlds, and enter it in the tallies of the schemes of each."""
        for pair in self.pairs:
            pair.live(month, last=last)
        for company, own in zip(self.companies, tallies, strict=True):
            company.enter(month, own)
