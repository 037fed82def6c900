"""What a world is: regions, kinds of neighbourhood, and the aggregate tables that people are made from."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Figure, Number, Part, Share, Sourced, Varies
from glasshouse.base.forms import Form
from glasshouse.base.units import Month
from glasshouse.population.people import TRAITS, several, wrong_level, wrong_trait
from glasshouse.population.tables import known_code

Id = Annotated[
    str,
    Form(
        "[a-z0-9][a-z0-9-]*",
        "is no id: small letters, digits and '-', at most 60 of them, and no '-' in front",
        60,
        lambda text: re.sub("[^a-z0-9]+", "-", text.lower()).strip("-"),
    ),
]


def known_trait(name: str) -> str:
    """``name``, if it is a trait; a ``ValueError`` says what was meant if it is none."""
    if name not in TRAITS:
        raise ValueError(no_such("a trait", name, TRAITS))
    return name


def known_traits(name: str) -> str:
    """``name``, if it is a trait or several such as ``sex, age``; else a ``ValueError``."""
    wrong = wrong_trait(name, TRAITS)
    if wrong is not None:
        raise ValueError(wrong)
    return name


def check_levels(trait: str, levels: dict[str, object]) -> None:
    """Refuse a level that ``trait``, or several together, do not have, with a ``ValueError``."""
    for level in levels:
        wrong = wrong_level(trait, level, TRAITS)
        if wrong is not None:
            raise ValueError(wrong)


def known_levels(where: dict[str, str]) -> dict[str, str]:
    """``where``, if it names levels of traits; else a ``ValueError``."""
    for trait, level in where.items():
        known_trait(trait)
        check_levels(trait, {level: None})
    return where


Trait = Annotated[str, AfterValidator(known_trait)]
Traits = Annotated[str, AfterValidator(known_traits)]
Where = Annotated[dict[str, str], AfterValidator(known_levels)]


class Region(Part):
    """A part of the world with census margins of its own."""

    id: Id
    title: str
    code: Annotated[
        str,
        Form("[0-9]{6}", "is no code of a region, which has six digits, such as '370000', in quotes"),
        Field(description="Row of the census tables, as GB/T 2260 code."),
        AfterValidator(known_code),
    ]


class Tilt(Varies):
    """Which levels of a trait are over- or under-represented: factors on their odds before the margins."""

    trait: Trait

    @model_validator(mode="after")
    def names_levels_of_its_trait(self) -> Self:
        check_levels(self.trait, dict(self.times))
        return self


class Association(Tilt):
    """A tilt among the people who have certain levels of other traits, wherever they live."""

    where: Where = Field(min_length=1, description="Levels of other traits, such as {migrant: migrant}.")

    @model_validator(mode="after")
    def speaks_of_other_traits(self) -> Self:
        if self.trait in self.where:
            raise ValueError(f"'where' holds {self.trait!r}, the trait that is tilted. Name other traits.")
        return self


class Neighbourhood(Part):
    """A kind of neighbourhood: who tends to live there."""

    id: Id
    title: str
    settlement: Literal["urban", "rural"]
    share: Share = Field(description="Share of the people of this settlement that live in such neighbourhoods.")
    tilts: tuple[Tilt, ...] = Field(default=(), description="Which levels are over- or under-represented here.")

    @model_validator(mode="after")
    def tilts_no_settlement(self) -> Self:
        if any(tilt.trait == "settlement" for tilt in self.tilts):
            raise ValueError(f"tilts: everyone here is {self.settlement}; leave out the tilt of 'settlement'.")
        return self


class Margin(Sourced):
    """A margin of the world's own: shares of the levels of a trait, in every region.

    Without ``where`` it takes the place of what the tables give for this trait; with ``where`` it is asked
    beside the others. Several traits with commas between them (``sex, age``) have a joint table, of shares of their
    combinations (``female, 18-29``).
    """

    trait: Traits
    shares: dict[str, Annotated[Number, Field(ge=0, le=1)]] = Field(description="Levels not named have none.")
    where: Where = Field(default_factory=dict, description="Levels of other traits that it holds for.")

    @model_validator(mode="after")
    def shares_out_the_levels_of_its_trait(self) -> Self:
        check_levels(self.trait, dict(self.shares))
        if abs(sum(self.shares.values()) - 1) > 1e-6:
            raise ValueError(f"the shares add up to {sum(self.shares.values()):g}, not 1.")
        named = several(self.trait)
        if set(named) & self.where.keys() or (named == ["settlement"] and self.where):
            raise ValueError("'where' must name other traits, and none for 'settlement'.")
        if "settlement" in named[1:] or (named[0] == "settlement" and len(named) > 1):
            raise ValueError("'settlement' has a margin of its own; write the others once for each under 'where'.")
        return self


class MeanHousehold(Figure):
    """The mean number of people of a household."""

    value: Annotated[Number, Field(ge=1, le=6)]


class Spread(Figure):
    """A coefficient of variation."""

    value: Annotated[Number, Field(ge=0, le=3)]


class World(Part):
    """A synthetic society, made from aggregate tables alone."""

    id: Id
    title: str
    people: Annotated[int, Field(gt=0)]
    begins: Annotated[Month, Field(description="First month, as YYYY-MM.")]
    about: str
    regions: tuple[Region, ...] = Field(min_length=1, max_length=64)
    neighbourhoods: tuple[Neighbourhood, ...] = Field(min_length=1, max_length=16)
    associations: tuple[Association, ...] = Field(default=(), description="Which traits go together.")
    margins: tuple[Margin, ...] = ()
    moves: Share | None = Field(
        default=None, description="Share of people who spend a year in another neighbourhood; only rules by place ask."
    )
    mean_household: MeanHousehold | None = Field(default=None, description="People per household; default: the census.")
    one_person_households: Share | None = Field(
        default=None, description="Share of households of one person; default: what goes with the mean."
    )
    temper_spread: Spread = Field(
        description="Coefficient of variation of the inclination to misconduct in a stratum (gamma-shaped)."
    )

    @model_validator(mode="after")
    def kinds_of_neighbourhood_share_out_each_settlement(self) -> Self:
        for settlement in ("urban", "rural"):
            shares = [float(kind.share.value) for kind in self.neighbourhoods if kind.settlement == settlement]
            if shares and abs(sum(shares) - 1) > 1e-6:
                raise ValueError(f"neighbourhoods: the {settlement} shares add up to {sum(shares):g}, not 1.")
        return self

    @model_validator(mode="after")
    def households_can_have_their_mean(self) -> Self:
        if self.one_person_households is None:
            return self
        if self.mean_household is None:
            raise ValueError("one_person_households: needs 'mean_household' beside it.")
        alone, mean = float(self.one_person_households.value), float(self.mean_household.value)
        if mean < 2 - alone:
            raise ValueError(
                f"one_person_households: if a share of {alone:g} has one person and all others two or more, their mean "
                f"is at least {2 - alone:g}, and 'mean_household' is {mean:g}."
            )
        return self

    @model_validator(mode="after")
    def every_id_is_used_once(self) -> Self:
        for noun, parts in (("regions", self.regions), ("neighbourhoods", self.neighbourhoods)):
            ids = [part.id for part in parts]
            for one in ids:
                if ids.count(one) > 1:
                    raise ValueError(f"{noun}: the id {one!r} is used {ids.count(one)} times. Keep one.")
        return self
