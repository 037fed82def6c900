"""What a message advises to do, in the language of whoever reads it: a command to paste, or a call of Python."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WORDS = {"run": ("scheme",)}
"""What a command takes without a name, and the function of the same name by its name."""


class _Reader:
    """Who reads the messages of this process."""

    types = False  # whether commands are typed; otherwise Python is written


@contextmanager
def at_the_command_line() -> Iterator[None]:
    """Give advice as commands and options within this block; outside it is given as Python."""
    before, _Reader.types = _Reader.types, True
    try:
        yield
    finally:
        _Reader.types = before


def command(*words: object) -> str:
    """A command of Glasshouse as one can paste it into a shell, whatever its words hold.

    >>> command("resume", "my runs/one")
    "glasshouse resume 'my runs/one'"
    """
    return shlex.join(["glasshouse", *(_word(one) for one in words)])


def _word(said: object) -> str:
    """A word of a command; a path that looks like an option as one that does not."""
    return f"./{said}" if isinstance(said, Path) and str(said).startswith("-") else str(said)


def doing(verb: str, *words: object, **options: object) -> str:
    """The command, or the call, that does ``verb``.

    >>> doing("resume", "my runs/one"), doing("run", scheme="sesame+none", people=600)
    ("gh.resume('my runs/one')", "gh.run(scheme='sesame+none', people=600)")
    >>> with at_the_command_line():
    ...     doing("resume", "my runs/one"), doing("run", scheme="sesame+none", people=600)
    ("glasshouse resume 'my runs/one'", 'glasshouse run sesame+none --people 600')
    """
    if _Reader.types:
        unnamed = [options.pop(name) for name in _WORDS.get(verb, ()) if name in options]
        return " ".join([command(verb, *words, *unnamed), *(option(name, one) for name, one in options.items())])
    said = [_plain(one) for one in words] + [option(name, one) for name, one in options.items()]
    return f"gh.{verb}({', '.join(said)})"


def report(folder: object, opened: str) -> str:
    """The command, or the calls, that write the report of ``folder``, which the function ``opened`` opens.

    >>> report("first", "open_run")
    "gh.write_report(gh.open_run('first'), 'report.html')"
    """
    return (
        command("report", folder) if _Reader.types else f"gh.write_report(gh.{opened}({_plain(folder)}), 'report.html')"
    )


def option(name: str, value: object = None) -> str:
    """An option of a command, or a parameter of a function; with a value, if there is one, and true is a mere flag.

    >>> option("out"), option("force", True), option("years", 1)
    ('out=', 'force=True', 'years=1')
    >>> with at_the_command_line():
    ...     option("out"), option("force", True), option("save_at", "2018-05")
    ('--out', '--force', '--save-at 2018-05')
    """
    if not _Reader.types:
        return f"{name}={'' if value is None else _plain(value)}"
    flag = f"--{name.replace('_', '-')}"
    return flag if value is None or value is True else f"{flag} {shlex.quote(str(value))}"


def _plain(value: object) -> str:
    """A value as Python writes it; a path as its text."""
    return repr(value) if isinstance(value, bool | int | float) else repr(str(value))
