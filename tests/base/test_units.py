"""Spans and frequencies: what is read, what is refused, and that what was read is written back the same."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from glasshouse.base.units import (
    DAY,
    FOREVER,
    LONGEST_SPAN,
    MONTH,
    Frequency,
    Span,
    frequency,
    frequency_text,
    months_of,
    span_text,
    whole_months,
)


class Held(BaseModel):
    lasts: Span
    at_most: Frequency | None = None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("5y", 60),
        ("1 year", 12),
        ("2 years", 24),
        ("0.5 y", 6),
        ("24 months", 24),
        ("1 month", 1),
        ("  3 months ", 3),
        ("30.4375 d", 1),
        ("forever", FOREVER),
    ],
)
def test_a_span_is_its_length_in_months(text: str, months: float):
    assert months_of(text) == months


def test_five_working_days_are_a_week():
    assert months_of("5 working days") == months_of("7 d")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "5z",
        "-5y",
        "y",
        "five years",
        "5y 3 months",
        "1e3y",
        "for ever",
        "5y\n\n6y",
        5,
        5.0,
        None,
        True,
        [],
    ],
)
def test_what_is_no_span_is_refused_with_examples(text: object):
    with pytest.raises(ValueError, match=r"is not a span of time\. Write for example '5y'"):
        months_of(text)


@pytest.mark.parametrize("text", ["101y", "999999999 years", "1201 months"])
def test_more_than_a_hundred_years_is_told_to_say_forever(text: str):
    with pytest.raises(ValueError, match="Write 'forever'"):
        months_of(text)


def test_a_number_of_a_million_digits_is_refused_shortly():
    with pytest.raises(ValueError, match="is not a span") as refused:
        months_of("9" * 1_000_000 + "y")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("months", "text"),
    [(60, "5 years"), (12, "1 year"), (18, "18 months"), (1, "1 month"), (-1, "forever"), (0, "0 years")],
)
def test_a_span_reads_well(months: float, text: str):
    assert span_text(months) == text


@pytest.mark.parametrize("text", ["180 d", "15 d", "3 working days", "0.1 y", "1.333 months", "7 d", "0.001 d"])
def test_a_span_that_is_written_is_read_back_the_same(text: str):
    assert months_of(span_text(months_of(text))) == months_of(text)


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=LONGEST_SPAN, allow_subnormal=False).filter(lambda x: x == 0 or x > 1e-9))
def test_every_span_is_read_back_the_same(months: float):
    assert months_of(span_text(months)) == months


@pytest.mark.parametrize(("span", "months"), [(0.1, 1), (1.4, 1), (1.5, 2), (2.5, 3), (24.0, 24), (-1.0, -1)])
def test_the_engine_counts_whole_months_and_never_none(span: float, months: int):
    assert whole_months(span) == months


@pytest.mark.parametrize(
    ("text", "pair"), [("1 per month", (1, 1)), ("20 a year", (20, 12)), (" 3 per year ", (3, 12))]
)
def test_a_frequency_is_a_count_and_its_months(text: str, pair: tuple[int, int]):
    assert frequency(text) == pair


@pytest.mark.parametrize("text", ["0 per month", "1 per week", "per month", "-1 per month", "1", 1, None, [1, 12]])
def test_what_is_no_frequency_is_refused_with_examples(text: object):
    with pytest.raises(ValueError, match=r"is not a frequency\. Write for example '1 per month'"):
        frequency(text)


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from([1, 12]))
def test_every_frequency_is_read_back_the_same(count: int, months: int):
    assert frequency(frequency_text((count, months))) == (count, months)


def test_a_model_holds_months_and_writes_what_an_author_would():
    held = Held.model_validate({"lasts": "180 d", "at_most": "20 per year"})
    assert held.lasts == pytest.approx(5.91, abs=0.01)
    assert held.model_dump(mode="json") == {"lasts": "180 days", "at_most": "20 per year"}
    assert Held.model_validate(held.model_dump(mode="json")) == held


def test_a_bare_number_is_no_span_for_a_model():
    with pytest.raises(ValidationError, match="5 is not a span"):
        Held.model_validate({"lasts": 5})


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (months_of, "٣y", "is not a span of time. Write '3y', with the digits 0 to 9."),
        (months_of, "２４ months", "Write '24 months', with the digits 0 to 9."),
        (frequency, "１ per month", "is not a frequency. Write '1 per month', with the digits 0 to 9."),
        (DAY.checked, "２０１６-01-05", "in quotes. Perhaps '2016-01-05'?"),
        (MONTH.checked, "２０１６－０１", "in quotes. Perhaps '2016-01'?"),
    ],
)
def test_digits_of_other_widths_and_scripts_are_refused_with_those_that_are_meant(read: Any, text: str, told: str):
    with pytest.raises(ValueError, match=re.escape(told)):
        read(text)
