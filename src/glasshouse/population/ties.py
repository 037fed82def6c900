"""What ties people to others and to places: friends without a stored network, linked firms, years spent elsewhere."""

import numpy as np

from glasshouse.base.compiled import lanes, scalar
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN

f32, i32, i64, u32, u64 = np.float32, np.int32, np.int64, np.uint32, np.uint64

FRIENDS = 8
COMMUNITY = 8  # neighbourhoods, 4,096 people, among whom all one's friends are
_PLACES = i32(COMMUNITY * LANES - 1)


@scalar
def key_of(low, high, community, number):
    """The odd number, below 4,096, whose two parts friends ``number`` of a community are; from the seed's two words."""
    word = u32(low ^ u32(u32(community * u32(0x9E3779B1)) + u32(number * u32(0x85EBCA6B))))
    word = u32(u32(word ^ u32(word >> u32(15))) * u32(0x2C1B3C6D))
    word = u32(u32(word ^ high) * u32(0x297A2D39))
    return i32(i32(u32(word ^ u32(word >> u32(15))) & u32(_PLACES)) | i32(1))


@scalar
def lot_of(low, high, person, year):
    """A word that says whether a person spends a year elsewhere, and where; from the seed's two words."""
    word = u32(low ^ u32(u32(person * u32(0x9E3779B1)) + u32(year * u32(0xC2B2AE35))))
    word = u32(u32(word ^ u32(word >> u32(16))) * u32(0x85EBCA6B))
    word = u32(u32(u32(word ^ high) ^ u32(word >> u32(13))) * u32(0x2C1B3C6D))
    return u32(word ^ u32(word >> u32(16)))


@scalar
def is_away(lot, moves):
    """Whether the year is spent elsewhere; ``moves`` is the share of people who do, in 65,536ths."""
    return i32(u32(lot >> u32(16)) < moves)


@scalar
def place_away(lot):
    """One of the 4,096 neighbourhoods that stand for the places where a year may be spent."""
    return i32(u32(lot & u32(4095)))


@scalar
def friend_of(place, key):
    """The friend of the person at ``place`` (0 to 4,095) of a community; the friend's friend is that person.

    Two places are friends if they add up to the key, counted modulo 4,096; the key is odd, so nobody is their own
    friend, and everybody in the community is a friend of friends of everybody.
    """
    return i32(i32(key - place) & _PLACES)


@lanes
def average_friends(m, which, size, first_block, block, real, low, high, echo, lowest, span, total, friends, knows):
    """Where the mean score of each lane's friends lay last month, in hundredths of the scale; who has none knows none.

    Parameters
    ----------
    which, size : int
        Which of the scores in ``echo`` is meant, and how many places the state has.
    first_block, block, real : int
        The neighbourhood of the world with which the state begins; this one; how many live in the state.
    lowest, span : int
        The foot of the scale and its length.
    """
    community = u32((first_block + block) // COMMUNITY)
    here = i32(((first_block + block) % COMMUNITY) * LANES)
    begins = i64(which * size) + i64(community) * (COMMUNITY * LANES) - i64(first_block * LANES)
    first, last = max(i64(0), which * size - begins), min(i64(_PLACES), real - 1 + which * size - begins)
    for i in range(m):
        total[i] = i32(0)
        knows[i] = i32(0)
    for number in range(FRIENDS):
        start = i64(friend_of(here, key_of(low, high, community, u32(number))))
        for turn in range(2):  # friends stand in a row, from the start down to the first place, then from the last down
            offset = i64(start + turn * (COMMUNITY * LANES))
            begin = max((start + 1) * turn, offset - last)
            end = min(m if turn == 1 else min(m, start + 1), offset - first + 1)
            row, n = u64(begins + offset - begin), max(i64(0), end - begin)
            for z in range(n):
                i = u64(u64(begin) + u64(z))
                score = i32(echo[u64(row - u64(z))])
                known = i32(score != UNKNOWN)
                total[i] = i32(total[i] + score * known)
                knows[i] = i32(knows[i] + known)
    for i in range(m):
        one = f32(max(knows[i], i32(1)))
        friends[i] = f32(f32(f32(f32(total[i]) / one) - f32(lowest)) * f32(f32(100) / f32(span)))
        knows[i] = i32(knows[i] > 0)


@lanes
def leave_scores(m, which, size, at, score, scored, echo):
    """Leave this month's scores for friends to read in the next."""
    for i in range(m):
        echo[u64(which * size + at) + u64(i)] = score[i] if scored[i] != 0 else i32(UNKNOWN)


@lanes
def load_drag(m, at, drag, lists):
    """Lists of linked subjects, four bits a scheme, and whether one works in a listed firm; 0 if none are linked."""
    for i in range(m):
        lists[i] = u32(0)
    if len(drag) > 0:
        for i in range(m):
            lists[i] = drag[u64(at) + u64(i)]


@lanes
def publish(m, at, schemes, statuses, listed):
    """Leave the lists that each lane is on for linked subjects to read, four bits a scheme."""
    if len(listed) > 0:
        for i in range(m):
            listed[at + i] = u32(0)
        for turn in range(schemes):
            for i in range(m):
                on = u32((statuses[turn * LANES + i] >> 3) & 15)
                listed[at + i] = u32(listed[at + i] | u32(on << u32(4 * turn)))


@lanes
def spend_year(m, first, year, low, high, moves, place, member_of, elsewhere, about, about_of, mask):
    """Who spends the year elsewhere lives under the schemes of that place, and has a file if one holds there."""
    for i in range(m):
        lot = lot_of(low, high, u32(first + u32(i)), year)
        away = is_away(lot, moves)
        there = i32(i32(member_of[place + i]) & i32(elsewhere[u32(place_away(lot))]))
        known = i32(i32(about[i] & ~2) | i32(i32(i32(there != 0) << 1) & i32(about_of[place + i])))
        about[i] = i32(known * away + about[i] * i32(1 - away))
        mask[i] = i32(there * away + mask[i] * i32(1 - away))
