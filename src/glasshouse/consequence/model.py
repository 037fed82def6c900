"""What follows from a grade or a list: which service is refused or made better."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Figure, Known, Number, Part, Positive, Rate
from glasshouse.base.units import Day
from glasshouse.base.yamlfile import Names

Status = Known | Literal["assumed", "article"]
"""How a rule is known: read in a source, computed from one, recalled, assumed, or told by an article only."""


class When(Part):
    """The grades or the list that a consequence is for."""

    grade: Annotated[Names, Field(min_length=1)] | None = None
    list: str | None = None
    off_list: str | None = Field(default=None, description="A list that one is not on, such as one of known borrowers.")

    @model_validator(mode="after")
    def names_one_thing(self) -> Self:
        if sum(one is not None for one in (self.grade, self.list, self.off_list)) != 1:
            raise ValueError("needs one of 'grade', 'list' and 'off_list', and not several.")
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
    by: str | None = Field(default=None, description="The body that applies it.")
    gives_up_after: Rate | None = Field(
        default=None, description="Months under sanction after which nobody asks any more, having been refused."
    )
    tries: Positive | None = Field(
        default=None, description="Refusals that published counts hold per request refused here; it changes no life."
    )
    from_: Day | None = Field(default=None, alias="from", description="The first month in which it holds.")
    until: Day | None = Field(default=None, description="The first month in which it holds no longer.")
    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the consequence is known.")
    assumed: tuple[Number, Number] | None = Field(default=None, description="The range of an assumed number.")
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
