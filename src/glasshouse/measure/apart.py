"""How the same lives differ in two worlds: counted month by month while both are lived, person by person and summed.

A life is what somebody does, asks for and is answered, saves, owes and bears: all that stands outside the books of
a scheme. It parts in the first month in which any of that differs.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import chunk, lanes, scalar
from glasshouse.consequence.serve import FAVOURED
from glasshouse.consequence.serve import GIVEN_UP as GAVE_UP
from glasshouse.life.live import REAL, answer_in, kind_in, result_in
from glasshouse.life.tables import KINDS
from glasshouse.population.people import LANES
from glasshouse.population.state import debt_of, job_of, money_of, strain_of

I16 = npt.NDArray[np.int16]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
U16 = npt.NDArray[np.uint16]

i32, i64, u16, u32, u64 = np.int32, np.int64, np.uint16, np.uint32, np.uint64

A, B = 0, 1  # the two worlds
SIDES = ("a", "b")  # what they are called
LIVELIHOOD = u32((1 << 19) - 1)  # money, strain, work and debt in the word of a life

UNLAWFUL, LAWFUL, SERVICE = range(3)  # what a kind is

# Columns of what came of the occasions of a kind.
BOTH, A_ONLY, B_ONLY = range(3)  # of a conduct: happened
(
    GRANTED_BOTH, REFUSED_A_ONLY, REFUSED_B_ONLY, REFUSED_BOTH, ASKED_A_ONLY, ASKED_B_ONLY, AND_REFUSED_A,
    AND_REFUSED_B, FAVOURED_A_ONLY, FAVOURED_B_ONLY, GIVEN_UP_A, GIVEN_UP_B, GIVEN_UP_A_ONLY, GIVEN_UP_B_ONLY,
    GIVEN_UP_OR_REFUSED,
) = range(15)  # fmt: skip
OUTCOMES = 15

# Columns of a month in one world.
PEOPLE, MONEY, STRAIN, EMPLOYED, INDEBTED, LATE, SANCTIONED, LISTED, WRONGLY, PARTED = range(10)
FIGURES = 10

# Columns of a life in one world.
MONTHS_SANCTIONED, REFUSALS, REFUSED_ALONE, UNLAWFUL_ALONE, LAWFUL_ALONE, GIVEN_UP = range(6)
LIFE = 6

# Bits of how somebody stands at the end.
GRADE, ON_A_LIST, UNDER_SANCTION, IS_WRONGLY, IS_SCORED = 7, 8, 16, 32, 64


class Apart(NamedTuple):
    """How N lives differ, person by person; a state of the comparison, as large as it is long."""

    parted: U16  # [N] 1 + month in which the life parted; 0 if it did not
    lives: U16  # [2, LIFE, N] of each world: months under sanction, refusals, what happened in it alone, given up
    score: I32  # [2, N] at the end, under the first scheme of each world
    stands: U16  # [2, N] at the end: grade, and the bits above
    means: U16  # [2, 2, N] at the end: money (tenths of a month's outgoings), strain (63rds)


def apart(people: int) -> Apart:
    """Nothing that differs yet among ``people`` places."""
    return Apart(
        np.zeros(people, np.uint16), np.zeros((2, LIFE, people), np.uint16), np.zeros((2, people), np.int32),
        np.zeros((2, people), np.uint16), np.zeros((2, 2, people), np.uint16),
    )  # fmt: skip


class Partings(NamedTuple):
    """One month's counts, a row a thread."""

    figures: I64  # [threads, 2, FIGURES]
    outcomes: I64  # [threads, KINDS*OUTCOMES]


def partings(threads: int, kinds: int = KINDS) -> Partings:
    """Empty counts of ``threads`` threads; ``kinds``: rows of a table by kind."""
    return Partings(np.zeros((threads, 2, FIGURES), np.int64), np.zeros((threads, kinds * OUTCOMES), np.int64))


@dataclass
class Contrast:
    """The counts of a comparison of T months; counts of whole lives stand in :class:`Apart`."""

    figures: I64  # [T+1, 2, FIGURES] sums over the people of a month, as judged on its first; who parts in it
    outcomes: I64  # [T, KINDS, OUTCOMES]

    COUNTS: ClassVar[tuple[str, ...]] = ("figures", "outcomes")

    @classmethod
    def for_months(cls, months: int, kinds: int = KINDS) -> "Contrast":
        """Empty counts of a comparison of ``months`` months; ``kinds``: rows of a table by kind."""
        return cls(np.zeros((months + 1, 2, FIGURES), np.int64), np.zeros((months, kinds, OUTCOMES), np.int64))

    def book(self, month: int, counts: Partings) -> None:
        """Add the counts of a month and empty them."""
        self.figures[month] += counts.figures.sum(axis=0)
        if month < len(self.outcomes):
            self.outcomes[month] += counts.outcomes.sum(axis=0).reshape(-1, OUTCOMES)
        for rows in counts:
            rows[:] = 0


