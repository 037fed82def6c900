"""One page while it is made: the study, whom it is about, where other pages lie, and the charts drawn so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from glasshouse.charts import draw, names_for, table_of, words_of
from glasshouse.charts.files import csv_of
from glasshouse.charts.study import Axes, axes_of, who_of
from glasshouse.report.block import Block, Figure, Inline, Paragraph, Together
from glasshouse.report.paper import for_page, worded_on


@dataclass(frozen=True)
class Links:
    """The addresses of other pages, from the page that is made."""

    schemes: Mapping[str, str] = field(default_factory=dict)  # by the id of a scheme
    who: Mapping[str, str] = field(default_factory=dict)  # by whom it is about: people or firms
    sides: Mapping[str, str] = field(default_factory=dict)  # the reports of a and of b


@dataclass(frozen=True)
class Page:
    """What the sections of a page are told, and the specs of the charts that they have drawn."""

    study: Any  # a Study; a section knows which of them it is for
    links: Links = Links()
    specs: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Whom the page is about: people or firms."""
        return who_of(self.study)

    @property
    def axes(self) -> Axes:
        """What the study was asked along."""
        return axes_of(self.study)

    @property
    def is_one(self) -> bool:
        """Whether the study has one seed, and its numbers no interval."""
        return not self.axes.many_seeds

    def worded(self, text: Inline, kept: str = "") -> Inline:
        """What is said of people, said of those whom the page is about; ``kept`` stays as it is."""
        return worded_on(self.who, text, kept)

    def figure(self, name: str) -> Figure | Paragraph:
        """A chart with its words and its numbers; where it has nothing to show, the sentence that says why."""
        words = words_of(name, self.study)
        if words.empty:
            return Paragraph("" if words.aside else words.title, "empty", as_written=True)
        self.specs[name] = for_page(draw(name, self.study).to_dict(validate=False))
        table = table_of(name, self.study)
        return Figure(name, words.title, words.alt, words.note, table, csv_of(name, self.study))

    def figures(self, section: str, look: str = "") -> Iterator[Block]:
        """The charts of a section; after those that show something, why others do not, each reason once."""
        made = [self.figure(name) for name in names_for(self.study, section)]
        drawn = [one for one in made if isinstance(one, Figure)]
        yield from [Together(drawn, look)] if look and drawn else drawn
        yield from dict.fromkeys(one for one in made if isinstance(one, Paragraph) and one.text)
