"""What a scheme may say: the rules of a social credit system, article by article."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from glasshouse.base.evidence import Known, Number, Part, Share
from glasshouse.base.units import FOREVER, Day, Frequency, Span
from glasshouse.base.yamlfile import Names, Where
from glasshouse.consequence.model import Consequence, Status
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.scheme.forms.grounds.other_list import Relation
from glasshouse.scheme.forms.grounds.registry import Enter
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.placed import Cited, Dated, Id, Placed, Points
from glasshouse.scheme.language.account import Account, Scaled
from glasshouse.scheme.language.example import Example

Kind = Literal["person", "firm"]
WHO_LOOKS = ("self", "partners", "everyone")


class Text(Part):
    """A published text that rules are taken from."""

    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    known: Known = "found"


class Step(Dated):
    """From when on how many have joined."""

    share: Share


class Consent(Placed):
    """A scheme that one may join or leave alone."""

    asked: Literal["opt-in", "pre-ticked", "opt-out"] = Field(description="How it is asked for.")
    share: Share = Field(description="Share of those whom 'where' describes who are in.")
    later: tuple[Step, ...] = Field(default=(), max_length=12, description="The share from later dates on.")


class Subjects(Placed):
    """Who is scored."""

    kind: Kind = "person"
    where: dict[str, str] = Field(
        default_factory=dict, description="Levels of traits, such as {age: 18+} or {settlement: urban}."
    )
    consent: Consent | None = Field(default=None, description="Left out if nobody is asked.")


class Score(Placed):
    """The scale."""

    start: Points
    lowest: Points
    highest: Points | None = None
    assessed: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None,
        description="The month (1 to 12) of the yearly assessment that sets the grade; left out, it is set each month.",
    )
    scaled: Scaled | None = Field(default=None, description="If points stand for odds.")

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


class Limit(Cited):
    """The best grade that some subjects may hold, whatever their score; for instance firms in their first years."""

    where: dict[str, str] = Field(min_length=1, description="Levels of traits, such as {age: new}.")
    grade_at_most: Id


class Rule(Cited, Dated):
    """What a record of a conduct is worth, or being on a list of another scheme."""

    conduct: str | None = Field(
        default=None, description="A conduct of the catalogue, or a service (a grant of it that is on record)."
    )
    source: str | None = Field(default=None, description="Only records of this source, such as 'village.committee'.")
    list: str | None = Field(default=None, description="A list of another scheme, as 'court-list/defaulters'.")
    whose: Relation = Field(
        default="own", description="Whose list: one's own, that of the firm's leader, or of the firm that one leads."
    )
    points: Points = Field(default=0, description="Added to the score per record; negative takes away.")
    odds_times: Annotated[Number, Field(gt=0)] | None = Field(
        default=None, description="In place of points, on a scaled score: multiplies the odds."
    )
    account: Id | None = Field(default=None, description="The account that the points go to.")
    at_most: Frequency | None = Field(default=None, description="Such as '1 per month': records counted in that time.")
    lasts: Span | None = Field(default=None, description="How long it counts: '5y', '24 months' or 'forever'.")
    lasts_status: Status | None = Field(default=None, description="How 'lasts' is known, if not as the rest.")
    grade_at_most: Id | None = Field(default=None, description="The best grade one may hold while it counts.")
    earlier_records: Literal["count", "do not count"] = Field(
        default="count", description="Whether records of what was done before 'from' count, too."
    )
    _oldest: int | None = PrivateAttr(default=None)

    @property
    def oldest(self) -> int | None:
        """The age in months of the oldest record that counts now; None if they count whenever they are from."""
        return self._oldest

    def counting_to(self, oldest: int) -> Self:
        """The rule as it stands when no record older than so many months counts."""
        limited = self.model_copy()
        limited._oldest = oldest
        return limited

    @model_validator(mode="after")
    def knows_what_is_earlier(self) -> Self:
        if self.earlier_records == "do not count":
            if self.conduct is None or self.from_ is None:
                raise ValueError("'earlier_records' is for a conduct, and needs 'from': the month it begins in.")
            if self.lasts == FOREVER and (self.points or self.odds_times):
                raise ValueError(
                    "points for ever pass from the record to the person, so that one cannot tell from when they are. "
                    "Where earlier records do not count, give 'lasts' an end."
                )
            if self.at_most is not None:
                raise ValueError(
                    "of records in one month or year only the first so many count ('at_most'), and one from before "
                    "'from' may be the first. Where earlier records do not count, leave 'at_most' out."
                )
        return self

    @model_validator(mode="after")
    def has_one_ground(self) -> Self:
        if (self.conduct is None) == (self.list is None):
            raise ValueError("needs either 'conduct' or 'list', and not both.")
        if self.conduct is not None and self.lasts is None:
            raise ValueError("needs 'lasts': how long a record counts, such as '2y' or 'forever'.")
        if self.list is not None and (self.lasts or self.at_most or self.source):
            raise ValueError("counts while one is on the list: leave 'lasts', 'at_most' and 'source' out.")
        if self.conduct is not None and self.whose != "own":
            raise ValueError("'whose' says whose list; leave it out where a conduct is named.")
        return self


class Clean(Cited):
    """Points for time without a record that takes points away."""

    months: Annotated[int, Field(ge=1, le=60)]
    points: Annotated[Points, Field(gt=0)]


class Leave(Part):
    """How one leaves a list early."""

    conduct: str


class ListRule(Cited, Dated):
    """A list: who enters, for how long, how one leaves."""

    id: Id
    title: str
    official: Id | None = Field(
        default=None,
        description="Which published list it is, if other schemes may hold it as well; one run holds it once.",
    )
    enter: Enter
    stays: Span | None = Field(default=None, description="How long, if entered by a conduct.")
    stays_status: Status | None = Field(default=None, description="How 'stays' is known, if not as the rest.")
    leave: Leave | None = Field(default=None, description="What ends it early.")
    notice: Span | None = Field(default=None, description="How long after publication it takes effect.")
    public: bool = True

    @model_validator(mode="after")
    def is_held_or_heard(self) -> Self:
        if self.official is not None and self.enter.list is not None:
            raise ValueError("entered by a list of another scheme, which holds it: leave 'official' out.")
        return self

    @model_validator(mode="after")
    def ends_somehow(self) -> Self:
        if self.enter.conduct is not None and self.stays is None:
            raise ValueError("entered by a conduct, so it needs 'stays' (for example '2y' or 'forever').")
        if self.enter.conduct is None and (self.stays is not None or self.leave is not None):
            raise ValueError(
                f"entered by a {self.enter.forms[0].key}, so it ends with it: leave out 'stays' and 'leave'."
            )
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


class Connection(Cited, Dated):
    """A source that was connected step by step: the share of what it would record that reaches files."""

    source: str = Field(description="A source of the catalogue.")
    share: Share


class Variant(Part):
    """Another reading of the scheme, chosen as ``ID:VARIANT``."""

    id: Id
    title: str
    changes: dict[str, Number | str | bool | None] = Field(
        min_length=1, description="What stands elsewhere, such as {accounts.behaviour.weight.value: 0.25}."
    )


class Member(Cited, Dated):
    """A scheme of a bundle, and where it holds."""

    scheme: str = Field(description="The id of a scheme of the library.")
    region: Names | None = Field(default=None, description="Regions of the world; left out, everywhere.")
    share: Share | None = Field(default=None, description="Share of the neighbourhoods of these regions.")


class Scheme(Part):
    """The rules of one social credit system. What must hold between them is checked in scheme/check."""

    id: Id
    title: str
    about: str
    in_force: Day | None = None
    until: Day | None = Field(default=None, description="When the rules ended.")
    subjects: Subjects = Subjects()
    bibliography: dict[str, Text] = Field(default_factory=dict)
    known_to: Share | None = Field(default=None, description="Share of subjects who know of the scheme.")
    score: Score | None = None
    accounts: tuple[Account, ...] = Field(default=(), max_length=6, description="Parts of the score.")
    grades: tuple[Grade, ...] = Field(default=(), max_length=8, description="Best first.")
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    clean: Clean | None = None
    lists: tuple[ListRule, ...] = Field(default=(), max_length=4)
    connected: tuple[Connection, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    repair: tuple[Repair, ...] = ()
    appeal: Appeal | None = None
    visible: Visible = Visible()
    variants: tuple[Variant, ...] = ()
    members: tuple[Member, ...] = Field(
        default=(), max_length=8, description="The schemes of a bundle, which has no rules of its own."
    )
    not_encoded: tuple[NotEncoded, ...] = ()
    tests: tuple[Example, ...] = Field(default=(), description="Files and what the rules make of them.")


def inputs_of(scheme: Scheme) -> Iterator[tuple[Where, Input]]:
    """Everything besides records that feeds an account, with its place."""
    for at, account in enumerate(scheme.accounts):
        for place, fed in enumerate(account.inputs):
            yield ("accounts", at, "inputs", place), fed
