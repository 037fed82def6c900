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


def test_an_act_in_one_world_alone_may_have_been_held_back_or_drawn_out():
    words = words_of("unlawful_in_one", made_up_comparison())
    assert words.title.startswith("Unlawful conduct: 210 acts happen in a alone")
    told = f"{words.alt} {words_of('lawful_in_one', made_up_comparison()).alt}"
    assert told.count("held back by the rules of the other, or drawn out by those of its own") == 2
    assert "deterred" not in told
    assert "chilled" not in told


def test_where_nothing_differs_no_act_is_in_one_world_alone():
    assert words_of("unlawful_in_one", nothing_differs()).title == "No unlawful conduct happens in one world alone."
    assert words_of("refused_in_one", nothing_differs()).empty
