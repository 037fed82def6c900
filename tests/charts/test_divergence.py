"""When lives diverge, and how many."""

from made_up_comparison import made_up_comparison, nothing_differs
from rendered import data_of
from small_twin_ensemble import twins_of

from glasshouse.charts import draw, words_of


def test_the_title_counts_lives_that_diverge_and_those_that_never_do():
    title = words_of("lives_parted", made_up_comparison()).title
    assert title.startswith("21,000 of 540,000 lives diverge within 5 years (3.9\u00a0%); 519,000 are the same")


def test_half_of_those_that_diverge_have_done_so_by_the_middle():
    assert "by the end of 30 months" in words_of("lives_parted", made_up_comparison()).alt


def test_a_scheme_against_itself_has_no_life_that_diverges():
    assert words_of("lives_parted", nothing_differs()).empty


def test_lives_diverge_from_none_on():
    rows = [row for row in data_of(draw("lives_parted", twins_of(made_up_comparison())).to_dict()) if "least" in row]
    assert (rows[0]["month"], rows[0]["most"]) == (0, 0)
