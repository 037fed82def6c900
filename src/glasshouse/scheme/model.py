"""What a scheme may say: the rules of a social credit system, article by article."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse.consequence.model import Consequence, Status
from glasshouse.evidence import Known, Part, Share
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.units import Frequency, Span
from glasshouse.yamlfile import Names

Points = Annotated[int, Field(strict=True, ge=-10_000, le=10_000)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=60)]


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


class Placed(Part):
    """Something that may say where it is published."""

    cite: str | None = Field(default=None, description="Key of the scheme's bibliography.")
    clause: str | None = Field(default=None, description="Article, line or field of the cited text.")
    status: Status = Field(default="found", description="How it is known.")
    note: str | None = None


class Subjects(Placed):
    """Who is scored."""

    kind: Literal["person"] = "person"
    where: dict[str, str] = Field(
        default_factory=dict, description="Levels of traits, such as {age: 18+} or {settlement: urban}."
    )


class Score(Placed):
    """The scale."""

    start: Points
    lowest: Points
    highest: Points | None = None

    @model_validator(mode="after")
    def begins_on_its_scale(self) -> Self:
        if self.start < self.lowest or (self.highest is not None and self.start > self.highest):
            top = "" if self.highest is None else f" and no higher than {self.highest}"
            raise ValueError(f"start {self.start} lies off the scale, which is no lower than {self.lowest}{top}.")
        return self


class Grade(Placed):
    """A band of scores."""

    id: Id
    title: str | None = None
    from_: Points | None = Field(default=None, alias="from", description="The lowest score of the grade.")
    below: Points | None = Field(default=None, description="The lowest score of the next better grade.")


class Rule(Cited):
    """What a record of a conduct is worth."""

    conduct: str = Field(description="A conduct of the catalogue, such as 'credit.payment_late'.")
    points: Points = Field(default=0, description="Added to the score per record; negative takes away.")
    at_most: Frequency | None = Field(default=None, description="Such as '1 per month': records counted in that time.")
    lasts: Span = Field(description="How long it counts: '5y', '24 months' or 'forever'.")
    lasts_status: Status | None = Field(default=None, description="How 'lasts' is known, if not as the rest.")
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

    conduct: Annotated[Names, Field(min_length=1)] | None = None
    grade: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def a_word_or_a_list_is_conduct(cls, values: object) -> object:
        return {"conduct": values} if isinstance(values, str | list) else values

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
    stays_status: Status | None = Field(default=None, description="How 'stays' is known, if not as the rest.")
    leave: Leave | None = Field(default=None, description="What ends it early.")
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
    cite: str = Field(description="Key of the scheme's bibliography.")
    why: str
    status: Status = Field(default="found", description="How the clause is known.")


class Visible(Part):
    """Who may see what."""

    score: Names = ("self",)
    lists: Literal["public", "partners", "nobody"] = "public"


class Scheme(Part):
    """The rules of one social credit system. What must hold between them is checked in check.py."""

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
