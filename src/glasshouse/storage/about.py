"""What the JSON in a folder says: one model for what is lived once, told for a run, a comparison and many of either.

It is read like any input. Beside each key stands a digest of what was written there, so that an edit by hand is
noticed and the key is named.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

from glasshouse.base.errors import either, quoted
from glasshouse.base.units import Day
from glasshouse.measure.apart import SIDES
from glasshouse.population.state import FILES
from glasshouse.scheme.forms.placed import Id
from glasshouse.scheme.library.system import MOST as MOST_SCHEMES

MOST_MONTHS = 1_200
MOST_PEOPLE = 1 << 32  # a person's number is a 32-bit word of every draw
MOST_SEED = (1 << 64) - 1
DIGESTS = "digests"

_NAME = "[A-Za-z0-9_-]+"
_TABLE = rf"{_NAME}(/{_NAME})?"
_FILE_OF_RUN = rf"(inputs|inputs/catalogue(-firms)?|tables|tables/[A-Za-z0-9-]+)/{_NAME}\.[a-z]+"
_FILE_OF_COMPARISON = rf"(inputs|tables)(/{_NAME})?/{_NAME}\.[a-z]+|[ab]/run\.json"
_FILE_OF_ENSEMBLE = rf"(inputs(/{_NAME}){{0,2}}|tables(/{_NAME})?)/{_NAME}\.[a-z]+"
_DIGITS = 16  # of the digest of a key, in hexadecimal: nobody is meant to be kept from forging one


def with_digests(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a JSON says, with a digest of each key."""
    return {**said, DIGESTS: {key: _digest(value) for key, value in said.items()}}


def edited(said: Mapping[str, Any], digests: object) -> list[str]:
    """The keys of a JSON that do not say what was written, in their order; those that are gone come last.

    >>> written = with_digests({"seed": 1, "months": 60})
    >>> digests = written.pop(DIGESTS)
    >>> edited(written, digests), edited({"seed": 2, "month": 60}, digests)
    ([], ['seed', 'month', 'months'])
    """
    known = digests if isinstance(digests, dict) else {}
    return [key for key in said if known.get(key) != _digest(said[key])] + [key for key in known if key not in said]


def _digest(value: object) -> str:
    """The same for values that are the same, however they are laid out in the file."""
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:_DIGITS]


def _places(records: int) -> int:
    """Take only as many records as some file holds."""
    if records not in FILES:
        raise ValueError(f"a file holds {either(map(str, FILES))} records.")
    return records


