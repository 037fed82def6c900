"""People whose both lives are shown: chosen by rule, and told."""

import json

import polars as pl
from made_up_comparison import made_up_comparison, people_and_firms, too_many

from glasshouse.charts import draw, words_of
from glasshouse.charts.paired_lives import CONDUCT, FURTHEST, REFUSED, USUAL, chosen, describe, shown_pairs


def test_each_rule_takes_whom_it_means():
    found = {why: person for person, why in chosen(made_up_comparison().people).items()}
    assert found == {FURTHEST: 0, "better off in a": 1, REFUSED: 2, CONDUCT: 3, USUAL: 4}


def test_nobody_is_shown_twice_and_a_rule_that_nobody_meets_is_left_out():
    one = made_up_comparison().people.filter(pl.col("person") == 0)
    assert chosen(one) == {0: FURTHEST}


def test_a_usual_one_comes_first():
    assert shown_pairs(made_up_comparison())[0].why == USUAL


def test_whose_life_does_not_diverge_is_not_shown():
    people = made_up_comparison().people.with_columns(parted=pl.lit(None, pl.Int64))
    assert chosen(people) == {}


def test_both_lives_are_told_in_sentences():
    pair = next(one for one in shown_pairs(made_up_comparison()) if one.person == 0)
    assert "Their lives diverge in month 10. In a: 40 months under sanction, 1 request refused" in describe(pair)
    assert "In b: never under sanction, no requests refused, savings of 3.0 months" in describe(pair)
    assert "woman" in describe(pair)


def test_months_under_sanction_are_one_bar_for_each_stretch():
    drawn = draw("twin_lives", made_up_comparison()).to_dict()
    bars = [row for data in drawn["datasets"].values() for row in data if "to" in row]
    assert sorted((bar["month"], bar["to"]) for bar in bars) == [(10 + at, 30 + at) for at in range(5)]


def test_where_all_would_have_to_be_simulated_again_a_few_are_told_and_none_is_drawn():
    comparison = people_and_firms()
    assert words_of("twin_lives", comparison).empty
    assert all(pair.lives is None for pair in shown_pairs(comparison))
    assert len(shown_pairs(comparison)) == 5


def test_of_too_many_people_nobody_is_shown():
    assert "no single lives are kept" in words_of("twin_lives", too_many()).title
    assert "datasets" in json.dumps(draw("twin_lives", too_many()).to_dict())
