"""What a section of the page is: its question, the studies that it is for, and what it shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from glasshouse.charts.study import MANY_COMPARISONS, MANY_RUNS, ONE_COMPARISON, ONE_RUN, Axes
from glasshouse.report.block import Block, Paragraph
from glasshouse.report.page import Page

ONE_WORLD, TWO_WORLDS = (ONE_RUN, MANY_RUNS), (ONE_COMPARISON, MANY_COMPARISONS)
ONE_SEED, MANY_SEEDS = (ONE_RUN, ONE_COMPARISON), (MANY_RUNS, MANY_COMPARISONS)
EVERY = (*ONE_WORLD, *TWO_WORLDS)


def _nothing(page: Page) -> Iterable[Block]:
    return ()


@dataclass(frozen=True)
class Section:
    """One section: an intro, then the charts that belong to it, then whatever else it shows.

    A section of which a study has nothing is left out of its page.
    """

    id: str
    title: str
    of: tuple[Axes, ...]
    intro: str = ""
    also: Mapping[Axes, str] = field(default_factory=dict)  # what the intro says beyond that of some studies
    charts: str = ""  # the section of charts, as ``glasshouse.charts.names_for`` knows it
    look: str = ""  # how charts stand side by side: two or three columns
    more: Callable[[Page], Iterable[Block]] = _nothing
    leads: bool = False  # whether it stands at once below the big numbers
    trust: bool = False  # whether it says how well the results are known; then a line below the big numbers leads to it

    def blocks(self, page: Page) -> Iterator[Block]:
        """What the section shows of the study of a page."""
        found = [*(page.figures(self.charts, self.look) if self.charts else ()), *self.more(page)]
        intro = f"{self.intro} {self.also.get(page.axes, '')}".strip()
        if intro and (found or not self.charts):
            yield Paragraph(intro)
        yield from found
