"""What a month changes: a subject's file, balance and life, in 14 bytes at four records and one scheme."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import lanes, scalar
from glasshouse.population.people import LANES

f32, i16, i32, u32, u64 = np.float32, np.int16, np.int32, np.uint32, np.uint64

RECORDS_PER_WORD = 4
FILES = (4, 8, 16, 24)  # how many records a file may hold
USUAL_RECORDS, MOST_RECORDS = 8, max(FILES)
MONEY_TOP, STRAIN_TOP, SPELL_TOP = 255, 63, 63
NOT_SEEKING, EMPLOYED, UNEMPLOYED = 0, 1, 2
MOST_SCHEMES = 8  # over one file
UNKNOWN = -(1 << 15)  # score of who is no subject of the scheme


class State(NamedTuple):
    """The state of N subjects; a file of 4 W records is W words. Whole neighbourhoods: N is a multiple of 512.

    A record is 16 bits, see ``population.record``; an empty place is 0.
    A life is 32 bits, from the lowest: money 8 (tenths of a month's outgoings), strain 6 (63rds), job 2, debt
    stage 3, grade a month ago 3, grade a year ago 3, months under sanction 6, entered wrongly 1.
    Balance, grades and months under sanction are those of the first scheme; each further scheme has a standing, 32
    bits from the lowest: balance 16, grade a month ago 3, grade a year ago 3, months under sanction 6, entered
    wrongly 1.
    """

    files: npt.NDArray[np.uint64]  # [W*N] word w of subject i at w*N + i
    balance: npt.NDArray[np.int16]  # [N] points that never lapse, beside the file
    life: npt.NDArray[np.uint32]  # [N]
    beside: npt.NDArray[np.uint32]  # [(K-1)*N] standing under scheme k at (k-1)*N + i
    echo: npt.NDArray[np.int16]  # [F*N] last month's score under each scheme that friends feed, or UNKNOWN


def blank(people: int, words: int, schemes: int = 1, echoes: int = 0) -> State:
    """The state of ``people`` subjects with empty files of ``words`` words under so many schemes."""
    return State(
        files=np.zeros(words * people, np.uint64),
        balance=np.zeros(people, np.int16),
        life=np.zeros(people, np.uint32),
        beside=np.zeros((schemes - 1) * people, np.uint32),
        echo=np.full(echoes * people, UNKNOWN, np.int16),
    )


def bytes_per_person(words: int, schemes: int = 1, echoes: int = 0) -> int:
    """Bytes of state per subject with files of ``words`` words; a score that friends feed is held twice.

    >>> bytes_per_person(1), bytes_per_person(1, schemes=3)
    (14, 22)
    """
    return 8 * words + 2 + 4 + 4 * (schemes - 1) + 4 * echoes


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
def packed_standing(balance, grade, year_grade, spell, wrongly):
    """The standing word under one scheme."""
    high = i32(i32(grade | i32(year_grade << 3)) | i32(i32(spell << 6) | i32(wrongly << 12)))
    return u32(u32(i32(balance) & 0xFFFF) | (u32(high) << u32(16)))


@scalar
def standing_of_life(life, balance):
    """The standing under the first scheme, which is held in the life word and the balance."""
    return u32(u32(i32(balance) & 0xFFFF) | (u32(life >> u32(19)) << u32(16)))


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
def load_people(m, place, stratum_of, temper_of, about_of, member_of, here, stratum, temper, about, mask):
    """Who lives here: the people of the neighbourhood's page; where no scheme holds, nobody has a file."""
    some = i32(i32(here != 0) << 1)
    at = u64(place)
    for i in range(m):
        stratum[i] = i32(stratum_of[at + u64(i)])
        temper[i] = i32(temper_of[at + u64(i)])
        about[i] = i32(i32(about_of[at + u64(i)]) & i32(~2 | some))
        mask[i] = i32(i32(member_of[at + u64(i)]) & i32(here))


@lanes
def unpack(m, at, lives, balances, money, strain, job, debt, standing):
    """The stored lives as plain lanes; ``standing`` is that under the first scheme."""
    for i in range(m):
        life = lives[u64(at) + u64(i)]
        money[i] = f32(money_of(life))
        strain[i] = f32(strain_of(life))
        job[i] = job_of(life)
        debt[i] = debt_of(life)
        standing[i] = standing_of_life(life, balances[u64(at) + u64(i)])


@lanes
def load_beside(m, at, people, schemes, beside, standing):
    """The standings under all schemes but the first."""
    for turn in range(schemes - 1):
        for i in range(m):
            standing[(turn + 1) * LANES + i] = beside[turn * people + at + i]


@lanes
def store_beside(m, at, people, schemes, beside, standing):
    """The standings under all schemes but the first back to where they are stored."""
    for turn in range(schemes - 1):
        for i in range(m):
            beside[turn * people + at + i] = standing[(turn + 1) * LANES + i]


@lanes
def take_standing(m, turn, standing, balance, grade, year_grade, spell, wrongly_in):
    """The standing under one scheme as plain lanes."""
    for i in range(m):
        word = standing[u64(turn * LANES) + u64(i)]
        balance[i] = i16(word & u32(0xFFFF))
        grade[i] = i32((word >> u32(16)) & u32(7))
        year_grade[i] = i32((word >> u32(19)) & u32(7))
        spell[i] = i32((word >> u32(22)) & u32(63))
        wrongly_in[i] = i32((word >> u32(28)) & u32(1))


@lanes
def keep_standing(m, turn, scored, balance, grade, year_grade, spell, wrongly_in, standing):
    """The lanes of one scheme back to its standing; who is no subject of it stands as before."""
    for i in range(m):
        now = packed_standing(balance[i], grade[i], year_grade[i], spell[i], wrongly_in[i])
        standing[u64(turn * LANES) + u64(i)] = now if scored[i] != 0 else standing[u64(turn * LANES) + u64(i)]


@lanes
def load_files(m, at, people, words, stored, files):
    """The stored files into the lanes."""
    for word in range(words):
        for i in range(m):
            files[u64(word * LANES) + u64(i)] = stored[u64(word * people + at) + u64(i)]


@lanes
def store_files(m, at, people, words, stored, files, balances, balance):
    """The lanes' files and balances back to where they are stored."""
    for word in range(words):
        for i in range(m):
            stored[u64(word * people + at) + u64(i)] = files[u64(word * LANES) + u64(i)]
    for i in range(m):
        balances[u64(at) + u64(i)] = balance[i]
