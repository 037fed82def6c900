"""What a world is: regions, kinds of neighbourhood, and the aggregate tables that people are generated from."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from glasshouse.evidence import Figure, Part, Rate, Share, Sourced, Varies

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]


class Region(Part):
    """A part of the world with census margins of its own."""

    id: Id
    title: str
    code: Annotated[str, Field(pattern=r"^\d{6}$", description="Row of the census tables, as GB/T 2260 code.")]


class Neighbourhood(Part):
    """A kind of neighbourhood: who tends to live there."""

    id: Id
    title: str
    settlement: Annotated[str, Field(pattern="^(urban|rural)$")]
    share: Share = Field(description="Share of the people of this settlement that live in such neighbourhoods.")
    tilts: tuple[Varies, ...] = Field(default=(), description="Which levels are over- or under-represented here.")


class Margin(Sourced):
    """A margin that no census table gives for this region: shares of the levels of one trait."""

    trait: str
    shares: dict[str, Annotated[float, Field(ge=0, le=1)]]
    where: dict[str, str] = Field(default_factory=dict, description="Levels of other traits that it holds for.")


class World(Part):
    """A synthetic society, made from aggregate tables alone."""

    id: Id
    title: str
    people: Annotated[int, Field(gt=0)]
    begins: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$", description="First month, as YYYY-MM.")]
    about: str
    regions: tuple[Region, ...] = Field(min_length=1, max_length=64)
    neighbourhoods: tuple[Neighbourhood, ...] = Field(min_length=1, max_length=16)
    margins: tuple[Margin, ...] = ()
    mean_household: Figure | None = Field(default=None, description="People per household; default: the census.")
    temper_spread: Rate = Field(
        description="Coefficient of variation of the inclination to misconduct within a stratum (gamma-shaped)."
    )

    @model_validator(mode="after")
    def kinds_of_neighbourhood_share_out_each_settlement(self) -> Self:
        for settlement in ("urban", "rural"):
            shares = [float(kind.share.value) for kind in self.neighbourhoods if kind.settlement == settlement]
            if shares and abs(sum(shares) - 1) > 1e-6:
                raise ValueError(f"neighbourhoods: the {settlement} shares add up to {sum(shares):g}, not 1.")
        return self
