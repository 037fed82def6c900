"""Units that authors write and the engine counts: spans of time in months, frequencies per month."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from glasshouse.base.forms import Form, in_plain_digits

MONTHS_PER_YEAR = 12
DAYS_PER_MONTH = 30.4375
FOREVER = -1  # a span that never ends
LONGEST_SPAN = 1200.0  # months; whoever means longer means 'forever'

_UNITS = "y|years?|months?|d|days?|working days?"
_SPAN = re.compile(rf"\s*([0-9]{{1,9}}(?:\.[0-9]{{1,25}})?)\s*({_UNITS})\s*")
_FREQUENCY = re.compile(r"\s*([0-9]{1,4}) (?:per|a) (month|year)\s*")


def months_of(text: object) -> float:
    """Months in a span such as ``5y``, ``24 months``, ``180 d``, ``3 working days`` or ``forever`` (-1).

    >>> months_of("5y"), months_of("24 months"), months_of("forever")
    (60.0, 24.0, -1.0)

    Raises
    ------
    ValueError
        If the text is no span, or one of more than a hundred years; the message says what one looks like.
    """
    if isinstance(text, str):
        if text.strip() == "forever":
            return float(FOREVER)
        if found := _SPAN.fullmatch(text):
            months = _months(float(found[1]), found[2])
            if months > LONGEST_SPAN:
                raise ValueError(f"{text!r} is more than a hundred years. Write 'forever'.")
            return months
    remedy = in_plain_digits(text, months_of) if isinstance(text, str) else ""
    example = " Write for example '5y', '24 months', '180 d' or 'forever'."
    raise ValueError(f"{text!r:.60} is not a span of time.{remedy or example}")


def _months(number: float, unit: str) -> float:
    if unit.startswith("y"):
        return number * MONTHS_PER_YEAR
    if unit.startswith("month"):
        return number
    if unit.startswith("working"):
        return number * 7 / 5 / DAYS_PER_MONTH
    return number / DAYS_PER_MONTH


def span_text(months: float) -> str:
    """A span in words that read well and that :func:`months_of` reads back as exactly the same length.

    >>> span_text(60.0), span_text(18.0), span_text(months_of("180 d")), span_text(-1)
    ('5 years', '18 months', '180 days', 'forever')
    """
    if months == FOREVER:
        return "forever"
    forms = [(months / MONTHS_PER_YEAR, "year"), (months, "month"), (months * DAYS_PER_MONTH, "day")]
    for number, unit in forms:
        text = f"{number:.6g} {unit}" if f"{number:.6g}" == "1" else f"{number:.6g} {unit}s"
        if "." not in text and "e" not in text.split()[0] and months_of(text) == months:
            return text
    for number, unit in forms[::-1]:
        text = f"{number:.6f}".rstrip("0").rstrip(".") + f" {unit}s"
        if months_of(text) == months:
            return text
    return f"{Decimal(repr(months)):f} months"


def whole_months(span: float) -> int:
    """A span in whole months, never less than one; the engine knows no shorter step. ``forever`` stays -1.

    >>> whole_months(0.2), whole_months(24.4), whole_months(2.5), whole_months(-1.0)
    (1, 24, 3, -1)
    """
    return FOREVER if span == FOREVER else max(1, int(span + 0.5))


def frequency(text: object) -> object:
    """(count, months) of a frequency such as ``1 per month`` or ``20 a year``.

    A pair is passed on as it is, so that what was read once may be read again.

    >>> frequency("1 per month"), frequency("20 a year")
    ((1, 1), (20, 12))

    Raises
    ------
    ValueError
        If the text is no frequency; the message says what one looks like.
    """
    if isinstance(text, tuple):
        return text
    if isinstance(text, str):
        found = _FREQUENCY.fullmatch(text)
        if found and int(found[1]) > 0:
            return int(found[1]), 1 if found[2] == "month" else MONTHS_PER_YEAR
    remedy = in_plain_digits(text, frequency) if isinstance(text, str) else ""
    example = " Write for example '1 per month' or '20 per year'."
    raise ValueError(f"{text!r:.60} is not a frequency.{remedy or example}")


def frequency_text(pair: tuple[int, int]) -> str:
    """A frequency as an author writes it.

    >>> frequency_text((1, 1)), frequency_text((20, 12))
    ('1 per month', '20 per year')
    """
    return f"{pair[0]} per {'month' if pair[1] == 1 else 'year'}"


Span = Annotated[
    float,
    BeforeValidator(months_of),
    PlainSerializer(span_text, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^\s*([0-9]+(\.[0-9]+)?\s*({_UNITS})|forever)\s*$",
            "description": "A span of time: '5y', '24 months', '180 d', '3 working days' or 'forever'.",
        }
    ),
]
"""A span of time as an author writes it; held in months."""

Frequency = Annotated[
    tuple[int, int],
    BeforeValidator(frequency),
    PlainSerializer(frequency_text, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*[0-9]{1,4} (per|a) (month|year)\s*$",
            "description": "How often: '1 per month' or '20 per year'.",
        }
    ),
]
"""A frequency as an author writes it; held as (count, months)."""

DAY = Form(
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?",
    "is not a date. Write for example '2016-01-05', '2016-01' or '2016', in quotes",
)
MONTH = Form(r"[0-9]{4}-(0[1-9]|1[0-2])", "is not a month. Write it as YYYY-MM, such as '2016-01', in quotes")

Day = Annotated[str, DAY, Field(description="A date.")]
"""A date as an author writes it: ``2016-01-05``, ``2016-01`` or ``2016``."""

Month = Annotated[str, MONTH]
"""A month of the calendar as an author writes it."""
