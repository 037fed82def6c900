"""Differences of livelihood: a minus b, month by month."""

from made_up_comparison import made_up_comparison

from glasshouse.charts import words_of


def test_a_difference_over_time_is_a_minus_b():
    words = words_of("difference_money", made_up_comparison())
    assert words.title == "Savings: 0.06 months of outgoings less in a at the end, mean of everybody."
    assert "Widest in month 60: −0.06." in words.alt
