"""The kinds of folder that Glasshouse writes, and how the JSON in each is told from others.

A run is one world simulated once. A comparison holds two runs, its sides, and tables of how they differ. An ensemble
holds what many seeds of a run or of a comparison came to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from glasshouse.measure.apart import SIDES as SIDES
from glasshouse.results.run_tables import TABLES
from glasshouse.storage.about import AboutComparison, AboutRun, of_ensemble

REPORT = "report.html"
RUNNING, COMPLETE = "running", "complete"


@dataclass(frozen=True)
class Kind:
    """What is particular to one kind of folder."""

    noun: str
    about: str  # the file that says what the folder is
    format: int
    says: str  # what that file says under ``kind``
    model: Callable[[Mapping[str, Any]], type[BaseModel]]  # of what it says, which tells which model
    tables: Callable[[Mapping[str, Any]], list[str]]  # the names of its tables, by what the file says
    made_by: str
    step: str = (
        "month"  # what a checkpoint is kept after; the file says under ``months`` or ``seeds`` how many there are
    )
    sides: tuple[str, ...] = ()  # folders inside that are runs of their own

    def __str__(self) -> str:
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"


def tables_of_run(info: Mapping[str, Any]) -> list[str]:
    """The tables of a run by name: those of its first scheme, and of others as ``scheme/table``."""
    others = [one["id"] for one in info["schemes"][1:]]
    return [*TABLES, *(f"{other}/{name}" for other in others for name in TABLES)]


def _listed(info: Mapping[str, Any]) -> list[str]:
    return list(info.get("tables", ()))


RUN = Kind(
    noun="run",
    about="run.json",
    format=3,
    says="glasshouse run",
    model=lambda _: AboutRun,
    tables=tables_of_run,
    made_by="glasshouse run",
)
COMPARISON = Kind(
    noun="comparison",
    about="comparison.json",
    format=2,
    says="glasshouse comparison",
    model=lambda _: AboutComparison,
    tables=_listed,
    made_by="glasshouse compare",
    sides=SIDES,
)
ENSEMBLE = Kind(
    noun="ensemble",
    about="ensemble.json",
    format=3,
    says="glasshouse ensemble",
    model=of_ensemble,
    tables=_listed,
    made_by="glasshouse run --seeds",
    step="seed",
)
KINDS = (RUN, COMPARISON, ENSEMBLE)
