"""Delay: how many months after the conduct a record is visible."""

import pytest

from glasshouse.observe.errors.delay import (
    LONGEST_DELAY,
    assumed_range,
    delay_in_months,
    evidence_of,
    problems,
)
from glasshouse.observe.model import Source

FIGURE = {"value": 0.5, "assumed": [0, 1]}
ERRORS = dict.fromkeys(("coverage", "false_records", "wrong_person", "notice"), FIGURE)


def source(delay: str, evidence: str | None = None) -> Source:
    return Source.model_validate({"id": "a", "title": "A", **ERRORS, "delay": delay, "delay_evidence": evidence})


@pytest.mark.parametrize(
    ("delay", "months"), [("0 d", 0), ("14 d", 0), ("25 d", 1), ("6 months", 6), ("15 months", 15), ("3 y", 15)]
)
def test_a_delay_counts_in_whole_months_as_far_as_kernels_can_count(delay: str, months: int):
    assert delay_in_months(source(delay)) == months


def test_a_delay_is_assumed_in_a_range_or_has_a_source():
    assumed, found = source("1 month", "assumed: 1 month to 3 months"), source("1 month", "some-key: page 3")
    assert (assumed_range(assumed), evidence_of(assumed)) == ((1, 3), None)
    assert (assumed_range(found), evidence_of(found)) == (None, "some-key: page 3")


def test_a_delay_says_where_it_comes_from():
    assert list(problems(source("1 month"))) == [
        ("delay_evidence", "is missing: write a key of the bibliography, or 'assumed: 3 d to 30 d'.")
    ]
    assert list(problems(source("0 d"))) == []


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("assumed: 2 months to 3 months", "the delay lies outside its own assumed range"),
        ("assumed: soon to later", "is not a span of time"),
    ],
)
def test_a_delay_lies_in_its_range(evidence: str, told: str):
    (found,) = problems(source("1 month", evidence))
    assert found[0] == "delay_evidence"
    assert told in found[1]


def test_a_delay_longer_than_can_be_counted_is_refused():
    evidence = "assumed: 1 month to 3 y"
    assert list(problems(source("15 months", evidence))) == []
    (found,) = problems(source("16 months", evidence))
    assert found == ("delay", f"16 months is more than can be counted. Write '{LONGEST_DELAY} months' or less.")
