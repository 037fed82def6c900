"""What an author may write about a source."""

import pytest
from pydantic import ValidationError

from glasshouse.base.units import months_of
from glasshouse.observe.model import Source

SOURCE = {
    "id": "police.cameras",
    "title": "Traffic cameras",
    "coverage": {"value": 0.9, "assumed": [0.5, 1.0]},
    "false_records": {"value": 0.01, "assumed": [0.0, 0.1]},
    "wrong_person": {"value": 0.03, "evidence": "ftc-2012"},
    "notice": {"value": 0.8, "assumed": [0.5, 0.95]},
}


def test_the_delay_of_a_source_is_held_in_months():
    assert Source.model_validate({**SOURCE, "delay": "2 months"}).delay == 2
    assert Source.model_validate({**SOURCE, "delay": "14 d"}).delay == months_of("14 d")


def test_a_source_without_a_delay_has_none():
    assert Source.model_validate(SOURCE).delay == 0


@pytest.mark.parametrize("share", ["coverage", "wrong_person", "notice"])
def test_shares_of_a_source_lie_between_nothing_and_all(share):
    with pytest.raises(ValidationError):
        Source.model_validate({**SOURCE, share: {"value": 1.2, "evidence": "ftc-2012"}})


def test_there_may_be_more_false_records_than_true_ones():
    source = Source.model_validate({**SOURCE, "false_records": {"value": 13, "evidence": "midas-2016"}})
    assert source.false_records.value == 13


@pytest.mark.parametrize("figure", ["coverage", "false_records", "wrong_person", "notice"])
def test_a_figure_without_source_and_without_range_is_refused(figure):
    with pytest.raises(ValidationError, match="evidence"):
        Source.model_validate({**SOURCE, figure: {"value": 0.5}})
