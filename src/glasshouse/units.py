"""Units that authors write and the engine counts: spans of time in months, frequencies per month."""

import re
from typing import Annotated

from pydantic import BeforeValidator

MONTHS_PER_YEAR = 12
DAYS_PER_MONTH = 30.4375
FOREVER = -1  # a span that never ends

_SPAN = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(y|year|years|month|months|d|day|days|working days?|working day)\s*$")


def months_of(text: object) -> float:
    """The length of a span such as ``5y``, ``24 months``, ``180 d``, ``3 working days`` or ``forever``, in months.

    >>> months_of("5y"), months_of("24 months"), months_of("forever")
    (60.0, 24.0, -1.0)

    Raises
    ------
    ValueError
        If the text is no span; the message says what one looks like.
    """
    if isinstance(text, str):
        if text.strip() == "forever":
            return float(FOREVER)
        found = _SPAN.match(text)
        if found:
            number, unit = float(found[1]), found[2]
            if unit.startswith("y"):
                return number * MONTHS_PER_YEAR
            if unit.startswith("month"):
                return number
            if unit.startswith("working"):
                return number * 7 / 5 / DAYS_PER_MONTH
            return number / DAYS_PER_MONTH
    raise ValueError(f"{text!r} is not a span of time. Write for example '5y', '24 months', '180 d' or 'forever'.")


def whole_months(span: float) -> int:
    """A span in whole months, never less than one; the engine knows no shorter step. ``forever`` stays -1."""
    return FOREVER if span == FOREVER else max(1, round(span))


Span = Annotated[float, BeforeValidator(months_of)]
"""A span of time as an author writes it; held in months."""
