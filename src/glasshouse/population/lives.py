"""Lives one by one: what the month in plain Python is handed of a neighbourhood, and what it tells of each person."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose

u32 = np.uint32
draws = as_written(_draws.__name__)


class Rules(NamedTuple):
    """The tables that hold this month, as ``engine.context.Rules`` has them, each a namespace."""

    life: SimpleNamespace
    answers: SimpleNamespace
    livelihood: SimpleNamespace
    observation: SimpleNamespace
    joint: SimpleNamespace
    file: SimpleNamespace
    remedy: SimpleNamespace
    scheme: list[SimpleNamespace]


@dataclass
class Here:
    """The neighbourhood in hand, and the month."""

    ready: Any  # the world under its rules, see ``engine.world.Ready``
    rules: Rules
    members: npt.NDArray[np.uint8]  # [P*512] the schemes that each place of a page is a subject of, one bit each
    clocks: npt.NDArray[np.int64]  # [K, 8] see ``engine.world.Ready.clocks``
    home: int  # its place in the world
    month: int
    calendar: int  # month of the year, 0 to 11
    key: tuple[np.uint32, np.uint32]  # the two words of the seed
    files: npt.NDArray[np.uint64]  # [W*512]
    slots: int  # places of a file
    echoes: dict[int, list[int | None]]  # by scheme that friends feed: last month's scores in the community
    echo: npt.NDArray[np.int16]  # [F*512] where this month's are left
    parts: SimpleNamespace  # the tables of the parts of the model that are on, each a namespace

    def draw(self, number: int, purpose: Purpose, slot: int = 0) -> tuple[np.uint32, ...]:
        """Four random words; the same for the same person, month, slot and purpose, whatever else is drawn."""
        return tuple(draws.philox(u32(number), u32(self.month), u32(slot), u32(purpose), *self.key))


@dataclass
class Held:
    """How a person stands under one scheme, from month to month."""

    balance: int
    grade: int  # of last month
    year_grade: int
    spell: int  # months under sanction
    entered_wrongly: bool


@dataclass
class Person:
    """A person as they go through the month."""

    lane: int  # place in the neighbourhood
    number: int  # in the world
    stratum: int
    temper: int
    adult: bool
    known: bool  # has a file
    mask: int  # the schemes that they are a subject of, one bit each
    fifth: int  # of income
    money: np.float32  # tenths of a month's outgoings
    strain: np.float32  # 63rds
    job: int
    debt: int
    held: list[Held]  # under each scheme
    drag: int  # lists of a linked subject, four bits a scheme; the last bit: works in a listed firm
    words: tuple[np.uint32, ...]  # drawn for the month: occasions; debt; work; the first scheduled conduct
    columns: npt.NDArray[np.uint8]  # what parts of the model that are on keep of them, in the state of the month


@dataclass(frozen=True)
class Judged:
    """What one scheme makes of a person on the first of the month."""

    scored: bool
    score: int
    deserved: int  # the score without wrong records
    status: int  # grade + 8 * lists
    sanctioned: bool
    rightful: int  # the status without wrong records
    wrongly: bool  # would not be under sanction without them
    began: tuple[int, ...] = ()  # records that were reported in the last month and count

    @property
    def grade(self) -> int:
        """Index of the grade, 0 the best."""
        return self.status & 7

    @property
    def lists(self) -> int:
        """The lists that the person is on, 4 bits."""
        return self.status >> 3


NOT_JUDGED = Judged(False, 0, 0, 0, False, 0, False)
"""How somebody stands under a scheme that they are no subject of."""


@dataclass
class Event:
    """Something that happened, or was made up: a conduct, or a request for a service."""

    person: int  # number of the person in the world
    kind: int
    result: int  # REAL, or FALSE: nothing happened and there is a record all the same
    slot: int  # its place in the address of its draw
    turn: tuple[int, int]  # when it comes: halves of pairs, dues or ladder; number of the pair or due
    landed: int = 0  # UNSEEN, OWN_FILE or OTHER_FILE
    lands_on: int | None = None  # the neighbour (0 to 511) on whose file the record lands by mistake
    filed: int | None = None  # FILED, UNREAD, NO_PLACE or PUSHED_OUT, where a file was given the record
    answer: int | None = None  # GRANTED, REFUSED or FAVOURED, where a service was asked for; or GIVEN_UP
    tired: tuple[bool, ...] = ()  # where it was given up, which schemes had refused for so long
    said: tuple[int, ...] = ()  # what each scheme said: 0 nothing, 1 refused, 2.. the number of a reward


@dataclass
class Life:
    """What the month was for one person."""

    person: Person  # as they are in the end
    file: tuple[int, ...] = ()  # the record in each place on the first of the month, aged; 0 where there is none
    judged: list[Judged] = field(default_factory=list)  # by each scheme
    acts: list[bool] = field(default_factory=list)  # whether anything follows from each
    struck: list[int] = field(default_factory=list)  # records that left the file on appeal
    occasions: list[tuple[int, int]] = field(default_factory=list)  # kind, and what it came to, if to anything
    events: list[Event] = field(default_factory=list)
    received: list[Event] = field(default_factory=list)  # events of neighbours whose records landed on this file
    moved: int = 0  # STAY, FALL or CURE on the debt ladder
    told: dict[str, list[Any]] = field(default_factory=dict)  # by parts of the model that are on

    @property
    def following(self) -> list[Judged]:
        """By each scheme, what follows from how it judged."""
        return [one if acts else NOT_JUDGED for one, acts in zip(self.judged, self.acts, strict=True)]

    @property
    def sanctioned(self) -> bool:
        """Whether they are under sanction by any scheme."""
        return any(one.sanctioned for one in self.following)