@chunk
def part_ways(
    first, until, real, month, lives_on, most_traced, about_of, page, holds, kinds, judged_a, traced_a, lives_a,
    judged_b, traced_b, lives_b, found, figures, outcomes, known, held, listed, right, touched,
):  # fmt: skip
    """Compare the two worlds in the neighbourhoods ``first`` to ``until``, which are the first places of the panels.

    Parameters
    ----------
    real : int
        Subjects who live there.
    month, lives_on : int
        The month from 0, and whether it was lived or only judged.
    about_of, page : uint8 array [P*512], int32 array [B]
        Bit 1 of the former: somebody whose life is compared, by place of a page.
    holds : uint8 array [B]
        1 where any scheme of either world may hold; elsewhere no life is compared.
    kinds : uint8 array [KINDS or more]
        UNLAWFUL, LAWFUL or SERVICE.
    judged_a : tuple
        Schemes, sanctions [K*128], lists that refuse something [K], and of the panel: score, status, rightful
        [K*F*512], life [F*512].
    traced_a : tuple
        Events [F], order and what [F*most_traced].
    lives_a : uint32 array [N]
        The lives after the month.
    found : Apart
    figures, outcomes : int64 arrays [2, FIGURES], [KINDS*OUTCOMES]
    known, held, listed, right, touched : int32 arrays [512]
        Scratch.
    """
    for block in range(first, until):
        place, at = i64(block - first), i64(block) * LANES
        m = min(LANES, real - at)
        compared = i64(page[block]) * LANES
        for i in range(m):
            known[i] = i32(i32((about_of[u64(compared) + u64(i)] >> 1) & 1) & i32(holds[block]))
        stand(m, place, judged_a, held, listed, right)
        sum_lives(m, place, known, held, listed, right, judged_a[6], figures[A])
        if lives_on:
            count_months(m, at, held, known, found.lives[A, MONTHS_SANCTIONED])
        else:
            end_standing(m, place, at, known, held, listed, right, judged_a, found.score[A], found.stands[A])
        stand(m, place, judged_b, held, listed, right)
        sum_lives(m, place, known, held, listed, right, judged_b[6], figures[B])
        if lives_on:
            count_months(m, at, held, known, found.lives[B, MONTHS_SANCTIONED])
        else:
            end_standing(m, place, at, known, held, listed, right, judged_b, found.score[B], found.stands[B])
            end_means(m, at, lives_a, found.means[A])
            end_means(m, at, lives_b, found.means[B])
            continue
        touched[:] = 0
        match_events(
            place, at, found.lives.shape[2], most_traced, known, kinds, *traced_a, *traced_b,
            found.lives.reshape(2 * LIFE * found.lives.shape[2]), outcomes, touched,
        )  # fmt: skip
        for i in range(m):
            who = u64(at) + u64(i)
            touched[i] = i32((lives_a[who] ^ lives_b[who]) & LIVELIHOOD) * known[i] | touched[i]
        for i in range(m):
            who = u64(at) + u64(i)
            if touched[i] != 0 and found.parted[who] == 0:
                found.parted[who] = u16(month + 1)
                figures[A, PARTED] += 1
                figures[B, PARTED] += 1


@lanes
def stand(m, place, judged, held, listed, right):
    """Who is under sanction by any scheme of one world on the first of the month, on a list, and rightly so by any.

    Who is under sanction and by no scheme rightly is so by wrong records alone.
    """
    schemes, sanctions, grave, _, status, rightful, life = judged
    size = len(life)
    for i in range(m):
        held[i] = i32(0)
        listed[i] = i32(0)
        right[i] = i32(0)
    for turn in range(schemes):
        begin, table, lists = u64(turn * size + place * LANES), i32(turn * 128), grave[turn]
        for i in range(m):
            how = status[begin + u64(i)]
            scored = i32(how >= 0)
            by_it = i32(sanctions[u32(table + i32(how & 127))] & scored)
            held[i] |= by_it
            listed[i] |= i32(i32((i32(how >> 3) & lists) != 0) & scored)
            right[i] |= i32(by_it & sanctions[u32(table + i32(rightful[begin + u64(i)] & 127))])


