"""How one lives on: work, debt, savings and strain, and what being refused does to them."""

import numpy as np

from glasshouse.base.compiled import lanes, room, scalar
from glasshouse.base.draws import dither, unit
from glasshouse.life.live import FALSE, REAL
from glasshouse.observe.errors.false_records import is_slip
from glasshouse.population.state import EMPLOYED, MONEY_TOP, STRAIN_TOP, UNEMPLOYED, packed_life, take_standing

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64
POST_REFUSED, TRIP_REFUSED = i32(1), i32(2)  # bits of SchemeTables.barred_from
STAY, FALL, CURE = i32(0), i32(1), i32(2)
STAGES = 8
SAFE = f32(1e-6)  # more than rounding can move the end of what a mark may mean


@scalar
def next_job(job, mark, chance):
    """Work after this month: the employed may lose it, the unemployed find it."""
    changes = i32(mark < chance)
    seeks = i32(job != 0)
    return i32(job + changes * seeks * i32(i32(EMPLOYED + UNEMPLOYED) - i32(2) * job))


@scalar
def fall_chance(falls, hardship, strain):
    """Chance a month of falling from a stage of debt: (1 + hardship) times as large at full strain (63rds)."""
    return f32(falls * (f32(1) + hardship * (f32(strain) * f32(0.015873016))))


@scalar
def ladder_move(mark, fall, strain, cures, burden, money, needs):
    """STAY, FALL or CURE on the debt ladder: low marks fall, high marks cure if savings suffice.

    ``fall`` is the chance of falling. Strain (63rds) makes curing (1 - burden) times as likely when full.
    """
    fell = i32(mark < fall)
    able = f32(cures * (f32(1) - burden * (f32(strain) * f32(0.015873016))))
    cured = i32(i32(mark >= f32(f32(1) - able)) & i32(money >= needs))
    return i32(fell * FALL + i32(i32(1 - fell) * cured) * CURE)


@scalar
def next_money(money, usual, income, paid, reverts):
    """Savings after a month's income, spending and debt payment, before rounding (tenths of a month)."""
    return f32(f32(money + income) - paid) - f32(f32(max(f32(money - usual), f32(0))) * reverts)


@scalar
def next_strain(strain, kept, of_job, poor, of_poverty, sanctioned, of_sanction):
    """Strain after a month, before rounding (63rds)."""
    return f32(f32(strain * kept) + of_job) + f32(f32(poor) * of_poverty + f32(sanctioned) * of_sanction)


@scalar
def rounded(value, noise, top):
    """A float32 rounded down after adding noise in [0, 1): right on average; kept within 0 and ``top``."""
    return i32(min(max(f32(value + noise), f32(0)), f32(top)))


@lanes
def may_move(
    m, words, about, debt, falls, falls_hardship, slips, cures, burden, falls_below, cures_from, kind, result, who
):  # fmt: skip
    """The adults whose mark lies where something may happen to their debt, whatever their strain; returns how many.

    ``falls_below`` and ``cures_from`` are room for the ends, by stage, of the marks at which nothing happens.
    """
    for stage in range(STAGES):
        at_ease, worn = falls[stage], f32(falls[stage] * (f32(1) + falls_hardship[stage]))
        falls_below[stage] = f32(f32(max(at_ease, worn) + slips[stage]) + SAFE)
        able = f32(max(cures[stage], f32(cures[stage] * (f32(1) - burden[stage]))))
        cures_from[stage] = f32(f32(f32(1) - able) - SAFE)
    for i in range(m):
        mark, stage = unit(words[i]), u32(debt[i])
        kind[i] = i32(i32(i32(mark < falls_below[stage]) | i32(mark >= cures_from[stage])) & i32(about[i] & 1))
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(kind[i])
    for i in range(m):
        kind[i] = i32(0)
        result[i] = i32(0)
    return i64(n)


@lanes
def move_on_ladder(
    n, who, words, debt, money, strain, falls, falls_hardship, falls_into, falls_kind, slips, cures, burden,
    cures_into, cures_kind, needs, kind, result,
):  # fmt: skip
    """Move adults on the debt ladder; ``kind`` and ``result`` say which moves are conduct or falsely so."""
    for z in range(n):
        i = u32(who[z])
        stage = u32(debt[i])
        mark = unit(words[i])
        fall = fall_chance(falls[stage], falls_hardship[stage], i32(strain[i]))
        step = ladder_move(mark, fall, i32(strain[i]), cures[stage], burden[stage], money[i], needs[stage])
        fell, cured = i32(step == FALL), i32(step == CURE)
        slipped = i32(is_slip(mark, fall, slips[stage]) & i32(1 - i32(fell | cured)))
        kind[i] = i32(i32(fell | slipped) * falls_kind[stage] + cured * cures_kind[stage])
        result[i] = i32(i32(kind[i] != 0) * i32(REAL + slipped * i32(FALSE - REAL)))
        money[i] = f32(money[i] - f32(cured) * needs[stage])
        debt[i] = i32(i32(fell * falls_into[stage] + cured * cures_into[stage]) + i32(debt[i] * i32(step == STAY)))


@lanes
def live_on(
    m, at, b, c, about, barred, sanctioned, job_changes, income, usual, pays, strain_of_job,
    constants, money, strain, job, debt, grade, year_grade, spell, wrongly, life,
):  # fmt: skip
    """Work, income, spending and strain of the month; the life words are written."""
    of_poverty, of_sanction = constants[0], constants[1]
    kept, reverts, line = constants[2], constants[3], constants[4]
    for i in range(m):
        kept_out = barred[i]
        work = next_job(job[i], unit(c[i]), job_changes[u32(i32(job[i] << 1) + i32(kept_out & POST_REFUSED))])
        rank = u32(about[i] >> 2)
        has = money[i]
        earned = income[u32(i32((about[i] >> 2) << 3) + i32(work << 1) + i32((kept_out & TRIP_REFUSED) >> 1))]
        left = next_money(has, usual[rank], earned, pays[u32(debt[i])], reverts)
        worn = next_strain(
            strain[i], kept, strain_of_job[u32(work)], i32(has < line), of_poverty, sanctioned[i], of_sanction
        )
        grown = i32(about[i] & 1)
        tenths = i32(rounded(left, dither(c[i]), MONEY_TOP) * grown)
        worry = i32(rounded(worn, dither(b[i]), STRAIN_TOP) * grown)
        life[u64(at) + u64(i)] = packed_life(
            tenths, worry, work, debt[i], grade[i], year_grade[i], spell[i], wrongly[i]
        )


@room
def update_livelihood(here, desk, rules, state):
    """Work is found and lost; income, spending, debt and sanctions move savings and strain; lives are stored."""
    p, lv = desk.lanes[0], rules.livelihood[0]
    take_standing(here.m, 0, p.standing, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in)
    live_on(
        here.m, here.at, p.b, p.c, p.about, p.barred, p.held, lv.job_changes, lv.income, lv.usual, lv.pays,
        lv.strain_of_job, lv.constants, p.money, p.strain, p.job, p.debt, p.grade, p.year_grade, p.spell,
        p.wrongly_in, state.life,
    )  # fmt: skip
