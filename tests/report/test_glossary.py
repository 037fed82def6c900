"""Words for readers who meet them for the first time."""

import pytest

from glasshouse.charts.caption import MANY, MANY_PAIRS, ONE, ONE_PAIR
from glasshouse.report.glossary import glossary


@pytest.mark.parametrize("axes", [ONE, MANY, ONE_PAIR, MANY_PAIRS])
def test_every_word_is_explained_in_a_sentence(axes):
    assert all(meaning.endswith(".") for meaning in glossary(axes).values())


def test_variances_are_explained_where_they_stand():
    assert set(glossary(MANY_PAIRS)) - set(glossary(ONE_PAIR)) == {
        "Variance, chances shared",
        "Variance, chances independent",
    }
