"""The pieces that a section of the page is made of; each names the macro of ``macros.html`` that shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from glasshouse.charts.table import Table

Inline = str | Markup
"""A text; of HTML where it is Markup."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; what is said of people is said of firms on their page, unless it stands as it was written."""

    macro: ClassVar = "paragraph"
    text: Inline
    look: str = ""  # a class of the style sheet
    as_written: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart with its title, what it shows in words, and its numbers: in a table, and as CSV."""

    macro: ClassVar = "figure"
    name: str
    title: str
    alt: str
    note: str
    table: Table | None
    csv: str


@dataclass(frozen=True)
class Shown:
    """A table that stands open; ``rows``: how the ids of its rows begin, where something leads to them."""

    macro: ClassVar = "shown"
    table: Table
    rows: str = ""


@dataclass(frozen=True)
class Folded:
    """Something that opens under its title."""

    macro: ClassVar = "folded"
    title: str
    inside: "Block"
    id: str = ""  # by which something leads to it


@dataclass(frozen=True)
class Together:
    """Pieces that stand side by side where there is room."""

    macro: ClassVar = "together"
    inside: "Sequence[Block]"
    look: str  # a class of the style sheet: two or three columns, or columns of text


@dataclass(frozen=True)
class Titled:
    """Pieces beneath a heading of their own, within a section."""

    macro: ClassVar = "titled"
    title: Inline
    inside: "Sequence[Block]"


@dataclass(frozen=True)
class Items:
    """A list; beneath an item may stand what explains it."""

    macro: ClassVar = "items"
    texts: Sequence[Inline]
    look: str = ""
    as_written: bool = False
    why: Mapping[int, Sequence[str]] = field(default_factory=dict)  # by place in ``texts``
    why_title: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms with what is said of each; ``look``: 'facts' side by side, 'words' in columns."""

    macro: ClassVar = "facts"
    facts: Sequence[tuple[str, Inline]]
    look: str = "facts"


@dataclass(frozen=True)
class Code:
    """A command as one types it."""

    macro: ClassVar = "code"
    text: str


Block = Paragraph | Figure | Shown | Folded | Together | Titled | Items | Facts | Code


def shown(table: Table | None, none: str = "") -> Iterator[Block]:
    """The table, if it has rows; else a sentence in its place, if there is one."""
    if table is not None and table.rows:
        yield Shown(table)
    elif none:
        yield Paragraph(none, "empty")


def folded(table: Table | None, title: str = "", id: str = "") -> Iterator[Block]:
    """The table under its caption or another title, if it has rows."""
    if table is not None and table.rows:
        yield Folded(title or table.caption, Shown(table), id)


def badge(side: str) -> Markup:
    """The letter of a world as it stands everywhere on the page."""
    return Markup('<span class="side {0}" aria-hidden="true">{0}</span>').format(side)
