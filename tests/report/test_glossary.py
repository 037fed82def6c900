"""Words for readers who meet them for the first time."""

import pytest

from glasshouse.charts.study import MANY_COMPARISONS, MANY_RUNS, ONE_COMPARISON, ONE_RUN
from glasshouse.report.glossary import glossary


@pytest.mark.parametrize("axes", [ONE_RUN, MANY_RUNS, ONE_COMPARISON, MANY_COMPARISONS])
def test_every_word_is_explained_in_a_sentence(axes):
    assert all(meaning.endswith(".") for meaning in glossary(axes).values())


def test_variances_are_explained_where_they_stand():
    assert set(glossary(MANY_COMPARISONS)) - set(glossary(ONE_COMPARISON)) == {
        "Variance, chances shared",
        "Variance, chances independent",
    }
