"""The census tables as they lie in the package."""

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.tables import (
    AGE_BANDS,
    age_and_sex,
    known_code,
    number,
    province_of,
    regions,
    single,
    sources,
    table,
)


def test_every_table_says_where_it_comes_from():
    assert len(sources()) == 14
    assert all(len(source) > 40 and not source.startswith("code,") for source in sources().values())


def test_every_table_is_an_aggregate():
    """No row of any table is about fewer people than a small town has."""
    assert regions()["people"].min() > 100_000


def test_every_region_has_every_age_band():
    bands = age_and_sex().group_by("code").agg(pl.col("age_band").sort())
    assert bands["code"].sort().to_list() == regions()["code"].sort().to_list()
    assert all(found.to_list() == sorted(AGE_BANDS) for found in bands["age_band"])


def test_the_provinces_add_up_to_the_nation():
    provinces = regions().filter(pl.col("code").str.ends_with("0000"), pl.col("code") != "000000")
    assert len(provinces) == 31
    assert provinces["people"].sum() == number("000000", "people") == 1_409_778_724


def test_the_age_cells_of_a_place_add_up_to_its_people():
    rongcheng = age_and_sex().filter(pl.col("code") == "371082")
    assert rongcheng["male"].sum() + rongcheng["female"].sum() == number("371082", "people") == 714_211


def test_a_place_lies_in_its_province():
    assert province_of("371082") == "370000"


def test_an_unknown_code_is_refused_with_a_near_one():
    with pytest.raises(ValueError, match=r"'371083' is not a region.*Did you mean '371082'"):
        known_code("371083")


def test_one_number_is_found_by_its_row():
    assert single("internet", "value", date="2023-12", item="penetration") == 77.5


def test_a_number_that_is_not_there_is_missed_by_name():
    with pytest.raises(GlasshouseError, match=r"internet\.csv has 0 rows"):
        single("internet", "value", date="1999-12", item="penetration")


def test_not_available_is_no_number():
    assert table("population_by_province")["city_proper_2020"].null_count() > 0
