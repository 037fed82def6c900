"""Something that a published text says, and where: what every clause of a scheme has in common."""

import re
from typing import Annotated

from pydantic import Field

from glasshouse.base.evidence import Number, Part
from glasshouse.base.forms import Form
from glasshouse.base.units import Day
from glasshouse.consequence.model import Status

Points = Annotated[int, Field(strict=True, ge=-10_000, le=10_000)]
ID = Form(
    "[A-Za-z0-9][A-Za-z0-9-]*",
    "is no id: letters, digits and '-', at most 60 of them, and no '-' in front",
    60,
    lambda text: re.sub("[^A-Za-z0-9]+", "-", text).strip("-"),
)
Id = Annotated[str, ID]
Between = Annotated[
    tuple[Number, Number] | None,
    Field(description="Lowest and highest plausible value of a number that no text gives (status: assumed)."),
]


class Placed(Part):
    """Something that may say where it is published."""

    cite: str | None = Field(default=None, description="Key of the scheme's bibliography.")
    clause: str | None = Field(default=None, description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How it is known.")
    assumed: Between = None
    note: str | None = None


class Cited(Part):
    """A rule with its place in the published text."""

    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the rule is known.")
    assumed: Between = None
    note: str | None = None


class Dated(Part):
    """Something that may begin after the scheme does, or end before it."""

    from_: Day | None = Field(default=None, alias="from", description="The first month in which it holds.")
    until: Day | None = Field(default=None, description="The first month in which it holds no longer.")


def month_number(day: str) -> int:
    """Months from January of the year 0 to the month in which a date lies; a bare year is its January.

    >>> month_number("2016-01-05") - month_number("2015")
    12
    """
    year, month = (day[:4], day[5:7] or "1")
    return int(year) * 12 + int(month) - 1