@lanes
def sum_lives(m, place, known, held, listed, right, life, figures):
    """Sums over those whose lives are compared."""
    people, money, strain, work, owing, late = i32(0), i32(0), i32(0), i32(0), i32(0), i32(0)
    sanctioned, on, wrongly, begin = i32(0), i32(0), i32(0), u64(place * LANES)
    for i in range(m):
        one, word = known[i], life[begin + u64(i)]
        people += one
        money += one * money_of(word)
        strain += one * strain_of(word)
        work += one & i32(job_of(word) == 1)
        owing += one & i32(debt_of(word) > 0)
        late += one & i32(debt_of(word) > 1)
        sanctioned += one & held[i]
        on += one & listed[i]
        wrongly += i32(one & held[i]) & i32(1 - right[i])
    figures[PEOPLE] += people
    figures[MONEY] += money
    figures[STRAIN] += strain
    figures[EMPLOYED] += work
    figures[INDEBTED] += owing
    figures[LATE] += late
    figures[SANCTIONED] += sanctioned
    figures[LISTED] += on
    figures[WRONGLY] += wrongly


@lanes
def count_months(m, at, held, known, months):
    """One more month under sanction for those who are."""
    for i in range(m):
        months[u64(at) + u64(i)] += u16(held[i] & known[i])


@lanes
def end_standing(m, place, at, known, held, listed, right, judged, score, stands):
    """How everybody stands at the end under the first scheme of one world, and whether any sanctions them."""
    begin, scores, status = place * LANES, judged[3], judged[4]
    for i in range(m):
        how = status[begin + i]
        scored = i32(i32(how >= 0) & known[i])
        score[at + i] = i32(scores[begin + i] * scored)
        flags = i32(i32(listed[i] * ON_A_LIST) | i32(held[i] * UNDER_SANCTION))
        flags = i32(i32(flags | i32(i32(held[i] & i32(1 - right[i])) * IS_WRONGLY)) * known[i])
        stands[at + i] = u16(i32(i32(how & GRADE) | IS_SCORED) * scored | flags)


@lanes
def end_means(m, at, lives, means):
    """What everybody has saved at the end, and the strain they bear."""
    for i in range(m):
        means[0, at + i] = u16(money_of(lives[at + i]))
        means[1, at + i] = u16(strain_of(lives[at + i]))


