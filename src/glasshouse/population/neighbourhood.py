"""A neighbourhood taken out of the state for a month, and put back."""

import numpy as np

from glasshouse.base.compiled import room
from glasshouse.population.state import (
    load_beside,
    load_files,
    load_people,
    store_beside,
    store_files,
    unpack,
)
from glasshouse.population.ties import load_drag, spend_year

u32 = np.uint32
MONTHS = u32(12)  # of a year


@room
def load_neighbourhood(here, size, desk, town, chance, state, ties):
    """Who lives here this month, how they are, and their files."""
    p = desk.lanes[0]
    load_people(
        here.m, here.page, town.stratum, town.temper, town.about, town.member, town.here[here.home], p.stratum,
        p.temper, p.about, p.mask,
    )  # fmt: skip
    if len(town.elsewhere) > 0:
        spend_year(
            here.m, here.first, u32(here.month // MONTHS), chance.low, chance.high, chance.moves, here.page,
            town.member, town.elsewhere, p.about, town.about, p.mask,
        )  # fmt: skip
    unpack(here.m, here.at, state.life, state.balance, p.money, p.strain, p.job, p.debt, p.standing)
    load_beside(here.m, here.at, size.places, size.schemes, state.beside, p.standing)
    load_drag(here.m, here.at, ties.drag, p.drag)
    load_files(here.m, here.at, size.places, size.words, state.files, desk.files)


@room
def store_neighbourhood(here, size, desk, state):
    """Files, balances and standings back to the state; lives were written as livelihood was updated."""
    p = desk.lanes[0]
    store_beside(here.m, here.at, size.places, size.schemes, state.beside, p.standing)
    store_files(here.m, here.at, size.places, size.words, state.files, desk.files, state.balance, p.balance)
