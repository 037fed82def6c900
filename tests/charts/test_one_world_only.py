"""What happens in one world alone."""

import pytest
from made_up_comparison import made_up_comparison, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.charts import words_of
from glasshouse.charts.frames import in_all
from glasshouse.charts.one_world_only import HAPPENED, TURNED_AWAY, conducts_alone, turned_away_alone
from glasshouse.results.acts import DEEDS, SPEECH, TITLES, UNLAWFUL


def totals(rows: list, columns: dict[str, str]) -> list[int]:
    """How often in a alone and in b alone."""
    return [sum(row[column] for row in rows) for column in columns.values()]


def test_requests_with_another_answer_are_counted_most_often_first():
    rows = turned_away_alone(made_up_comparison())
    assert rows[0]["service"] == "finance.loan"
    assert totals(rows, TURNED_AWAY) == [100_592 + 6 * 28, 1_005]
    assert all(row["turned_away_a_only"] + row["turned_away_b_only"] for row in rows)


def test_the_title_says_who_refused_what_most():
    title = words_of("refused_in_one", made_up_comparison()).title
    assert title == (
        "100,760 requests are refused or given up in a (harbour-2016) and granted in b (no scheme), "
        "1,005 the other way round; most: Bank loan."
    )


def test_kinds_of_acts_are_told_apart():
    unlawful, deeds, speech = (conducts_alone(made_up_comparison(), kind) for kind in (UNLAWFUL, DEEDS, SPEECH))
    assert {row["lawful"] for row in unlawful} == {False}
    assert [row["conduct"] for row in deeds] == ["community.volunteering"]
    assert [row["conduct"] for row in speech] == ["petition.lawful"]
    assert totals(unlawful, HAPPENED) == [210, 42]


def test_an_act_in_one_world_alone_may_have_been_held_back_or_drawn_out():
    words = words_of("unlawful_in_one", made_up_comparison())
    assert words.title.startswith("Unlawful conduct: 210 happen in a (harbour-2016) and not in b")
    told = f"{words.alt} {words_of('good_deeds_in_one', made_up_comparison()).alt}"
    assert told.count("held back by the rules of the other, or drawn out by its own") == 2
    assert "deterred" not in told
    assert "chilled" not in told


def test_where_nothing_differs_no_act_is_in_one_world_alone():
    assert words_of("unlawful_in_one", nothing_differs()).title == (
        "Unlawful conduct: all that happen do so in both worlds, in this comparison."
    )
    assert words_of("refused_in_one", nothing_differs()).empty


def test_what_happens_in_one_world_alone_adds_up():
    twins = twins_of(made_up_comparison())
    whole = in_all(twins)
    turned_away = sum(row["turned_away_a_only"] for row in turned_away_alone(twins))
    assert turned_away == pytest.approx(whole["turned_away_a_only"])
    for kind in TITLES:
        rows = conducts_alone(twins, kind)
        assert sum(row["b_only"] for row in rows) == pytest.approx(whole[f"{kind}_b_only"])
