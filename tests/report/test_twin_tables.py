"""The numbers of a comparison as tables."""

from made_up_comparison import EDGES, made_up_comparison, nobody_scored

from glasshouse.charts import COMPARED
from glasshouse.report.twin_tables import (
    CHART_TABLES,
    all_outcomes,
    group_of,
    in_brief,
    in_short,
    outcomes,
    rewards,
    standing,
    written,
)


def test_every_chart_has_its_table_with_a_cell_for_every_column():
    assert set(CHART_TABLES) == set(COMPARED)
    for name, made in CHART_TABLES.items():
        shown = made(made_up_comparison())
        assert shown is not None
        assert shown.rows, name
        assert {len(row) for row in shown.rows} == {len(shown.columns)}, name


def test_tables_of_comparisons_at_the_edge_can_be_made():
    for edge in EDGES.values():
        comparison = edge()
        for made in (*CHART_TABLES.values(), standing, in_brief, in_short, rewards):
            shown = made(comparison)
            assert shown is None or {len(row) for row in shown.rows} <= {len(shown.columns)}


def test_scores_that_are_not_compared_have_no_table():
    assert CHART_TABLES["gains_score"](nobody_scored()) is None


def test_a_small_group_has_a_mark_and_everybody_a_name():
    assert group_of({"trait": "age", "level": "75+", "few": True}) == ("Age", "75+ *")
    shown = CHART_TABLES["gains_money"](made_up_comparison())
    assert shown is not None
    assert shown.rows[0][:2] == ("Everybody", "")


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
