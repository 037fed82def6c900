"""What a scheme may say: the rules of a social credit system, article by article."""

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from glasshouse.consequence.model import Consequence
from glasshouse.errors import no_such
from glasshouse.evidence import Known, Part, Share
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.units import Span

Points = Annotated[int, Field(strict=True, ge=-10_000, le=10_000)]
Status = Known | Literal["assumed", "article"]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=60)]
_FREQUENCY = re.compile(r"^(\d+) (?:per|a) (month|year)$")


def frequency(text: object) -> object:
    """(count, months) of a frequency such as ``1 per month`` or ``20 a year``."""
    if isinstance(text, str):
        found = _FREQUENCY.match(text.strip())
        if found and int(found[1]) > 0:
            return int(found[1]), 1 if found[2] == "month" else 12
        raise ValueError(f"{text!r} is not a frequency. Write for example '1 per month' or '20 per year'.")
    return text


AtMost = Annotated[tuple[int, int], BeforeValidator(frequency)]


class Cited(Part):
    """A rule with its place in the published text."""

    cite: str = Field(description="Key of the scheme's bibliography.")
    clause: str = Field(description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How the rule is known.")
    note: str | None = None


class Text(Part):
    """A published text that rules are taken from."""

    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    known: Known = "found"


class Subjects(Part):
    """Who is scored."""

    kind: Literal["person"] = "person"
    where: dict[str, str] = Field(default_factory=dict, description="Such as {age: 18+}.")


class Score(Part):
    """The scale."""

    start: Points
    lowest: Points
    highest: Points | None = None

    @model_validator(mode="after")
    def begins_on_its_scale(self) -> Self:
        if self.start < self.lowest or (self.highest is not None and self.start > self.highest):
            raise ValueError(f"start {self.start} lies off the scale {self.lowest} to {self.highest}.")
        return self


class Grade(Part):
    """A band of scores."""

    id: Id
    title: str | None = None
    from_: Points | None = Field(default=None, alias="from")
    below: Points | None = None
    status: Status = "found"
    cite: str | None = None
    note: str | None = None


class Rule(Cited):
    """What a record of a conduct is worth."""

    conduct: str
    points: Points = 0
    at_most: AtMost | None = None
    lasts: Span = Field(description="How long it counts: '5y', '24 months' or 'forever'.")
    grade_at_most: Id | None = Field(default=None, description="The best grade one may hold while it counts.")


class Clean(Cited):
    """Points for time without a record that takes points away."""

    months: Annotated[int, Field(ge=1, le=60)]
    points: Annotated[Points, Field(gt=0)]


class Leave(Part):
    """How one leaves a list early."""

    conduct: str


class Enter(Part):
    """What puts a subject on a list: a record of a conduct, or a grade."""

    conduct: tuple[str, ...] | None = None
    grade: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def one_conduct_is_a_list_of_one(cls, values: object) -> object:
        if isinstance(values, str):
            return {"conduct": [values]}
        if isinstance(values, dict) and isinstance(values.get("conduct"), str):
            return {**values, "conduct": [values["conduct"]]}
        return values

    @model_validator(mode="after")
    def has_one_ground(self) -> Self:
        if (self.conduct is None) == (self.grade is None):
            raise ValueError("needs either 'conduct' or 'grade', and not both.")
        return self


class ListRule(Cited):
    """A list: who enters, for how long, how one leaves."""

    id: Id
    title: str
    enter: Enter
    stays: Span | None = Field(default=None, description="How long, if entered by a conduct.")
    leave: Leave | None = None
    public: bool = True

    @model_validator(mode="after")
    def ends_somehow(self) -> Self:
        if self.enter.conduct is not None and self.stays is None:
            raise ValueError("entered by a conduct, so it needs 'stays' (for example '2y' or 'forever').")
        if self.enter.grade is not None and (self.stays is not None or self.leave is not None):
            raise ValueError("entered by a grade, so it ends with the grade: leave out 'stays' and 'leave'.")
        return self


class NotEncoded(Part):
    """A published clause that is left out, and why."""

    clause: str
    cite: str
    why: str


class Visible(Part):
    """Who may see what."""

    score: tuple[str, ...] = ("self",)
    lists: Literal["public", "partners", "nobody"] = "public"


class Scheme(Part):
    """The rules of one social credit system."""

    id: Id
    title: str
    about: str
    in_force: str | None = None
    subjects: Subjects = Subjects()
    bibliography: dict[str, Text] = Field(default_factory=dict)
    known_to: Share | None = Field(default=None, description="Share of subjects who know of the scheme.")
    score: Score | None = None
    grades: tuple[Grade, ...] = Field(default=(), max_length=8, description="Best first.")
    rules: tuple[Rule, ...] = ()
    clean: Clean | None = None
    lists: tuple[ListRule, ...] = Field(default=(), max_length=4)
    consequences: tuple[Consequence, ...] = ()
    repair: tuple[Repair, ...] = ()
    appeal: Appeal | None = None
    visible: Visible = Visible()
    not_encoded: tuple[NotEncoded, ...] = ()

    @model_validator(mode="after")
    def everything_cited_is_in_the_bibliography(self) -> Self:
        cited = [*self.rules, *self.lists, *self.consequences, *self.repair, *self.not_encoded]
        cited += [part for part in (self.clean, self.appeal) if part is not None]
        for part in cited:
            if part.cite not in self.bibliography:
                raise ValueError("cite: " + no_such("in this scheme's bibliography", part.cite, self.bibliography))
        return self

    @model_validator(mode="after")
    def consequences_name_what_exists(self) -> Self:
        grades, lists = [grade.id for grade in self.grades], [entry.id for entry in self.lists]
        for at, part in enumerate(self.consequences):
            for grade in part.when.grade or ():
                if grade not in grades:
                    raise ValueError(f"consequences[{at}]: " + no_such("a grade of this scheme", grade, grades))
            if part.when.list is not None and part.when.list not in lists:
                raise ValueError(f"consequences[{at}]: " + no_such("a list of this scheme", part.when.list, lists))
        return self
