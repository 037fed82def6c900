"""What happens in one world alone."""

import pytest
from made_up_comparison import made_up_comparison, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.charts import words_of
from glasshouse.charts.frames import in_all
from glasshouse.charts.one_world_only import HAPPENED, REFUSED, conducts_alone, refused_alone


def totals(rows: list, columns: dict[str, str]) -> list[int]:
    """How often in a alone and in b alone."""
    return [sum(row[column] for row in rows) for column in columns.values()]


def test_requests_with_another_answer_are_counted_most_often_first():
    rows = refused_alone(made_up_comparison())
    assert rows[0]["service"] == "finance.loan"
    assert totals(rows, REFUSED) == [100_592, 1_005]
    assert all(row["refused_a_only"] + row["refused_b_only"] for row in rows)


def test_the_title_says_who_refused_what_most():
    title = words_of("refused_in_one", made_up_comparison()).title
    assert title == "100,592 requests are refused in a and granted in b, 1,005 the other way round; most: Bank loan."


def test_lawful_and_unlawful_conduct_are_told_apart():
    lawful, unlawful = (conducts_alone(made_up_comparison(), lawful=which) for which in (True, False))
    assert {row["lawful"] for row in lawful} == {True}
    assert {row["lawful"] for row in unlawful} == {False}
    assert totals(unlawful, HAPPENED) == [210, 42]


def test_an_act_in_one_world_alone_may_have_been_held_back_or_drawn_out():
    words = words_of("unlawful_in_one", made_up_comparison())
    assert words.title.startswith("Unlawful conduct: 210 acts happen in a alone")
    told = f"{words.alt} {words_of('lawful_in_one', made_up_comparison()).alt}"
    assert told.count("held back by the rules of the other, or drawn out by those of its own") == 2
    assert "deterred" not in told
    assert "chilled" not in told


def test_where_nothing_differs_no_act_is_in_one_world_alone():
    assert words_of("unlawful_in_one", nothing_differs()).title == (
        "No unlawful conduct happens in one world alone in this comparison."
    )
    assert words_of("refused_in_one", nothing_differs()).empty


def test_what_happens_in_one_world_alone_adds_up():
    twins = twins_of(made_up_comparison())
    whole = in_all(twins)
    assert sum(row["refused_a_only"] for row in refused_alone(twins)) == pytest.approx(whole["refused_a_only"])
    for lawful, kind in ((True, "lawful"), (False, "unlawful")):
        rows = conducts_alone(twins, lawful=lawful)
        assert sum(row["b_only"] for row in rows) == pytest.approx(whole[f"{kind}_b_only"])
