"""Where a number comes from: a published source, or an assumption with its range."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, model_validator

Number = StrictInt | StrictFloat
Known = Literal["found", "derived", "recalled"]


class Part(BaseModel):
    """A piece of what an author writes: no unknown keys, no later changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Part):
    """Something that carries its evidence, or says that it is assumed and within which range."""

    evidence: str | None = Field(
        default=None, description="'key' or 'key: where in it'; the key stands in bibliography.yaml."
    )
    assumed: tuple[Number, Number] | None = Field(
        default=None,
        description="Lowest and highest plausible value; sensitivity analysis varies exactly these.",
    )
    note: str | None = Field(default=None, description="How the value follows from the source, in a sentence.")

    @model_validator(mode="after")
    def says_where_it_comes_from(self) -> Self:
        if (self.evidence is None) == (self.assumed is None):
            raise ValueError("needs either 'evidence: KEY' or 'assumed: [low, high]', and not both.")
        if self.assumed is not None and self.assumed[0] > self.assumed[1]:
            raise ValueError(f"assumed range {list(self.assumed)} is upside down: write [low, high].")
        return self


class Figure(Sourced):
    """One number and where it comes from."""

    value: Number

    @model_validator(mode="after")
    def lies_in_its_own_range(self) -> Self:
        if self.assumed is not None and not self.assumed[0] <= self.value <= self.assumed[1]:
            raise ValueError(f"value {self.value} lies outside its own assumed range {list(self.assumed)}.")
        return self


class Share(Figure):
    """A figure between 0 and 1."""

    value: Annotated[Number, Field(ge=0, le=1)]


class Rate(Figure):
    """A figure that is not negative."""

    value: Annotated[Number, Field(ge=0)]


class Positive(Figure):
    """A figure above 0."""

    value: Annotated[Number, Field(gt=0)]


class Varies(Sourced):
    """How a rate differs between the levels of a trait: the factor on the rate of each level.

    Several traits with commas between them (``sex, age``) vary together: their levels are combinations, such as
    ``female, 18-29``.

    Factors are relative to each other: they are rescaled so that the mean over the world's people is 1.
    Under ``assumed: [low, high]`` the range is that of a power to which all factors may be raised
    (0 = no difference, 1 = as written).
    """

    trait: str
    times: dict[str, Annotated[Number, Field(ge=0)]] = Field(
        min_length=1, description="Factor per level; a level that is not named has 1."
    )


def walk_sourced(
    part: object, where: tuple[str | int, ...] = (), label: str = ""
) -> Iterator[tuple[tuple[str | int, ...], str, Sourced]]:
    """Everything in ``part`` that carries its evidence: (path in the file, label, the part itself).

    The path counts the entries of a list, the label names them by their ``id`` or ``trait``: the label
    ``conducts/traffic.ticket/varies/age`` stays true when the list grows.

    >>> parts = [Varies(trait="sex", times={"female": 0.5}, evidence="spp-2019")]
    >>> [(where, label) for where, label, _ in walk_sourced(parts, label="varies")]
    [((0,), 'varies/sex')]
    """
    if isinstance(part, Sourced):
        yield where, label, part
    for key, name, value in _inside(part):
        yield from walk_sourced(value, (*where, key), f"{label}/{name}".lstrip("/"))


def _inside(part: object) -> Iterator[tuple[str | int, object, object]]:
    """(key, name, value) of what ``part`` directly holds."""
    if isinstance(part, BaseModel):
        for field in type(part).model_fields:
            yield field, field, getattr(part, field)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield key, key, value
    elif isinstance(part, (list, tuple)):
        for at, value in enumerate(part):
            yield at, getattr(value, "id", getattr(value, "trait", at)), value
