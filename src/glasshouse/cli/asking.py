"""Whether to begin with what would take long: asked where somebody can answer, refused where nobody can."""

import sys

import typer

from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.cli import screen

LONG = 600.0  # seconds


def ask_if_long(seconds: float, yes: bool) -> None:
    """Go on if it takes less than ten minutes, or somebody says so; ``yes``: they said so before.

    Raises
    ------
    GlasshouseError
        If it would take longer and there is no terminal to ask at.
    """
    if yes or seconds <= LONG:
        return
    takes = f"This would take about {lasting(seconds)}."
    if not sys.stdin.isatty():
        raise GlasshouseError(f"{takes} Say --yes to begin all the same, or take fewer seeds, people or months.")
    if not typer.confirm(f"{takes} Begin?"):
        screen.note("Nothing was begun.")
        raise typer.Exit(130)
