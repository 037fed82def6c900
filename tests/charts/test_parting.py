"""When lives part, who is under sanction where, and how people end."""

from made_up_comparison import both_graded, made_up_comparison, nothing_differs

from glasshouse.charts import words_of
from glasshouse.charts.parting import LISTED, UNGRADED, states


def test_the_title_counts_lives_that_part_and_those_that_never_do():
    title = words_of("lives_parted", made_up_comparison()).title
    assert title.startswith("21,000 of 540,000 lives part within 5 years (3.9\u00a0%); 519,000 are the same")


def test_half_of_those_who_part_have_done_so_by_the_middle():
    assert "by the end of 30 months" in words_of("lives_parted", made_up_comparison()).alt


def test_a_scheme_against_itself_parts_nobody():
    assert words_of("lives_parted", nothing_differs()).empty


def test_people_under_sanction_are_counted_in_each_world_and_in_one_alone():
    words = words_of("sanctioned_in_each", made_up_comparison())
    assert words.title == "After 5 years, 7,800 are under sanction in a, and nobody in b."
    assert "7,776 are so in a alone, 2 in b alone, 5 in both." in words.alt


def test_who_is_on_a_list_stands_there_whatever_the_grade():
    a, b, _ = states(made_up_comparison())
    assert (a, b) == (["AAA", "A", "B", LISTED], [UNGRADED])


def test_shares_are_of_a_row_and_of_everybody_where_there_is_one_column():
    _, _, rows = states(made_up_comparison())
    assert {row["of"] for row in rows} == {540_000}
    _, _, rows = states(both_graded())
    assert {(row["a"], row["of"]) for row in rows} == {("A", 530_000), ("B", 10_000)}
    assert sum(row["people"] for row in rows) == 540_000


def test_who_ends_otherwise_is_counted():
    assert words_of("where_people_end", both_graded()).title.startswith("40,000 of 540,000 people end otherwise")
    assert words_of("where_people_end", nothing_differs()).title == "All 540,000 people end alike in a and in b."
