"""How one lives on: work, debt, savings and strain."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.life import livelihood
from glasshouse.population import state
from glasshouse.population.state import EMPLOYED, NOT_SEEKING, UNEMPLOYED

f32, i32, u32 = np.float32, np.int32, np.uint32
LIVES = as_written(livelihood.__name__)
STATE = as_written(state.__name__)
STAY, FALL, CURE = 0, 1, 2
POSTS, TRIPS = 1, 2  # what one may be barred from
REAL, FALSE = 1, 2


def i32s(*values):
    return np.array(values, i32)


def f32s(*values):
    return np.array(values, f32)


def word(fraction, dither=0):
    """The random word whose unit is ``fraction`` and whose lower bits are ``dither``."""
    return u32(int(fraction * 2**24) << 8 | dither)


# work


@pytest.mark.parametrize(("job", "then"), [(EMPLOYED, UNEMPLOYED), (UNEMPLOYED, EMPLOYED), (NOT_SEEKING, NOT_SEEKING)])
def test_work_changes_below_the_chance_for_those_who_seek_it(job, then):
    assert LIVES.next_job(i32(job), f32(0.09), f32(0.1)) == then
    assert LIVES.next_job(i32(job), f32(0.1), f32(0.1)) == job


# the debt ladder


def moved(mark, *, falls=0.1, hardship=1.0, strain=0, cures=0.2, burden=0.0, money=10, needs=5):
    fall = LIVES.fall_chance(f32(falls), f32(hardship), i32(strain))
    return int(LIVES.ladder_move(f32(mark), fall, i32(strain), f32(cures), f32(burden), f32(money), f32(needs)))


def test_low_marks_fall_high_marks_cure_and_the_rest_stay():
    assert [moved(mark) for mark in (0, 0.09, 0.11, 0.79, 0.81, 0.99)] == [FALL, FALL, STAY, STAY, CURE, CURE]


def test_full_strain_makes_falling_likelier_by_the_hardship_of_the_stage():
    assert moved(0.19, strain=63) == FALL
    assert moved(0.21, strain=63) == STAY


def test_full_strain_makes_curing_rarer_by_the_burden_of_the_stage():
    assert moved(0.85, burden=0.5) == CURE
    assert moved(0.85, burden=0.5, strain=63) == STAY
    assert moved(0.95, burden=0.5, strain=63) == CURE


def test_nobody_cures_without_the_savings_it_takes():
    assert moved(0.9, money=4.9) == STAY
    assert moved(0.9, money=5) == CURE


def test_who_falls_does_not_cure_in_the_same_month():
    assert moved(0.9, falls=0.95, cures=0.95) == FALL


def climbed(mark, stage, *, adult=1, money=10.0):
    """Kind, result, money and debt of one person on a ladder of the stages 0, 1, 2."""
    p = SimpleNamespace(debt=i32s(stage), money=f32s(money), kind=i32s(0), result=i32s(0))
    words, falls, hardship = np.array([word(mark)], u32), f32s(0, 0.1, 0.2, 0, 0, 0, 0, 0), f32s(*[0] * 8)
    slips, cures, burden = f32s(0, 0.05, *[0] * 6), f32s(0, 0.2, 0.2, *[0] * 5), f32s(*[0] * 8)
    below, above, who = f32s(*[0] * 8), f32s(*[0] * 8), i32s(0)
    moving = LIVES.may_move(
        1, words, i32s(adult), p.debt, falls, hardship, slips, cures, burden, below, above, p.kind, p.result, who
    )
    LIVES.move_on_ladder(
        moving, who, words, p.debt, p.money, f32s(0), falls, hardship, i32s(0, 2, 0), i32s(0, 11, 12), slips, cures,
        burden, i32s(0, 0, 1), i32s(0, 0, 31), f32s(0, 5, 7), p.kind, p.result,
    )  # fmt: skip
    return int(p.kind[0]), int(p.result[0]), float(p.money[0]), int(p.debt[0])


def test_falling_leads_to_the_next_stage_and_is_its_conduct():
    assert climbed(0.05, 1) == (11, REAL, 10, 2)


def test_curing_takes_its_savings_and_may_be_conduct():
    assert climbed(0.9, 1) == (0, 0, 5, 0)
    assert climbed(0.9, 2) == (31, REAL, 3, 1)


def test_staying_is_no_conduct_and_costs_nothing():
    assert climbed(0.5, 1) == (0, 0, 10, 1)


def test_a_fall_that_did_not_happen_is_a_false_record_and_moves_nobody():
    assert climbed(0.12, 1) == (11, FALSE, 10, 1)


def test_minors_are_not_on_the_ladder():
    assert climbed(0.05, 1, adult=0) == (0, 0, 10, 1)
    assert climbed(0.12, 1, adult=0)[1] == 0


@pytest.mark.parametrize("strain", [0, 31, 63])
@pytest.mark.parametrize(("hardship", "burden"), [(0, 0), (3, 1), (-0.5, -0.5)])
def test_whoever_moves_or_slips_is_among_those_who_may(strain: int, hardship: float, burden: float):
    falls, slips, cures = f32(0.1), f32(0.02), f32(0.2)
    for mark in np.arange(0, 1, 0.001):
        at = f32(float(word(mark) >> 8) / (1 << 24))
        fall = LIVES.fall_chance(falls, f32(hardship), i32(strain))
        moved = LIVES.ladder_move(at, fall, i32(strain), cures, f32(burden), f32(9), f32(0))
        slipped = LIVES.is_slip(at, fall, slips)
        eight = [f32s(*[one] * 8) for one in (falls, hardship, slips, cures, burden, 0, 0)]
        room = i32s(0), i32s(0), i32s(0)
        may = LIVES.may_move(1, np.array([word(mark)], u32), i32s(1), i32s(1), *eight, *room)
        assert may or (moved == STAY and not slipped)


# savings and strain


def test_savings_take_income_less_payment():
    assert LIVES.next_money(f32(20), f32(50), f32(3), f32(1.25), f32(0.1)) == 21.75


def test_savings_above_the_usual_are_spent_back():
    assert LIVES.next_money(f32(70), f32(50), f32(0), f32(0), f32(0.1)) == f32(68)
    assert LIVES.next_money(f32(30), f32(50), f32(0), f32(0), f32(0.1)) == 30


def test_strain_fades_and_each_ground_adds_its_own():
    def strain(poor, sanctioned):
        return LIVES.next_strain(f32(20), f32(0.5), f32(3), i32(poor), f32(4), i32(sanctioned), f32(8))

    assert [strain(0, 0), strain(1, 0), strain(0, 1), strain(1, 1)] == [13, 17, 21, 25]


@given(st.integers(0, 255 * 16))
def test_rounding_is_right_on_average(sixteenths):
    value = f32(sixteenths / 16)
    rounded = [int(LIVES.rounded(value, f32(noise / 256), i32(255))) for noise in range(256)]
    assert np.mean(rounded) == value
    assert max(rounded) - min(rounded) <= 1


@pytest.mark.parametrize(("value", "kept"), [(-3.5, 0), (0, 0), (254.9, 254), (255, 255), (400, 255)])
def test_rounding_keeps_within_its_bounds(value, kept):
    assert LIVES.rounded(f32(value), f32(0), i32(255)) == kept


# a month


def lived_on(*, about=3, job=EMPLOYED, money=20.0, strain=0.0, debt=0, barred=0, sanctioned=0, b=0.5, c=0.5, **more):
    """Money, strain and job after a month in which an employed person of the lowest fifth earns 3."""
    jobs, income = np.zeros(8, f32), np.zeros(40, f32)
    jobs[2 * EMPLOYED : 2 * EMPLOYED + 2] = 0, 0.6
    income[2 * EMPLOYED : 2 * EMPLOYED + 2], income[2 * UNEMPLOYED] = (3, 1), -4
    income[8 + 2 * EMPLOYED] = 5
    life = np.zeros(3, u32)
    LIVES.live_on(
        1, 2, np.array([word(b, more.get("dither", 0))], u32), np.array([word(c, more.get("dither", 0))], u32),
        i32s(about), i32s(barred), i32s(sanctioned), jobs, income, f32s(50, 50, 50, 50, 50),
        f32s(0, 1.5, 0, 0, 0, 0, 0, 0), f32s(0, 0, 6, 0), f32s(2, 4, 0.5, 0.1, 10), f32s(money), f32s(strain),
        i32s(job), i32s(debt), i32s(3), i32s(2), i32s(9), i32s(1), life,
    )  # fmt: skip
    assert life[:2].tolist() == [0, 0]
    assert [int(part(life[2])) for part in (STATE.grade_of_life, STATE.year_grade_of, STATE.spell_of)] == [3, 2, 9]
    assert STATE.entered_wrongly(life[2]) == 1
    return tuple(int(part(life[2])) for part in (STATE.money_of, STATE.strain_of, STATE.job_of))


def test_the_employed_earn_by_their_fifth():
    assert lived_on() == (23, 0, EMPLOYED)
    assert lived_on(about=3 | 1 << 2) == (25, 0, EMPLOYED)


def test_a_debt_is_paid():
    assert lived_on(debt=1)[0] == 21  # 21.5, rounded down by the lowest dither
    assert lived_on(debt=1, dither=128)[0] == 22


def test_who_is_barred_from_posts_may_lose_theirs():
    assert lived_on(barred=POSTS) == (16, 6, UNEMPLOYED)


def test_who_is_barred_from_trips_earns_less():
    assert lived_on(barred=TRIPS) == (21, 0, EMPLOYED)


def test_who_is_barred_from_both_bears_both():
    assert lived_on(barred=POSTS | TRIPS)[2] == UNEMPLOYED


def test_poverty_and_sanction_strain():
    assert lived_on(money=9, strain=10) == (12, 5 + 2, EMPLOYED)
    assert lived_on(sanctioned=1, strain=10)[1] == 5 + 4


def test_minors_own_nothing_and_are_not_strained():
    assert lived_on(about=0, job=NOT_SEEKING, money=9, strain=10) == (0, 0, NOT_SEEKING)
