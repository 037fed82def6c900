"""Means over seeds: right to the last bit in any company, and intervals that hold the truth as often as they say."""

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from glasshouse.measure.interval import Moments, interval, paired, pairs_alike, unseen

ENSEMBLES = 4_000


def moments_of(values: np.ndarray) -> Moments:
    """Of values [seeds, ...]."""
    found = Moments.of(values.shape[1:])
    for one in values:
        found.add(one)
    return found


def coverage(draws: np.ndarray, truth: float, limits=(-math.inf, math.inf)) -> float:
    """Share of the ensembles in draws [seeds, ensembles] whose interval holds the truth."""
    found = moments_of(draws)
    low, high = interval(found.n, found.mean, found.sd, limits=limits)
    return float(((low <= truth) & (truth <= high)).mean())


def three_errors(share: float) -> float:
    return 3 * math.sqrt(share * (1 - share) / ENSEMBLES)


def test_moments_are_those_of_all_values_at_once():
    values = np.random.default_rng(1).normal(1e6, 3.0, (50, 7))
    found = moments_of(values)
    assert found.mean == pytest.approx(values.mean(axis=0), rel=1e-15)
    assert found.variance == pytest.approx(values.var(axis=0, ddof=1), rel=1e-9)
    assert (found.least == values.min(axis=0)).all()
    assert (found.most == values.max(axis=0)).all()


def test_a_seed_in_which_a_number_is_not_defined_does_not_count_for_it():
    found = moments_of(np.array([[1.0, 5.0], [math.nan, 5.0], [3.0, math.inf]]))
    assert found.n.tolist() == [2, 2]
    assert found.mean.tolist() == [2.0, 5.0]
    assert found.variance.tolist() == [2.0, 0.0]


def test_a_number_beside_others_has_the_bits_that_it_has_alone():
    values = np.random.default_rng(2).normal(size=(9, 5))
    alone, together = moments_of(values[:, 3:4]), moments_of(values)
    assert alone.mean[0] == together.mean[3]
    assert alone.m2[0] == together.m2[3]


def test_one_seed_has_a_mean_and_no_interval():
    found = moments_of(np.array([[4.0]]))
    low, high = interval(found.n, found.mean, found.sd)
    assert found.mean[0] == 4.0
    assert np.isnan([found.sd[0], low[0], high[0]]).all()


def test_numbers_that_agree_in_all_seeds_have_a_point_for_an_interval():
    found = moments_of(np.full((20, 1), 0.1))
    low, high = interval(found.n, found.mean, found.sd)
    assert (found.sd[0], low[0], high[0]) == (0.0, 0.1, 0.1)


def test_an_interval_by_hand():
    low, high = interval(4, 10.0, 2.0)  # t with 3 degrees of freedom: 3.1824
    assert (float(low), float(high)) == (pytest.approx(10 - 3.1824, abs=1e-4), pytest.approx(10 + 3.1824, abs=1e-4))


def test_an_interval_ends_where_its_number_must():
    low, high = interval([5, 5], [0.01, 0.99], [0.05, 0.05], limits=(0, 1))
    assert (low[0], high[1]) == (0.0, 1.0)
    assert 0 < high[0] < 1
    assert 0 < low[1] < 1


@pytest.mark.parametrize("seeds", [5, 20])
@pytest.mark.parametrize("mean", [3000.0, 30.0, 5.0])
def test_intervals_of_counts_hold_the_truth_as_often_as_they_say(mean: float, seeds: int):
    draws = np.random.default_rng(3).poisson(mean, (seeds, ENSEMBLES)).astype(float)
    assert coverage(draws, mean, (0, math.inf)) == pytest.approx(0.95, abs=three_errors(0.95) + 0.005)


def test_intervals_of_normal_numbers_hold_the_truth_exactly_as_often():
    draws = np.random.default_rng(4).normal(7, 2, (3, ENSEMBLES))
    assert coverage(draws, 7) == pytest.approx(0.95, abs=three_errors(0.95))


