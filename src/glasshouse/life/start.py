"""How one begins: work, savings, debt."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import chunk
from glasshouse.base.draws import Purpose, philox, unit
from glasshouse.life.model import Livelihood
from glasshouse.life.tables import TENTHS
from glasshouse.population.people import LANES, PEOPLE, STRATA, Cast
from glasshouse.population.state import EMPLOYED, MONEY_TOP, NOT_SEEKING, UNEMPLOYED, packed_life

f32, i32, u32 = np.float32, np.int32, np.uint32
START = u32(Purpose.START)


class StartTables(NamedTuple):
    """By stratum, as float32; zero for minors."""

    active: npt.NDArray[np.float32]  # [S] share that works or seeks work
    jobless: npt.NDArray[np.float32]  # [S] share of those without work
    indebted: npt.NDArray[np.float32]  # [S] share with a loan
    savings: npt.NDArray[np.float32]  # [S] mean savings in tenths of a month's outgoings


def start_tables(lives: Livelihood, cast: Cast = PEOPLE) -> StartTables:
    """How people, or the subjects of another cast, begin in each stratum."""
    grown = cast.adults().astype(np.float32)
    ages, ranks = cast.level_index("age"), cast.level_index(cast.means)
    active = np.array([float(lives.active[age].value) if age in lives.active else 0 for age in cast.traits["age"]])
    indebted = np.array([float(lives.in_debt_at_start[rank].value) for rank in cast.traits[cast.means]])
    savings = np.array([float(lives.starting_savings[rank].value) * TENTHS for rank in cast.traits[cast.means]])
    return StartTables(
        (active[ages] * grown).astype(np.float32),
        np.full(STRATA, float(lives.jobless_at_start.value), np.float32),
        (indebted[ranks] * grown).astype(np.float32),
        (savings[ranks] * grown).astype(np.float32),
    )


@chunk
def begin_lives(begin, end, first_block, real, k0, k1, page, stratum_of, active, jobless, indebted, savings, life):
    """Write the life words of the neighbourhoods ``begin`` to ``end`` as they are at the start."""
    for block in range(begin, end):
        at = block * LANES
        place = page[first_block + block] * LANES
        for i in range(min(LANES, real - at)):
            s = stratum_of[place + i]
            a, b, c, _ = philox(u32((first_block + block) * LANES + i), u32(0), u32(0), START, k0, k1)
            work = i32(NOT_SEEKING)
            if unit(a) < active[s]:
                work = i32(UNEMPLOYED) if unit(b) < jobless[s] else i32(EMPLOYED)
            debt = i32(unit(u32(b << u32(13))) < indebted[s])
            money = f32(savings[s] * f32(f32(0.25) + f32(1.5) * unit(c)))
            tenths = i32(min(money, f32(MONEY_TOP)))
            life[at + i] = packed_life(tenths, i32(0), work, debt, i32(0), i32(0), i32(0), i32(0))
