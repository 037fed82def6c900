"""``glasshouse catalogue``: what can happen in a world, found by words, and one thing of it in full."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.cli import screen, shown_entry
from glasshouse.cli.options import AsJson, flag

if TYPE_CHECKING:
    from glasshouse.observe.catalogue import Catalogue
    from glasshouse.observe.search import Entry

WIDE = 90  # columns from which titles have a column of their own
FEW = 5  # that a refusal names
TABLES = {"conduct": ("Conduct", "a year"), "service": ("Service", "asked a year"), "source": ("Source", "sees")}


def catalogue(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]", help="Show what holds all of these: an id, or words of a title or a meaning."
        ),
    ] = None,
    firms: Annotated[bool, flag("--firms", "What firms do, not people.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what can happen: what people do and ask for, and who writes it down.

    These are the names that rules may use. If only one thing is found, it is shown in full: how often it comes, and how
    that is known; who sees it; what it does to a livelihood; and which schemes of the library go by it.

    [dim]What has to do with trains:[/dim]
    glasshouse catalogue train

    [dim]One thing in full:[/dim]
    glasshouse catalogue travel.flight

    [dim]What firms do about taxes:[/dim]
    glasshouse catalogue --firms tax
    """
    from glasshouse.observe.library import firm_catalogue, load_catalogue
    from glasshouse.observe.search import matching

    here, other = (firm_catalogue(), load_catalogue()) if firms else (load_catalogue(), firm_catalogue())
    wanted = [word for said in words or () for word in said.split()]
    found = matching(here, wanted)
    if not found:
        _refuse(" ".join(wanted), here, matching(other, wanted))
    if len(found) == 1:
        shown_entry.show(found[0], here, as_json)
    elif as_json:
        screen.print_json([shown_entry.about(one, here) for one in found])
    else:
        _list(found, here)


def _refuse(said: str, here: "Catalogue", elsewhere: Sequence["Entry"]) -> NoReturn:
    """Say why nothing is shown, and what was probably meant."""
    if not elsewhere:
        raise GlasshouseError(no_such(f"in the catalogue of {here.cast.who}", said, here.titles, here.titles))
    found = ", ".join(one.says.id for one in elsewhere[:FEW]) + (" and more" if len(elsewhere) > FEW else "")
    other, way = ("people", "without") if here.cast.kind == "firm" else ("firms", "with")
    raise GlasshouseError(
        f"The catalogue of {here.cast.who} holds nothing about {said!r}. That of {other} does: {found}. "
        f"Look {way} --firms."
    )


def _list(found: Sequence["Entry"], here: "Catalogue") -> None:
    """Print what was found, a table for each kind of thing."""
    wide = screen.out().width >= WIDE
    for what, (heading, number) in TABLES.items():
        some = [one for one in found if one.what == what]
        rows = [([one.says.id, one.says.title] if wide else [f"{one.says.id}\n  {one.says.title}"]) for one in some]
        if rows:
            cells = [(*row, shown_entry.how_often(one, here)) for row, one in zip(rows, some, strict=True)]
            screen.show_table("", [heading, "Title"] if wide else [heading], [number], cells)
    screen.say(f"A year: for 1,000 {shown_entry.whom(here)}. Sees: the share of what is in its view that it records.")
    screen.say(f"One in full: glasshouse catalogue {'--firms ' if here.cast.kind == 'firm' else ''}ID")
