"""How people end in both worlds."""

from made_up_comparison import EDGES, both_graded, made_up_comparison, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.charts import table_of, words_of
from glasshouse.charts.final_states import LISTED, UNGRADED, states
from glasshouse.results.twin_ensemble import TwinEnsemble


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
    title = words_of("where_people_end", nothing_differs()).title
    assert title == "All 540,000 people end alike in a (harbour-2016) and in b (harbour-2016)."


def test_ways_to_end_are_the_same_over_many_seeds():
    one, many = states(made_up_comparison()), states(twins_of(made_up_comparison()))
    assert [set(names) for names in one[:2]] == [set(names) for names in many[:2]]
    assert words_of("where_people_end", twins_of(EDGES["nobody_scored"]())).empty


def test_grades_stand_in_their_order_and_lists_last():
    twins = twins_of(made_up_comparison())
    one, other = twins.info["sides"]
    sides = [{**one, "of": {"people": {"title": "x", "grades": ["B", "A", "AAA"]}}}, other]
    table = table_of("where_people_end", TwinEnsemble({**twins.info, "sides": sides}, twins._read))
    assert table is not None
    assert [row[0] for row in table.rows] == ["B", "A", "AAA", "on a list"]