def test_where_hardly_anything_is_counted_the_interval_is_too_narrow():
    draws = np.random.default_rng(5).poisson(0.1, (20, ENSEMBLES)).astype(float)  # two in all 20 runs together
    assert 0.80 < coverage(draws, 0.1, (0, math.inf)) < 0.90  # 14 of 100 ensembles count none and say 0


def test_what_was_never_seen_in_the_runs_may_be_in_others():
    share = unseen(20)
    assert (1 - share) ** 20 == pytest.approx(0.05)
    assert unseen(1) == 0.95


def pair_of(rho: float, seeds: int, spread_b: float = 1.0) -> tuple[Moments, Moments, Moments]:
    """Both sides and their difference, for many ensembles of normal pairs."""
    drawn = np.random.default_rng(6).normal(size=(2, seeds, ENSEMBLES))
    a, b = drawn[0], spread_b * (rho * drawn[0] + math.sqrt(1 - rho**2) * drawn[1])
    return moments_of(a), moments_of(b), moments_of(a - b)


def test_variances_of_a_difference_with_shared_and_with_independent_chances_by_hand():
    a, b = np.array([[1.0], [2.0], [4.0], [5.0]]), np.array([[0.0], [2.0], [3.0], [5.0]])
    found = paired(moments_of(a), moments_of(b), moments_of(a - b))
    assert found.shared[0] == pytest.approx(np.var(a - b, ddof=1))
    assert found.independent[0] == pytest.approx(np.var(a, ddof=1) + np.var(b, ddof=1))
    assert found.correlation[0] == pytest.approx(np.corrcoef(a[:, 0], b[:, 0])[0, 1])
    assert found.worth[0] == pytest.approx(found.independent[0] / found.shared[0])


@pytest.mark.parametrize(("rho", "spread_b"), [(0.0, 1.0), (0.9, 1.0), (0.95, 0.5), (-0.5, 2.0)])
@pytest.mark.parametrize("seeds", [4, 20])
def test_the_interval_of_what_sharing_is_worth_holds_the_truth_as_often_as_it_says(
    rho: float, spread_b: float, seeds: int
):
    found = paired(*pair_of(rho, seeds, spread_b))
    truth = (1 + spread_b**2) / (1 + spread_b**2 - 2 * rho * spread_b)
    held = (found.worth_low <= truth) & (truth <= found.worth_high)
    assert held.mean() == pytest.approx(0.95, abs=three_errors(0.95))


def test_a_difference_that_never_varies_is_worth_any_number_of_independent_pairs():
    sides = moments_of(np.array([[1.0], [2.0], [4.0]]))
    found = paired(sides, sides, moments_of(np.zeros((3, 1))))
    assert found.worth[0] == math.inf
    assert found.correlation[0] == pytest.approx(1)


def test_two_seeds_give_a_ratio_and_no_interval_of_it():
    values = np.array([[1.0], [2.0]])
    found = paired(moments_of(values), moments_of(3 * values), moments_of(-2 * values))
    assert found.worth[0] == pytest.approx(2.5)
    assert math.isnan(found.worth_low[0])


# pairs with chances of their own


def half(n: float, variance: float) -> float:
    return float(stdtrit(n - 1, 0.975)) * math.sqrt(variance / n)


@pytest.mark.parametrize(("n", "worth"), [(20, 8.0), (20, 0.5), (3, 40.0), (2, 5000.0), (1000, 1.5)])
def test_so_many_independent_pairs_give_an_interval_as_wide(n: int, worth: float):
    pairs = float(pairs_alike(n, worth))
    assert half(pairs, worth) == pytest.approx(half(n, 1.0))


def test_a_pair_that_is_worth_one_is_one_pair():
    assert pairs_alike([2, 20, 500], [1, 1, 1]) == pytest.approx([2, 20, 500])


def test_no_number_of_pairs_gives_an_interval_of_no_width():
    assert pairs_alike([20, 20, 1], [math.inf, math.nan, 3.0]) == pytest.approx(
        [math.inf, math.nan, math.nan], nan_ok=True
    )
