"""What a source is: an agency or firm that writes records, and how it errs."""

from typing import Annotated

from pydantic import Field

from glasshouse.base.evidence import Part, Rate, Share
from glasshouse.base.forms import Form
from glasshouse.base.units import Span


class Source(Part):
    """An agency or firm that observes conducts."""

    id: Annotated[
        str, Form(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "is no id of a source, such as 'court' or 'police.traffic'")
    ]
    title: str
    coverage: Share = Field(description="Share of the conducts in its view that it records.")
    false_records: Rate = Field(
        description="Records of things that did not happen, per true conduct in view at the usual rate."
    )
    wrong_person: Share = Field(
        description="Share of its records that land on the file of somebody else in the neighbourhood."
    )
    delay: Span = Field(default=0.0, description="Time from the conduct to the record's being visible.")
    delay_evidence: str | None = Field(default=None, description="Key of the bibliography, or 'assumed: low to high'.")
    notice: Share = Field(description="Chance that a person learns of a record of this source in time to contest it.")
    about: str = ""
