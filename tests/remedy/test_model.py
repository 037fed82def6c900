"""What an author may write of the ways back."""

from typing import Any

import pytest
from pydantic import ValidationError

from glasshouse.remedy.model import Appeal, Repair

CITED = {"cite": "text", "clause": "1"}
SHARE = {"value": 0.5, "assumed": [0, 1]}
APPEAL = {
    "window": "15 d",
    "decided_in": "3 working days",
    **dict.fromkeys(("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline"), SHARE),
    **CITED,
}


def repair(**said: Any) -> Repair:
    return Repair.model_validate({"by": "community.volunteering", "gives": 1, "lasts": "1y", **CITED, **said})


def test_repair_counts_in_months_and_so_often():
    made = repair(at_most="20 per year")
    assert made.lasts == 12
    assert made.at_most == (20, 12)


@pytest.mark.parametrize(
    "said", [{"gives": 0}, {"gives": -1}, {"gives": 1.5}, {"gives": 10_001}, {"at_most": "20"}, {"lasts": 12}]
)
def test_repair_gives_whole_points_for_some_time(said: dict[str, Any]):
    with pytest.raises(ValidationError):
        repair(**said)


def test_an_appeal_has_terms_and_chances():
    appeal = Appeal.model_validate(APPEAL)
    assert appeal.window == pytest.approx(15 / 30.4375)
    assert appeal.decided_in == pytest.approx(4.2 / 30.4375)
    assert appeal.status == "found"


def test_a_chance_is_no_more_than_one():
    with pytest.raises(ValidationError):
        Appeal.model_validate({**APPEAL, "contested": {"value": 2, "assumed": [0, 3]}})


def test_what_was_read_is_written_and_read_again_the_same():
    appeal, made = Appeal.model_validate(APPEAL), repair(at_most="1 per month")
    assert Appeal.model_validate(appeal.model_dump(mode="json")) == appeal
    assert Repair.model_validate(made.model_dump(mode="json")) == made
