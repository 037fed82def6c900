"""What each ground for a list has to say of itself: the parts that a new one needs, in one class."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Part
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances

Title = Callable[[str], str]
V = TypeVar("V")


class Known(NamedTuple):
    """What a ground may name."""

    catalogue: Catalogue
    grades: tuple[str, ...]  # of the scheme, best first


class GroundForm(ABC, Generic[V]):
    """One way onto a list. ``V`` is what an author says of it."""

    key: ClassVar[str]  # in a scheme's file
    joins: ClassVar[bool] = False  # whether it may stand beside others that may, as alternatives
    while_it_lasts: ClassVar[str]  # for how long it keeps one on the list
    context: ClassVar[str] = ""  # where it arises, if that does not follow from what is named

    def said(self, enter: Any) -> V:
        """What an author says of it in a list that is entered so."""
        return getattr(enter, self.key)  # type: ignore[no-any-return]

    @abstractmethod
    def words(self, said: V, title: Title) -> list[str]:
        """What puts one on the list; any of these."""

    @abstractmethod
    def names(self, said: V) -> tuple[str, ...]:
        """The conducts, grades, lists, ... that are named."""

    def unknown(self, said: V, known: Known) -> Iterator[str]:
        """What is wrong with names that nothing else of a scheme has."""
        yield from ()


class ByNumber(GroundForm[V]):
    """A ground that is one of up to eight numbered things, such as grades: four bits for the lists of each."""

    @abstractmethod
    def numbered(self, known: Known) -> tuple[str, ...]:
        """The names in the order of their numbers."""


class ByState(ByNumber[V]):
    """A ground that is a state of somebody's life."""

    a_name: ClassVar[str]  # what its names are

    def unknown(self, said: V, known: Known) -> Iterator[str]:
        """States that there are not."""
        there = self.numbered(known)
        yield from (no_such(self.a_name, one, there) for one in self.names(said) if one not in there)

    @abstractmethod
    def state(self, who: Circumstances) -> int:
        """The number of the state that somebody is in."""


class Grounding(Part):
    """The field of a ground: what an author may say of one form."""

    ground: ClassVar[GroundForm[Any]]
