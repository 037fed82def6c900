"""What one thread keeps about the neighbourhood in hand: arrays over its 512 lanes, their records and their events.

It is one record of arrays rather than many arrays: a kernel that is handed a hundred arrays through several levels of
functions took 97 s to compile where this one takes 25 s.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.population.people import LANES
from glasshouse.population.state import MOST_RECORDS, MOST_SCHEMES
from glasshouse.scheme.compile.tables import ACCOUNTS

MOST_PAIRS = LANES * 16 + 2  # of occasions; a count is below 32
MOST_EVENTS = LANES * 40 + 2
MOST_ON_FILE = LANES * MOST_RECORDS + 2  # of all files of a neighbourhood

_WORDS = ("a", "b", "c", "d")  # the four words of a draw

_LANES = {
    "stratum": "i4",
    "temper": "i4",
    "about": "i4",  # adult | scored << 1 | income fifth << 2
    "own": "i4",  # 0, 1, 2, ..., 511
    "zero": "i4",
    "balance": "i2",
    "money": "f4",  # tenths of a month's outgoings
    "strain": "f4",  # 63rds
    "job": "i4",
    "debt": "i4",
    "grade": "i4",
    "year_grade": "i4",
    "spell": "i4",
    "wrongly_in": "i4",
    "deserved": "i4",  # the score without wrong records
    "whole": "i4",  # sums of accounts, with and without wrong records
    "fair": "i4",
    "lives": "f4",  # points of an account from work and debt
    "friends": "f4",  # hundredths of the scale at which the mean score of one's friends lies
    "knows": "i4",  # whether one has any who are scored
    "marks": "i4",  # what the records do besides their points; see grades.marks_of
    "young": "i4",  # months since the last record that took points away
    "gone": "i4",  # points that go to the balance
    "mask": "i4",  # the schemes one is a subject of, one bit each
    "scored": "i4",  # by the scheme in hand
    "drag": "u4",  # lists of linked subjects, four bits a scheme
    "fresh": "i4",  # the grade that an assessment would give now
    "status": "i4",  # grade + 8 * lists
    "held": "i4",  # under sanction by any scheme
    "barred": "i4",  # see SchemeTables.barred_from, of all schemes
    "inspection": "f4",  # how many times as much is recorded
    "sanctioned": "i4",
    "rightful": "i4",  # the status without wrong records
    "wrongly": "i4",  # would not be sanctioned without them
    "cell": "i4",
    "count": "i4",  # of occasions
    "bundle": "i4",
    "falls_below": "f4",  # by debt stage: the ends of the marks at which nothing happens
    "cures_from": "f4",
    "who": "i4",  # a list of lanes
    "kind": "i4",
    "result": "i4",
    "lesson": "i4",  # of the part ``learning``: what one carries
}
_PARTS = {  # of accounts
    "score": "i4",
    "taint": "i4",  # points of wrong records
}
_EACH = {  # of schemes
    "statuses": "i4",  # status + 128 for subjects + 256 * the status without wrong records
    "spells": "i4",
    "standing": "u4",
}
_OCCASIONS = {
    "pair_lane": "i4",
    "pair_number": "i4",
    "lane": "i4",
    "number": "i4",
    "which": "i4",
    "pick": "u4",
    "mark": "u4",
    "kind": "i4",
    "result": "i4",
}
_RECORDS = {
    "lane": "i4",
    "place": "i4",  # which place of the file
    "record": "i4",
    "due": "i4",  # it is decided on now, if contested
    "which": "i4",  # a list of records
    "counts": "i4",  # whether it counts, see judge.counting
    "value": "i4",  # points now
    "tainted": "i4",  # those of them that are there by a wrong record
    "into": "i4",  # 512 * the account they go to
    "marks": "i4",
    "bad": "i4",  # months since it was reported, if it takes points away
    "left": "i4",  # points it leaves to the balance
    "begins": "i4",  # it counts for the first time
}
_EVENTS = {
    "lane": "i4",
    "kind": "i4",
    "result": "i4",
    "slot": "i4",
    "where": "i4",  # its record lands
    "which": "i4",  # conducts among the events: their places, lanes and slots
    "own_lane": "i4",
    "own_slot": "i4",
    "sent_to": "i4",  # records that land on a neighbour's file: whose
    "sent": "i4",  # and of which kind
}


def new_scratch(words: int) -> tuple[npt.NDArray[Any], ...]:
    """Lanes, occasions, records and events of a thread, each a record array of one; and the files of the lanes."""
    sizes = {name: (kind, LANES + 2) for name, kind in (_LANES | dict.fromkeys(_WORDS, "u4")).items()}
    sizes |= {name: (kind, ACCOUNTS * LANES + 2) for name, kind in _PARTS.items()}
    sizes |= {name: (kind, MOST_SCHEMES * LANES + 2) for name, kind in _EACH.items()}
    lanes = _rooms(sizes)
    lanes[0]["own"][:LANES] = np.arange(LANES)
    occasions = _room({**_OCCASIONS, **dict.fromkeys(_WORDS, "u4")}, MOST_PAIRS)
    records = _room(_RECORDS, MOST_ON_FILE)  # of one size for all files, so that one compiled month serves them all
    events = _room({**_EVENTS, **dict.fromkeys(_WORDS, "u4")}, MOST_EVENTS)
    return lanes, occasions, records, events, np.zeros(LANES * words, np.uint64)


def _room(fields: dict[str, str], size: int) -> npt.NDArray[Any]:
    return _rooms({name: (kind, size) for name, kind in fields.items()})


def _rooms(fields: dict[str, tuple[str, int]]) -> npt.NDArray[Any]:
    kinds = [(name, kind, (size,)) for name, (kind, size) in fields.items()]
    return np.zeros(1, np.dtype(kinds, align=True)).view(np.recarray)
