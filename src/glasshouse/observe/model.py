"""What a source is: an agency or firm that writes records, and how it errs."""

from typing import Annotated

from glasshouse.base.evidence import Part
from glasshouse.base.forms import Form
from glasshouse.observe.errors.coverage import Coverage
from glasshouse.observe.errors.declared import declared_in
from glasshouse.observe.errors.delay import Delay, DelayEvidence
from glasshouse.observe.errors.false_records import FalseRecords
from glasshouse.observe.errors.notice import Notice
from glasshouse.observe.errors.wrong_person import WrongPerson


class Source(Part):
    """An agency or firm that observes conducts; each way in which it errs is told of in a file of ``errors``."""

    id: Annotated[
        str, Form(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "is no id of a source, such as 'court' or 'police.traffic'")
    ]
    title: str
    coverage: Coverage
    false_records: FalseRecords
    wrong_person: WrongPerson
    delay: Delay = 0.0
    delay_evidence: DelayEvidence = None
    notice: Notice
    about: str = ""


ERRORS = declared_in(Source)
"""Every way in which a source errs, by the field that says how much."""
