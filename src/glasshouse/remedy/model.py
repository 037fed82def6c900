"""The ways back that a scheme offers: having a wrong record struck, or making good."""

from typing import Annotated

from pydantic import Field

from glasshouse.base.evidence import Number, Part, Share
from glasshouse.base.units import Frequency, Span
from glasshouse.consequence.model import Status


class Appeal(Part):
    """Contesting a record."""

    window: Span = Field(description="How long after notice a record may be contested.")
    decided_in: Span = Field(description="How long the decision takes.")
    contested: Share = Field(description="Share of people who, knowing of a wrong record, contest it.")
    contested_if_right: Share = Field(description="Share of people who contest a record that is right.")
    struck_if_wrong: Share = Field(description="Chance that a contested wrong record is struck.")
    struck_if_right: Share = Field(description="Chance that a contested right record is struck all the same.")
    offline: Share = Field(description="Factor on contesting for people without internet access.")
    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the terms are known.")
    note: str | None = None


class Repair(Part):
    """Making good: a conduct that gives points back."""

    by: str = Field(description="A conduct of the catalogue, such as 'community.volunteering'.")
    gives: Annotated[int, Field(gt=0, le=10_000, strict=True)]
    account: str | None = Field(default=None, description="The account that the points go to.")
    at_most: Frequency | None = Field(default=None, description="Such as '20 per year': records counted in that time.")
    lasts: Span = Field(description="How long it counts: '5y', '24 months' or 'forever'.")
    lasts_status: Status | None = Field(default=None, description="How 'lasts' is known, if not as the rest.")
    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the rule is known.")
    assumed: tuple[Number, Number] | None = Field(default=None, description="The range of an assumed number.")
    note: str | None = None
