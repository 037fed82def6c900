"""Means over seeds: a table, a number of it, and what is refused."""

from pathlib import Path

import polars as pl
import pytest
from small_ensemble import ensemble_of
from small_lived import small_catalogue, small_info, small_lived, small_scheme

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.model import World
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.means import SAID, TABLES
from glasshouse.results.run_tables import tables
from glasshouse.storage.store import require_of


@pytest.fixture(scope="module")
def many() -> Ensemble:
    world = World.model_construct(id="hamlet-of-tests", title="A hamlet")
    return ensemble_of(tables(small_lived()), small_info(), small_scheme(), small_catalogue(), world)


def test_a_table_says_of_each_number_what_its_row_in_numbers_says(many: Ensemble):
    last = many.info["months"]
    row = many.table("sanctions").row(by_predicate=pl.col("month") == last, named=True)
    one = many.number("sanctions", "people", month=last)
    assert [row["people" if name == "mean" else f"people_{name}"] for name in SAID] == list(one.values())


def test_all_tables_are_those_of_the_folder_whatever_it_is_about(many: Ensemble):
    found = dict(many.all_tables())
    assert tuple(found) == TABLES
    assert found["numbers"]["part"].unique().to_list() == [many.part]


def test_a_number_that_is_none_is_refused_with_what_was_meant(many: Ensemble):
    with pytest.raises(GlasshouseError, match="Did you mean 'sanctions'"):
        many.number("sanction", "people")
    with pytest.raises(GlasshouseError, match="Did you mean 'month'"):
        many.number("sanctions", "people", moth=3)
    with pytest.raises(GlasshouseError, match="name one"):
        many.number("sanctions", "people")


def test_an_ensemble_of_something_else_is_refused_with_what_opens_it():
    with pytest.raises(GlasshouseError, match="open_twin_ensemble"):
        require_of("run", {"of": "comparison"}, Path("there"))
    require_of("run", {"of": "run"}, Path("there"))
