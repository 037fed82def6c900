"""What is counted while people live: 64-bit counts that add up in any order."""

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from glasshouse.consequence.serve import ANSWERS
from glasshouse.life.tables import COLUMNS, KINDS
from glasshouse.measure.cause import BESIDE
from glasshouse.measure.wrongful import COLUMNS as HOW
from glasshouse.measure.wrongful import ROWS
from glasshouse.population.people import PEOPLE as PERSONS
from glasshouse.population.people import STRATA, Cast
from glasshouse.scheme.compile.tables import BINS

Counts = npt.NDArray[np.int64]

GRADES = 8  # a scheme has at most eight grades; the best is 0
SPELL = 64  # months under sanction that are told apart; the last one means "that long or longer"
LIVING = 6  # see Tallies.living

PARTS = 64  # places for what parts of the model count; see ``glasshouse.parts``

ASKED, REFUSED, FAVOURED, GIVEN_UP = range(ANSWERS)  # columns of Tallies.asked
PEOPLE, MONEY, STRAIN, EMPLOYED, INDEBTED, LATE = range(LIVING)  # columns of Tallies.living


@dataclass
class Tallies:
    """The counts of one scheme in a run of T months over S strata, in tables of K rows by kind.

    States are judged on the first of a month: index 0 is the start, index T the end, so there are T + 1 of them.
    What happens is counted by month, 0 to T - 1. Only subjects of the scheme are counted.
    """

    people: Counts  # [T+1, S, 32] people by cell = grade + 8 * on a list + 16 * under sanction by wrong records alone
    held: Counts  # [T+1, ROWS, 3] people whom each list and grade holds rightly, wrongly, and misses; see ``wrongful``
    held_by: Counts  # [S, ROWS, 3] the same by stratum at the end
    causes: Counts  # [ROWS, BESIDE+K, 2] what brought each list and grade at the end, of them wrongly; see ``cause``
    flows: Counts  # [T+1, 8, 8] people by grade a month ago and grade now
    yearly: Counts  # [years, 8, 8] people by grade a year ago and grade now
    entered: Counts  # [T+1, 2] people newly under sanction; of them wrongly
    at_risk: Counts  # [SPELL, 2] people under sanction by months so far; second column: who entered wrongly
    ended: Counts  # [SPELL, 2] of them, those who came free in that month
    events: Counts  # [T, K, 6] happened, recorded, falsely recorded, struck, struck and wrong, found no place
    asked: Counts  # [S, K, 4] services asked for, refused, granted with a reward, given up, by stratum
    answers: Counts  # [T, K, 4] the same by month
    together: Counts  # [T, K, 4] the same by all schemes of the run together
    living: Counts  # [T+1, 2, 6] sums over people not under / under sanction: people, money, strain, ...
    scores: Counts  # [years+1, BINS] people by score on the first month of each year and at the end
    moved_points: Counts  # [K, 2] points that records moved: by true records, by wrong ones
    parts: Counts  # [T, PARTS] what parts of the model that are on count of all subjects of the run
    cast: Cast = PERSONS  # who they are
    on: tuple[str, ...] = ()  # the parts that are on, by their ids

    COUNTS: ClassVar[tuple[str, ...]] = (
        "people", "held", "held_by", "causes", "flows", "yearly", "entered", "at_risk", "ended", "events", "asked",
        "answers", "together", "living", "scores", "moved_points", "parts",
    )  # fmt: skip

    @classmethod
    def for_months(cls, months: int, cast: Cast = PERSONS, kinds: int = KINDS, on: tuple[str, ...] = ()) -> Self:
        """Empty tallies of a run of ``months`` months of the subjects of a cast.

        Parameters
        ----------
        kinds : int
            Rows of a table by kind.
        on : tuple of str
            The parts of the model that are on.
        """
        years = -(-months // 12)

        def zeros(*shape: int) -> Counts:
            return np.zeros(shape, np.int64)

        return cls(
            people=zeros(months + 1, STRATA, 32),
            held=zeros(months + 1, ROWS, HOW),
            held_by=zeros(STRATA, ROWS, HOW),
            causes=zeros(ROWS, len(BESIDE) + kinds, 2),
            flows=zeros(months + 1, GRADES, GRADES),
            yearly=zeros(years, GRADES, GRADES),
            entered=zeros(months + 1, 2),
            at_risk=zeros(SPELL, 2),
            ended=zeros(SPELL, 2),
            events=zeros(months, kinds, COLUMNS),
            asked=zeros(STRATA, kinds, ANSWERS),
            answers=zeros(months, kinds, ANSWERS),
            together=zeros(months, kinds, ANSWERS),
            living=zeros(months + 1, 2, LIVING),
            scores=zeros(years + 1, BINS),
            moved_points=zeros(kinds, 2),
            parts=zeros(months, PARTS),
            cast=cast,
            on=on,
        )

    def __add__(self, other: "Tallies") -> "Tallies":
        """The tallies of two sets of people together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in self.COUNTS}
        return Tallies(**sums, cast=self.cast, on=self.on)
