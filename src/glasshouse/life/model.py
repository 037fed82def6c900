"""What a conduct and a service are, and how a livelihood runs: what an author of the catalogue writes."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse.base.evidence import Figure, Part, Positive, Rate, Share, Varies
from glasshouse.base.forms import Form

Dotted = Annotated[
    str,
    Form(
        r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+",
        "is no id here: at most 60 small letters, digits and '_', with a '.' after the domain, as 'traffic.red_light'",
        60,
    ),
]
Job = Literal["employed", "unemployed"]


class InView(Part):
    """A source in whose view a share of the occasions of a conduct lies."""

    source: str
    share: Annotated[float, Field(gt=0, le=1)] = 1.0


class Due(Part):
    """A conduct whose occasion is scheduled rather than random: it falls due every so many months."""

    every: Annotated[int, Field(ge=1, le=12, description="Months between two occasions.")] = 1
    month: Annotated[int, Field(ge=1, le=12, description="Calendar month, when it is due once a year.")] = 1
    chance: Share = Field(description="Chance that an occasion becomes this conduct, for an average person.")


class Effect(Part):
    """What an event does to the livelihood of the person."""

    money: Figure | None = Field(default=None, description="Change of savings, in months of one's usual outgoings.")
    strain: Figure | None = Field(default=None, description="Change of strain, on the scale from 0 to 1.")
    job: Job | None = Field(default=None, description="The state of work it leads to, for those who seek work.")
    debt: str | None = Field(default=None, description="The debt stage it leads to.")


class Conduct(Part):
    """Something a subject may do or undergo that a scheme may look at."""

    id: Dotted
    number: Annotated[int, Field(ge=1, le=9999, description="Its address in draws; for ever, never used again.")]
    title: str
    domain: str
    meaning: str = Field(description="One sentence a lawyer could apply.")
    lawful: bool
    per_1000_a_year: Rate | None = Field(default=None, description="Events per 1,000 adults a year.")
    due: Due | None = None
    varies: tuple[Varies, ...] = ()
    temper: Share | None = Field(
        default=None,
        description="How far it follows a person's inclination to misconduct (0 not at all, 1 fully).",
    )
    hardship: Rate | None = Field(default=None, description="At full strain it is (1 + this) times as likely.")
    deterred: Share | None = Field(
        default=None, description="Share that a certain, fully known and severe sanction would prevent."
    )
    encouraged: Rate | None = Field(
        default=None,
        description="At a certain, fully known and large reward it is (1 + this) times as likely.",
    )
    chilled: Share | None = Field(
        default=None, description="Lawful conduct only: share that disappears when a scheme counts it."
    )
    then: Effect | None = Field(default=None, description="What doing it does to the livelihood.")
    seen_by: tuple[InView, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def has_one_way_to_occur(self) -> Self:
        if self.per_1000_a_year is not None and self.due is not None:
            raise ValueError(
                "has both 'per_1000_a_year' and 'due'. Keep one (or neither, if the debt ladder makes it)."
            )
        return self

    @model_validator(mode="after")
    def shares_of_view_fill_the_whole(self) -> Self:
        total = sum(view.share for view in self.seen_by)
        if abs(total - 1) > 1e-6:
            raise ValueError(f"seen_by: the shares add up to {total:g}, not 1.")
        return self

    @model_validator(mode="after")
    def only_lawful_conduct_is_chilled(self) -> Self:
        if self.chilled is not None and not self.lawful:
            raise ValueError("'chilled' is for lawful conduct; unlawful conduct is 'deterred'.")
        return self


class Service(Part):
    """What one may be granted or refused."""

    id: Dotted
    number: Annotated[int, Field(ge=1, le=9999)]
    title: str
    domain: str
    meaning: str
    per_1000_a_year: Rate = Field(description="Requests per 1,000 adults a year.")
    varies: tuple[Varies, ...] = ()
    asked_by: Literal["everyone", "employed", "unemployed", "indebted", "debt-free"] = "everyone"
    if_granted: Effect | None = None
    if_refused: Effect | None = None


class Stage(Part):
    """One stage of being in debt, and the ways out of it."""

    id: str
    title: str
    falls_into: str | None = None
    falls: Share | None = Field(default=None, description="Chance a month of falling to the next stage, unstrained.")
    hardship: Rate | None = Field(default=None, description="At full strain falling is (1 + this) times as likely.")
    conduct: str | None = Field(default=None, description="The conduct that falling is.")
    cures_into: str | None = None
    cures: Share | None = Field(default=None, description="Chance a month of curing, with savings.")
    burden: Share | None = Field(default=None, description="At full strain curing is (1 - this) times as likely.")
    needs_savings: Figure | None = Field(default=None, description="Months of outgoings that curing takes.")
    cure_conduct: str | None = Field(default=None, description="The conduct that curing is.")


class Livelihood(Part):
    """Income, savings, strain, work and debt: how means follow from what happens."""

    kind: Literal["person", "firm"] = Field(
        default="person", description="Whose catalogue it is. What is said of income fifths is, of firms, of sizes."
    )
    money_unit: Literal["a tenth of a month's outgoings"]
    starting_savings: dict[str, Figure] = Field(description="Months of outgoings saved at the start, by income fifth.")
    saving_rate: dict[str, Figure] = Field(description="Share of income saved when in work, by income fifth.")
    active: dict[str, Share] = Field(description="Share of each age band that works or seeks work.")
    jobless_at_start: Share
    job_loss: Share = Field(description="Chance a month of losing one's work.")
    job_found: Share = Field(description="Chance a month of finding work, if no post is refused.")
    job_found_listed: Share = Field(description="The same for a person on a list or in a grade that posts are refused.")
    dismissed_listed: Share = Field(description="Extra chance a month of losing one's work while under sanction.")
    income_listed: Share = Field(description="Share of income that a person under sanction loses.")
    jobless_income: Share = Field(description="Income without work, as a share of that in work.")
    strain_of_joblessness: Share
    strain_of_poverty: Share = Field(description="Strain a month when savings are below one month.")
    strain_of_sanction: Share
    strain_fades: Share = Field(description="Share of strain that goes each month.")
    poverty_line: Rate = Field(description="Months of outgoings below which savings count as poverty.")
    spends_back: Share = Field(description="Share of the savings above one's usual level that is spent each month.")
    points_that_deter: Positive = Field(description="Points lost that are felt as a severe sanction.")
    points_that_reward: Positive = Field(description="Points gained that are felt as a large reward.")
    eager_to_repair: Rate = Field(description="Times as much a reward draws those under sanction.")
    in_debt_at_start: dict[str, Share] = Field(description="Share with a loan, by income fifth.")
    repayment: Figure = Field(description="Monthly payment of a loan, in months of outgoings.")
    stages: tuple[Stage, ...] = Field(min_length=2, max_length=7)
