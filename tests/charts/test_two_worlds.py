"""What charts call two worlds, and what these come to."""

from made_up_comparison import INFO, comparison_of, frames, made_up_comparison
from made_up_run import made_up_run

from glasshouse.charts.two_worlds import names, side_by_side


def test_each_world_is_named_by_its_letter_and_how_it_was_asked_for():
    assert names(made_up_comparison()) == ("a: harbour-2016", "b: none")


def test_two_worlds_under_the_same_rules_still_have_two_names():
    sides = [INFO["sides"][0], {**INFO["sides"][0], "name": "b"}]
    one, other = names(comparison_of(frames(), made_up_run(), made_up_run(), sides=sides))
    assert one != other


def test_a_month_of_both_worlds_is_one_row_with_their_difference():
    first = side_by_side(made_up_comparison())[0]
    assert first["less_money"] == first["a_money"] - first["b_money"]
