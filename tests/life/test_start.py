"""How one begins: work, savings, debt."""

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.life.start import StartTables, start_tables
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import LANES, STRATA, TRAITS, level_index

u32 = np.uint32
START = as_written("glasshouse.life.start")
STATE = as_written("glasshouse.population.state")
NOT_SEEKING, EMPLOYED, UNEMPLOYED = 0, 1, 2
PEOPLE = 300


def begun(*, active=1.0, jobless=0.0, indebted=0.0, savings=40.0, people=PEOPLE, first_block=0, seed=1):
    """The life words of some people of one stratum."""
    tables = StartTables(*(np.full(STRATA, one, np.float32) for one in (active, jobless, indebted, savings)))
    blocks = -(-people // LANES)
    life = np.zeros(blocks * LANES, u32)
    page, stratum = np.zeros(first_block + blocks, np.int32), np.full(LANES, 77, np.uint16)
    START.begin_lives(0, blocks, first_block, people, u32(seed), u32(0), page, stratum, *tables, life)
    return life[:people]


def parts(life, name):
    return [int(getattr(STATE, name)(word)) for word in life]


@pytest.mark.parametrize(("active", "jobless", "job"), [(0, 1, NOT_SEEKING), (1, 0, EMPLOYED), (1, 1, UNEMPLOYED)])
def test_who_is_active_works_or_seeks_work(active, jobless, job):
    assert set(parts(begun(active=active, jobless=jobless), "job_of")) == {job}


def test_savings_lie_between_a_quarter_and_seven_quarters_of_the_mean():
    money = parts(begun(savings=40), "money_of")
    assert min(money) >= 10
    assert max(money) < 70
    assert np.mean(money) == pytest.approx(40, abs=3)


def test_savings_fit_into_what_is_kept_of_them():
    assert max(parts(begun(savings=1000), "money_of")) == 255


def test_a_share_begins_in_debt_and_nobody_under_sanction():
    life = begun(indebted=0.3)
    assert np.mean(parts(life, "debt_of")) == pytest.approx(0.3, abs=0.1)
    assert {one for name in ("strain_of", "grade_of_life", "spell_of") for one in parts(life, name)} == {0}


def test_a_person_begins_alike_in_whatever_part_of_the_world_is_lived():
    whole = begun(active=0.5, jobless=0.5, indebted=0.5, people=LANES + 20)
    assert np.array_equal(whole[LANES:], begun(active=0.5, jobless=0.5, indebted=0.5, people=20, first_block=1))


def test_another_seed_is_another_start():
    assert not np.array_equal(begun(), begun(seed=2))


def test_minors_begin_with_nothing_and_adults_as_the_catalogue_says():
    tables = start_tables(load_catalogue().livelihood)
    minors = level_index("age") == TRAITS["age"].index("0-17")
    for table in (tables.active, tables.indebted, tables.savings):
        assert (table[minors] == 0).all()
        assert (table[~minors] > 0).all()
    poorest, richest = (level_index("income") == fifth for fifth in (0, 4))
    assert tables.savings[poorest & ~minors].max() < tables.savings[richest & ~minors].min()


def test_firms_begin_with_the_cash_and_debts_of_their_size():
    lives = firm_catalogue().livelihood
    tables = start_tables(lives, FIRMS)
    large, new = FIRMS.has("size", "large"), FIRMS.has("age", "new")
    assert set(tables.savings[large]) == {np.float32(10 * lives.starting_savings["large"].value)}
    assert set(tables.indebted[large]) == {np.float32(lives.in_debt_at_start["large"].value)}
    assert set(tables.active[new]) == {np.float32(lives.active["new"].value)}
    assert not tables.savings[FIRMS.size :].any()
