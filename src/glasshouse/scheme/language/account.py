"""Scores that are more than one sum: sub-accounts, weighted factors, and what besides records feeds them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse.base.evidence import Number, Part, Share
from glasshouse.scheme.forms.placed import Id, Placed, Points

Standing = Literal["employed", "unemployed", "not seeking"]
KINDS_OF_INPUT = ("savings", "work", "debt", "months", "friends")
FACTOR = (0, 100)  # the scale of a factor that has a weight
Gain = Annotated[Number, Field(ge=-10_000, le=10_000)]


class Input(Placed):
    """What feeds an account besides records: exactly one of a trait, savings, work, debt, time, or friends."""

    trait: str | None = Field(
        default=None,
        description="A trait of the world, or several such as 'sex, age'; 'points' then gives them by level "
        "('female, 18-29').",
    )
    points: dict[str, Gain] | None = Field(default=None, description="Points by level; a level not named has 0.")
    savings: Gain | None = Field(default=None, description="Points per month of outgoings that one has saved.")
    work: dict[Standing, Gain] | None = Field(default=None, description="Points by standing at work.")
    debt: dict[str, Gain] | None = Field(default=None, description="Points by stage of debt, as in livelihood.yaml.")
    months: Gain | None = Field(default=None, description="Points per month since the scheme began.")
    friends: Gain | None = Field(
        default=None,
        description="Points per hundredth of the scale that the friends' mean score of last month lies above its foot.",
    )
    at_most: Annotated[Number, Field(gt=0, le=10_000)] | None = Field(
        default=None, description="The most that savings, months or friends can give."
    )

    @model_validator(mode="after")
    def is_one_thing(self) -> Self:
        kinds = [self.trait, self.savings, self.work, self.debt, self.months, self.friends]
        if sum(one is not None for one in kinds) != 1:
            raise ValueError("needs exactly one of 'trait', 'savings', 'work', 'debt', 'months' and 'friends'.")
        if (self.trait is None) != (self.points is None):
            raise ValueError("'trait' and 'points' belong together.")
        if self.at_most is not None and self.savings is None and self.months is None and self.friends is None:
            raise ValueError("'at_most' limits savings, months or friends; leave it out here.")
        return self


def input_name(fed: Input) -> str:
    """What an input feeds an account from, in a word."""
    return fed.trait or next(kind for kind in KINDS_OF_INPUT if getattr(fed, kind) is not None)


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
