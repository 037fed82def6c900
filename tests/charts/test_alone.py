"""What happens in one world alone."""

from made_up_comparison import made_up_comparison, nothing_differs

from glasshouse.charts import words_of
from glasshouse.charts.alone import conducts_alone, refused_alone, totals


def test_requests_with_another_answer_are_counted_most_often_first():
    rows = refused_alone(made_up_comparison())
    assert rows[0]["service"] == "finance.loan"
    assert totals(rows) == (100_592, 1_005)
    assert all(row["a"] + row["b"] for row in rows)


def test_the_title_says_who_refused_what_most():
    title = words_of("refused_in_one", made_up_comparison()).title
    assert title == "100,592 requests are refused in a and granted in b, 1,005 the other way round; most: Bank loan."


def test_lawful_and_unlawful_conduct_are_told_apart():
    lawful, unlawful = (conducts_alone(made_up_comparison(), lawful=which) for which in (True, False))
    assert {row["lawful"] for row in lawful} == {True}
    assert {row["lawful"] for row in unlawful} == {False}
    assert totals(unlawful) == (210, 42)


def test_deterred_is_unlawful_and_chilled_is_lawful():
    assert words_of("deterred", made_up_comparison()).title.startswith("Unlawful conduct: 210 acts happen in a alone")
    assert "was chilled in the other" in words_of("chilled", made_up_comparison()).alt


def test_where_nothing_differs_nothing_is_deterred():
    assert words_of("deterred", nothing_differs()).title.endswith("nothing is deterred.")
    assert words_of("refused_in_one", nothing_differs()).empty
