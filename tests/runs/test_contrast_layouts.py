"""What is gathered of a comparison is all that a comparison tells, lives of single people apart."""

import polars as pl
import pytest
from small_twin_ensemble import OUTCOMES, small_tables

from glasshouse.measure.gather import EACH
from glasshouse.runs.contrast import TABLES
from glasshouse.runs.contrast_layouts import LAYOUTS, with_each


def test_every_table_is_gathered_but_that_of_single_people():
    assert set(TABLES) - set(LAYOUTS) == {"people"}
    assert set(LAYOUTS) - set(TABLES) == {EACH[0]}


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != EACH[0]])
def test_every_column_is_a_key_a_name_or_a_number_that_is_gathered(name: str):
    layout = LAYOUTS[name]
    known = [*layout.heads, *layout.columns]
    assert sorted(known) == sorted(TABLES[name].columns)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != EACH[0]])
def test_what_is_gathered_is_a_number(name: str):
    kinds = TABLES[name].columns
    assert all(kinds[column].is_numeric() for column in LAYOUTS[name].columns)


def test_of_each_seed_both_worlds_and_their_difference_are_kept():
    found = with_each(small_tables(0))[EACH[0]]
    assert found.height == 3 * len(OUTCOMES)
    values = dict(found.iter_rows())
    assert (values["refusals/a"], values["refusals/b"], values["refusals/difference"]) == (9.0, 7.5, 1.5)
    assert values["sanctioned_share/b"] is None


def test_no_two_outcomes_have_one_name():
    from glasshouse.comparison import compare
    from glasshouse.spec import RunSpec

    found = compare(RunSpec(scheme="none", world="hamlet", people=600, months=1), "none").differences
    assert found["outcome"].is_unique().all()
    assert found.select(pl.col("outcome").str.contains("/").any()).item() is False
