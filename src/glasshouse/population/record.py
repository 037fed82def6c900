"""The record: 16 bits that say what stands on file. This module alone knows where each of them is."""

from typing import NamedTuple

import numpy as np

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
KIND = Bits(8, 7)  # row of the catalogue, from 1 on; an empty place is 0
SETTLED = Bits(15, 1)  # what it stands for was made good

OLDEST = i32(AGE.most)
MOST_KINDS = KIND.most  # alias tables of occasions index as many
_AGE_AT, _AGE_MOST, _KIND_AT, _KIND_MOST, _SETTLED_AT = AGE.at, AGE.most, KIND.at, KIND.most, SETTLED.at
_ALL_BUT_AGE = i32(0xFFFF ^ AGE.most << AGE.at)
_SETTLED = i32(1 << SETTLED.at)


@scalar
def kind_of(record):
    """The kind of a record, 1 to 127."""
    return i32((record >> _KIND_AT) & _KIND_MOST)


@scalar
def age_of(record):
    """Age of a record in months, 0 to 127."""
    return i32((record >> _AGE_AT) & _AGE_MOST)


@scalar
def is_wrong(record):
    """Whether a record is wrong: nothing happened, or it was somebody else."""
    return i32(record & 1)


@scalar
def is_settled(record):
    """Whether what a record stands for was made good."""
    return i32((record >> _SETTLED_AT) & 1)


@scalar
def new_record(kind, wrong):
    """A record of this month, age 0."""
    return i32(i32(kind << _KIND_AT) | wrong)


@scalar
def at_age(record, age):
    """The same record at another age."""
    return i32(i32(record & _ALL_BUT_AGE) | i32(age << _AGE_AT))


@scalar
def as_settled(record):
    """The same record, settled."""
    return i32(record | _SETTLED)
