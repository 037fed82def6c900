"""The parts of a score, each within its ends, and what feeds them besides records."""

import numpy as np

from glasshouse.base.compiled import lanes
from glasshouse.population.people import LANES, STRATA
from glasshouse.scheme.forms.inputs.registry import FEEDS, PLACE
from glasshouse.scheme.forms.inputs.scalars import by_amount, in_points
from glasshouse.scheme.judge.judge import clamped

f32, i32, u32 = np.float32, np.int32, np.uint32
SAVINGS, MONTHS, FRIENDS, WORK, DEBT = (PLACE[key] for key in ("savings", "months", "friends", "work", "debt"))
HALF = i32(512)  # of the UNITS that a point of the score has


@lanes
def open_accounts(m, parts, stratum, accounts, base, score, taint):
    """What the accounts begin with, by stratum where traits matter: account ``a`` of lane i at ``a * 512 + i``."""
    for part in range(parts):
        begins, first = base[part * STRATA], part * LANES
        for i in range(m):
            score[first + i] = begins
            taint[first + i] = i32(0)
        if accounts[4 * part + 3] & 2:
            row = i32(part * STRATA)
            for i in range(m):
                score[first + i] = base[u32(row + stratum[i])]


@lanes
def sum_accounts(
    m, parts, foot, months, accounts, feeds, money, job, debt, friends, knows, balance, score, taint, whole, fair,
    lives
):  # fmt: skip
    """The parts of each lane's score within their ends, added to ``foot``; ``score`` and ``taint`` become one sum."""
    for i in range(m):
        whole[i] = HALF
        fair[i] = HALF
    for part in range(parts):
        low, high, units = accounts[4 * part], accounts[4 * part + 1], accounts[4 * part + 2]
        at, first = i32(FEEDS * part), part * LANES
        saves, most_saved = feeds[at + SAVINGS], feeds[at + SAVINGS + 1]
        likes, most_liked = feeds[at + FRIENDS], feeds[at + FRIENDS + 1]
        grown = by_amount(feeds[at + MONTHS], f32(months), feeds[at + MONTHS + 1])
        for i in range(m):
            lives[i] = f32(0)
        if accounts[4 * part + 3] & 1:
            for i in range(m):
                lives[i] = f32(feeds[u32(i32(at + i32(WORK)) + job[i])] + feeds[u32(i32(at + i32(DEBT)) + debt[i])])
        for i in range(m):
            liked = f32(by_amount(likes, friends[i], most_liked) * f32(knows[i]))
            fed = f32(f32(f32(by_amount(saves, money[i], most_saved) + grown) + liked) + lives[i])
            held = i32(score[first + i] + in_points(fed))
            whole[i] = i32(whole[i] + clamped(held, low, high) * units)
            fair[i] = i32(fair[i] + clamped(i32(held - taint[first + i]), low, high) * units)
    for i in range(m):
        score[i] = i32(i32(foot + i32(whole[i] >> 10)) + i32(balance[i]))
        taint[i] = i32(i32(whole[i] >> 10) - i32(fair[i] >> 10))
