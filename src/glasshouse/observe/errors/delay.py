"""Delay: a source reports some time after the conduct, and until then nobody sees the record."""

import re
from collections.abc import Iterator
from typing import Annotated, Protocol

from pydantic import Field

from glasshouse.base.errors import count_of
from glasshouse.base.units import Span, months_of, span_text
from glasshouse.observe.errors.declared import SourceError

LONGEST_DELAY = 15  # months; what kernels read of a delay is four bits
_RANGE = re.compile(r"^assumed: (?P<low>.+) to (?P<high>.+)$")


class Late(Protocol):
    """What may report late: a source."""

    @property
    def delay(self) -> float:
        """Months from the conduct to the record's being visible."""

    @property
    def delay_evidence(self) -> str | None:
        """Key of the bibliography, or an assumed range."""


def delay_in_months(source: Late) -> int:
    """Months until a record of a source is visible, 0 to ``LONGEST_DELAY``; 0 is within the month of the conduct."""
    return min(LONGEST_DELAY, round(source.delay))


def assumed_range(source: Late) -> tuple[float, float] | None:
    """The range in months of a delay that is assumed; ``None`` for one that is not."""
    spans = _RANGE.match(source.delay_evidence or "")
    return (months_of(spans["low"]), months_of(spans["high"])) if spans else None


def evidence_of(source: Late) -> str | None:
    """The published source of a delay, if it has one."""
    evidence = source.delay_evidence
    return evidence if evidence and not _RANGE.match(evidence) else None


def problems(source: Late) -> Iterator[tuple[str, str]]:
    """A delay that cannot be counted, does not say where it comes from, or lies outside its own range."""
    if round(source.delay) > LONGEST_DELAY:
        most = count_of(LONGEST_DELAY, "month")
        yield "delay", f"{span_text(source.delay)} is more than can be counted. Write '{most}' or less."
    if source.delay and source.delay_evidence is None:
        yield "delay_evidence", "is missing: write a key of the bibliography, or 'assumed: 3 d to 30 d'."
    try:
        spans = assumed_range(source)
    except ValueError as error:
        yield "delay_evidence", str(error)
        return
    if spans is not None and not spans[0] <= source.delay <= spans[1]:
        yield "delay_evidence", "the delay lies outside its own assumed range."


Delay = Annotated[
    Span,
    Field(description="Time from the conduct to the record's being visible."),
    SourceError(heading="Delay", problems=problems),
]
DelayEvidence = Annotated[str | None, Field(description="Key of the bibliography, or 'assumed: low to high'.")]
