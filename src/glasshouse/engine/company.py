"""People and firms living the same months: a crew for each, and what passes between them from one month to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from glasshouse.engine.crew import Crew
from glasshouse.engine.world import Ready, ready
from glasshouse.measure.count import book
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.firms import firm_count, leaders_of, staff_of
from glasshouse.population.model import World
from glasshouse.scheme.system import Placement
from glasshouse.scheme.tables import HEARS, RELATION

EMPLOYER = np.uint32(31)  # the bit of drag that says that one works in a listed firm


@dataclass(frozen=True)
class Troupe:
    """The subjects of one kind: who they are, how many, and the places of their schemes in the run."""

    ready: Ready
    subjects: int
    schemes: tuple[int, ...]  # places in the run, in the order of the crew


def company_of(
    placed: Sequence[Placement],
    world: World,
    catalogue: Catalogue,
    firms: Catalogue,
    people: int,
    months: int,
    begins: int | None,
) -> list[Troupe]:
    """People and firms made ready, those of them that any scheme scores; see ``world.ready`` for the rest."""
    found = []
    for kind, own in (("person", catalogue), ("firm", firms)):
        at = tuple(turn for turn, one in enumerate(placed) if one.scheme.subjects.kind == kind)
        if at:
            chosen, others = [placed[turn] for turn in at], [one for one in placed if one.scheme.subjects.kind != kind]
            count = people if kind == "person" else firm_count(people)
            found.append(Troupe(ready(chosen, world, own, people, months, begins, others), count, at))
    return found


def _grave(made: Ready) -> np.uint32:
    """The lists that refuse something, four bits a scheme."""
    return np.uint32(sum(int(one["sanctioning"]) << (4 * turn) for turn, one in enumerate(made.editions[-1].scheme)))


def hear_each_other(troupes: Sequence[Troupe], one: Troupe) -> bool:
    """Whether what happens to the subjects of ``one`` may depend on the others that they are linked with.

    It does if a scheme goes by lists of linked subjects; and people lose their work where a firm is refused something.
    """
    if len(troupes) == 1:
        return False
    editions = [now for troupe in troupes for now in troupe.ready.editions]
    if any((own["heard"].reshape(-1, HEARS)[:, RELATION] != 0).any() for now in editions for own in now.scheme):
        return True
    return one is troupes[0] and bool(_grave(troupes[1].ready))


class Company:
    """The crews of a run, living month after month together.

    Parameters
    ----------
    troupes : list of Troupe
        People first, if there are any.
    people : int
        Of the world.
    """

    def __init__(
        self,
        troupes: list[Troupe],
        seed: int,
        people: int,
        words: int,
        threads: int,
        followed: Sequence[npt.NDArray[np.int64]],
        begins: int = 0,
        traced: bool = False,
    ) -> None:
        both = len(troupes) == 2
        self.troupes = troupes
        self.crews = [
            Crew(
                one.ready, seed, one.subjects, words, threads, followed=lives, begins=begins, linked=both, traced=traced
            )
            for one, lives in zip(troupes, followed, strict=True)
        ]
        self.leaders = leaders_of(troupes[1].subjects, people, troupes[0].ready.society) if both else None
        self.staff = staff_of(troupes[1].subjects, people) if both else np.zeros(0, np.int64)

    def begin(self) -> None:
        """Give everybody the life they begin with."""
        for crew in self.crews:
            crew.begin()

    def warm_up(self) -> None:
        """Compile the month, or load it if it was compiled before; nobody lives meanwhile."""
        for crew in self.crews:
            crew.warm_up()

    def live(self, month: int, tallies: Sequence[Tallies], *, last: bool = False) -> None:
        """Live one month as ``Crew.live`` does, enter it in the tallies of each scheme, and tell who is listed."""
        for crew in self.crews:
            crew.live(month, last=last)
        self.enter(month, tallies)

    def enter(self, month: int, tallies: Sequence[Tallies]) -> None:
        """Enter a month that was lived in the tallies of each scheme, and tell who is listed."""
        for troupe, crew in zip(self.troupes, self.crews, strict=True):
            values = np.stack([one["value"] for one in troupe.ready.at(month).scheme]).astype(np.int64)
            months = [month - begins for begins, _ in troupe.ready.spans]
            book(crew.counts, months, [tallies[at] for at in troupe.schemes], troupe.ready.service_kinds, values)
        self.tell()

    def tell(self) -> None:
        """What each side of a link is listed for reaches the other, to count in the next month."""
        if self.leaders is None:
            return
        people, firms = self.crews
        led = np.flatnonzero(self.leaders >= 0)
        listed = firms.listed[: len(self.staff)]
        firms.drag[led] = people.listed[self.leaders[led]]
        refused = ((listed & _grave(self.troupes[1].ready)) != 0).astype(np.uint32) << EMPLOYER
        people.drag[: self.staff.sum()] = np.repeat(refused, self.staff)
        people.drag[self.leaders[led]] |= listed[led]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for crew in self.crews:
            crew.__exit__(kind, error, trace)
