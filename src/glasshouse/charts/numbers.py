"""A number of a study in words and for drawing: of one seed as it is, of many as a mean with its interval.

A row of a table of many seeds has for its column ``people`` also ``people_low``, ``people_high``, ``people_least`` and
``people_most``; that of one seed has none of these. So what a row holds decides whether there is an interval to tell.
"""

import math
from collections.abc import Mapping
from typing import Any

from glasshouse.charts.study import Study, has_many_seeds
from glasshouse.charts.style import Row
from glasshouse.charts.words import NONE, duration, hundredths, known, percent, short, tenths
from glasshouse.results.numbers import COUNT, MONTHS, NUMBER, SHARE, TENTHS, Form, said, said_of

ENDS = ("low", "high", "least", "most")


def has_interval(row: Mapping[str, Any], column: str) -> bool:
    """Whether a number is a mean over seeds."""
    return f"{column}_low" in row


def size_of(study: Study) -> int:
    """How many seeds."""
    return int(study.info.get("seeds", 1))


def text_of(study: Study, row: Mapping[str, Any], column: str, form: Form = COUNT, counted: str = "") -> str:
    """A number in words, with its interval in brackets if it has one.

    Parameters
    ----------
    counted : str
        The column that holds how many were counted, where the number is a share of them.
    """
    if has_interval(row, column):
        return said(row, column, form, size_of(study), counted).text
    return plain(row[column], form)


def mean_of(study: Study, row: Mapping[str, Any], column: str, form: Form = COUNT) -> str:
    """The same without the interval, a count in few letters."""
    if has_interval(row, column):
        return said(row, column, form, size_of(study)).mean
    return short(row[column]) if form is COUNT else plain(row[column], form)


def metric_of(study: Study, row: Mapping[str, Any], form: Form) -> str:
    """A row of ``metrics()`` in words."""
    return said_of(row, form, size_of(study)).text if "mean" in row else plain(row["value"], form)


def plain(value: float | None, form: Form = COUNT) -> str:
    r"""A number that has no interval.

    >>> plain(1234, COUNT), plain(0.0141, SHARE), plain(2.25, TENTHS), plain(None, NUMBER)
    ('1,234', '1.4\xa0%', '2.2', '–')
    """
    if not known(value):
        return NONE
    if form.signed:
        return f"{signed(value * form.scale)}{form.unit if value else ''}"
    written = {SHARE: percent, TENTHS: tenths, NUMBER: hundredths, MONTHS: duration}.get(form)
    return written(value) if written else f"{value * form.scale:,.{form.digits}f}{form.unit}"


def whole_number(row: Mapping[str, Any], column: str) -> str:
    """A count without its interval: how many people there are, which no seed changes."""
    return f"{row[column]:,.0f}"


def significant(value: float) -> str:
    """A number of any size in few letters, without its sign.

    >>> significant(0.00744), significant(-0.349), significant(15.71), significant(1234.5), significant(0)
    ('0.0074', '0.35', '15.7', '1,234', '0')
    >>> significant(0.0000641)
    '0.000064'
    """
    size = abs(value)
    if size >= 100 or size == 0:
        return f"{size:,.0f}"
    if size < 1e-4:
        return f"{size:.{1 - math.floor(math.log10(size))}f}"
    return f"{size:.1f}" if size >= 9.95 else f"{size:.2g}"


def signed(value: float | None) -> str:
    """A difference with its sign.

    >>> signed(0.349), signed(-0.0074), signed(0.0), signed(None)
    ('+0.35', '−0.0074', '0', '–')
    """
    if value is None:
        return NONE
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{significant(value)}"


def size_text(study: Study, row: Mapping[str, Any], column: str) -> str:
    """How large a difference is, without its sign."""
    if not has_interval(row, column):
        return significant(row[column])
    if row[column] < 0:
        ends = {"": row[column], "_low": row[f"{column}_high"], "_high": row[f"{column}_low"]}
        turned = {f"{column}{end}": None if value is None else -value for end, value in ends.items()}
        row = {**row, **turned}
    return said(row, column, NUMBER, size_of(study)).text.replace("-", "−")


def marks_of(row: Mapping[str, Any], column: str, form: Form = COUNT) -> Row:
    """What a mark needs of a number: ``mean`` and, of many seeds, where its interval and single runs end."""
    mean = row[column]
    if not has_interval(row, column):
        return {"mean": mean}
    ends = {end: mean if row[f"{column}_{end}"] is None else row[f"{column}_{end}"] for end in ENDS}
    if mean is None:
        return {"mean": None, **ends}
    lay = f"{ends['least'] * form.scale:.4g} to {ends['most'] * form.scale:.4g}{form.unit}"
    return {"mean": mean, **ends, "range": lay}


def mean_over(study: Study) -> str:
    """What a text says of numbers that are means; nothing of one seed."""
    return ", mean over seeds with its interval" if has_many_seeds(study) else ""
