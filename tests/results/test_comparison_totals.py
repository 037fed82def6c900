"""What is gathered of a comparison is all that a comparison tells, lives of single people apart."""

import polars as pl
import pytest
from small_twin_ensemble import OUTCOMES, small_tables

from glasshouse.measure.gather import EACH
from glasshouse.results.acts import LAWFUL
from glasshouse.results.comparison_tables import TABLES
from glasshouse.results.comparison_totals import LAYOUTS, with_totals


def test_every_table_is_gathered_but_that_of_single_people():
    assert set(TABLES) - set(LAYOUTS) == {"people"}


def test_everything_that_is_gathered_is_made():
    assert set(with_totals(small_tables(0))) == set(LAYOUTS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_is_a_key_a_name_or_a_number_that_is_gathered(name: str):
    layout, made = LAYOUTS[name], with_totals(small_tables(0))[name]
    assert sorted([*layout.heads, *layout.columns]) == sorted(made.columns)
    assert all(made.schema[column].is_numeric() for column in layout.columns)


def comparison() -> dict[str, pl.DataFrame]:
    """The tables of a comparison by hand: two ways to end, two months, one service, two conducts."""
    found = small_tables(0)
    ways = [("A", True, "B", False, 3), ("B", True, "B", False, 4), ("A", False, None, False, 5)]
    kinds = TABLES["transitions"].columns
    names = ["grade_a", "listed_a", "grade_b", "listed_b", "people"]
    found["transitions"] = pl.DataFrame(ways, names, orient="row").select(list(kinds))
    over_time = found["over_time"].with_columns(month=pl.lit(1, pl.Int64))
    more = pl.col("money", "sanctioned") + 3
    found["over_time"] = pl.concat(
        [over_time.with_columns(more, world=pl.lit("a")), over_time.with_columns(world=pl.lit("b"))]
    )
    found["conducts"] = pl.concat([found["conducts"], found["conducts"].with_columns(lawful=pl.lit(value=False))])
    return found


def test_who_is_on_a_list_ends_there_whatever_the_grade():
    made = with_totals(comparison())
    assert made["ends"].rows() == [("on a list", "B", 7), ("A", "no grade", 5)]
    assert made["ends_in"].rows() == [("a", "on a list", 7), ("a", "A", 5), ("b", "B", 7), ("b", "no grade", 5)]


def test_a_difference_month_by_month_is_a_less_b():
    row = with_totals(comparison())["less"].row(0, named=True)
    assert (row["month"], row["money"], row["sanctioned"], row["strain"]) == (1, 3.0, 3, 0.0)


def test_sums_are_over_all_services_and_conducts():
    row = with_totals(comparison())["in_all"].row(0, named=True)
    assert row["never_parted"] == 990
    assert (row["sanctioned_in_one"], row["turned_away_in_one"], row["refused_a_only"]) == (20, 20, 10)
    assert (row["unlawful_a_only"], sum(row[f"{kind}_b_only"] for kind in LAWFUL)) == (10, 10)


def test_lawful_speech_is_told_by_kind_and_as_a_share_of_what_there_would_be():
    tables = comparison()
    columns = ["conduct", "title", "domain", "lawful", "both", "a_only", "b_only"]
    rows = [
        ("speech.criticism", "Criticism", "speech", True, 70, 0, 30),
        ("petition.lawful", "Petition", "speech", True, 9, 1, 0),
        ("speech.rumour", "Rumour", "speech", False, 5, 5, 5),
        ("community.volunteering", "Voluntary work", "community", True, 50, 50, 0),
    ]
    tables["conducts"] = pl.DataFrame(rows, columns, orient="row").select(list(TABLES["conducts"].columns))
    whole, criticism, petition = with_totals(tables)["speech"].to_dicts()
    assert (whole["acts_a"], whole["acts_b"], whole["fewer_in_a"]) == (80, 109, pytest.approx(29 / 109))
    assert (criticism["fewer_in_a"], petition["fewer_in_b"]) == (0.3, 0.1)
    row = with_totals(tables)["in_all"].row(0, named=True)
    assert (row["speech_b_only"], row["good_deeds_a_only"], row["unlawful_a_only"]) == (30, 50, 5)


def test_a_group_without_people_has_no_share_of_lives_parted():
    tables = comparison()
    nobody = tables["standing"].with_columns(people=pl.lit(0, pl.Int64), trait=pl.lit("age"))
    tables["standing"] = pl.concat([tables["standing"], nobody])
    assert with_totals(tables)["standing"]["share"].to_list() == [0.01, None]


def test_of_each_seed_both_worlds_and_their_difference_are_kept():
    found = with_totals(small_tables(0))[EACH[0]]
    assert found.height == 3 * len(OUTCOMES)
    values = dict(found.iter_rows())
    assert (values["turned_away/a"], values["turned_away/b"], values["turned_away/difference"]) == (9.0, 7.5, 1.5)
    assert values["sanctioned_share/b"] is None


def test_no_two_outcomes_have_one_name():
    from glasshouse.studies.comparison import compare
    from glasshouse.studies.spec import RunSpec

    found = compare(RunSpec(scheme="none", world="hamlet", people=600, months=1), "none").differences
    assert found["outcome"].is_unique().all()
    assert found.select(pl.col("outcome").str.contains("/").any()).item() is False
