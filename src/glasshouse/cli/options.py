"""Arguments and options that several commands share, and how an option is made."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from glasshouse.base.advice import command
from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import made


def option(text: str, panel: str | None = None, *, metavar: str = "N") -> Any:
    """An option that takes a value; ``text`` is its help, ``panel`` the heading it stands under."""
    return typer.Option(metavar=metavar, help=text, rich_help_panel=panel)


def flag(name: str, text: str, panel: str | None = None) -> Any:
    """An option that is there or not."""
    return typer.Option(name, metavar="", help=text, rich_help_panel=panel)


RUNS = Path("glasshouse-runs")
LATEST = Path("latest")
ANY = ("run", "comparison", "ensemble")
"""The nouns of all kinds of folder, as in ``glasshouse.storage.kinds``, which takes longer to import."""


def folder_of(run: Path, kinds: Sequence[str] = ANY) -> Path:
    """The folder that ``run`` names; ``latest`` is the one that changed last of those that were made from here.

    Parameters
    ----------
    kinds : sequence of str
        Which kinds of folder ``latest`` may be, by their nouns.

    Raises
    ------
    GlasshouseError
        If it is ``latest``, and there is none.
    """
    if run != LATEST or run.exists():
        return run
    elsewhere = [_as_seen_from_here(folder) for folder in made.from_here()]
    there = {about for noun in kinds for about in RUNS.glob(f"*/{noun}.json")}
    there |= {folder / f"{noun}.json" for noun in kinds for folder in elsewhere}
    found = [(changed, about) for about in there if (changed := _changed(about)) is not None]
    if not found:
        raise GlasshouseError(
            f"There is no run in {RUNS} yet, and none that was made from here is left elsewhere. Make one with: "
            f"{command('run', 'rongcheng-2016')}"
        )
    return max(found)[1].parent


def _as_seen_from_here(folder: Path) -> Path:
    """The path of a folder as one would type it."""
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _changed(path: Path) -> float | None:
    """When a file changed; nothing if it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


class Format(StrEnum):
    """What a result is printed as."""

    text = "text"
    json = "json"


SIZE, KEEP, HOW = "How large and how long", "What is kept", "How it is computed"  # headings that options stand under
DEFAULT_YEARS = 5

WorldName = Annotated[str, option("Id of a world ('glasshouse worlds'), or a file.", metavar="WORLD")]
Years = Annotated[int | None, option(f"Years to live. Default: {DEFAULT_YEARS}.", SIZE)]
Months = Annotated[int | None, option("Months to live, instead of years.", SIZE)]
People = Annotated[int | None, option("How many people. Default: as many as the world has.", SIZE)]
Begins = Annotated[
    str | None, option("First month; schemes and rules then hold by their dates.", SIZE, metavar="YYYY-MM")
]
BurnIn = Annotated[int, option("Months to simulate first, which are not counted: files then do not begin empty.", SIZE)]
Seed = Annotated[int, option("The same seed gives the same bits everywhere.", SIZE)]
Records = Annotated[int, option("Records that a file holds: 4, 8, 16 or 24.", HOW)]
Threads = Annotated[int | None, option("Threads. Default: one a core. Changes no bit.", HOW)]
Yes = Annotated[bool, flag("--yes", "Begin without asking, however long the seeds take.", HOW)]
AsJson = Annotated[bool, flag("--json", "Print the result as JSON.")]
NoReport = Annotated[bool, flag("--no-report", "Write no report.html.", KEEP)]
Form = Annotated[
    Format,
    typer.Option("--format", metavar="FORM", help="Print it as text, or as json for editors.", case_sensitive=False),
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the run, or 'latest'.")]
PARTS = "Parts of the model that are switched on"
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="PART",
        help="PART or PART:setting=value, several with commas between them ('glasshouse parts'). May be repeated.",
        rich_help_panel=PARTS,
    ),
]
WithA = Annotated[
    list[str] | None, typer.Option("--with-a", metavar="PART", help="On in a alone.", rich_help_panel=PARTS)
]
WithB = Annotated[
    list[str] | None, typer.Option("--with-b", metavar="PART", help="On in b alone.", rich_help_panel=PARTS)
]
SaveAt = Annotated[
    list[str] | None,
    option("Save this month, so that branches begin from it at once. May be repeated.", KEEP, metavar="YYYY-MM"),
]
SchemeOfRun = Annotated[
    str | None,
    option("Id of a scheme of the run, if it has several. Default: the first.", metavar="ID"),
]
