"""The numbers of a comparison as tables."""

from made_up_comparison import EDGES, made_up_comparison

from glasshouse.report.twin_tables import (
    all_outcomes,
    in_brief,
    in_short,
    outcomes,
    rewards,
    standing,
    written,
)


def test_tables_of_comparisons_at_the_edge_can_be_made():
    for edge in EDGES.values():
        comparison = edge()
        for made in (standing, in_brief, in_short, rewards):
            shown = made(comparison)
            assert {len(row) for row in shown.rows} <= {len(shown.columns)}


def test_a_difference_of_shares_is_in_hundredths_and_one_that_cannot_be_formed_is_a_dash():
    found = {one.title: one for one in outcomes(made_up_comparison())}
    assert found["In work at the end"].less == "−0.03 in 100"
    assert found["Months under sanction"].less == "+0.35"
    assert found["Median time to recover"].less == "–"


def test_the_short_table_is_part_of_the_whole_one():
    short, whole = in_short(made_up_comparison()), all_outcomes(made_up_comparison())
    assert set(short.rows) <= set(whole.rows)


def test_services_that_are_rewarded_in_one_world_alone_are_listed():
    assert [row[0] for row in rewards(made_up_comparison()).rows] == [
        "Luxury goods online",
        "Winter heating at a discount",
    ]


def test_a_whole_number_has_no_fraction_and_what_is_not_seen_is_a_dash():
    assert [written(24.0, "months"), written(0.287, "index"), written(None, "index")] == ["24", "0.29", "–"]
