"""How the inclination to misconduct is spread among people who are otherwise alike."""

import math

import numpy as np
import numpy.typing as npt

from glasshouse.population.scatter import even, hashed

MEAN = 32  # a temper of 32 is the average
MOST = 255
_STEPS = 1 << 14  # of the integral
_QUANTILES = 1 << 10
_PURPOSE = 3
_LEAST_SPREAD = 0.01  # less is none: tempers are whole numbers


def tempers_of(stratum: npt.NDArray[np.uint16], spread: float) -> npt.NDArray[np.uint8]:
    """A temper for each person, in 32nds of the mean: gamma-shaped, with coefficient of variation ``spread``.

    The quantiles are dealt evenly within each stratum, so that no stratum is by chance worse than another.
    """
    number = np.arange(len(stratum))
    order = np.argsort(
        (stratum.astype(np.uint64) << np.uint64(48)) | (hashed(_PURPOSE, number) >> np.uint64(16)),
        kind="stable",
    )
    tempers = np.empty(len(stratum), np.uint8)
    tempers[order] = quantiles(spread)[(even(number) >> np.uint64(54)).astype(np.int64)]
    return tempers


def quantiles(spread: float) -> npt.NDArray[np.uint8]:
    """[1024] Tempers at equally likely quantiles, ascending; their mean is 32 to within a hundredth of it."""
    if spread < _LEAST_SPREAD:
        return np.full(_QUANTILES, MEAN, np.uint8)
    heights = _gamma_means(spread**-2)
    low, high = 0.0, MOST * _QUANTILES / float(heights.sum())
    for _ in range(60):  # what is cut off at the top is given back to all
        scale = (low + high) / 2
        low, high = (scale, high) if _tempers(heights, scale).mean() < MEAN else (low, scale)
    return _tempers(heights, (low + high) / 2)


def _tempers(heights: npt.NDArray[np.float64], scale: float) -> npt.NDArray[np.uint8]:
    return np.minimum(np.rint(heights * scale), MOST).astype(np.uint8)


def _gamma_means(shape: float) -> npt.NDArray[np.float64]:
    """[1024] Mean within each of as many equally likely parts of the gamma distribution with this shape.

    The density is integrated over y = x**p with p = min(shape, 1), in which it has no pole at zero.
    """
    power = min(shape, 1.0)
    most = (shape + 40 * math.sqrt(shape) + 60) ** power
    y = (np.arange(_STEPS) + 0.5) * (most / _STEPS)
    x = y ** (1 / power)
    log_density = (shape - power) * np.log(x) - x
    mass = np.cumsum(np.exp(log_density - log_density.max()))
    upto = np.concatenate([[0.0], mass / mass[-1]])
    moment = np.concatenate([[0.0], np.cumsum(np.diff(upto) * x)])
    cuts = np.interp(np.linspace(0, 1, _QUANTILES + 1), upto, moment)
    return np.asarray(np.diff(cuts) * _QUANTILES)
