"""National patterns of income and of being online, beside the published numbers."""

import numpy as np
import pytest

from glasshouse.population.margins import age_and_sex_of, urban_share_of
from glasshouse.population.national import income_by_settlement, online_by_settlement_and_age

CHINA = "000000"
OLD_SHARES = np.array([0.1582, 0.2381])  # 60 and older in town and in the country


def test_the_fifths_of_town_and_country_together_are_fifths():
    urban = urban_share_of(CHINA)
    town, country = income_by_settlement()
    assert urban * town + (1 - urban) * country == pytest.approx([0.2] * 5)


def test_country_people_are_poorer_than_town_people():
    town, country = income_by_settlement()
    assert (np.cumsum(country) >= np.cumsum(town) - 1e-12).all()


def test_the_online_shares_of_town_and_country_are_those_reported():
    young = age_and_sex_of(CHINA).sum(axis=1)[:4]
    for online, old, reported in zip(online_by_settlement_and_age(), OLD_SHARES, (0.833, 0.665), strict=True):
        ages = np.array([*(young / young.sum() * (1 - old)), old])
        assert online @ ages == pytest.approx(reported, abs=1e-6)


def test_the_online_share_from_60_on_is_the_one_reported():
    urban = urban_share_of(CHINA)
    old = np.array([urban, 1 - urban]) * OLD_SHARES
    assert np.average(online_by_settlement_and_age()[:, 4], weights=old) == pytest.approx(0.432, abs=1e-6)


def test_the_young_are_online_more_than_the_old():
    assert (online_by_settlement_and_age()[:, 1:4] > online_by_settlement_and_age()[:, 4:]).all()
