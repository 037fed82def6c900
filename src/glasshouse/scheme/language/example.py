"""Examples that a scheme carries as its own tests: a file, and what the rules must make of it."""

from typing import Annotated

from pydantic import Field

from glasshouse.base.evidence import Number, Part
from glasshouse.base.forms import Form
from glasshouse.base.units import Day

Entry = Annotated[
    str,
    Form(
        "[a-z][a-z0-9_.]*(@[a-z][a-z0-9_.]*)?( [x×] ?[1-9][0-9]?)?( after [0-9]{1,3} months?)?"
        r"( \((wrong|new)\))?",
        "is no record of a file. Write for example 'credit.payment_late', 'traffic.ticket x3', "
        "'order.littering@village.committee', 'credit.default after 14 months' or 'traffic.ticket (wrong)'",
    ),
    Field(description="A record: 'credit.payment_late', 'traffic.ticket x3', 'credit.default after 14 months'."),
]


class Example(Part):
    """A file, who holds it, and what the rules must make of it."""

    about: str | None = None
    file: tuple[Entry, ...] = ()
    traits: dict[str, str] = Field(default_factory=dict, description="Levels of traits, where they matter.")
    savings: Annotated[Number, Field(ge=0, le=25)] = Field(default=1, description="Months of outgoings saved.")
    work: str = "employed"
    debt: str = "none"
    date: Day | None = Field(
        default=None, description="The rules are those of this month; left out, those that the scheme began with."
    )
    months: Annotated[int, Field(ge=0, le=1200)] = Field(default=0, description="Since the scheme began.")
    friends: int | None = Field(default=None, description="The friends' mean score.")
    on: tuple[str, ...] = Field(default=(), description="Lists of other schemes that one is on.")
    score: int | None = None
    grade: str | None = None
    lists: tuple[str, ...] | None = None
    refused: tuple[str, ...] | None = Field(default=None, description="All services that are refused.")
