"""How a and b are told apart, and the pieces that charts of two worlds share."""

import json

from made_up_comparison import INFO, comparison_of, frames, made_up_comparison
from made_up_run import made_up_run

from glasshouse.charts.look import FREE, FREE_HOLLOW, SANCTION, Words
from glasshouse.charts.twins import difference_dots, names, two_bars, two_lines

WORDS = Words("A title.", "A title, and more.")
GROUP = {"trait": "sex", "few": False, "a": "1 of 2", "b": "0 of 2"}


def test_each_world_is_named_by_its_letter_and_how_it_was_asked_for():
    assert names(made_up_comparison()) == ("a: harbour-2016", "b: none")


def test_two_worlds_under_the_same_rules_still_have_two_names():
    sides = [INFO["sides"][0], {**INFO["sides"][0], "name": "b"}]
    one, other = names(comparison_of(frames(), made_up_run(), made_up_run(), sides=sides))
    assert one != other


def test_a_line_of_a_is_solid_and_one_of_b_is_dashed():
    rows = [{"month": m, "a": m, "b": 0, "ta": "", "tb": ""} for m in range(3)]
    drawn = json.dumps(two_lines(made_up_comparison(), rows, WORDS, [(2, "2"), (0, "0")]).to_dict())
    assert '"range": [[1, 0], [7, 3]]' in drawn


def test_a_bar_of_a_is_filled_and_one_of_b_is_pale_with_an_outline():
    rows = [{"title": "Flight", "a": 3, "b": 1, "label": "", "brief": ""}]
    drawn = two_bars(made_up_comparison(), rows, WORDS, {"title": "service"}).to_dict()
    first = drawn["layer"][0]["encoding"]
    assert first["fill"]["scale"]["range"] == [SANCTION, FREE_HOLLOW]
    assert first["stroke"]["scale"]["range"] == [SANCTION, FREE]


def test_what_happened_never_has_no_bar():
    rows = [{"title": "Flight", "a": 3, "b": 0, "label": "", "brief": ""}]
    drawn = two_bars(made_up_comparison(), rows, WORDS, {"title": "service"}).to_dict()
    assert [row["side"] for data in drawn["datasets"].values() for row in data if "side" in row] == ["a: harbour-2016"]


def worse_in(difference: float, *, more_is_better: bool) -> str:
    rows = [{**GROUP, "level": "male", "difference": difference}]
    drawn = difference_dots(rows, 0.1, WORDS, more_is_better=more_is_better).to_dict()
    return next(row["worse"] for data in drawn["datasets"].values() for row in data if row.get("worse"))


def test_a_dot_is_filled_where_the_group_fares_worse_in_a():
    assert worse_in(0.3, more_is_better=False) == "a"
    assert worse_in(-0.3, more_is_better=False) == "b"
    assert worse_in(0.3, more_is_better=True) == "b"
    assert worse_in(-0.3, more_is_better=True) == "a"
    assert worse_in(0.0, more_is_better=True) == "neither"


def test_a_group_of_nobody_has_a_name_and_no_dot():
    rows = [{**GROUP, "level": "male", "difference": None}, {**GROUP, "level": "female", "difference": 0.2}]
    drawn = json.dumps(difference_dots(rows, 0.2, WORDS, more_is_better=False).to_dict())
    assert "datum.difference != null" in drawn