def _formed(pattern: str, what: str) -> AfterValidator:
    """Take only text of this form."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"is {quoted(text)}, but {what} belongs here.")
        return text

    return AfterValidator(check)


def _in_their_place(pattern: str) -> AfterValidator:
    """Take only names of files, or of tables, that lie where such a folder keeps them."""

    def check(names: Iterable[str]) -> Any:
        for name in names:
            if not re.fullmatch(pattern, name):
                raise ValueError(f"{quoted(name)} is nothing that lies in such a folder.")
        return names

    return AfterValidator(check)


Sha256 = Annotated[str, _formed("[0-9a-f]{64}", "a SHA-256 of 64 hexadecimal digits")]
Name = Annotated[str, _formed("[0-9a-f]{12}", "a name of 12 hexadecimal digits")]
Month = Annotated[str, _formed("[0-9]{4}-(0[1-9]|1[0-2])", "a month as YYYY-MM")]
Months = Annotated[int, Field(ge=1, le=MOST_MONTHS)]
Seconds = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
Who = Literal["people", "firms"]
Tables = Annotated[list[str], _in_their_place(_TABLE)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class _Change(_Part):
    path: str
    before: JsonValue
    after: JsonValue
    at: list[str | int]


class _Scheme(_Part):
    since: Annotated[int, Field(ge=0, le=MOST_MONTHS)] = 0
    id: Id
    title: str
    kind: Literal["person", "firm"]
    sha256: Sha256
    variant: str | None
    changes: dict[str, JsonValue]
    changed: list[_Change]
    region: list[str]
    share: Annotated[float, Field(ge=0, le=1)]
    in_force: Day | None
    until: Day | None
    months: Months
    begins: Month


class _World(_Part):
    id: Id
    title: str
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
    sha256: Sha256


class _Catalogue(_Part):
    sha256: Sha256


class _Engine(_Part):
    version: str
    sha256: Sha256


class _Machine(_Part):
    system: str
    processor: str
    cores: Count
    memory_bytes: Annotated[int, Field(ge=0)]
    python: str


class _Seat(_Part):
    """A scheme of the run of which a branch is one; see ``glasshouse.studies.handover.Seat``."""

    id: Id
    kind: Literal["person", "firm"]
    grades: Annotated[list[str], Field(max_length=8)]
    lists: Annotated[list[str], Field(max_length=8)]
    bins: Annotated[list[int], Field(min_length=2, max_length=2)]
    friends: bool
    span: Annotated[list[int], Field(min_length=2, max_length=2)]


class _Branch(_Part):
    run: Name
    at: Annotated[int, Field(ge=0, le=MOST_MONTHS)]
    begins: Month
    schemes: list[Id]
    before: Annotated[list[_Seat], Field(min_length=1, max_length=MOST_SCHEMES)]
    start: Sha256


class _Lived(_Part):
    """What is the same of a run and of both sides of a comparison: what is lived, how long, and by whom."""

    run: Name
    world: _World
    engine: _Engine
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)]
    months: Months
    follow: Count
    records: Annotated[int, AfterValidator(_places)]
    firms: Count
    dated: bool
    begins: Month
    branch: _Branch | None = None
    burn_in: Annotated[int, Field(ge=0, le=MOST_MONTHS)] = 0
    command: str
    created: str
    versions: dict[str, str]
    machine: _Machine

    @model_validator(mode="after")
    def branches_before_it_ends(self) -> Self:
        if self.branch is not None and self.branch.at >= self.months:
            raise ValueError(f"the branch begins after {self.branch.at} months, and all end after {self.months}.")
        return self

    @model_validator(mode="after")
    def counts_some_months(self) -> Self:
        if self.burn_in >= self.months:
            raise ValueError(f"the burn-in of {self.burn_in} months leaves none of {self.months} to count.")
        return self


class _OfSchemes(_Lived):
    """What is particular to one world: its schemes."""

    scheme: _Scheme
    schemes: Annotated[list[_Scheme], Field(min_length=1, max_length=MOST_SCHEMES)]
    reference: str
    catalogue: _Catalogue
    saves: list[Months] = []
    parts: dict[str, dict[str, float]] = {}

    @model_validator(mode="after")
    def schemes_fit_each_other(self) -> Self:
        ids = [one.id for one in self.schemes]
        if self.scheme != self.schemes[0]:
            raise ValueError("'scheme' is not the first of 'schemes'.")
        if len(set(ids)) < len(ids):
            raise ValueError(f"'schemes' names one of {', '.join(ids)} twice.")
        if any(one.since + one.months > self.months for one in self.schemes):
            raise ValueError(f"a scheme judges beyond the {self.months} months that are simulated.")
        if any(month >= self.months for month in self.saves):
            raise ValueError(f"'saves' names a month beyond the {self.months} that are simulated.")
        return self


class _OfFolder(_Part):
    """What is said of a folder as such."""

    kind: str
    format: int
    state: Literal["running", "complete"]
    seconds: Seconds | None = None
    seconds_living: Seconds | None = None


class AboutRun(_OfSchemes, _OfFolder):
    """What ``run.json`` says."""

    files: Annotated[dict[str, Sha256], _in_their_place(_FILE_OF_RUN)]


class _Side(_Part):
    name: Literal["a", "b"]
    reference: str
    title: str
    run: Name


class _Called(_Part):
    """What a world is called on a page about people, or about firms, and the grades that they have there."""

    title: str
    grades: list[str]


class _SideOfMany(_Side):
    about: _OfSchemes
    of: dict[Who, _Called]


class _OfBoth(_Lived):
    """What is particular to two worlds."""

    sides: Annotated[list[_Side], Field(min_length=2, max_length=2)]
    who: Annotated[list[Who], Field(min_length=1, max_length=2)]

    @model_validator(mode="after")
    def sides_are_a_and_b(self) -> Self:
        if tuple(side.name for side in self.sides) != SIDES:
            raise ValueError(f"'sides' are {' and '.join(SIDES)}, in this order.")
        if len(set(self.who)) < len(self.who):
            raise ValueError(f"'who' names {self.who[0]} twice.")
        return self


class AboutComparison(_OfBoth, _OfFolder):
    """What ``comparison.json`` says."""

    tables: Tables
    files: Annotated[dict[str, Sha256], _in_their_place(_FILE_OF_COMPARISON)]


class _OfMany(_OfFolder):
    """What is particular to many seeds."""

    seeds: Annotated[int, Field(ge=1, le=MOST_SEED)]
    tables: Tables
    method: str
    level: Annotated[float, Field(gt=0, lt=1)]
    files: Annotated[dict[str, Sha256], _in_their_place(_FILE_OF_ENSEMBLE)]


class AboutRuns(_OfSchemes, _OfMany):
    """What ``ensemble.json`` says of many runs."""

    of: Literal["run"]


class AboutComparisons(_OfBoth, _OfMany):
    """What ``ensemble.json`` says of many comparisons."""

    of: Literal["comparison"]
    sides: Annotated[list[_SideOfMany], Field(min_length=2, max_length=2)]  # type: ignore[assignment]

    @model_validator(mode="after")
    def sides_tell_of_everybody(self) -> Self:
        if any(set(side.of) != set(self.who) for side in self.sides):
            raise ValueError("'sides' do not tell 'of' just those whom 'who' names.")
        return self


def of_ensemble(said: Mapping[str, Any]) -> type[BaseModel]:
    """The model of an ``ensemble.json``."""
    return AboutComparisons if said.get("of") == "comparison" else AboutRuns
