"""Arguments and options that several commands share, and how an option is made."""

from pathlib import Path
from typing import Annotated, Any

import typer


def option(text: str, panel: str | None = None, *, metavar: str = "N") -> Any:
    """An option that takes a value; ``text`` is its help, ``panel`` the heading it stands under."""
    return typer.Option(metavar=metavar, help=text, rich_help_panel=panel)


def flag(name: str, text: str, panel: str | None = None) -> Any:
    """An option that is there or not."""
    return typer.Option(name, metavar="", help=text, rich_help_panel=panel)


AsJson = Annotated[bool, flag("--json", "Print the result as JSON.")]
NoReport = Annotated[bool, flag("--no-report", "Write no report.html.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the run.")]
