"""The kinds of folder that Glasshouse writes, and what the JSON in each must say.

A run is one world lived once. A comparison holds two runs, its sides, and tables of how they differ. An ensemble
holds what many seeds of a run or of a comparison came to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from glasshouse.runs.frames import TABLES
from glasshouse.scheme.placed import Id

REPORT = "report.html"
RUNNING, COMPLETE = "running", "complete"
SIDES = ("a", "b")

_NAME = "[A-Za-z0-9_-]+"
_TABLE = rf"^{_NAME}(/{_NAME})?$"
_FILE_OF_RUN = rf"^(inputs|inputs/catalogue(-firms)?|tables|tables/[A-Za-z0-9-]+)/{_NAME}\.[a-z]+$"
_FILE_OF_COMPARISON = rf"^((inputs|tables)(/{_NAME})?/{_NAME}\.[a-z]+|[ab]/run\.json)$"
_FILE_OF_ENSEMBLE = rf"^(inputs(/{_NAME}){{0,2}}|tables(/{_NAME})?)/{_NAME}\.[a-z]+$"


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Scheme(_Part):
    id: Id  # which becomes a part of paths
    title: str
    sha256: str


class _World(_Scheme):
    people: Annotated[int, Field(gt=0)]


class _Engine(_Part):
    version: str
    sha256: str


class _About(_Part):
    state: Literal["running", "complete"]
    run: str
    engine: _Engine
    seed: int
    command: str


class _AboutRun(_About):
    scheme: _Scheme
    world: _World
    months: Annotated[int, Field(gt=0)]
    schemes: Annotated[list[_Scheme], Field(min_length=1)]
    files: dict[Annotated[str, Field(pattern=_FILE_OF_RUN)], str]


class _Side(_Part):
    name: str
    reference: str
    title: str


def _two_sides(sides: list[_Side]) -> list[_Side]:
    if tuple(side.name for side in sides) != SIDES:
        raise ValueError(f"a comparison has the sides {' and '.join(SIDES)}")
    return sides


class _AboutComparison(_About):
    sides: Annotated[list[_Side], AfterValidator(_two_sides)]
    world: _World
    months: Annotated[int, Field(gt=0)]
    tables: list[Annotated[str, Field(pattern=_TABLE)]] = []
    files: dict[Annotated[str, Field(pattern=_FILE_OF_COMPARISON)], str]


class _AboutEnsemble(_About):
    of: Literal["run", "comparison"]
    seeds: Annotated[int, Field(gt=0)]
    tables: list[Annotated[str, Field(pattern=_TABLE)]] = []
    files: dict[Annotated[str, Field(pattern=_FILE_OF_ENSEMBLE)], str]


@dataclass(frozen=True)
class Kind:
    """What is particular to one kind of folder."""

    noun: str
    about: str  # the file that says what the folder is
    format: int
    says: str  # what that file says under ``kind``
    model: type[BaseModel]  # what else it must say, so that code behind ``folder.about`` need not look again
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
    format=2,
    says="glasshouse run",
    model=_AboutRun,
    tables=tables_of_run,
    made_by="glasshouse run",
)
COMPARISON = Kind(
    noun="comparison",
    about="comparison.json",
    format=1,
    says="glasshouse comparison",
    model=_AboutComparison,
    tables=_listed,
    made_by="glasshouse compare",
    sides=SIDES,
)
ENSEMBLE = Kind(
    noun="ensemble",
    about="ensemble.json",
    format=1,
    says="glasshouse ensemble",
    model=_AboutEnsemble,
    tables=_listed,
    made_by="glasshouse run --seeds",
    step="seed",
)
KINDS = (RUN, COMPARISON, ENSEMBLE)
