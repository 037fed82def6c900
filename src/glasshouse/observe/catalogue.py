"""The catalogue: every conduct, service and source once, how livelihoods run, and the rows that kernels number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from glasshouse.base.evidence import Part
from glasshouse.life.model import Conduct, Livelihood, Service
from glasshouse.life.tables import KINDS
from glasshouse.observe.errors.delay import delay_in_months
from glasshouse.observe.model import Source
from glasshouse.population.people import PEOPLE, Cast

Spread = Literal["at random", "evenly"]
MOST_KINDS = 1023  # rows of its tables; alias tables of occasions have ten bits for the other kind


class ConductsFile(Part):
    """The file conducts.yaml."""

    conducts: tuple[Conduct, ...] = Field(min_length=1)
    occasions: Spread = Field(
        default="at random",
        description="How many occasions a month brings to a person, at the mean that all rates add up to: 'at random' "
        "(a Poisson number) or 'evenly' (as near to the mean as whole numbers are).",
    )


class ServicesFile(Part):
    """The file services.yaml."""

    services: tuple[Service, ...] = ()


class SourcesFile(Part):
    """The file sources.yaml."""

    sources: tuple[Source, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Kind:
    """One row of the engine's tables: a conduct in view of one source, or a service asked for."""

    row: int
    conduct: Conduct | None = None
    source: Source | None = None
    view: float = 1.0  # share of the conduct's occasions that lie in this source's view
    service: Service | None = None

    @property
    def name(self) -> str:
        """Its name, such as ``traffic.red_light@police.cameras`` or ``travel.flight``."""
        if self.service is not None:
            return self.service.id
        assert self.conduct is not None
        assert self.source is not None
        return f"{self.conduct.id}@{self.source.id}"

    @property
    def delay(self) -> int:
        """Months until a record of it is visible; 0 is within the month."""
        return 0 if self.source is None else delay_in_months(self.source)


@dataclass(frozen=True)
class Catalogue:
    """All knowledge about what happens to one cast of subjects, who sees it, and how they live on."""

    conducts: tuple[Conduct, ...]
    services: tuple[Service, ...]
    sources: tuple[Source, ...]
    livelihood: Livelihood
    folder: Path
    cast: Cast = PEOPLE
    occasions: Spread = "at random"
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # what it was read from, by file

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind, in the order of its row from 1 on: by number, a conduct's by view.

        Occasions are drawn by row. So what comes to nobody stands behind the rest and moves no row of theirs.
        """
        source = {one.id: one for one in self.sources}
        rows: list[Kind] = []
        parts: list[Conduct | Service] = [*self.conducts, *self.services]
        for part in sorted(parts, key=lambda one: (_comes_to_nobody(one), one.number)):
            if isinstance(part, Service):
                rows.append(Kind(len(rows) + 1, service=part))
                continue
            for view in part.seen_by:
                rows.append(Kind(len(rows) + 1, part, source[view.source], view.share))
        return tuple(rows)

    @cached_property
    def size(self) -> int:
        """Rows of every table by kind: a power of two, so that larger catalogues cost smaller ones no memory."""
        return max(KINDS, 1 << len(self.kinds).bit_length())

    @property
    def bits(self) -> int:
        """Of the number of a row in a table by kind."""
        return self.size.bit_length() - 1

    @cached_property
    def conduct_ids(self) -> frozenset[str]:
        """The ids of all conducts."""
        return frozenset(one.id for one in self.conducts)

    @cached_property
    def service_ids(self) -> frozenset[str]:
        """The ids of all services."""
        return frozenset(one.id for one in self.services)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of all conducts, services and sources by id."""
        parts: list[Source | Conduct | Service] = [*self.sources, *self.conducts, *self.services]
        return {one.id: one.title for one in parts}

    def kinds_of(self, conduct: str) -> tuple[Kind, ...]:
        """The rows of one conduct, one for each source that has it in view."""
        return tuple(kind for kind in self.kinds if kind.conduct is not None and kind.conduct.id == conduct)


def _comes_to_nobody(part: Conduct | Service) -> bool:
    """Whether a conduct or service has a rate, or a chance when it falls due, and that is 0."""
    due = part.due if isinstance(part, Conduct) else None
    often = part.per_1000_a_year if due is None else due.chance
    return often is not None and often.value == 0
