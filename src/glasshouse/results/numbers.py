"""A mean over seeds with its interval as people read it: no more digits than are known."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

NO_BREAK = "\u00a0"
NONE = "–"
FEW = 10  # counts in all runs together, below which an interval by Student's t is too narrow
FEW_MARK = "†"
MOST_DIGITS = 4


class Many(Protocol):
    """Many runs, or many comparisons: a number of it is a mean over so many."""

    @property
    def size(self) -> int:
        """How many."""
        ...


class Form(NamedTuple):
    """How a kind of number is written."""

    scale: float = 1.0
    unit: str = ""
    digits: int = 0  # after the point, where no interval says how many are known
    counts: bool = False
    signed: bool = False  # a difference, whose sign is always told


COUNT, SHARE = Form(counts=True), Form(100.0, f"{NO_BREAK}%", 1)
LESS, IN_100 = Form(digits=2, signed=True), Form(100.0, " in 100", 1, signed=True)
MONTHS, TIMES, TENTHS, NUMBER = Form(1.0, " months", 1), Form(1.0, " times", 1), Form(digits=1), Form(digits=2)


def times(ratio: float) -> str:
    """How many times as much, told apart from once where it is more.

    >>> times(9.14), times(1.06), times(1.0115)
    ('9.1', '1.1', '1.01')
    """
    return f"{ratio:.2f}" if ratio < 1.05 else f"{ratio:.1f}"


def form_of(unit: str) -> Form:
    r"""How a metric of this unit is written.

    >>> form_of("share of subjects").unit, form_of("people").counts
    ('\xa0%', True)
    """
    if unit.startswith("share"):
        return SHARE
    if unit == "months":
        return MONTHS
    if unit.startswith("times"):
        return TIMES
    return COUNT if unit in ("people", "entries") else NUMBER


def plain_form_of(unit: str) -> Form:
    r"""How an outcome of this unit is written where the unit stands beside it.

    >>> plain_form_of("share of people").unit, plain_form_of("months per person").unit
    ('\xa0%', '')
    """
    return SHARE if unit.startswith("share") else COUNT if unit in ("people", "entries") else NUMBER


def less_of(unit: str) -> Form:
    """How the difference of two numbers of this unit is written; one of shares is in hundredths.

    >>> less_of("share of people").unit, less_of("months").unit
    (' in 100', '')
    """
    return IN_100 if unit.startswith("share") else LESS


class Said(NamedTuple):
    """One number of an ensemble in words."""

    mean: str
    ends: str  # the interval, or why there is none
    sd: str  # of a single run
    few: bool  # counted so seldom that the interval is too narrow

    @property
    def text(self) -> str:
        """Mean and interval in one."""
        return self.mean if self.mean == NONE else f"{self.mean} ({self.ends})"


def said(row: Mapping[str, Any], column: str, form: Form, size: int, counted: str = "") -> Said:
    """The number in ``column`` of a row of ``Ensemble.table``, of an ensemble of ``size`` runs.

    Parameters
    ----------
    counted : str
        The column that holds how many were counted, where the number is a share of them.

    Examples
    --------
    >>> row = {"people": 18.25, "people_low": 13.7, "people_high": 22.8, "people_sd": 9.7, "people_seeds": 20}
    >>> said(row, "people", COUNT, 20).text
    '18 (14 to 23)'
    >>> said({**row, "people_seeds": 14}, "people", COUNT, 20).text
    '18 (14 to 23, in 14 of 20 runs)'
    """
    parts = {name: row[f"{column}_{name}"] for name in ("low", "high", "sd", "seeds")}
    behind = {"counted": (row[counted] or 0) * (row[f"{counted}_seeds"] or 0)} if counted else {}
    return said_of({"mean": row[column], **parts, **behind}, form, size)


def said_of(number: Mapping[str, Any], form: Form, size: int) -> Said:
    r"""A number by its ``mean``, ``low``, ``high``, ``sd`` and ``seeds``; ``counted``: how many stand behind it.

    >>> said_of({"mean": 0.0141, "low": 0.0136, "high": 0.0146, "sd": 0.001, "seeds": 20}, SHARE, 20).text
    '1.41\xa0% (1.36 to 1.46)'
    >>> said_of({"mean": 440, "low": 440, "high": 440, "sd": 0, "seeds": 20}, COUNT, 20).text
    '440 (in every run)'
    >>> said_of({"mean": 0.35, "low": 0.1, "high": 0.6, "sd": 0.5, "seeds": 20}, COUNT, 20)
    Said(mean='0.35†', ends='0.10 to 0.60', sd='0.50', few=True)
    >>> said_of({"mean": -0.014, "low": -0.03, "high": 0.002, "sd": 0.01, "seeds": 20}, IN_100, 20).text
    '−1.4 in 100 (−3.0 to +0.2)'
    """
    mean, low, high, sd, seeds = (number[name] for name in ("mean", "low", "high", "sd", "seeds"))
    if mean is None:
        return Said(NONE, NONE, NONE, few=False)
    known = low is not None and high is not None
    varies = known and high > low
    digits = _digits(form.scale * (high - low) / 2) if varies else form.digits
    if not varies:
        is_whole = mean == 0 or (mean == int(mean) and form.scale == 1)
        digits = 0 if is_whole else 2 if form.counts else digits

    def written(value: float) -> str:
        text = f"{form.scale * value:,.{digits}f}"
        return with_sign(text) if form.signed else text

    counted = mean * seeds if form.counts else number.get("counted")
    few = varies and counted is not None and counted < FEW
    if varies:
        ends = f"{written(low)} to {written(high)}"
        ends += f", in {seeds} of {size} runs" if seeds < size else ""
    elif low is not None and high is None:
        ends = f"{written(low)} or more"
    elif seeds == size:
        ends = "in every run" if size > 1 else "one run"
    else:
        ends = f"in {seeds} of {size} runs"
    spread = NONE if sd is None else written(sd).removeprefix("+") if varies else "0" if known else NONE
    unit = " month" if form is MONTHS and written(mean) == "1" else form.unit
    return Said(f"{written(mean)}{unit}{FEW_MARK if few else ''}", ends, spread, few)


def with_sign(text: str) -> str:
    """A number in words, with its sign.

    >>> with_sign("0.35"), with_sign("-0.35"), with_sign("-0.00"), with_sign("0")
    ('+0.35', '−0.35', '0.00', '0')
    """
    size = text.removeprefix("-")
    if not size.strip("0.,"):
        return size
    return f"−{size}" if size != text else f"+{size}"


def _digits(half: float) -> int:
    """After the point, so that half an interval has one digit that matters, or two if the first is below 3."""
    return min(MOST_DIGITS, max(0, -math.floor(math.log10(half / 3)))) if half > 0 else 0
