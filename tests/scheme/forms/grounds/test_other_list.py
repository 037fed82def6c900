"""Put on a list by a list of another scheme."""

import pytest

from glasshouse.scheme.forms.grounds.other_list import OfList
from glasshouse.scheme.forms.grounds.registry import Enter


@pytest.mark.parametrize(
    ("whose", "words"),
    [
        ("own", "being on court-list/defaulters"),
        ("leader", "being on court-list/defaulters of the leader"),
        ("led firm", "being on court-list/defaulters of the firm that one leads"),
    ],
)
def test_it_is_told_whose_list_it_is(whose: str, words: str):
    enter = Enter.model_validate({"list": "court-list/defaulters", "whose": whose})
    assert OfList().words(OfList().said(enter), str) == [words]
