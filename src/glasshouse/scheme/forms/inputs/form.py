"""What each form of input has to say of itself: the parts that a new one needs, in one class."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from glasshouse.base.compiled import as_written
from glasshouse.base.evidence import Number, Part
from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import Cast
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs import scalars as _scalars
from glasshouse.scheme.forms.piece import Piece

Gain = Annotated[Number, Field(ge=-10_000, le=10_000)]
Entries = npt.NDArray[np.float32]
V = TypeVar("V")
f32 = np.float32
scalars = as_written(_scalars.__name__)
NO_END = 1e9
MOST_TOLD = 12  # levels that are told one by one


class Scored(NamedTuple):
    """What an input may weigh on: whom a scheme scores, and what else of them counts."""

    kind: str  # 'person' or 'firm'
    debts: tuple[str, ...]  # conducts of the ladder of debt that a rule punishes


class InputForm(ABC, Generic[V]):
    """One way of feeding an account besides records. ``V`` is what an author says of it."""

    key: ClassVar[str]  # in a scheme's file
    entries: ClassVar[int] = 0  # float32 that it takes in the table of what feeds an account
    may_end: ClassVar[bool] = False  # whether 'at_most' may stand beside it
    context: ClassVar[str]  # where what it counts arises, as a conduct has a domain

    def said(self, fed: Any) -> V:
        """What an author says of it in an input of this form."""
        return getattr(fed, self.key)  # type: ignore[no-any-return]

    def name(self, said: V) -> str:
        """What it feeds an account from, in a word."""
        return self.key

    @abstractmethod
    def words(self, said: V) -> str:
        """What it gives, such as ``by savings: +2 for each month of outgoings``."""

    @abstractmethod
    def extent(self, said: V) -> tuple[float, float]:
        """The least and the most that it can give, in points of its account, without an end of its own."""

    @abstractmethod
    def piece(self, said: V, most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What it gives somebody, and no more than ``most``."""

    def unknown(self, said: V, where: Where, catalogue: Catalogue) -> Iterator[tuple[Where, str]]:
        """Words in it that a catalogue does not know."""
        yield from ()

    def arises(self, said: V) -> str:
        """Where what may pull a score down arises, as a conduct has a domain; '' if nowhere."""
        return self.context

    def without_top(self) -> str | None:
        """Why it cannot stand in a score whose scale has no top, if so."""
        return None

    def burden(self, said: V, scored: Scored) -> str | None:
        """What of it weighs on people in a way that a reader may miss, if anything does."""
        return None

    def by_stratum(self, said: V, cast: Cast) -> npt.NDArray[np.float64] | None:
        """[STRATA] What it gives by traits alone, if it goes by traits alone."""
        return None

    def unused(self) -> list[float]:
        """Its entries in the table of an account that it does not feed."""
        return [0.0] * self.entries

    def enter(self, entries: Entries, said: V, most: float | None, catalogue: Catalogue) -> None:
        """Fill its entries in the table of an account that it feeds."""

    def given(self, entries: Entries, who: Circumstances) -> np.float32:
        """What its entries give somebody, to the bit as the lane loop has it."""
        return f32(0)


class ByAmount(InputForm[float]):
    """So many points for each unit of something."""

    entries = 2  # points of one unit, and the most that they may come to
    may_end = True
    unit: ClassVar[float] = 1  # of what is counted, in units of what lanes hold
    largest: ClassVar[float]  # units that anybody can have

    @abstractmethod
    def amount(self, who: Circumstances) -> np.float32 | None:
        """How much somebody has of it, in units of what lanes hold; None for what is not there."""

    def extent(self, said: float) -> tuple[float, float]:
        """The least and the most that it can give."""
        most = float(said) * self.largest
        return min(0.0, most), max(0.0, most)

    def unused(self) -> list[float]:
        """No points, without end."""
        return [0.0, NO_END]

    def enter(self, entries: Entries, said: float, most: float | None, catalogue: Catalogue) -> None:
        """Fill in the rate and the end."""
        entries[:] = float(said) / self.unit, NO_END if most is None else most

    def given(self, entries: Entries, who: Circumstances) -> np.float32:
        """The rate times the amount, and no more than its end."""
        amount = self.amount(who)
        return f32(0) if amount is None else f32(scalars.by_amount(entries[0], amount, entries[1]))


class ByState(InputForm[Mapping[str, float]]):
    """Points by which of a few states somebody is in."""

    @abstractmethod
    def states(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The states, in the order in which lanes number them."""

    @abstractmethod
    def state(self, who: Circumstances) -> int:
        """The number of the state that somebody is in."""

    def extent(self, said: Mapping[str, float]) -> tuple[float, float]:
        """The least and the most of any state; one that is not named gives nothing."""
        return range_of(said)

    def enter(self, entries: Entries, said: Mapping[str, float], most: float | None, catalogue: Catalogue) -> None:
        """Fill in the points of each state that is named."""
        states = self.states(catalogue)
        for state, gives in said.items():
            entries[states.index(state)] += float(gives)

    def given(self, entries: Entries, who: Circumstances) -> np.float32:
        """The points of the state."""
        return f32(entries[self.state(who)])


class Feeding(Part):
    """The field of an input: what an author may say of one form."""

    gives: ClassVar[InputForm[Any]]


def range_of(levels: Mapping[str, float]) -> tuple[float, float]:
    """The least and the most of points by level; a level that is not named has none.

    >>> range_of({"current": 5, "late": -20})
    (-20.0, 5.0)
    """
    values = [0.0, *(float(one) for one in levels.values())]
    return min(values), max(values)


def levels_told(what: str, levels: Mapping[str, float]) -> str:
    """Points by level in words, or their range if there are many levels."""
    if len(levels) > MOST_TOLD:
        return f"by {what}: from {min(levels.values()):+g} to {max(levels.values()):+g} by {len(levels)} levels"
    return f"by {what}: {', '.join(f'{level} {points:+g}' for level, points in levels.items())}"


def within(extent: tuple[float, float], most: float | None) -> tuple[float, float]:
    """The least and the most that something can give that ends at ``most`` either way.

    >>> within((0.0, 50.0), 20), within((-50.0, 0.0), 20), within((0.0, 5.0), None)
    ((0.0, 20.0), (-20.0, 0.0), (0.0, 5.0))
    """
    low, high = extent
    end = math.inf if most is None else float(most)
    return max(low, -end), min(high, end)
