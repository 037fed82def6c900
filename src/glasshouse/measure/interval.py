"""How sure a mean over seeds is, and how far a single run strays from it."""

import math
from dataclasses import dataclass, fields
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Numbers = npt.NDArray[np.float64]

LEVEL = 0.95
METHOD = "Student's t interval of the mean over seeds"
HALVINGS = 80  # of a span of numbers, until what is sought in it is known to the last digit


@dataclass
class Moments:
    """Means and spreads of many numbers at once, seed by seed (Welford); room for them does not grow with the seeds.

    The same seeds in the same order give the same bits, also when it was written down and gone on with in between.
    """

    n: Numbers  # [...] seeds in which the number is defined
    mean: Numbers  # [...] over these
    m2: Numbers  # [...] sum of squared deviations from the mean
    least: Numbers  # [...] infinite before the first
    most: Numbers  # [...]

    @classmethod
    def of(cls, shape: int | tuple[int, ...]) -> Self:
        """Of no seed yet."""
        n, mean, m2 = (np.zeros(shape, np.float64) for _ in range(3))
        return cls(n, mean, m2, np.full(shape, np.inf), np.full(shape, -np.inf))

    def add(self, values: Numbers) -> None:
        """Take in the numbers of one seed; what is not finite is not defined in it."""
        here = np.isfinite(values)
        away = np.where(here, values - self.mean, 0.0)
        self.n += here
        self.mean += away / np.maximum(self.n, 1)
        self.m2 += away * np.where(here, values - self.mean, 0.0)
        self.least = np.where(here, np.minimum(self.least, values), self.least)
        self.most = np.where(here, np.maximum(self.most, values), self.most)

    def extended(self, more: "Moments") -> "Moments":
        """These numbers, and ``more`` after them."""
        pairs = [(getattr(self, one.name), getattr(more, one.name)) for one in fields(self)]
        return Moments(*(np.concatenate(pair) for pair in pairs))

    @property
    def variance(self) -> Numbers:
        """[...] Of a single run; nan where fewer than two seeds have the number."""
        return np.where(self.n > 1, self.m2 / np.maximum(self.n - 1, 1), np.nan)

    @property
    def sd(self) -> Numbers:
        """[...] Standard deviation of a single run; nan where fewer than two seeds have the number."""
        return np.sqrt(self.variance)


def interval(
    n: npt.ArrayLike,
    mean: npt.ArrayLike,
    sd: npt.ArrayLike,
    level: float = LEVEL,
    limits: tuple[npt.ArrayLike, npt.ArrayLike] = (-math.inf, math.inf),
) -> tuple[Numbers, Numbers]:
    """Student's t interval of a mean over ``n`` seeds: its two ends; nan where there are fewer than two.

    Seeds are independent, so that the interval holds the mean over all seeds in ``level`` of all ensembles, exactly
    if single runs are spread normally and nearly if they are not too skew. It is cut off at the ``limits`` of what
    makes sense, which cannot cost it the truth. Where all seeds agree it is one point: there is no spread to reckon
    with, and :func:`unseen` says what may have been missed.

    Examples
    --------
    >>> low, high = interval(20, 0.014, 0.002, limits=(0, 1))
    >>> round(float(low), 5), round(float(high), 5)
    (0.01306, 0.01494)
    """
    n, mean, sd = (np.asarray(one, np.float64) for one in (n, mean, sd))
    several = n > 1
    times = stdtrit(np.where(several, n - 1, 1), (1 + level) / 2)
    half = np.where(several, times * sd / np.sqrt(np.maximum(n, 1)), np.nan)
    low, high = np.maximum(mean - half, limits[0]), np.minimum(mean + half, limits[1])
    return np.where(several, low, np.nan), np.where(several, high, np.nan)


def ratio_of_means(
    part: tuple[Numbers, Numbers, Numbers], whole: tuple[Numbers, Numbers, Numbers], rest: tuple[Numbers, ...]
) -> tuple[Numbers, Numbers, Numbers]:
    """How many of how many over all seeds together: in how many seeds, the share, and its spread in a single one.

    The mean of the shares of single seeds would be another number where few are counted, and would leave out the
    seeds that count nobody. The spread is that of ``part - share * whole`` over seeds, in units of the mean whole.

    Parameters
    ----------
    part, whole, rest : (seeds, mean, standard deviation)
        Of what is counted, of out of how many, and of ``whole - part``, which tells how the two vary together.

    Notes
    -----
    W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section 6.3: the ratio estimate and its variance.

    Examples
    --------
    >>> counts, of = np.array([1.0, 0.0, 3.0]), np.array([4.0, 0.0, 8.0])
    >>> told = [(np.float64(3), one.mean(), one.std(ddof=1)) for one in (counts, of, of - counts)]
    >>> n, share, spread = ratio_of_means(*told)
    >>> round(float(share), 4), round(float(spread), 4)
    (0.3333, 0.0833)
    """
    (n, some, some_sd), (_, many, many_sd), (_, _, rest_sd) = part, whole, rest
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(many > 0, some / many, np.nan)
        both = share * (some_sd**2 + many_sd**2 - rest_sd**2)
        spread = np.sqrt(np.maximum(some_sd**2 + share**2 * many_sd**2 - both, 0.0)) / many
    return n, share, spread


