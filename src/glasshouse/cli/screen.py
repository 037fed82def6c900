"""What the terminal shows: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WELCOME = """\
Glasshouse {version}, a laboratory for social scoring

Give it the written rules of a social credit system. A
synthetic society lives under them month by month, and a
report says what they do to whom. No real person is in it.

Three commands to begin with:

  glasshouse run rongcheng-2016+court-list --world hamlet
      5,000 people live under Rongcheng's points and the
      courts' list of those who do not pay

  glasshouse compare rongcheng-2016+court-list none
      the people of Rongcheng, with those rules and without

  glasshouse schemes
      the rule books that come with Glasshouse

All commands: glasshouse --help"""


NARROWEST, WIDEST = 20, 1_000  # columns


def settle_width() -> None:
    """Let the environment say how wide a terminal is only if it can be: what it says of 0 columns is that it knows not.

    Rich and Typer believe it as it stands: with 0 columns they divide by them, with a million they fill them.
    """
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        said = os.environ.pop(name, "")
        if re.fullmatch("0*[1-9][0-9]*", said, re.ASCII):
            wide = WIDEST if len(said) > 9 else min(max(int(said), NARROWEST), WIDEST)
            os.environ[name] = str(wide)


def out() -> Console:
    """Standard output, for results."""
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False)


def err() -> Console:
    """Standard error, for what is said on the way."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def refuse(text: str) -> None:
    """Say what cannot be done, and why."""
    console = err()
    console.print("Error: ", style="bold red", end="")
    console.print(text, soft_wrap=True)


def note(text: str) -> None:
    """Say something on the way."""
    err().print(text, style="dim", soft_wrap=True)


def say(text: str = "", *, style: str | None = None) -> None:
    """Lines of a result; long ones wrap at words, and indented ones go on a little further in."""
    console = out()
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()) + 2) if line.startswith(" ") else ""
        wrapped = textwrap.wrap(line, console.width, subsequent_indent=indent, break_on_hyphens=False)
        console.print("\n".join(wrapped), style=style, soft_wrap=True)


def say_as_it_is(text: str) -> None:
    """A line of a result that somebody may copy: it is never wrapped."""
    out().print(text, soft_wrap=True)


def welcome(version: str) -> None:
    """What ``glasshouse`` alone shows."""
    say_as_it_is(WELCOME.format(version=version))


def print_json(value: Any) -> None:
    """The value as JSON, for programs; a letter that standard output does not know is written as its number."""
    plain = (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8")
    print(json.dumps(value, indent=2, ensure_ascii=plain, allow_nan=False, default=str))


def table(title: str, left: Sequence[str], right: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of text; the columns named in ``left`` hold words, those in ``right`` numbers."""
    from rich import box
    from rich.table import Table

    made = Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    made.min_width = min(len(title), out().width)  # or a title wider than its table would be broken
    for name in left:
        made.add_column(name, overflow="fold")
    for name in right:
        made.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    return made


def show_table(title: str, left: Sequence[str], right: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; see :func:`table`."""
    _show(table(title, left, right, rows))


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Print names and what they are, one below the other."""
    from rich.table import Table

    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in rows:
        made.add_row(name, value)
    _show(made)


def _show(made: Table) -> None:
    """Print a table without the blanks that fill its lines, so that it can be quoted as it stands."""
    console = out()
    with console.capture() as drawn:
        console.print(made)
    print("\n".join(line.rstrip() for line in drawn.get().splitlines()))


def is_watched() -> bool:
    """Whether somebody looks at standard error as it is written."""
    return sys.stderr.isatty()
