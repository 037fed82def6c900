"""Arguments and options that several commands share, and how an option is made."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from glasshouse.errors import GlasshouseError


def option(text: str, panel: str | None = None, *, metavar: str = "N") -> Any:
    """An option that takes a value; ``text`` is its help, ``panel`` the heading it stands under."""
    return typer.Option(metavar=metavar, help=text, rich_help_panel=panel)


def flag(name: str, text: str, panel: str | None = None) -> Any:
    """An option that is there or not."""
    return typer.Option(name, metavar="", help=text, rich_help_panel=panel)


RUNS = Path("glasshouse-runs")
LATEST = Path("latest")


def folder_of(run: Path) -> Path:
    """The folder that ``run`` names; ``latest`` is the run below ``glasshouse-runs`` that changed last.

    Raises
    ------
    GlasshouseError
        If it is ``latest``, and there is no run.
    """
    if run != LATEST or run.exists():
        return run
    found = sorted(RUNS.glob("*/run.json"), key=lambda about: about.stat().st_mtime)
    if not found:
        raise GlasshouseError(f"There is no run in {RUNS} yet. Make one with: glasshouse run rongcheng-2016")
    return found[-1].parent


class Format(StrEnum):
    """What a result is printed as."""

    text = "text"
    json = "json"


AsJson = Annotated[bool, flag("--json", "Print the result as JSON.")]
NoReport = Annotated[bool, flag("--no-report", "Write no report.html.")]
Form = Annotated[
    Format,
    typer.Option("--format", metavar="FORM", help="Print it as text, or as json for editors.", case_sensitive=False),
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the run, or 'latest'.")]
SaveAt = Annotated[
    list[str] | None,
    option("Save this month, so that branches begin from it at once. May be repeated.", metavar="YYYY-MM"),
]
SchemeOfRun = Annotated[
    str | None,
    option("Id of a scheme of the run, if it has several. Default: the first.", metavar="ID"),
]
