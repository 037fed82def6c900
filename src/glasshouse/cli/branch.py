"""``glasshouse branch``: futures of a run, from one month on, under schemes that may be others."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending, progress, screen, shown_run
from glasshouse.cli.options import RUNS, AsJson, NoReport, RunFolder, flag, folder_of, option
from glasshouse.cli.run import LONGEST, announce_compiling, conducted

if TYPE_CHECKING:
    from glasshouse.results.run import Run
    from glasshouse.storage.checkpoint import Checkpoint
    from glasshouse.studies.branching import Future


def branch(
    run: RunFolder,
    at: Annotated[
        str, option("The month with which branches begin, or the number of months before it.", metavar="YYYY-MM")
    ],
    scheme: Annotated[
        list[str] | None,
        option(
            "The schemes from then on; +SCHEME adds to those of the run. Once for each future. Default: no change.",
            metavar="SCHEME",
        ),
    ] = None,
    years: Annotated[int | None, option("Years to live from then on. Default: to the end of the run.")] = None,
    months: Annotated[int | None, option("Months to live from then on, instead of years.")] = None,
    out: Annotated[
        Path | None,
        option(f"Folder of the branch; of several, a folder for theirs. Default: ./{RUNS}.", metavar="FOLDER"),
    ] = None,
    force: Annotated[bool, flag("--force", "Replace the branch that is there.")] = False,
    no_report: NoReport = False,
    threads: Annotated[int | None, option("Threads. Default: one a core. Changes no bit.")] = None,
    as_json: AsJson = False,
) -> None:
    """Go on with a run from one of its months, under schemes that may be others.

    Its past is not simulated again: the month is saved in its folder, the first time if need be. A branch is a run of
    its own, with a report. Without --scheme nothing changes, to the last bit.

    [dim]Travel bans from May 2018 on, beside the rules of the run:[/dim]
    glasshouse branch RUN --at 2018-05 --scheme +travel-2018

    [dim]Three futures of one past:[/dim]
    glasshouse branch RUN --at 2018-05 --scheme none --scheme sesame --scheme rongcheng-2021
    """
    from glasshouse.storage.folder import refuse_what_is_there
    from glasshouse.storage.store import open_run
    from glasshouse.studies import branching

    folder = folder_of(run)
    past = open_run(folder)
    wanted: list[str | None] = [*scheme] if scheme else [None]
    length = months_to_live(years, months)
    futures = [branching.future_of(past, at, one, months=length, threads=threads, force=force) for one in wanted]
    folders = folders_of(folder, futures, wanted, out)
    for one in folders:
        refuse_what_is_there(one, force=force)
    announce_compiling()
    start = saved(futures[0])
    done = [simulated(future, one, start) for future, one in zip(futures, folders, strict=True)]
    if len(done) == 1:
        ending.close(done[0], with_report=not no_report, as_json=as_json)
    else:
        close_all(done, with_report=not no_report, as_json=as_json)


def close_all(runs: "list[Run]", *, with_report: bool, as_json: bool) -> None:
    """Write the reports of several branches of one run, and print them side by side."""
    pages = [ending.write_report(run) if with_report else None for run in runs]
    if as_json:
        screen.print_json([ending.plain(run, page) for run, page in zip(runs, pages, strict=True)])
        return
    shown_run.show_branches(runs, pages)


def months_to_live(years: int | None, months: int | None) -> int | None:
    """How many months a branch lives; ``None`` is to the end of the run.

    >>> months_to_live(None, None), months_to_live(2, None), months_to_live(None, 18)
    (None, 24, 18)

    Raises
    ------
    GlasshouseError
        If both are given.
    """
    if years is not None and months is not None:
        raise GlasshouseError(f"--years {years} and --months {months} both say how long. Give one of them.")
    return months if years is None else 12 * years


def folders_of(run: Path, futures: "list[Future]", schemes: list[str | None], out: Path | None) -> list[Path]:
    """Where each branch goes: its name says of what it is a branch, from when on, and under which schemes.

    Raises
    ------
    GlasshouseError
        If two would go to one place.
    """
    if out is not None and len(futures) == 1:
        return [out]
    names = [name_of(run, one.begins, scheme) for one, scheme in zip(futures, schemes, strict=True)]
    for name in names:
        if names.count(name) > 1:
            raise GlasshouseError(f"Two of these branches would have the name {name}. Name each future once.")
    return [(out or RUNS) / name for name in names]


def name_of(run: Path, begins: str, scheme: str | None) -> str:
    """The name of a branch.

    >>> name_of(Path("runs/hamlet-run"), "2018-05", "+travel-2018"), name_of(Path("hamlet-run"), "2018-05", None)
    ('hamlet-run-at-2018-05+travel-2018', 'hamlet-run-at-2018-05')
    """
    from glasshouse.scheme.language.reference import divided

    said = (scheme or "").strip()
    plus = "+" if said.startswith("+") else ""
    parts = [Path(one).stem if one.endswith((".yaml", ".yml")) else one for one in divided(said.removeprefix("+"), "+")]
    named = re.sub(r"[^\w.+-]", "-", plus + "+".join(parts))[:LONGEST]
    return f"{run.resolve().name}-at-{begins}" + (f"-{named}" if named and not named.startswith("+") else named)


def saved(future: "Future") -> "Checkpoint":
    """The month with which futures begin; simulated again if it was not saved."""
    from glasshouse.studies import branching

    with progress.past(future.run.info["world"]["people"], future.month) as tell:
        return branching.start_of(future.run, future.month, tell)


def simulated(future: "Future", folder: Path, start: "Checkpoint") -> "Run":
    """A branch, simulated in its folder."""
    from glasshouse.studies.branching import study_of

    done: Run = conducted(study_of(future, start), folder)
    return done
