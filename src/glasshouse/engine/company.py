"""People and firms living the same months: a simulator for each, and what passes between them each month."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.measure.count import book
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.parts.switches import OFF, Switches
from glasshouse.population.firms import firm_count, leaders_of, staff_of
from glasshouse.population.model import World
from glasshouse.scheme.compile.tables import HEARS, RELATION
from glasshouse.scheme.library.system import Placement

EMPLOYER = np.uint32(31)  # the bit of drag that says that one works in a listed firm


@dataclass(frozen=True)
class Cohort:
    """The subjects of one kind: who they are, how many, and the places of their schemes in the run."""

    ready: Ready
    subjects: int
    schemes: tuple[int, ...]  # places in the run, in the order of the simulator


def company_of(
    placed: Sequence[Placement],
    world: World,
    catalogue: Catalogue,
    firms: Catalogue,
    people: int,
    months: int,
    begins: int | None,
    parts: Switches = OFF,
) -> list[Cohort]:
    """People and firms made ready, those of them that any scheme scores; see ``world.ready`` for the rest."""
    found = []
    for kind, own in (("person", catalogue), ("firm", firms)):
        at = tuple(turn for turn, one in enumerate(placed) if one.scheme.subjects.kind == kind)
        if at:
            chosen, others = [placed[turn] for turn in at], [one for one in placed if one.scheme.subjects.kind != kind]
            count = people if kind == "person" else firm_count(people)
            found.append(Cohort(ready(chosen, world, own, people, months, begins, others, parts), count, at))
    return found


def _grave(made: Ready) -> np.uint32:
    """The lists that refuse something, four bits a scheme."""
    return np.uint32(sum(int(one["sanctioning"]) << (4 * turn) for turn, one in enumerate(made.editions[-1].scheme)))


def depend_on_each_other(cohorts: Sequence[Cohort], one: Cohort) -> bool:
    """Whether what happens to the subjects of ``one`` may depend on the others that they are linked with.

    It does if a scheme goes by lists of linked subjects; and people lose their work where a firm is refused something.
    """
    if len(cohorts) == 1:
        return False
    editions = [now for cohort in cohorts for now in cohort.ready.editions]
    if any((own["heard"].reshape(-1, HEARS)[:, RELATION] != 0).any() for now in editions for own in now.scheme):
        return True
    return one is cohorts[0] and bool(_grave(cohorts[1].ready))


class Company:
    """The simulators of a run, living month after month together.

    Parameters
    ----------
    cohorts : list of Cohort
        People first, if there are any.
    people : int
        Of the world.
    """

    def __init__(
        self,
        cohorts: list[Cohort],
        seed: int,
        people: int,
        words: int,
        threads: int,
        followed: Sequence[npt.NDArray[np.int64]],
        begins: int = 0,
        traced: bool = False,
    ) -> None:
        both = len(cohorts) == 2
        self.cohorts = cohorts
        self.simulators = [
            Simulator(
                one.ready, seed, one.subjects, words, threads, followed=lives, begins=begins, linked=both, traced=traced
            )
            for one, lives in zip(cohorts, followed, strict=True)
        ]
        self.leaders = leaders_of(cohorts[1].subjects, people, cohorts[0].ready.society) if both else None
        self.staff = staff_of(cohorts[1].subjects, people) if both else np.zeros(0, np.int64)

    def begin(self) -> None:
        """Give everybody the life they begin with."""
        for simulator in self.simulators:
            simulator.begin()

    def warm_up(self) -> None:
        """Compile the month, or load it if it was compiled before; nobody lives meanwhile."""
        for simulator in self.simulators:
            simulator.warm_up()

    def simulate(self, month: int, tallies: Sequence[Tallies], *, last: bool = False) -> None:
        """Simulate one month as ``Simulator`` does, enter it in the tallies of each scheme, and tell who is listed."""
        for simulator in self.simulators:
            simulator.simulate(month, last=last)
        self.enter(month, tallies)

    def enter(self, month: int, tallies: Sequence[Tallies]) -> None:
        """Enter a simulated month in the tallies of each scheme, and tell who is listed."""
        for cohort, simulator in zip(self.cohorts, self.simulators, strict=True):
            values = np.stack([one["value"] for one in cohort.ready.at(month).scheme]).astype(np.int64)
            months = [month - begins for begins, _ in cohort.ready.counted]
            book(
                simulator.counts, months, [tallies[at] for at in cohort.schemes], cohort.ready.service_kinds,
                cohort.ready.numbers.rows, values,
            )  # fmt: skip
        self.tell()

    def tell(self) -> None:
        """What each side of a link is listed for reaches the other, to count in the next month."""
        if self.leaders is None:
            return
        people, firms = self.simulators
        led = np.flatnonzero(self.leaders >= 0)
        listed = firms.listed[: len(self.staff)]
        firms.drag[led] = people.listed[self.leaders[led]]
        refused = ((listed & _grave(self.cohorts[1].ready)) != 0).astype(np.uint32) << EMPLOYER
        people.drag[: self.staff.sum()] = np.repeat(refused, self.staff)
        people.drag[self.leaders[led]] |= listed[led]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for simulator in self.simulators:
            simulator.__exit__(kind, error, trace)