def ratio_interval(ratio: float, spread: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of a ratio of two means over ``n`` seeds, on the scale of logarithms, by Student's t.

    Parameters
    ----------
    spread : float
        Standard deviation over seeds of ``first / mean of first - second / mean of second``: by the delta method that
        of the logarithm of the ratio, in a single seed.

    Notes
    -----
    On the scale of logarithms it is never negative, and the other way round it is the same. Fieller's interval
    (Journal of the Royal Statistical Society B 16, 1954) is nearly the same where both means are well known, and has
    no end where the second may be nothing.

    Examples
    --------
    >>> [round(one, 2) for one in ratio_interval(6.0, 0.3, 5)]
    [4.13, 8.71]
    """
    half = float(stdtrit(n - 1, (1 + level) / 2)) * spread / math.sqrt(n)
    return ratio * math.exp(-half), ratio * math.exp(half)


def unseen(n: int, level: float = LEVEL) -> float:
    """In what share of all runs something may happen that ``n`` runs never showed: no more, at this level.

    >>> round(unseen(20), 3)
    0.139
    """
    return 1.0 - float((1 - level) ** (1 / n))


class Pairing(NamedTuple):
    """What shared chances do to a difference between two sides, per number."""

    shared: Numbers  # variance of the difference of two lives that share every chance
    independent: Numbers  # the same if each side had chances of its own: the sum of both variances
    correlation: Numbers  # of the two sides over seeds; nan where a side does not vary
    worth: Numbers  # independent pairs that tell as much as one pair with shared chances; inf where these do not vary
    worth_low: Numbers  # interval of ``worth``; nan where fewer than three seeds have the number
    worth_high: Numbers


def paired(a: Moments, b: Moments, difference: Moments, level: float = LEVEL) -> Pairing:
    """How much a difference gains by shared chances, from the moments of both sides and of their difference.

    The interval of ``worth`` is that of Pitman and Morgan for the ratio of two variances of correlated numbers, here
    the sum and the difference of the two sides. It is exact if these are spread normally, and too narrow if they have
    longer tails.

    Notes
    -----
    E. J. G. Pitman, A note on normal correlation, Biometrika 31 (1939); W. A. Morgan, ibid. The variances of sum and
    difference determine those of the sides together: var A + var B = (var (A + B) + var (A - B)) / 2.
    """
    shared, apart = difference.variance, a.variance + b.variance
    together = np.maximum(2 * apart - shared, 0.0)  # of the sum of both sides
    with np.errstate(divide="ignore", invalid="ignore"):
        both = 2 * np.sqrt(a.variance * b.variance)
        correlation = np.where(both > 0, (apart - shared) / both, np.nan)
        worth = apart / shared
        low, high = _pitman_morgan(difference.n, together / shared, a.variance - b.variance, together * shared, level)
    return Pairing(shared, apart, np.clip(correlation, -1, 1), worth, (1 + low) / 2, (1 + high) / 2)


def _pitman_morgan(
    n: Numbers, ratio: Numbers, covariance: Numbers, product: Numbers, level: float
) -> tuple[Numbers, Numbers]:
    """Interval of the ratio of two variances, of numbers with this covariance and this product of variances."""
    enough = n > 2
    freedom = np.where(enough, n - 2, 1)
    times = stdtrit(freedom, (1 + level) / 2)
    alike = np.minimum(np.where(product > 0, covariance**2 / product, 1.0), 1.0)
    width = 1 + 2 * (1 - alike) * times**2 / freedom
    step = np.sqrt(width**2 - 1)
    return np.where(enough, ratio * (width - step), np.nan), np.where(enough, ratio * (width + step), np.nan)


def pairs_alike(n: npt.ArrayLike, worth: npt.ArrayLike, level: float = LEVEL) -> Numbers:
    """How many independent pairs give an interval as wide as ``n`` pairs with shared chances, each ``worth`` so many.

    Fewer than ``n * worth``: intervals of more pairs need less room for not knowing their spread, too.

    Examples
    --------
    >>> pairs_alike([20, 20, 1000], [1, 10, 10]).round().tolist()
    [20.0, 178.0, 9978.0]
    """
    n, worth = np.broadcast_arrays(np.asarray(n, np.float64), np.asarray(worth, np.float64))
    known, endless = np.isfinite(worth) & (worth > 0) & (n > 1), np.isposinf(worth)
    n, worth = np.where(known, n, 2.0), np.where(known, worth, 1.0)

    def informs(pairs: Numbers) -> Numbers:
        """How narrow an interval of this many pairs is: it is as wide as one of another spread where this agrees."""
        return np.asarray(pairs / stdtrit(pairs - 1, (1 + level) / 2) ** 2)

    wanted = worth * informs(n)
    low, high = np.full(n.shape, 2.0), np.maximum(2.0, n * np.maximum(worth, 1.0))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = informs(middle) >= wanted
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(known, high, np.where(endless, np.inf, np.nan))
