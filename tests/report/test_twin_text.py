"""What the report of a comparison says in its own words."""

from made_up_comparison import comparison_of, frames, made_up_comparison, nobody_scored, nothing_differs
from made_up_run import made_up_run, of_several

from glasshouse.report.twin_text import answer, cards, may_be_said, may_not_be_said, opening, side_line, titles


def test_the_opening_says_that_the_same_people_live_twice():
    told = opening(made_up_comparison())
    assert "the same 670,000 synthetic people live 5 years twice, with the same chances" in told


def test_the_answer_counts_lives_and_those_under_sanction_in_one_world_alone():
    told = answer(made_up_comparison())
    assert told.startswith("21,000 of 540,000 lives differ (3.9\u00a0%)")
    assert told.endswith("7,776 end under sanction in a and not in b, 2 in b and not in a.")


def test_where_nothing_differs_the_answer_says_so():
    assert answer(nothing_differs()).startswith("Not one of 540,000 lives differs")


def test_the_four_numbers_say_which_world_alone():
    found = {card.id: card for card in cards(made_up_comparison())}
    assert [found[name].big for name in ("parted", "sanctioned", "refused", "conduct")] == [
        "21,000", "7,778", "101,597", "513"
    ]  # fmt: skip
    assert found["sanctioned"].detail.startswith("7,776 in a alone, 2 in b alone; 5 in both.")
    assert found["sanctioned"].picture == {"a": 1.0, "b": 2 / 7_776}


def test_where_nothing_differs_the_numbers_are_nought_and_nothing_is_drawn():
    assert [card.big for card in cards(nothing_differs())] == ["0", "0", "0", "0"]
    assert [card.picture for card in cards(nothing_differs())[1:]] == [{}, {}, {}]


def test_what_may_be_said_names_both_worlds_and_what_may_not_says_why():
    assert "under No scheme at all, 21,000 lives differed" in may_be_said(made_up_comparison())[0]
    assert all(why for _, why in may_not_be_said(made_up_comparison()))


def test_two_worlds_of_the_same_title_are_told_apart():
    sides = [{"name": name, "reference": "harbour-2016", "title": "Harbour"} for name in ("a", "b")]
    comparison = comparison_of(frames(), made_up_run(), made_up_run(), sides=sides)
    title = made_up_run().scheme.title
    assert f"under {title} (a) and under {title} (b)" in may_be_said(comparison)[0]


def test_a_world_is_called_by_the_schemes_about_those_whose_lives_are_compared():
    comparison = comparison_of(frames(), of_several(), made_up_run())
    one, other = titles(comparison)
    assert one == f"{other} + The list of the court"


def test_a_side_without_a_scheme_says_that_nobody_is_scored():
    assert side_line(nobody_scored(), 0) == "Nobody is scored or listed."
    assert "under sanction at the end" in side_line(made_up_comparison(), 0)
