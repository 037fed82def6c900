"""The command line: ``glasshouse``, one file per command."""

import inspect
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from glasshouse.base import advice
from glasshouse.base.errors import GlasshouseError, quoted
from glasshouse.base.memory import refuse_a_tight_limit
from glasshouse.cli import (
    assumptions,
    bench,
    branch,
    catalogue,
    chart,
    check,
    compare,
    explain,
    new_scheme,
    options,
    parts,
    report,
    resume,
    run,
    schema,
    schemes,
    screen,
    streams,
    verify,
    worlds,
)

LIVE, LOOK, KNOW = "Simulate a society under a scheme", "Look at what it did", "Know what goes in"


class Commands(TyperGroup):
    """A group that shows a `GlasshouseError` as its text, and leaves bugs their traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run a command; 2 is the exit status also where its result, as that of ``--help``, cannot be written."""
        screen.settle_width()
        with advice.at_the_command_line():
            try:
                _refuse_what_is_no_text(sys.argv[1:] if args is None else args)
                return super().main(args, *rest, **more)
            except GlasshouseError as error:
                screen.refuse(str(error))
                sys.exit(2)

    def invoke(self, ctx: Any) -> Any:
        """What the command gives; 2 is the exit status for what the user can mend, 130 for Ctrl-C."""
        try:
            return super().invoke(ctx)
        except GlasshouseError as error:
            screen.refuse(str(error))
            raise typer.Exit(2) from error
        except typer.BadParameter as error:
            error.message = _in_our_words(error.message)
            raise
        except MemoryError as error:
            screen.refuse("This needs more memory than there is. 'glasshouse run ... --plan' says how much.")
            raise typer.Exit(2) from error
        except KeyboardInterrupt as error:
            screen.note("Stopped.")
            raise typer.Exit(130) from error


def _in_our_words(message: str) -> str:
    """What is wrong with an option, without the words of the library that read it.

    >>> _in_our_words("Input should be a valid integer, unable to parse string as an integer")
    'a whole number belongs here, in the digits 0 to 9.'
    """
    if message.startswith("Input should be a valid integer"):
        return "a whole number belongs here, in the digits 0 to 9."
    return message.removeprefix("Value error, ")


def _refuse_what_is_no_text(words: Sequence[str]) -> None:
    """Refuse names that no text can hold, before a run is made of which they would be a part.

    Raises
    ------
    GlasshouseError
        If there are any.
    """
    wrong = [quoted(word) for word in words if not _is_text(word)]
    if wrong:
        raise GlasshouseError(
            f"{' and '.join(wrong)}: not written in UTF-8, and what a run is made of must be. Rename it first."
        )


def _is_text(word: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog="Each command explains itself: [bold]glasshouse run --help[/bold]",
)


@app.callback(invoke_without_command=True)
def glasshouse(
    ctx: typer.Context,
    version: Annotated[bool, options.flag("--version", "Show the version and exit.")] = False,
) -> None:
    """A laboratory for social scoring: written rules in, a synthetic society month by month, effects out.

    No real person, by construction: people are made from census tables and published rates alone.
    """
    if version:
        print(_version())
    elif ctx.invoked_subcommand is None:
        screen.welcome(_version())
    else:
        refuse_a_tight_limit()


def _version() -> str:
    from importlib import metadata

    return metadata.version("glasshouse")


def _add(panel: str, command: Callable[..., None]) -> None:
    """Add a command under a heading of the help; its words flow, and only what may be typed keeps its line."""
    said = re.sub(r"(?<!\n)\n(?!\n|glasshouse )", " ", inspect.cleandoc(command.__doc__ or ""))
    app.command(command.__name__.replace("_", "-"), help=said, rich_help_panel=panel)(command)


_add(LIVE, run.run)
_add(LIVE, compare.compare)
_add(LIVE, resume.resume)
_add(LIVE, branch.branch)
_add(LIVE, verify.verify)
_add(LOOK, report.report)
_add(LOOK, chart.chart)
_add(LOOK, explain.explain)
_add(KNOW, schemes.schemes)
_add(KNOW, worlds.worlds)
_add(KNOW, catalogue.catalogue)
_add(KNOW, parts.parts)
_add(KNOW, check.check)
_add(KNOW, new_scheme.new_scheme)
_add(KNOW, schema.schema)
_add(KNOW, assumptions.assumptions)
_add(KNOW, bench.bench)


def _show(message: Warning | str, *_: Any, **__: Any) -> None:
    """A warning as one line, without the place in the source where it was given."""
    screen.note(str(message))


def main() -> None:
    """Run the command line and leave with its exit status."""
    streams.guard()
    warnings.showwarning = _show
    try:
        try:
            app(prog_name="glasshouse")
        finally:
            sys.stdout.flush()
    except GlasshouseError as error:
        screen.refuse(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
