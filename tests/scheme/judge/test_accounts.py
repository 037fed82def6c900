"""The parts of a score within their ends."""

import numpy as np
from hand_made import i32, lanes

from glasshouse.base.compiled import as_written
from glasshouse.observe.library import load_catalogue
from glasshouse.population.people import LANES, STRATA
from glasshouse.scheme.forms.inputs.registry import PLACE, fed_by
from glasshouse.scheme.judge import accounts as _accounts

ACCOUNTS = as_written(_accounts.__name__)


def test_an_account_opens_alike_for_all_unless_traits_feed_it():
    base, accounts = np.zeros(2 * STRATA, i32), np.array([0, 9, 1024, 0, 0, 9, 1024, 2], i32)
    base[:STRATA], base[STRATA:] = 150, np.arange(STRATA)
    score, taint = np.full(2 * LANES, 7, i32), np.full(2 * LANES, 7, i32)
    ACCOUNTS.open_accounts(3, 2, np.array([5, 0, 900], i32), accounts, base, score, taint)
    assert score[:4].tolist() == [150, 150, 150, 7]
    assert score[LANES : LANES + 4].tolist() == [5, 0, 900, 7]
    assert taint[:4].tolist() == taint[LANES : LANES + 4].tolist() == [0, 0, 0, 7]


ACCOUNT = (0, 150, 1024, 0)  # lowest, highest, parts of 1,024 that a point is, what feeds it


def summed(*accounts, held=(0,), taint=(0,), balance=0, foot=0, months=0, feeds=None, **who):
    """Score and taint of one person whose accounts hold so much before they are fed."""
    n = len(accounts)
    own = np.stack([fed_by((), load_catalogue())] * 6)
    for part, values in (feeds or {}).items():
        for at, value in values.items():
            own[part, at] = value
    given = {name: [value] for name, value in {"balance": balance, **who}.items()}
    names = ("money", "job", "debt", "friends", "knows", "balance", "whole", "fair", "lives")
    p = lanes(*names, m=1, **given)
    score, taints = np.zeros(n * LANES, i32), np.zeros(n * LANES, i32)
    score[::LANES], taints[::LANES] = held, taint
    ACCOUNTS.sum_accounts(
        1, n, i32(foot), months, np.array(accounts, i32).ravel(), own.ravel(), p.money, p.job, p.debt, p.friends,
        p.knows, p.balance, score, taints, p.whole, p.fair, p.lives,
    )  # fmt: skip
    return int(score[0]), int(taints[0])


def test_what_one_account_lacks_is_not_made_up_by_another():
    assert summed(ACCOUNT, ACCOUNT, held=(190, -30), taint=(0, 0)) == (150, 0)


def test_the_foot_of_the_scale_and_the_balance_come_on_top():
    assert summed(ACCOUNT, held=(20,), foot=350, balance=-5) == (365, 0)


def test_a_factor_counts_by_its_weight_in_1024ths_and_is_rounded_once():
    half, third = (0, 100, 512, 0), (0, 100, 341, 0)
    assert summed(half, held=(50,)) == (25, 0)
    assert summed(third, third, third, held=(50, 50, 50), taint=(0, 0, 0)) == ((512 + 3 * 50 * 341) // 1024, 0)


def test_points_of_wrong_records_beyond_the_end_of_an_account_cost_nothing():
    assert summed(ACCOUNT, held=(-30,), taint=(-20,)) == (0, 0)  # without them it would hold -10, which is 0 too
    assert summed(ACCOUNT, held=(-30,), taint=(-50,)) == (0, -20)
    assert summed(ACCOUNT, held=(160,), taint=(20,)) == (150, 10)


def test_accounts_are_fed_before_they_are_clamped():
    by_savings = {0: {PLACE["savings"]: 0.5, PLACE["savings"] + 1: 20}}
    assert summed(ACCOUNT, held=(145,), feeds=by_savings, money=8) == (149, 0)
    assert summed(ACCOUNT, held=(140,), feeds=by_savings, money=255) == (150, 0)
    assert summed(ACCOUNT, held=(50,), feeds=by_savings, money=255) == (70, 0)


def test_time_since_the_scheme_began_gives_points_up_to_a_most():
    by_time = {0: {PLACE["months"]: 1.5, PLACE["months"] + 1: 12}}
    assert [summed(ACCOUNT, months=months, feeds=by_time)[0] for months in (0, 4, 24)] == [0, 6, 12]


def test_work_and_debt_give_points_where_the_account_says_that_they_do():
    alive = (0, 150, 1024, 1)
    lives = {0: {PLACE["work"] + 1: 10, PLACE["debt"] + 3: -4}}
    assert summed(alive, held=(50,), feeds=lives, job=1, debt=3) == (56, 0)
    assert summed(alive, held=(50,), feeds=lives, job=2, debt=0) == (50, 0)
    assert summed(ACCOUNT, held=(50,), feeds=lives, job=1, debt=3) == (50, 0)


def test_friends_give_points_by_where_their_mean_lies():
    by_friends = {0: {PLACE["friends"]: 0.5, PLACE["friends"] + 1: 100}}
    assert summed(ACCOUNT, feeds=by_friends, friends=80, knows=1) == (40, 0)
    assert summed(ACCOUNT, feeds=by_friends, friends=80, knows=0) == (0, 0)
