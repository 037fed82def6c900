"""What follows from a grade or a list: which service is refused or made better."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from glasshouse.errors import no_such
from glasshouse.evidence import Figure, Known, Part
from glasshouse.yamlfile import Names

Status = Known | Literal["assumed", "article"]
"""How a rule is known: read in a source, computed from one, recalled, assumed, or told by an article only."""


class When(Part):
    """The grades or the list that a consequence is for."""

    grade: Annotated[Names, Field(min_length=1)] | None = None
    list: str | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> Self:
        if (self.grade is None) == (self.list is None):
            raise ValueError("needs either 'grade' or 'list', and not both.")
        return self


class Better(Part):
    """A service made better: what each grant is worth more."""

    gain: Figure = Field(description="Worth of one grant, in months of one's usual outgoings.")


def an_effect(value: object) -> object:
    """The value, unless it is a word other than ``refuse``."""
    if isinstance(value, str) and value != "refuse":
        raise ValueError(f"{no_such('an effect', value, ['refuse'])} A service made better has '{{gain: ...}}'.")
    return value


class Consequence(Part):
    """One consequence: for whom, on which service, what."""

    when: When
    service: str | None = Field(default=None, description="A service of the catalogue, such as 'travel.flight'.")
    effect: Annotated[Literal["refuse"] | Better | None, BeforeValidator(an_effect)] = None
    inspected: Annotated[float, Field(gt=0, le=10)] | None = Field(
        default=None,
        description="Closer inspection: sources record this many times as much (never above all).",
    )
    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the consequence is known.")
    note: str | None = None

    @model_validator(mode="after")
    def does_one_thing(self) -> Self:
        if (self.inspected is None) == (self.service is None):
            raise ValueError("needs either 'service' with 'effect', or 'inspected'.")
        if (self.service is None) != (self.effect is None):
            raise ValueError("'service' and 'effect' belong together.")
        return self

    @property
    def refuses(self) -> bool:
        """Whether it refuses a service."""
        return self.effect == "refuse"
