"""The four big numbers, each in a sentence with its counts or its interval."""

import pytest
from made_up_comparison import made_up_comparison, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.report.cards import cards, metric
from glasshouse.results import climbing
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_a_metric_has_an_interval_where_there_are_many_seeds(run: Run, ensemble: Ensemble):
    assert metric(run, "sanctioned_people") == (7_788, "7,788", "")
    assert " to " in metric(ensemble, "sanctioned_people").ends


def test_the_four_big_numbers_have_their_counts(run: Run):
    told = [(card.big, card.unit, card.detail) for card in cards(run)]
    climbs = climbing.caution(run)
    assert climbs
    assert told == [
        ("7,788", "", f"1 in 69: 1.4\u00a0% of 540,000 people scored. {climbs}"),
        ("6.2\u00a0%", "", "483 of 7,788 people under sanction at the end."),
        ("15", "months", "Nine in ten: 47 months. 21,000 people were followed."),
        ("5.0", "times", "2.2\u00a0% (1,750 of 81,000) against 0.43\u00a0% (163 of 37,800)."),
    ]


def test_the_largest_difference_names_both_groups(run: Run):
    assert cards(run)[3].label == "as often under sanction: people aged 18–29, against people aged 75+"


def test_where_nobody_of_a_group_is_under_sanction_counts_are_told_and_no_ratio(edges: dict[str, Run]):
    card = cards(edges["only_migrants"])[3]
    assert (card.big, card.unit) == ("100.0\u00a0%", "")
    assert card.label == "of migrants under sanction, and none of locals"
    assert card.detail == "100.0\u00a0% (789 of 789) against 0\u00a0% (none of 3,613)."
    assert card.picture == {"more": 1.0, "less": 0.0}


def test_a_median_that_is_not_reached_is_said_not_to_be(edges: dict[str, Run]):
    card = cards(edges["nobody_recovers"])[2]
    assert card.big == "not reached"
    assert "100.0\u00a0% are still under sanction after 5 years" in card.detail


@pytest.mark.parametrize("name", ["nobody_sanctioned", "without_scheme", "no_month_lived"])
def test_numbers_that_cannot_be_formed_are_dashes_with_a_reason(edges: dict[str, Run], name: str):
    found = cards(edges[name])
    assert [card.big for card in found] == ["0", "–", "–", "–"]
    assert all(card.detail.endswith(".") and not card.picture for card in found)


def test_the_four_numbers_say_which_world_alone():
    found = {card.id: card for card in cards(made_up_comparison())}
    assert [found[name].big for name in ("parted", "sanctioned", "refused", "speech")] == [
        "21,000", "7,778", "101,765", "0.89\xa0%"
    ]  # fmt: skip
    assert found["sanctioned"].detail.startswith("7,776 in a, not in b; 2 in b, not in a; 5 in both.")
    assert found["speech"].label == "lawful speech, petition and belief in b than there would be in a"
    assert found["speech"].picture == {"b": 7_007 / 7_070, "a": 1.0}
    assert found["sanctioned"].picture == {"a": 1.0, "b": 2 / 7_776}


def test_where_nothing_differs_the_numbers_are_nought_and_nothing_is_drawn():
    assert [card.big for card in cards(nothing_differs())] == ["0", "0", "0", "no"]
    assert [card.picture for card in cards(nothing_differs())[1:]] == [{}, {}, {}]


def test_those_of_many_runs_have_intervals(ensemble: Ensemble):
    assert [card.id for card in cards(ensemble)] == ["sanctioned", "wrongful", "recovery", "disparity"]
    assert all(" to " in card.detail or "in every run" in card.detail for card in cards(ensemble))


def test_those_of_many_comparisons_have_intervals():
    twins = twins_of(made_up_comparison())
    assert [card.id for card in cards(twins)] == ["parted", "sanctioned", "refused", "speech"]
    assert all(" to " in card.detail or "in every run" in card.detail for card in cards(twins))
