"""What an author may write of a consequence."""

from typing import Any

import pytest
from pydantic import ValidationError

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import read_text, validated
from glasshouse.consequence.model import Better, Consequence

CITED = {"cite": "text", "clause": "1"}


def consequence(**said: Any) -> Consequence:
    return Consequence.model_validate({"when": {"grade": "D"}, **CITED, **said})


def refusal_of(text: str) -> str:
    with pytest.raises(GlasshouseError) as refused:
        validated(*read_text(f"cite: text\nclause: '1'\n{text}", "one.yaml"), Consequence, "one.yaml")
    return str(refused.value)


def test_one_grade_is_a_list_of_one():
    assert consequence(service="travel.flight", effect="refuse").when.grade == ("D",)


def test_a_refusal_refuses():
    assert consequence(service="travel.flight", effect="refuse").refuses


def test_a_reward_is_worth_something_a_time():
    gain = {"value": 0.2, "assumed": [0, 1]}
    made = consequence(service="finance.loan", effect={"gain": gain})
    assert isinstance(made.effect, Better)
    assert made.effect.gain.value == 0.2
    assert not made.refuses


def test_closer_inspection_needs_no_service():
    assert not consequence(inspected=1.5).refuses


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"service": "travel.flight"},
        {"effect": "refuse"},
        {"service": "travel.flight", "effect": "refuse", "inspected": 2},
        {"inspected": 0},
        {"inspected": 11},
        {"when": {"grade": "D", "list": "black"}, "inspected": 2},
        {"when": {}, "inspected": 2},
        {"when": {"grade": []}, "inspected": 2},
    ],
)
def test_what_does_not_say_one_thing_is_refused(said: dict[str, Any]):
    with pytest.raises(ValidationError):
        consequence(**said)


def test_a_wrong_effect_is_told_both_right_ones():
    told = refusal_of("when: {grade: D}\nservice: travel.flight\neffect: refuze")
    assert "line   5  effect: 'refuze' is not an effect. Did you mean 'refuse'?" in told
    assert "{gain: ...}" in told


def test_a_reward_without_its_worth_is_told_what_is_missing():
    told = refusal_of("when: {grade: D}\nservice: travel.flight\neffect: {gain: {value: 1}}")
    assert told.endswith("effect.gain: needs either 'evidence: KEY' or 'assumed: [low, high]', and not both.")
    assert told.count("line") == 1


def test_a_slip_in_a_reward_is_told():
    told = refusal_of("when: {grade: D}\nservice: travel.flight\neffect: {gian: 1}")
    assert "effect.gian: is not a key here. Did you mean 'gain'?" in told


def test_a_status_is_one_of_five_words():
    told = refusal_of("when: {grade: D}\ninspected: 2\nstatus: fund")
    assert told.endswith("status: 'fund' is not a word that fits here. Did you mean 'found'?")
