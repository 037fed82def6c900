"""Every number says where it comes from."""

import pytest
from pydantic import ValidationError

from glasshouse.base.evidence import Figure, Positive, Rate, Share, Varies, walk_sourced


def test_a_number_has_a_source_or_a_range_and_never_both():
    for parts in ({}, {"evidence": "nbs", "assumed": [0, 2]}):
        with pytest.raises(ValidationError, match="and not both"):
            Figure(value=1, **parts)


def test_an_assumed_number_lies_in_its_own_range():
    with pytest.raises(ValidationError, match="outside its own assumed range"):
        Figure(value=3, assumed=[0, 2])


def test_a_range_ascends():
    with pytest.raises(ValidationError, match="upside down"):
        Figure(value=1, assumed=[2, 0])


def test_a_share_lies_between_0_and_1_and_a_rate_is_not_negative():
    with pytest.raises(ValidationError):
        Share(value=1.1, assumed=[0, 2])
    with pytest.raises(ValidationError):
        Rate(value=-1, assumed=[-2, 2])
    with pytest.raises(ValidationError):
        Positive(value=0, assumed=[0, 2])


def test_truth_is_no_number():
    with pytest.raises(ValidationError):
        Figure(value=True, assumed=[0, 2])


def test_every_part_that_carries_evidence_is_found_with_its_label():
    parts = {
        "rates": [Varies(trait="sex", times={"female": 0.5}, assumed=[0, 1])],
        "one": Figure(value=1, evidence="x"),
    }
    assert [label for _, label, _ in walk_sourced(parts, label="file")] == ["file/rates/sex", "file/one"]