@lanes
def match_events(
    place, at, people, most_traced, known, kinds, events_a, order_a, what_a, events_b, order_b, what_b, lives, outcomes,
    touched,
):  # fmt: skip
    """Go through the events of both worlds in the order of their occasions, which both share, and tell them apart.

    ``lives`` [2*LIFE*N] and ``outcomes`` [KINDS*OUTCOMES] are flat.
    """
    begin = u64(place * most_traced)
    a, b = begin, begin
    end_a, end_b = begin + u64(events_a[place]), begin + u64(events_b[place])
    refused_a, refused_b = u64(REFUSALS * people + at), u64((LIFE + REFUSALS) * people + at)
    given_up_a, given_up_b = u64(GIVEN_UP * people + at), u64((LIFE + GIVEN_UP) * people + at)
    while a < end_a or b < end_b:
        while a < end_a and b < end_b and order_a[a] == order_b[b] and what_a[a] == what_b[b]:  # as nearly everywhere
            what, lane = what_a[a], u32(order_a[a] & u32(511))
            kind = u32(kind_in(what))
            came = came_to(what, i32(kinds[kind] == SERVICE)) * known[lane]
            refused = i64(came == 2)
            outcomes[u32(kind * u32(OUTCOMES)) + u32(refused * REFUSED_BOTH)] += i64(came != 0)
            if refused != 0:
                lives[refused_a + u64(lane)] += u16(1)
                lives[refused_b + u64(lane)] += u16(1)
            elif is_given_up(what) != 0 and known[lane] != 0:
                count_given_up(outcomes, u32(kind * u32(OUTCOMES)), i32(0), i32(0), i32(1), i32(1))
                lives[given_up_a + u64(lane)] += u16(1)
                lives[given_up_b + u64(lane)] += u16(1)
            a += u64(1)
            b += u64(1)
        if a >= end_a and b >= end_b:
            break
        next_a = order_a[a] if a < end_a else u32(0xFFFFFFFF)
        next_b = order_b[b] if b < end_b else u32(0xFFFFFFFF)
        mine = what_a[a] if next_a <= next_b else u32(0)
        theirs = what_b[b] if next_b <= next_a else u32(0)
        if mine != 0 and theirs != 0 and kind_in(mine) != kind_in(theirs):  # a debt that grew here and was paid there
            theirs = u32(0)
        a += u64(mine != 0)
        b += u64(theirs != 0)
        lane = u32(min(next_a, next_b) & u32(511))
        kind = u32(kind_in(mine if mine != 0 else theirs))
        is_service = i32(kinds[kind] == SERVICE)
        in_a, in_b = came_to(mine, is_service), came_to(theirs, is_service)
        gave_a, gave_b = is_given_up(mine), is_given_up(theirs)
        if known[lane] == 0 or in_a + in_b + gave_a + gave_b == 0:
            continue
        row, who = u32(kind * u32(OUTCOMES)), i64(at) + i64(lane)
        if gave_a + gave_b != 0:
            count_given_up(outcomes, row, in_a, in_b, gave_a, gave_b)
            lives[given_up_a + u64(lane)] += u16(gave_a)
            lives[given_up_b + u64(lane)] += u16(gave_b)
            if in_a + in_b == 0:
                continue
        if is_service == 0:
            alone = LAWFUL_ALONE if kinds[kind] == LAWFUL else UNLAWFUL_ALONE
            outcomes[row + u32(happened_in(in_a, in_b))] += 1
            if in_a != in_b:
                lives[(alone if in_a != 0 else LIFE + alone) * people + who] += u16(1)
                touched[lane] = 1
            continue
        outcomes[row + u32(answered_in(in_a, in_b))] += 1
        outcomes[row + u32(AND_REFUSED_A)] += i64(in_a == 2 and in_b == 0)
        outcomes[row + u32(AND_REFUSED_B)] += i64(in_b == 2 and in_a == 0)
        outcomes[row + u32(FAVOURED_A_ONLY)] += i64(in_a == 3 and in_b != 3)
        outcomes[row + u32(FAVOURED_B_ONLY)] += i64(in_b == 3 and in_a != 3)
        lives[refused_a + u64(lane)] += u16(in_a == 2)
        lives[refused_b + u64(lane)] += u16(in_b == 2)
        lives[REFUSED_ALONE * people + who] += u16(in_a == 2 and in_b != 2 and in_b != 0)
        lives[(LIFE + REFUSED_ALONE) * people + who] += u16(in_b == 2 and in_a != 2 and in_a != 0)
        if in_a != in_b:
            touched[lane] = 1


@scalar
def came_to(what, is_service):
    """0 nothing, or nobody asked; 1 it happened, or was granted; 2 it was refused; 3 it was granted with a reward."""
    happened, answer = i32(result_in(what) == REAL), answer_in(what)
    return i32(answer * i32(answer <= i32(FAVOURED + 1))) if is_service != 0 else happened


@scalar
def is_given_up(what):
    """Whether somebody who was refused for so long does not ask any more."""
    return i32(answer_in(what) == i32(GAVE_UP + 1))


@lanes
def count_given_up(outcomes, row, in_a, in_b, gave_a, gave_b):
    """Count a request that was given up in one world or in both, by what it came to in the other."""
    outcomes[row + u32(GIVEN_UP_A)] += gave_a
    outcomes[row + u32(GIVEN_UP_B)] += gave_b
    outcomes[row + u32(GIVEN_UP_A_ONLY)] += i64(gave_a == 1 and (in_b == 1 or in_b == 3))
    outcomes[row + u32(GIVEN_UP_B_ONLY)] += i64(gave_b == 1 and (in_a == 1 or in_a == 3))
    outcomes[row + u32(GIVEN_UP_OR_REFUSED)] += i64((gave_a == 1 or in_a == 2) and (gave_b == 1 or in_b == 2))


@scalar
def happened_in(in_a, in_b):
    """The column of a conduct that happened in one world or in both."""
    return BOTH if in_a == in_b else A_ONLY if in_a != 0 else B_ONLY


@scalar
def answered_in(in_a, in_b):
    """The column of a request by its answers in both worlds."""
    if in_b == 0:
        return ASKED_A_ONLY
    if in_a == 0:
        return ASKED_B_ONLY
    if in_a == 2:
        return REFUSED_BOTH if in_b == 2 else REFUSED_A_ONLY
    return REFUSED_B_ONLY if in_b == 2 else GRANTED_BOTH
