"""``glasshouse compare``: the same world lives under two systems of schemes, and a report says what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.cli import closing, comparing
from glasshouse.cli import run as single
from glasshouse.cli.options import RUNS, AsJson, NoReport, flag, option
from glasshouse.errors import GlasshouseError

if TYPE_CHECKING:
    from glasshouse.spec import RunSpec

SIZE, KEEP, HOW = single.SIZE, single.KEEP, single.HOW
LONGEST = 50  # letters of what names one side, that a folder takes over


def compare(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="Id of a scheme ('glasshouse schemes'), or a file of rules. Several over the same files: A+B+C; "
            "a variant: A:NAME.",
        ),
    ],
    b: Annotated[
        str,
        typer.Argument(metavar="B", help="What A is compared with, as A; or ':CHANGE', which is A with that change."),
    ],
    world: Annotated[str, option("Id of a world ('glasshouse worlds'), or a file.", metavar="WORLD")] = "rongcheng",
    years: Annotated[int | None, option(f"Years to live. Default: {single.DEFAULT_YEARS}.", SIZE)] = None,
    months: Annotated[int | None, option("Months to live, instead of years.", SIZE)] = None,
    people: Annotated[int | None, option("How many people. Default: as many as the world has.", SIZE)] = None,
    begins: Annotated[
        str | None,
        option("First month; schemes and rules then hold by their dates.", SIZE, metavar="YYYY-MM"),
    ] = None,
    seed: Annotated[int, option("The same seed gives the same bits everywhere.", SIZE)] = 1,
    plan: Annotated[bool, flag("--plan", "Say what it would take, and compare nothing.", SIZE)] = False,
    out: Annotated[
        Path | None, option(f"Folder of the comparison. Default: a folder in ./{RUNS}.", KEEP, metavar="FOLDER")
    ] = None,
    force: Annotated[bool, flag("--force", "Replace the comparison that is there.", KEEP)] = False,
    follow: Annotated[int, option("Lives that are kept month by month in each world.", KEEP)] = 2048,
    no_report: NoReport = False,
    records: Annotated[int, option("Records that a file holds: 4 or 8.", HOW)] = 8,
    threads: Annotated[int | None, option("Threads. Default: one a core. Changes no bit.", HOW)] = None,
    as_json: AsJson = False,
) -> None:
    """Let the same world live under A and under B, with the same chances, and say what differs for whom.

    [dim]What Rongcheng's points do, against a world without them:[/dim]
    glasshouse compare rongcheng-2016 none --world rongcheng --years 5 --seed 1

    [dim]Two readings of one scheme:[/dim]
    glasshouse compare sesame :literature --world hamlet

    [dim]Two versions of rules of your own:[/dim]
    glasshouse compare before.yaml after.yaml --world hamlet
    """
    from glasshouse import comparison
    from glasshouse.runs.folder import refuse_what_is_there
    from glasshouse.spec import RunSpec

    spec = RunSpec(
        scheme=a, world=world, people=people, months=single.whole_months(years, months), seed=seed, threads=threads,
        follow=follow, records=records, begins=begins, force=force,
    )  # fmt: skip
    other = other_of(a, b)
    planned = comparison.plan(spec, other)
    if plan:
        comparing.show_plan(planned, spec, other, as_json=as_json)
        return
    folder = out if out is not None else default_folder(spec, other)
    refuse_what_is_there(folder, force=force)
    single.announce_compiling()
    with closing.resumable(folder), comparing.follow(planned.people, planned.months, "Living twice") as tell:
        done = comparison.compare(spec, other, folder, tell)
    comparing.close(done, with_report=not no_report, as_json=as_json)


def other_of(a: str, b: str) -> str:
    """The second system of schemes; ``:CHANGE`` is the first with a change.

    >>> other_of("sesame", ":literature"), other_of("sesame", "none")
    ('sesame:literature', 'none')

    Raises
    ------
    GlasshouseError
        If a change is to be made to several schemes at once.
    """
    if not b.startswith(":"):
        return b
    if "+" in a:
        raise GlasshouseError(f"{b!r} does not say which scheme of {a} it changes. Write B in full.")
    return f"{a}{',' if ':' in a else ''}{b if ':' not in a else b[1:]}"


def default_folder(spec: "RunSpec", other: str) -> Path:
    """Where a comparison goes if nobody says: its name says what it is."""
    from dataclasses import replace

    def name(scheme: str | Path) -> str:
        return single.default_folder(replace(spec, scheme=scheme)).name

    end = name("none").removeprefix("none")
    one, two = (name(scheme).removesuffix(end)[:LONGEST] for scheme in (spec.scheme, other))
    return RUNS / f"{one}-vs-{two}{end}"
