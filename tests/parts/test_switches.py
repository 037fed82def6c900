"""Which parts of the model are on, with which settings, and what is said of a wrong one."""

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.parts.registry import PARTS
from glasshouse.parts.switches import OFF, Switches, read_back, switched

USUAL = {one.id: one.value for one in PARTS["learning"].settings}


def problems(*asked: str) -> list[str]:
    with pytest.raises(GlasshouseError) as refused:
        switched(asked)
    return str(refused.value).splitlines()


@pytest.mark.parametrize("nothing", [None, (), []])
def test_where_nothing_is_asked_for_no_part_is_on(nothing: object):
    assert switched(nothing) == OFF
    assert not OFF
    assert OFF.told() == {}
    assert OFF.columns("person") == 0


def test_a_part_that_is_on_has_a_value_for_each_setting():
    assert switched("learning").told() == {"learning": USUAL}


def test_a_setting_switches_its_part_on_and_the_others_stay_as_they_are():
    assert switched("learning:fades=0.5").told() == {"learning": USUAL | {"fades": 0.5}}


def test_settings_may_stand_in_one_text_or_in_several():
    asked = switched("learning:fades=0.5,learning:learns=1")
    assert switched(["learning:learns=1", "learning", "learning:fades=0.5"]) == asked


def test_what_was_written_down_is_read_back():
    asked = switched("learning:learns=0.1")
    assert read_back(asked.told()) == asked
    assert read_back({}) == OFF


def test_what_a_run_wrote_that_is_no_part_any_more_is_refused():
    with pytest.raises(GlasshouseError, match="'teaching' is not a part of the model"):
        read_back({"teaching": {}})


def test_it_reads_as_it_is_typed():
    assert str(switched("learning:learns=0.5")) == "learning:learns=0.5"
    assert str(switched("learning")) == "learning"
    assert str(OFF) == ""


def test_a_part_about_people_has_no_column_of_a_firm():
    on = switched("learning")
    assert on.columns("person") == 1
    assert on.columns("firm") == 0
    assert on.parts("firm") == []


def test_an_unknown_part_is_told_with_what_was_probably_meant():
    assert problems("lerning") == ["'lerning' is not a part of the model. Did you mean 'learning'?"]


def test_nothing_between_two_commas_is_no_part():
    assert problems("learning,,") == ["'' is not a part of the model. Known: learning."]


def test_an_unknown_setting_is_told_with_what_was_probably_meant():
    assert problems("learning:lerns=1") == ["'lerns' is not a setting of learning. Did you mean 'learns'?"]


def test_a_setting_without_a_value_is_told_how_to_have_one():
    assert problems("learning:learns") == ["learning:learns has no value. Write it as learning:learns=0.063."]
    assert problems("learning:learns=") == problems("learning:learns")


@pytest.mark.parametrize("value", ["1.5", "-0.1", "inf", "nan"])
def test_a_value_outside_its_limits_is_told_with_them(value: str):
    assert problems(f"learning:fades={value}") == [
        f"learning:fades is {value}; it lies between 0 and 1 (share a month)."
    ]


def test_a_value_that_is_no_number_is_told():
    assert problems("learning:fades=fast") == ["learning:fades is 'fast'; a number from 0 to 1 belongs there."]


def test_a_setting_that_is_given_twice_is_told_even_with_the_same_value():
    assert problems("learning:fades=0.1", "learning:fades=0.1") == ["learning:fades is given twice. Give it once."]


def test_all_problems_are_told_at_once():
    assert len(problems("lerning,learning:lerns=1", "learning:fades=2,learning:learns")) == 4


def test_switches_are_values():
    assert Switches() == OFF
    assert {switched("learning"): 1}[switched("learning:learns=0.063")] == 1
