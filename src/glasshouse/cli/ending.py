"""How a study ends on the terminal: its report, what it came to, and where it lies; or how to go on after a stop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from glasshouse.base.advice import command, option
from glasshouse.base.errors import GlasshouseError, count_of, lasting
from glasshouse.cli import screen

if TYPE_CHECKING:
    from glasshouse.results.comparison import Comparison
    from glasshouse.results.ensemble import Ensemble
    from glasshouse.results.run import Run
    from glasshouse.results.twin_ensemble import TwinEnsemble

    Done = Run | Comparison | Ensemble | TwinEnsemble


class Ways(NamedTuple):
    """What is particular to the end of one kind of study."""

    noun: str  # what its folder is called
    show: Callable[[Any], None]  # print what it came to
    plain: Callable[[Any], dict[str, Any]]  # the same for programs


def ways_of(done: "Done") -> Ways:
    """What is particular to the end of what was made."""
    from glasshouse.cli import shown_comparison, shown_comparisons, shown_run, shown_runs
    from glasshouse.results.comparison import Comparison
    from glasshouse.results.ensemble import Ensemble
    from glasshouse.results.twin_ensemble import TwinEnsemble

    if isinstance(done, Comparison):
        return Ways("Comparison", shown_comparison.show, shown_comparison.plain)
    if isinstance(done, TwinEnsemble):
        return Ways("Ensemble", shown_comparisons.show, shown_comparisons.plain)
    if isinstance(done, Ensemble):
        return Ways("Ensemble", shown_runs.show, shown_runs.plain)
    return Ways("Run", shown_run.show, shown_run.plain)


@contextmanager
def resumable(folder: Path) -> Iterator[None]:
    """Let Ctrl-C end with one line that says how to go on, and exit status 130."""
    try:
        yield
    except KeyboardInterrupt as error:
        screen.note(how_to_go_on(folder))
        raise typer.Exit(130) from error


def how_to_go_on(folder: Path) -> str:
    """What to do with a run, comparison or ensemble that was stopped, in one line."""
    from glasshouse.storage import folder as folders
    from glasshouse.storage.kinds import COMPLETE

    try:
        kind = folders.kind_of(folder)
        state = folders.about(kind, folder)["state"]
    except GlasshouseError:
        return "Stopped before anything was kept."
    if state == COMPLETE:
        return f"Stopped, but the {kind.noun} is complete. Its report: {command('report', folder)}"
    kept = count_of(folders.months_kept(folder), kind.step)
    return f"Stopped; {kept} kept. Go on with: {command('resume', folder)}"


def close(done: "Done", *, with_report: bool, as_json: bool) -> None:
    """Write the report, and print what a study came to and where everything lies."""
    written = write_report(done) if with_report else None
    if as_json:
        screen.print_json(plain(done, written))
        return
    ways, seconds = ways_of(done), done.info.get("seconds")
    ways.show(done)
    if seconds is not None:
        screen.say(f"\nTook {lasting(seconds)}.")
    wide = len("Report") if ways.noun == "Run" else len(ways.noun)
    if done.folder is not None:
        screen.say_as_it_is(f"{ways.noun + ':':<{wide + 1}} {done.folder}")
    if written is not None:
        screen.say_as_it_is(f"{'Report:':<{wide + 1}} {written}")
    schemes = getattr(done, "schemes", ())
    if written is not None and len(schemes) > 1:
        screen.say(f"It leads to a page for each of the {len(schemes)} schemes.")


def plain(done: "Done", report: Path | None) -> dict[str, Any]:
    """A study for programs: where it lies, what it is, and what it came to."""
    return {
        "folder": str(done.folder),
        "report": report and str(report),
        "info": done.info,
        **ways_of(done).plain(done),
    }


def write_report(done: "Done", path: Path | None = None, scheme: str | None = None) -> Path:
    """The page of a study (or that of one of its schemes alone), by default in its folder.

    In the folder of a comparison the pages of both its runs are written, too.

    Raises
    ------
    GlasshouseError
        If the page of one scheme is asked for of what has none.
    """
    from glasshouse.report import pages_of
    from glasshouse.report import write_report as write
    from glasshouse.results.comparison import Comparison
    from glasshouse.results.twin_ensemble import TwinEnsemble
    from glasshouse.storage.kinds import REPORT

    own = (done.folder or Path()) / REPORT
    if isinstance(done, Comparison | TwinEnsemble):
        if scheme is not None:
            raise GlasshouseError(_no_page_of_a_scheme(done, scheme))
        if path is None and isinstance(done, Comparison):
            for run in (done.a, done.b):
                write_report(run)
        return write(done, path or own)
    if scheme is None:
        return write(done, path or own)
    of_scheme = pages_of(done, own)[done.under(scheme).info["scheme"]["id"]]
    return write(done, path or of_scheme, scheme)


def _no_page_of_a_scheme(done: "Comparison | TwinEnsemble", scheme: str) -> str:
    """What to tell of who asks for the page of one scheme where a page is about two worlds."""
    from glasshouse.results.twin_ensemble import TwinEnsemble

    if isinstance(done, TwinEnsemble):
        out = option("scheme", scheme)
        return f"{done.folder} holds comparisons, whose page is about both their worlds. Leave {out} out."
    return (
        f"{done.folder} is a comparison, whose page is about both its worlds. A page of one scheme: "
        f"{command('report', (done.folder or Path()) / 'a', '--scheme', scheme)}"
    )
