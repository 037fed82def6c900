"""Hashed words, evenly spread points and ranks."""

import numpy as np
import pytest

from glasshouse.population.scatter import bounds, even, hashed, ranks


def test_hashed_words_are_those_of_splitmix64():
    # the first three outputs of the reference implementation (Vigna) from the seed 0
    known = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert hashed(0, [0, 1, 2]).tolist() == known


def test_another_purpose_gives_other_words():
    numbers = np.arange(1_000)
    assert not np.intersect1d(hashed(1, numbers), hashed(2, numbers)).size


@pytest.mark.parametrize("stretch", [100, 1_000, 10_000])
def test_even_points_give_every_interval_its_share_but_for_a_few(stretch):
    shares = np.array([0.05, 0.3, 0.02, 0.43, 0.2])
    for begin in (0, 7, 12_345):
        found = np.searchsorted(bounds(shares), even(np.arange(begin, begin + stretch)), side="right")
        assert np.abs(np.bincount(found, minlength=5) - stretch * shares).max() < 4


def test_bounds_divide_the_whole_as_the_shares_say():
    assert (bounds([1, 1, 2]) / 2.0**64).tolist() == [0.25, 0.5]


def test_an_interval_of_no_length_is_never_met():
    found = np.searchsorted(bounds([0.5, 0.0, 0.5, 0.0]), even(np.arange(10_000)), side="right")
    assert set(found.tolist()) == {0, 2}


def test_ranks_count_from_zero_within_each_key():
    assert ranks(np.array([5, 5, 1, 5, 1])).tolist() == [0, 1, 0, 2, 1]


def test_nobody_has_no_ranks():
    assert ranks(np.array([], np.int64)).tolist() == []
