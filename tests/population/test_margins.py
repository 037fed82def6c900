"""Margins of a region, compared with numbers worked out by hand from the tables."""

import numpy as np
import pytest

from glasshouse.population.margins import (
    age_and_sex_of,
    household_size_of,
    migrant_share_of,
    moved_alone,
    non_agricultural_share_of,
    old_in_the_country_of,
    urban_share_of,
)
from glasshouse.population.tables import regions

RONGCHENG = "371082"
CHINA = "000000"


def test_rongcheng_is_old_and_urban_as_the_census_says():
    assert urban_share_of(RONGCHENG) == pytest.approx(448_370 / 714_211)
    from_75_on = 12_849 + 12_415 + 8_396 + 8_086 + 5_642 + 7_926
    assert age_and_sex_of(RONGCHENG)[5].sum() == pytest.approx(from_75_on / 714_211)


def test_three_fifths_of_those_aged_15_to_19_are_minors():
    boys = 1_638 + 10_089 + 12_830 + 12_293 + 0.6 * 12_948
    assert age_and_sex_of(RONGCHENG)[0, 0] == pytest.approx(boys / 714_211)


def test_migrants_are_registered_in_another_county():
    assert migrant_share_of(RONGCHENG) == pytest.approx((32_880 + 96_765) / 714_211)


def test_the_provinces_together_have_the_national_share_of_urban_hukou():
    provinces = regions().filter(regions()["code"].str.ends_with("0000"), regions()["code"] != CHINA)
    shares = [non_agricultural_share_of(code) for code in provinces["code"]]
    assert np.average(shares, weights=provinces["people"]) == pytest.approx(0.454)


@pytest.mark.parametrize("code", regions()["code"].to_list())
def test_every_region_has_shares_that_can_be(code):
    assert age_and_sex_of(code).sum() == pytest.approx(1)
    assert 0.15 < non_agricultural_share_of(code) < urban_share_of(code) < 1
    assert 0 < migrant_share_of(code) < 0.75


def test_in_all_china_the_country_has_the_old_that_the_bulletin_counts():
    assert old_in_the_country_of(CHINA) == pytest.approx(0.2381 * (1 - urban_share_of(CHINA)), rel=0.002)


@pytest.mark.parametrize("code", [RONGCHENG, "310000", "540000"])
def test_in_every_region_the_country_is_older_than_the_town_by_the_same_odds(code):
    urban, old = urban_share_of(code), age_and_sex_of(code)[4:].sum()
    country = old_in_the_country_of(code) / (1 - urban)
    town = (old - old_in_the_country_of(code)) / urban
    factor = (0.2381 / 0.7619) / (0.1582 / 0.8418)
    assert country / (1 - country) == pytest.approx(factor * town / (1 - town))


def test_a_province_has_its_own_count_of_people_who_live_alone():
    assert household_size_of("370000") == (2.70, pytest.approx(7_056_119 / 35_184_241))


def test_where_households_are_smaller_more_people_live_alone():
    mean, alone = household_size_of(RONGCHENG)
    assert mean == 2.25
    assert alone > 7_056_119 / 35_184_241


@pytest.mark.parametrize("mean", [1.0, 1.1, 2.0, 4.0, 6.0])
def test_a_moved_share_can_be_had_with_its_mean(mean):
    alone = moved_alone(0.25, 2.6, mean)
    assert alone <= 1
    assert alone + 2 * (1 - alone) <= mean + 1e-9
