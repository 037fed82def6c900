"""The record: 16 bits that say what stands on file. This module alone knows where each of them is."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import scalar

i32 = np.int32


class Bits(NamedTuple):
    """A part of a record: its lowest bit, and how many it has."""

    at: int
    size: int

    @property
    def most(self) -> int:
        """The largest number that they hold."""
        return (1 << self.size) - 1


WRONG = Bits(0, 1)  # nothing happened, or it was somebody else; no scheme may read it
AGE = Bits(1, 7)  # months since the conduct; an age stays at the oldest
NUMBER = Bits(8, 8)  # says its kind, and whether it was settled: see observe/numbers.py; an empty place is 0

OLDEST = i32(AGE.most)
MOST_NUMBERS = NUMBER.most
NUMBERS = MOST_NUMBERS + 1  # rows of every table by number; row 0 is an empty place
_AGE_AT, _AGE_MOST, _NUMBER_AT, _NUMBER_MOST = AGE.at, AGE.most, NUMBER.at, NUMBER.most
_ALL_BUT_AGE = i32(0xFFFF ^ AGE.most << AGE.at)
_ALL_BUT_NUMBER = i32(0xFFFF ^ NUMBER.most << NUMBER.at)


@scalar
def number_of(record):
    """The number of a record on the files of its run, 1 to 255."""
    return i32((record >> _NUMBER_AT) & _NUMBER_MOST)


@scalar
def age_of(record):
    """Age of a record in months, 0 to 127."""
    return i32((record >> _AGE_AT) & _AGE_MOST)


@scalar
def is_wrong(record):
    """Whether a record is wrong: nothing happened, or it was somebody else."""
    return i32(record & 1)


@scalar
def new_record(number, wrong):
    """A record of this month, age 0."""
    return i32(i32(number << _NUMBER_AT) | wrong)


@scalar
def at_age(record, age):
    """The same record at another age."""
    return i32(i32(record & _ALL_BUT_AGE) | i32(age << _AGE_AT))


@scalar
def at_number(record, number):
    """The same record under another number, such as that of its kind when settled."""
    return i32(i32(record & _ALL_BUT_NUMBER) | i32(i32(number) << _NUMBER_AT))


def renumbered(files: npt.NDArray[np.uint64], numbers: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Files, four records a word, whose records have other numbers; places whose number becomes 0 are empty.

    Parameters
    ----------
    numbers : uint8 array [256]
        The number of now, by that of before.
    """
    records = np.ascontiguousarray(files).view(np.uint16)
    found = numbers[records >> NUMBER.at].astype(np.uint16)
    kept = (found << np.uint16(NUMBER.at)) | (records & np.uint16((1 << NUMBER.at) - 1))
    return np.where(found == 0, np.uint16(0), kept).view(np.uint64).reshape(files.shape)
