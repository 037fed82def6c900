"""What in a catalogue holds given words: conducts, services and sources, found by id, title, domain and meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glasshouse.life.model import Conduct, Service
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.model import Source

What = Literal["conduct", "service", "source"]


@dataclass(frozen=True)
class Entry:
    """A conduct, a service or a source of a catalogue."""

    says: Conduct | Service | Source

    @property
    def what(self) -> What:
        """Which of the three it is."""
        if isinstance(self.says, Source):
            return "source"
        return "conduct" if isinstance(self.says, Conduct) else "service"

    @property
    def domain(self) -> str:
        """The field of life; of a source, the part of its id before the dot."""
        return self.says.id.partition(".")[0] if isinstance(self.says, Source) else self.says.domain

    @property
    def meaning(self) -> str:
        """What it is, in a sentence."""
        return self.says.about if isinstance(self.says, Source) else self.says.meaning

    def holds(self, word: str) -> bool:
        """Whether a word, or a part of one, stands in its id, title, domain or meaning."""
        told = (self.says.id, self.says.title, self.domain, self.meaning)
        return any(word.casefold() in one.casefold() for one in told)


def entries(catalogue: Catalogue) -> list[Entry]:
    """Everything in a catalogue: conducts, then services, each by domain and number, then sources."""
    parts: list[Conduct | Service | Source] = [
        *sorted(catalogue.conducts, key=lambda one: (one.domain, one.number)),
        *sorted(catalogue.services, key=lambda one: (one.domain, one.number)),
        *catalogue.sources,
    ]
    return [Entry(one) for one in parts]


def matching(catalogue: Catalogue, words: Sequence[str]) -> list[Entry]:
    """What holds all the words; what has the one word for its id, alone."""
    everything = entries(catalogue)
    named = [one for one in everything if [one.says.id] == [word.casefold() for word in words]]
    return named or [one for one in everything if all(one.holds(word) for word in words)]
