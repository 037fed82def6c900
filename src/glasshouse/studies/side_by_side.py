"""What is counted and kept while two worlds are simulated side by side."""

import time
from collections.abc import Callable, Sequence

import polars as pl

from glasshouse.engine.company import Cohort
from glasshouse.engine.pair import Pair, Twins
from glasshouse.measure.apart import Apart, Contrast
from glasshouse.observe.catalogue import Catalogue
from glasshouse.results import comparison_tables as contrast
from glasshouse.storage.checkpoint import Arrays, Checkpoint, below
from glasshouse.storage.kinds import SIDES
from glasshouse.studies.bookkeeping import SMALL_STATE, BookKeeper, Keeps, Turn, simulate_months
from glasshouse.studies.pairing import Both
from glasshouse.studies.simulate import company_for
from glasshouse.studies.spec import Parts


class TwinKeeper:
    """What is counted and kept while two worlds are simulated side by side."""

    def __init__(
        self, twins: Twins, keepers: tuple[BookKeeper, BookKeeper], kept: Keeps | None, burn_in: int = 0
    ) -> None:
        self.twins, self.keepers, self.kept, self.burn_in = twins, keepers, kept, burn_in
        self.months = keepers[0].months
        self._turn = Turn()

    def state(self) -> Arrays:
        """Everything that the next month reads in either world, and all that differs so far, by name."""
        state: Arrays = {}
        for name, keeper in zip(SIDES, self.keepers, strict=True):
            state |= {f"{name}/{part}": array for part, array in keeper.state().items()}
        for turn, pair in enumerate(self.twins.pairs):
            state |= {f"apart/{turn}/{part}": array for part, array in pair.apart._asdict().items()}
            state |= {f"contrast/{turn}/{part}": getattr(pair.contrast, part) for part in Contrast.COUNTS}
        return state

    def begin(self, both: Both) -> int:
        """Begin as each world does, or go on from the last month that was kept; returns the next month to live."""
        held = self.kept.last_checkpoint() if self.kept else None
        if held is None:
            return max(keeper.begin(side.start) for keeper, side in zip(self.keepers, both, strict=True))
        begin = 0
        for name, keeper in zip(SIDES, self.keepers, strict=True):
            own = held.tallies[begin : begin + len(keeper.tallies)]
            begin += len(own)
            state, panel = (below(f"{name}/", part) for part in (held.state, held.panel))
            keeper.restore(Checkpoint(held.month, state, own, panel))
        for turn, pair in enumerate(self.twins.pairs):
            _restore(pair, below(f"apart/{turn}/", held.state), below(f"contrast/{turn}/", held.state))
        return held.month

    def book(self, month: int) -> None:
        """Simulate one month in both worlds and enter it in the books."""
        one, two = self.keepers
        if month == self.burn_in > 0:
            for pair in self.twins.pairs:
                pair.begin_counting()
        self.twins.simulate(month, (one.tallies, two.tallies), last=month == self.months)
        for keeper in self.keepers:
            keeper.follow(month)

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""
        if self.kept is not None and self._turn.has_come(month, state := self.state(), 2 * SMALL_STATE):
            panel = {
                f"{name}/{part}": rows[:month]
                for name, keeper in zip(SIDES, self.keepers, strict=True)
                for part, rows in keeper.panel.items()
            }
            self.kept.checkpoint(month, state, [*self.keepers[0].tallies, *self.keepers[1].tallies], panel)
            self._turn.is_over()


def _restore(pair: Pair, lives: Arrays, counts: Arrays) -> None:
    """Go on from what differed in a month that was kept."""
    for name in Apart._fields:
        getattr(pair.apart, name)[...] = lives[name]
    for name in Contrast.COUNTS:
        getattr(pair.contrast, name)[...] = counts[name]


def simulated(
    both: Both, cohorts: Sequence[list[Cohort]], kept: Keeps | None, tick: Callable[[int], None]
) -> tuple[TwinKeeper, float]:
    """What two worlds came to that had been made ready, and how many seconds their months took.

    Parameters
    ----------
    cohorts : two lists of Cohort
        Of each side.
    kept : optional
        Where months are kept.
    tick : function of (months done)
        Called after every month.
    """
    months = both[0].spec.months
    one, two = both
    with company_for(one.spec, one.parts, cohorts[0]) as a, company_for(two.spec, two.parts, cohorts[1]) as b:
        books = tuple(
            BookKeeper(company, months, len(side.parts.placed), None)
            for company, side in zip((a, b), both, strict=True)
        )
        catalogues = [catalogue_of(one.parts, cohort) for cohort in cohorts[0]]
        keeper = TwinKeeper(Twins((a, b), catalogues, months), (books[0], books[1]), kept, one.spec.burn_in)
        keeper.twins.warm_up()
        first = keeper.begin(both)
        began = time.perf_counter()
        simulate_months(keeper, first, tick)
        return keeper, time.perf_counter() - began


def catalogue_of(parts: Parts, cohort: Cohort) -> Catalogue:
    """The catalogue that the subjects of a cohort live by."""
    return parts.firms if cohort.ready.cast.kind == "firm" else parts.catalogue


def compared(both: Both, keeper: TwinKeeper, metrics: Sequence[Sequence[pl.DataFrame]]) -> dict[str, contrast.Compared]:
    """What differs between two worlds that were simulated, by whose lives they are: 'people' or 'firms'.

    Parameters
    ----------
    metrics : two sequences of DataFrame
        The table ``metrics`` of each scheme of each world.
    """
    found = {}
    for turn, pair in enumerate(keeper.twins.pairs):
        firsts = [company.cohorts[turn].schemes[0] for company in keeper.twins.companies]
        cohort = keeper.twins.companies[0].cohorts[turn]
        one, other = (side.parts.placed[at].scheme for side, at in zip(both, firsts, strict=True))
        found[cohort.ready.cast.who] = contrast.Compared(
            apart=pair.apart, contrast=pair.contrast, society=cohort.ready.society, about=pair.about,
            subjects=cohort.subjects, catalogue=catalogue_of(both[0].parts, cohort), schemes=(one, other),
            metrics=(metrics[0][firsts[0]], metrics[1][firsts[1]]), holds=pair.holds,
            begins=both[0].start.month if both[0].start else both[0].spec.burn_in,
        )  # fmt: skip
    return found
