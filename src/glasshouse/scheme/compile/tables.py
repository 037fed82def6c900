"""What records are worth to a scheme, as kernels read it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

BINS = 64  # of scores in a histogram
LONGEST = 127  # months; an age stays there, and a term of this length never ends
ACCOUNTS = 6  # parts of a score
HEARD = 6  # lists of others that a scheme may go by
LISTS = 4
UNITS = 1024  # an account's points times this make a point of the score


class SchemeTables(NamedTuple):
    """One scheme. Grades from best (0) to worst; a status is grade + 8 * lists; a term is the last age that counts.

    Tables of 256 go by the number of a record on file, see ``observe.numbers``.
    """

    points: I32  # [256] 16 bits: points (signed); 7 at 16: term; 4 at 23: delay; 3 at 27: account
    bonds: I32  # [256] see Row.bonds_word in compile/compile.py
    stays: I32  # [4*256] of each list, what a record does: 5 bits: age before it lists; 7 at 5: term
    value: I32  # [256] points of the score that a record moves
    rows: I32  # [256] the row of the kind that a number stands for
    floors: I32  # [8] lowest score of each grade but the worst; unused places are out of reach
    start: np.int32  # score to begin with
    lowest: np.int32  # ends of the score
    highest: np.int32
    clean_months: np.int32  # of a period without bad records, and the points that one gives
    clean_points: np.int32
    sanctioning: np.int32  # lists (4 bits) that refuse something
    bin_width: np.int32  # of a bin of scores, and where the first begins
    bin_begins: np.int32
    by_grade: np.int32  # lists by grade, 4 bits each
    by_record: np.int32  # lists (4 bits) that a record puts one on
    foot: np.int32  # what the parts of a score are added to
    parts: np.int32  # of a score; 0 if it is one sum
    hearings: np.int32  # lists of others that count
    friends: np.int32  # 1 + place among the schemes that friends feed, or 0
    limits: np.int32  # whether strata have a best grade
    inspects: np.int32  # whether any status is inspected more closely
    limited: np.int32  # whether only so many records of some kind count
    by_state: I32  # [STATES] of each ground that is a state, such as debt: lists by state, 4 bits each
    best: U8  # [S] the best grade that a stratum may hold
    accounts: I32  # [6*4] of each account: lowest, highest, UNITS of a point; 1 if fed by work or debt, + 2 by traits
    opens: I32  # [6*S] what an account begins with, by stratum
    feeds: F32  # [6*FEEDS] what else feeds an account, see forms/inputs/registry.py
    heard: I32  # [6*6] lists of others that count, see HEARS
    sanctions: I32  # [128] 1 where a status refuses something
    barred_from: I32  # [128] bit 0: posts are refused; bit 1: trips are refused, by status
    inspected: F32  # [128] times as much is recorded, by status


SLOT, MASK, RELATION, WORTH, INTO, ALSO = range(6)
"""Entries of ``heard`` of one hearing: which scheme; its lists (4 bits); 0 own, 1 a linked subject's; points; the
account they go to; lists (4 bits) and, 4 bits higher, the best grade that follow from it."""
HEARS = 6

FIRST, CLEAN_TURNS, HOLDS, LIVED, ORDER, YEAR_TURNS, HISTOGRAM, ACTS, ENDS = range(9)
CLOCK = 9
"""Entries of the clock of a scheme, see ``world.Ready.clocks``: whether it is new; whether a clean period ends; whether
grades stand without an assessment; its months; the schemes in the order in which they judge; whether a year of it
turns; whether scores are counted; whether anything follows from it; whether it judges for the last time."""
