"""Who fares better in which world, group by group."""

import pytest
from made_up_comparison import EDGES, made_up_comparison, nobody_scored, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.charts import words_of
from glasshouse.charts.dots import IN_A, IN_B, NEITHER
from glasshouse.charts.gains import furthest, gains_of, measures, widest, worse_in

ROW = {"trait": "sex", "few": False}


def test_the_title_says_how_many_fare_better_where_and_by_how_much():
    title = words_of("gains_months_sanctioned", made_up_comparison()).title
    assert "10,800 are better off in b (no scheme), by 12.5 months on average" in title
    assert "540 are better off in a (harbour-2016), by 1.5 months" in title


def test_the_group_furthest_from_none_is_named():
    assert words_of("gains_months_sanctioned", made_up_comparison()).title.endswith("Most: migrants +0.63.")
    found = gains_of(made_up_comparison(), "months_sanctioned")
    assert found is not None
    most = furthest(made_up_comparison(), found[1])
    assert most is not None
    assert most["level"] == "migrant"
    assert max(abs(row["difference"]) for row in found[1] if not row["few"]) == most["difference"]


def test_no_group_is_named_whose_difference_few_lives_make():
    found = gains_of(made_up_comparison(), "months_sanctioned")
    assert found is not None
    few = [{**row, "better_a": 0, "better_b": 9} for row in found[1]]
    assert furthest(made_up_comparison(), few) is None


def test_the_widest_gap_is_between_two_groups_of_one_trait_and_small_groups_are_left_out():
    rows = [{**ROW, "level": "male", "difference": 0.1}, {**ROW, "level": "female", "difference": -0.4},
            {"trait": "age", "few": True, "level": "75+", "difference": 9.0},
            {"trait": "age", "few": False, "level": "18-29", "difference": 0.2}]  # fmt: skip
    gap = widest(rows)
    assert gap is not None
    assert [row["level"] for row in gap] == ["female", "male"]


def test_where_no_group_differs_from_another_there_is_no_gap():
    assert widest([{**ROW, "level": "male", "difference": 0.0}, {**ROW, "level": "female", "difference": 0.0}]) is None


def test_scores_that_do_not_count_the_same_are_not_compared():
    assert "score" not in measures(nobody_scored())
    assert "do not count the same" in words_of("gains_score", nobody_scored()).title


def test_what_is_the_same_for_everybody_is_told_in_a_sentence():
    assert words_of("gains_money", nothing_differs()).empty


def test_everybody_stands_apart_from_the_groups():
    found = gains_of(made_up_comparison(), "turned_away")
    assert found is not None
    whole, groups = found
    assert whole["people"] == 540_000
    assert "everybody" not in {row["trait"] for row in groups}


def test_a_measure_that_does_not_exist_is_refused_with_the_one_that_was_meant():
    with pytest.raises(ValueError, match="Did you mean 'money'"):
        gains_of(made_up_comparison(), "mony")


def test_a_dot_is_filled_where_the_group_fares_worse_in_a():
    assert worse_in(0.3, more_is_better=False) == IN_A
    assert worse_in(-0.3, more_is_better=False) == IN_B
    assert worse_in(0.3, more_is_better=True) == IN_B
    assert worse_in(-0.3, more_is_better=True) == IN_A
    assert worse_in(0.0, more_is_better=True) == NEITHER


def test_groups_of_few_people_are_marked():
    found = gains_of(twins_of(made_up_comparison()), "money")
    assert found is not None
    whole, groups = found
    assert [row["few"] for row in groups] == [row["people"] < 0.02 * whole["people"] for row in groups]
    assert gains_of(twins_of(EDGES["nobody_scored"]()), "score") is None
