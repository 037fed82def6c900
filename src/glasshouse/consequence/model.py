"""What follows from a grade or a list: which service is refused or made better."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse.evidence import Figure, Known, Part


class When(Part):
    """The grades or the list that a consequence is for."""

    grade: tuple[str, ...] | None = None
    list: str | None = None

    @model_validator(mode="before")
    @classmethod
    def one_grade_is_a_list_of_one(cls, values: object) -> object:
        if isinstance(values, dict) and isinstance(values.get("grade"), str):
            return {**values, "grade": [values["grade"]]}
        return values

    @model_validator(mode="after")
    def names_one_thing(self) -> Self:
        if (self.grade is None) == (self.list is None):
            raise ValueError("needs either 'grade' or 'list', and not both.")
        return self


class Better(Part):
    """A service made better: what each grant is worth more."""

    gain: Figure = Field(description="Worth of one grant, in months of one's usual outgoings.")


class Consequence(Part):
    """One consequence: for whom, on which service, what."""

    when: When
    service: str | None = None
    effect: Literal["refuse"] | Better | None = None
    inspected: Annotated[float, Field(gt=0, le=10)] | None = Field(
        default=None, description="Closer inspection: sources record this many times as much (never above all)."
    )
    cite: str
    clause: str
    status: Known | Literal["assumed", "article"] = "found"
    note: str | None = None

    @model_validator(mode="after")
    def does_one_thing(self) -> Self:
        if (self.inspected is None) == (self.service is None):
            raise ValueError("needs either 'service' with 'effect', or 'inspected'.")
        if (self.service is None) != (self.effect is None):
            raise ValueError("'service' and 'effect' belong together.")
        return self
