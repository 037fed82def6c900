"""What a chart declares: its name and question, of which studies it is, what it says, its drawing and its table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from glasshouse.charts.caption import with_caption
from glasshouse.charts.study import Axes, Study, axes_of, who_of
from glasshouse.charts.style import Drawing, Words, sentence
from glasshouse.charts.table import Table
from glasshouse.charts.words import worded


@dataclass(frozen=True)
class Chart:
    """One chart.

    Parameters
    ----------
    name : str
        By which it is asked for.
    section : str
        The section of a page in which it stands.
    studies : sequence of Axes
        Of which studies it can be drawn.
    words : function of a study
        What it says: computed from what it shows, or why there is nothing to show.
    draw : function of a study and of these words
        How it is drawn, where there is something to show.
    table : function of a study, such as a Layout
        Its numbers, to stand beside it.
    question : str
        What it answers.
    note : str
        How it is read, where the picture alone does not tell.
    given : mapping
        What its functions are told besides, of charts that differ in one thing.
    """

    name: str
    section: str
    studies: Sequence[Axes]
    words: Callable[..., Words]
    draw: Callable[..., Drawing]
    table: Callable[..., Table | None]
    question: str
    note: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, study: Study) -> bool:
        """Whether it can be drawn of a study."""
        return axes_of(study) in self.studies

    def words_of(self, study: Study) -> Words:
        """What it says of a study, in words about people or about firms."""
        said, who = self.words(study, **self.given), who_of(study)
        note = "" if said.empty else said.note or self.note
        return replace(said, title=worded(who, said.title), alt=worded(who, said.alt), note=worded(who, note))

    def table_of(self, study: Study) -> Table | None:
        """Its numbers; None where there is nothing to show."""
        return None if self.words(study, **self.given).empty else self.table(study, **self.given)

    def drawn(self, study: Study) -> Drawing:
        """The picture, with the caveat and its source beneath it; a sentence where there is nothing to show."""
        words = self.words(study, **self.given)
        return with_caption(sentence(words) if words.empty else self.draw(study, words, **self.given), study)
