"""Scores that are more than one sum: sub-accounts, and weighted factors."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from glasshouse.base.evidence import Number, Part, Share
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.placed import Id, Placed, Points

FACTOR = (0, 100)  # the scale of a factor that has a weight


class Account(Placed):
    """A part of the score with ends of its own: what it lacks cannot be made up elsewhere.

    Without ``weight`` it is a sub-account: its points are points of the score. With ``weight`` it is a factor on a
    scale from 0 to 100, and the score moves by ``weight`` times the whole scale from its foot to its top.
    """

    id: Id
    title: str
    start: Points = 0
    lowest: Points = 0
    highest: Points | None = None
    weight: Share | None = Field(default=None, description="Its part of the whole score; all weights add up to 1.")
    inputs: tuple[Input, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def begins_on_its_scale(self) -> Self:
        low, high = self.ends
        if self.weight is not None and (self.lowest != 0 or self.highest not in (None, 100)):
            raise ValueError("has a weight, so it runs from 0 to 100: leave 'lowest' and 'highest' out.")
        if not low <= self.start or (high is not None and self.start > high):
            ends = f"is no lower than {low}" if high is None else f"runs from {low} to {high}"
            raise ValueError(f"start {self.start} lies off the account, which {ends}.")
        return self

    @property
    def ends(self) -> tuple[int, int | None]:
        """The lowest and highest that it can hold, in its own points; no highest if it is open."""
        return FACTOR if self.weight is not None else (self.lowest, self.highest)


class Scaled(Part):
    """A score that counts odds: so many points double them (Siddiqi 2006, *Credit Risk Scorecards*, ch. 6)."""

    at: Points = Field(description="The score that stands for 'odds'.")
    odds: Annotated[Number, Field(gt=0)] = Field(description="Good to bad at that score, such as 50.")
    doubles_every: Annotated[Number, Field(gt=0)] = Field(description="Points that double the odds (PDO).")
