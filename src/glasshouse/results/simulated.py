"""What a finished simulation hands over to those who make tables of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.measure.registry import Cells, sanctioned_cells
from glasshouse.measure.tally import Counts, Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import Cast
from glasshouse.scheme.language.model import Scheme


@dataclass(frozen=True)
class Simulated:
    """What a finished simulation hands over, and what is needed to read it."""

    tallies: Tallies
    scheme: Scheme
    catalogue: Catalogue
    panel: Mapping[str, npt.NDArray[Any]]  # followed lives: [P] person; all others [T+1, P], see ``run_tables``
    sanctioned_grades: tuple[bool, ...]  # which grades refuse something, best grade first
    bins: tuple[int, int]  # lowest score of the first bin of Tallies.scores, and the width of a bin

    @property
    def cast(self) -> Cast:
        """Who the subjects are."""
        return self.catalogue.cast

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades by name, best first; none if the scheme only keeps lists."""
        return tuple(grade.id for grade in self.scheme.grades)

    @property
    def sanctioned(self) -> Cells:
        """[CELLS] Which cells of ``tallies.people`` are people under sanction."""
        return sanctioned_cells(self.sanctioned_grades)

    @property
    def months(self) -> int:
        """Months that were simulated."""
        return len(self.tallies.people) - 1

    @property
    def subjects(self) -> Counts:
        """[T+1] Subjects of the scheme in each month."""
        return np.asarray(self.tallies.people.sum(axis=(1, 2)))
