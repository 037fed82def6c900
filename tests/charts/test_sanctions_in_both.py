"""Who is under sanction in which world."""

import json

from made_up_comparison import made_up_comparison

from glasshouse.charts import draw, words_of


def test_people_under_sanction_are_counted_in_each_world_and_in_one_alone():
    words = words_of("sanctioned_in_each", made_up_comparison())
    assert words.title == "After 5 years, 7,800 are under sanction in a (harbour-2016), and nobody in b (no scheme)."
    assert "Under sanction at the end: 7,776 in a and not in b, 2 in b and not in a, 5 in both." in words.alt


def test_a_line_of_a_is_solid_and_one_of_b_is_dashed():
    drawn = json.dumps(draw("sanctioned_in_each", made_up_comparison()).to_dict())
    assert '"strokeDash": [1, 0]' in drawn
    assert '"strokeDash": [7, 3]' in drawn
