"""``glasshouse new-scheme``: a file of rules to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from glasshouse.base.advice import command
from glasshouse.cli import screen


def new_scheme(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the scheme is called: letters, digits and '-'.")],
) -> None:
    """Write a small scheme with comments, NAME.yaml, to begin your own with.

    It runs as it stands. A file that is there is left alone.

    glasshouse new-scheme harbour
    """
    from glasshouse.scheme.library.skeleton import write_skeleton

    path = write_skeleton(name, Path())
    screen.say_as_it_is(f"Wrote {path}. Now:")
    screen.say_as_it_is(f"  {command('check', path)}")
    screen.say_as_it_is(f"  {command('run', path, '--world', 'hamlet')}")
