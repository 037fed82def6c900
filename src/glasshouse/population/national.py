"""What is known for the country as a whole: incomes and being online, in town and country."""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from glasshouse.population.fit import Margin, fitted
from glasshouse.population.margins import (
    OLD,
    age_and_sex_of,
    census_ages_of,
    old_share_in,
    root,
    urban_share_of,
)
from glasshouse.population.people import TRAITS
from glasshouse.population.tables import NATION, single

Shares = npt.NDArray[np.float64]

_CUTS = (
    -math.inf,
    -0.8416212335729143,
    -0.2533471031357997,
    0.2533471031357997,
    0.8416212335729143,
    math.inf,
)
_MOST_ONLINE = 0.98  # counts of netizens in their twenties exceed the census: then nearly all are online
_TENS = (
    slice(0, 5),
    slice(5, 7),
    slice(7, 9),
    slice(9, 11),
    slice(11, 13),
)  # census bands up to 19, 29, ... 59
_BANDS = (slice(0, 5), slice(5, 7), slice(7, 10), slice(10, 13))  # census bands nearest to our own below 60
_FROM_60 = slice(13, None)


@cache
def income_by_settlement() -> Shares:
    """[2, 5] Shares of town and of country people in each national fifth of income.

    A log-normal distribution is fitted to the five means of town incomes and one to those of country incomes
    (2020); their mixture, by where people live, is cut into national fifths.
    """
    spread = [_log_normal(sector) for sector in TRAITS["settlement"]]
    urban = urban_share_of(NATION)

    def below(height: float) -> tuple[float, float]:
        town, country = (_normal((height - middle) / width) for middle, width in spread)
        return town, country

    def share(height: float) -> float:
        town, country = below(height)
        return urban * town + (1 - urban) * country

    def cut(part: int) -> float:
        return root(lambda height: share(height) - part / 5, 0.0, 20.0)

    upto = np.array([(0.0, 0.0), *(below(cut(part)) for part in range(1, 5)), (1.0, 1.0)])
    return np.asarray(np.round(np.diff(upto, axis=0).T, 9))


def _log_normal(sector: str) -> tuple[float, float]:
    """Middle and width, in logarithms of yuan, of the log-normal distribution nearest to these means."""
    columns = [f"q{fifth}" for fifth in range(1, 6)]
    means = [single("income_quintiles", one, area="China", sector=sector, year=2020) for one in columns]

    def misfit(width: float) -> tuple[float, float]:
        away = [math.log(mean) - model for mean, model in zip(means, _fifths(width), strict=True)]
        middle = math.fsum(away) / 5
        return math.fsum((one - middle) ** 2 for one in away), middle

    width = min((at / 1000 for at in range(200, 1500)), key=lambda width: misfit(width)[0])
    return misfit(width)[1], width


def _fifths(width: float) -> list[float]:
    """Logarithms of the means of the fifths of a log-normal distribution with middle 0."""
    upto = [_normal(cut - width) for cut in _CUTS]
    return [math.log(5 * (high - low)) + width**2 / 2 for low, high in pairwise(upto)]


def _normal(height: float) -> float:
    return 0.5 * math.erfc(-height / math.sqrt(2))


@cache
def online_by_settlement_and_age() -> Shares:
    """[2, 5] Share online by settlement and age; the two oldest bands are one, as they are in the reports.

    No report crosses the two. A national table of settlement, age and being online starts from the age
    pattern of 2020 (netizens by age over the census) and is fitted to the online shares of town and country
    (2023) and of people of 60 and over (2021). Below 60, ages are taken to be alike in town and country.
    """
    living, online = _living(), _online_by_age()
    seed = living[:, :, None] * np.stack([1 - online, online], axis=1)
    settled = np.array([_off_and_on("2023-12", f"{one}_penetration") for one in TRAITS["settlement"]])
    old = np.array(_off_and_on("2021-12", "penetration_60plus"))
    every, oldest = slice(None), slice(OLD, None)
    margins = [
        Margin("settlement and age", (every,) * 3, (0, 1), living[:, :, None, None]),
        Margin("online by settlement", (every,) * 3, (2,), settled[:, None, :, None], by=(0,)),
        Margin("online from 60 on", (every, oldest, every), (2,), old[None, None, :, None]),
    ]
    table = fitted(seed[..., None], margins, ["China"])[..., 0]
    return np.asarray(np.round(table[..., 1] / table.sum(axis=2), 9))


def _living() -> Shares:
    """[2, 5] Shares of the people by settlement and age."""
    urban = urban_share_of(NATION)
    young = age_and_sex_of(NATION).sum(axis=1)[:OLD]
    old = np.array([old_share_in(settlement) for settlement in TRAITS["settlement"]])
    ages = np.column_stack([np.outer(1 - old, young / young.sum()), old])
    return np.asarray(np.array([urban, 1 - urban])[:, None] * ages)


def _online_by_age() -> Shares:
    """[5] Share online by age at the end of 2020: netizens by age over the census; the two oldest joined."""
    people = census_ages_of(NATION).sum(axis=1)
    everyone = 1e6 * single("internet", "value", date="2020-12", item="netizens")
    old = _off_and_on("2021-12", "penetration_60plus")[1]
    from_50 = _percent("2020-12", "share_of_netizens_age_50plus") * everyone
    parts = [_percent("2020-12", f"share_of_netizens_age_{ages}") for ages in ("20_29", "30_39", "40_49")]
    counted = [everyone * part for part in parts] + [from_50 - old * people[_FROM_60].sum()]
    netizens = [everyone - sum(counted[:3]) - from_50, *counted]
    by_band = np.zeros(len(people))
    for band, number in zip(_TENS, netizens, strict=True):
        by_band[band] = min(number / people[band].sum(), _MOST_ONLINE)
    means = [(by_band[band] * people[band]).sum() / people[band].sum() for band in _BANDS]
    return np.array([*means, old])


def _off_and_on(date: str, item: str) -> tuple[float, float]:
    """Shares offline and online."""
    online = _percent(date, item)
    return 1 - online, online


def _percent(date: str, item: str) -> float:
    return single("internet", "value", date=date, item=item) / 100
