"""Sources err in ways that can be."""

import pytest
from spoilt import HOTELS, after, refusal


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("assumed: 1 month to 2 months", "the delay lies outside its own assumed range"),
        ("assumed: soon to later", "is not a span of time"),
        ("hearsay", "is not a key of the bibliography"),
    ],
)
def test_a_delay_says_where_it_comes_from(copy, evidence, told):
    after(copy, "sources.yaml", HOTELS, '"assumed: 1 d to 1 month"', f'"{evidence}"')
    assert told in refusal(copy)
