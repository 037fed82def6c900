"""How the inclination to misconduct is spread."""

import numpy as np
import pytest

from glasshouse.population.temper import MEAN, quantiles, tempers_of


@pytest.mark.parametrize("spread", [0, 0.05, 0.5, 1, 2, 3])
def test_the_mean_is_32_within_a_hundredth(spread):
    assert quantiles(spread).mean() == pytest.approx(MEAN, rel=0.01)


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
def test_the_spread_is_as_asked(spread):
    tempers = quantiles(spread)
    assert tempers.std() / tempers.mean() == pytest.approx(spread, rel=0.02)


def test_a_spread_of_one_is_exponential():
    """Then a share exp(-1) is above the mean, and half are below ln 2 of it."""
    tempers = quantiles(1.0)
    assert (tempers > MEAN).mean() == pytest.approx(np.exp(-1), abs=0.01)
    assert np.median(tempers) == pytest.approx(MEAN * np.log(2), abs=1)


def test_without_spread_all_are_alike():
    assert set(quantiles(0).tolist()) == {MEAN}


def test_every_stratum_has_the_same_spread():
    stratum = np.repeat(np.arange(5), [2_000, 1_000, 500, 250, 100]).astype(np.uint16)
    tempers = tempers_of(stratum, 1.0)
    means = np.bincount(stratum, tempers) / np.bincount(stratum)
    assert means == pytest.approx([MEAN] * 5, rel=0.05)
