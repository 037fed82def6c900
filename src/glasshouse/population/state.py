"""What a month changes: a person's file, balance and life, in 14 bytes at four records."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.compiled import lanes, scalar
from glasshouse.population.people import LANES

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64

RECORDS_PER_WORD = 4
MONEY_TOP, STRAIN_TOP, SPELL_TOP = 255, 63, 63
NOT_SEEKING, EMPLOYED, UNEMPLOYED = 0, 1, 2


class State(NamedTuple):
    """The state of N people; a file of 4 W records is W words. Whole neighbourhoods: N is a multiple of 512.

    A record is 16 bits: kind (8) << 8 | age in months (7) << 1 | wrong (1); an empty place is 0.
    A life is 32 bits, from the lowest: money 8 (tenths of a month's outgoings), strain 6 (63rds), job 2, debt
    stage 3, grade a month ago 3, grade a year ago 3, months under sanction 6, entered wrongly 1.
    """

    files: npt.NDArray[np.uint64]  # [W*N] word w of person i at w*N + i
    balance: npt.NDArray[np.int16]  # [N] points that never lapse, beside the file
    life: npt.NDArray[np.uint32]  # [N]


def blank(people: int, words: int) -> State:
    """The state of ``people`` people with empty files of ``words`` words."""
    return State(np.zeros(words * people, np.uint64), np.zeros(people, np.int16), np.zeros(people, np.uint32))


def bytes_per_person(words: int) -> int:
    """Bytes of state per person with files of ``words`` words.

    >>> bytes_per_person(1)
    14
    """
    return 8 * words + 2 + 4


@scalar
def money_of(life):
    """Savings in tenths of a month's outgoings, 0 to 255."""
    return i32(life & u32(255))


@scalar
def strain_of(life):
    """Strain in 63rds, 0 to 63."""
    return i32((life >> u32(8)) & u32(63))


@scalar
def job_of(life):
    """0 not seeking work, 1 employed, 2 unemployed."""
    return i32((life >> u32(14)) & u32(3))


@scalar
def debt_of(life):
    """The debt stage, 0 (none) to 7."""
    return i32((life >> u32(16)) & u32(7))


@scalar
def grade_of_life(life):
    """The grade of a month ago, 0 (best) to 7."""
    return i32((life >> u32(19)) & u32(7))


@scalar
def year_grade_of(life):
    """The grade at the last turn of a year of the run."""
    return i32((life >> u32(22)) & u32(7))


@scalar
def spell_of(life):
    """Months under sanction so far, 0 to 63; 63 means that many or more."""
    return i32((life >> u32(25)) & u32(63))


@scalar
def entered_wrongly(life):
    """Whether the present sanction began by wrong records alone."""
    return i32((life >> u32(31)) & u32(1))


@scalar
def packed_life(money, strain, job, debt, grade, year_grade, spell, wrongly):
    """The life word of eight int32 parts, each within its range."""
    low = i32(money | i32(strain << 8) | i32(job << 14) | i32(debt << 16) | i32(grade << 19) | i32(year_grade << 22))
    return u32(u32(low) | (u32(spell) << u32(25)) | (u32(wrongly) << u32(31)))


@scalar
def place_of(files, lane, slot):
    """The record in one place of a lane's file."""
    word = files[u32(i32(slot >> 2) * LANES + lane)]
    return i32((word >> u64(16 * (slot & 3))) & u64(0xFFFF))


@scalar
def put(files, lane, slot, record):
    """Write ``record`` (or 0) into one place of a lane's file."""
    at = u32(i32(slot >> 2) * LANES + lane)
    shift = u64(16 * (slot & 3))
    files[at] = (files[at] & ~(u64(0xFFFF) << shift)) | (u64(u32(record)) << shift)


@lanes
def settle_in(m, place, stratum_of, temper_of, about_of, stratum, temper, about):
    """Who lives here: the people of the neighbourhood's page."""
    for i in range(m):
        stratum[i] = i32(stratum_of[place + i])
        temper[i] = i32(temper_of[place + i])
        about[i] = i32(about_of[place + i])


@lanes
def unpack(m, at, lives, balances, balance, money, strain, job, debt, grade, year_grade, spell, wrongly_in):
    """The stored lives as plain lanes."""
    for i in range(m):
        life = lives[at + i]
        balance[i] = balances[at + i]
        money[i] = f32(money_of(life))
        strain[i] = f32(strain_of(life))
        job[i] = job_of(life)
        debt[i] = debt_of(life)
        grade[i] = grade_of_life(life)
        year_grade[i] = year_grade_of(life)
        spell[i] = spell_of(life)
        wrongly_in[i] = entered_wrongly(life)


@lanes
def load_files(m, at, people, words, stored, files):
    """The stored files into the lanes."""
    for word in range(words):
        for i in range(m):
            files[word * LANES + i] = stored[word * people + at + i]


@lanes
def store_files(m, at, people, words, stored, files, balances, balance):
    """The lanes' files and balances back to where they are stored."""
    for word in range(words):
        for i in range(m):
            stored[word * people + at + i] = files[word * LANES + i]
    for i in range(m):
        balances[at + i] = balance[i]
