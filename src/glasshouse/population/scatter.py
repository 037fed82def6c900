"""Numbers without a pattern, and points without gaps, that every machine computes alike."""

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio, made odd
_HALF_GOLDEN = GOLDEN >> np.uint64(1)
_PURPOSES = 0xD1342543DE82EF95
_ALL = (1 << 64) - 1


def hashed(purpose: int, numbers: npt.ArrayLike) -> Words:
    """A 64-bit word for each of ``numbers``, others for another purpose: SplitMix64 (Steele et al. 2014).

    >>> hashed(0, [0])  # the first output of SplitMix64 from the seed 0
    array([16294208416658607535], dtype=uint64)
    """
    word = np.atleast_1d(np.asarray(numbers, np.uint64))
    word = (word + np.uint64(1)) * GOLDEN + np.uint64(purpose * _PURPOSES & _ALL)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


def even(numbers: npt.ArrayLike, start: npt.ArrayLike = _HALF_GOLDEN) -> Words:
    """Points number 0, 1, 2, ... of a sequence that fills 0 to 2**64 evenly, however far one follows it.

    Any stretch of it has in every interval its share of points, but for a few: the golden-ratio (Weyl)
    sequence in whole numbers.

    >>> [round(int(point) / 2**64, 3) for point in even([0, 1, 2, 3])]
    [0.309, 0.927, 0.545, 0.163]
    """
    return np.atleast_1d(np.asarray(numbers, np.uint64)) * GOLDEN + np.asarray(start, np.uint64)


def bounds(shares: npt.ArrayLike) -> Words:
    """Upper bounds of all but the last of intervals that divide 0 to 2**64 as ``shares`` (last axis) say."""
    upto = np.cumsum(np.asarray(shares, np.float64), axis=-1)
    parts = np.rint(upto[..., :-1] / upto[..., -1:] * 2.0**40)
    return np.where(parts >= 2.0**40, np.uint64(_ALL), parts.astype(np.uint64) << np.uint64(24))


def ranks(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The place of each entry among the entries with its own key, 0 for the first.

    >>> ranks(np.array([7, 3, 7, 7, 3]))
    array([0, 0, 1, 2, 1])
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    at = np.arange(len(keys))
    ranked = np.empty(len(keys), np.int64)
    ranked[order] = at - np.maximum.accumulate(np.where(fresh, at, 0))
    return ranked
