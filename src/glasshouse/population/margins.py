"""What the tables say about a region, as shares of levels of traits; and how gaps in them are bridged."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.population.people import TRAITS
from glasshouse.population.tables import (
    AGE_BANDS,
    age_and_sex,
    number,
    province_of,
    single,
    table,
)

Shares = npt.NDArray[np.float64]

_MINORS_OF_15_TO_19 = 3 / 5  # ages 15, 16 and 17
_ADULT_FROM = (18, 30, 45, 60, 75)  # first ages of the adult bands of TRAITS["age"]
OLD = 4  # the age band that begins with 60
_BISECTIONS = 80


@cache
def age_and_sex_of(code: str) -> Shares:
    """[6, 2] Shares of age band and sex. Of the people aged 15 to 19, three fifths are counted as minors."""
    counts = census_ages_of(code)
    shares = np.zeros((len(TRAITS["age"]), 2))
    for band, pair in zip(AGE_BANDS, counts, strict=True):
        first = int(band.rstrip("+").split("-")[0])
        if band == "15-19":
            shares[0] += pair * _MINORS_OF_15_TO_19
            shares[1] += pair * (1 - _MINORS_OF_15_TO_19)
        else:
            shares[sum(first >= start for start in _ADULT_FROM)] += pair
    return np.asarray(shares / shares.sum())


def census_ages_of(code: str) -> Shares:
    """[19, 2] People by age band of the census and sex."""
    found = age_and_sex().filter(pl.col("code") == code)
    order = pl.DataFrame({"age_band": AGE_BANDS})
    return (
        order.join(found, on="age_band", how="left", maintain_order="left")
        .select("male", "female")
        .to_numpy()
        .astype(float)
    )


def urban_share_of(code: str) -> float:
    """Share of the people who live in towns."""
    return number(code, "urban") / number(code, "people")


def old_in_the_country_of(code: str) -> float:
    """Share of the people who live in the country and are 60 or older.

    The odds of being that old are higher in the country than in towns by the same factor as in all China.
    """
    old, urban = float(age_and_sex_of(code)[OLD:].sum()), urban_share_of(code)
    factor = _odds(old_share_in("rural")) / _odds(old_share_in("urban"))

    def too_many(odds: float) -> float:
        return urban * odds / (1 + odds) + (1 - urban) * factor * odds / (1 + factor * odds) - old

    odds = factor * root(too_many, 0.0, _odds(old))
    return (1 - urban) * odds / (1 + odds)


def old_share_in(settlement: str) -> float:
    """Share of the people of a settlement in all China who are 60 or older."""
    return single("old_by_settlement_2020", "percent", settlement=settlement, age="60+") / 100


def _odds(share: float) -> float:
    return share / (1 - share)


def migrant_share_of(code: str) -> float:
    """Share of the people whose household registration lies in another county or another province."""
    return number(code, "elsewhere") / number(code, "people")


def non_agricultural_share_of(code: str) -> float:
    """Share of the people with a non-agricultural household registration in 2020.

    The last census with this share by province is that of 2010. Between it and 2020 the national share rose
    from 28.4 to 45.4 per cent; every region is taken to have closed the same part of the gap between its
    share of 2010 and its share of town dwellers in 2020. Places below take their province's of 2010.
    """
    province = province_of(code)
    share = _in_2010().get(province, _nation_in_2010())
    return share + _part_closed() * (urban_share_of(code) - share)


@cache
def _in_2010() -> dict[str, float]:
    return {
        code: percent / 100
        for code, percent in table("hukou_2010_by_province").select("code", "nonagri_hukou_pct").iter_rows()
    }


@cache
def _nation_in_2010() -> float:
    rows = table("hukou_2010_by_province")
    return float((rows["nonagri_hukou_pct"] * rows["registered_pop"]).sum()) / 100 / float(rows["registered_pop"].sum())


@cache
def _part_closed() -> float:
    """The part of the gap that every province closed, so that all together have the national share."""
    in_2010 = _in_2010()
    people = {code: number(code, "people") for code in in_2010}
    everyone = math.fsum(people.values())
    before = math.fsum(people[code] * share for code, share in in_2010.items()) / everyone
    urban = math.fsum(people[code] * urban_share_of(code) for code in in_2010) / everyone
    now = single("urban_rural_migrants_2020", "value", item="hukou_urbanisation_rate")
    return (now - before) / (urban - before)


def household_size_of(code: str) -> tuple[float, float]:
    """Mean size of a household, and share of households of one person.

    A place below the province has a mean but no count of households of one person: its share is its
    province's, moved by as much as that of a zero-truncated Poisson distribution moves between the two means.
    """
    province = province_of(code)
    rows = table("household_structure_2020").filter(pl.col("code") == province)
    alone = float(rows["one_person_hh"][0]) / float(rows["family_households"][0])
    mean = number(code, "mean_household")
    return mean, moved_alone(alone, float(rows["mean_size"][0]), mean)


def moved_alone(alone: float, mean: float, new_mean: float) -> float:
    """The share of households of one person, when their mean size is ``new_mean`` instead of ``mean``."""
    moved = alone + _poisson_alone(new_mean) - _poisson_alone(mean)
    return min(max(moved, 2 - new_mean, 0.0), 1.0)


def _poisson_alone(mean: float) -> float:
    """Share of ones in the Poisson distribution without zeros that has this mean."""
    if mean <= 1:
        return 1.0
    rate = root(lambda rate: rate / -math.expm1(-rate) - mean, 1e-9, mean)
    return mean * math.exp(-rate)


def root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where the rising function passes zero between ``low`` and ``high``."""
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
