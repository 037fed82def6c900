"""``glasshouse compare``: the same world under two systems of schemes, and a report that says what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending, forking, several
from glasshouse.cli import run as single
from glasshouse.cli.asking import ask_if_long
from glasshouse.cli.options import (
    KEEP,
    RUNS,
    SIZE,
    AsJson,
    Begins,
    BurnIn,
    Months,
    NoReport,
    People,
    Records,
    Seed,
    Threads,
    With,
    WithA,
    WithB,
    WorldName,
    Years,
    Yes,
    flag,
    option,
)

if TYPE_CHECKING:
    from glasshouse.studies.spec import Plan, RunSpec

PAST = "After a common past"
OF_THE_RUN = ("--world", "--years", "--months", "--people", "--begins", "--burn-in", "--seed", "--follow", "--records",
              "--with", "--with-a", "--with-b")  # fmt: skip
LONGEST = 50  # letters of what names one side, that a folder takes over


Schemes = Annotated[
    list[str],
    typer.Argument(
        metavar="A B",
        help="Ids of schemes ('glasshouse schemes'), or files of rules; the last is what all others are compared with. "
        "Several over the same files: A+B+C; a variant: A:NAME. As B also ':CHANGE', which is A with that change. With "
        "--from also '+SCHEME', which adds to those of the run, or 'same', no change.",
    ),
]
Past = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="RUN", rich_help_panel=PAST, help="Folder of a run, or 'latest', whose past both share."
    ),
]
At = Annotated[
    str | None, option("The month from which they go on, or the number of months before it.", PAST, metavar="YYYY-MM")
]


def compare(
    context: typer.Context,
    schemes: Schemes,
    world: WorldName = "rongcheng",
    years: Years = None,
    months: Months = None,
    people: People = None,
    begins: Begins = None,
    burn_in: BurnIn = 0,
    seed: Seed = 1,
    seeds: Annotated[
        int | None, option("Compare so many seeds, from --seed on; every number then has an interval.", SIZE)
    ] = None,
    past: Past = None,
    at: At = None,
    plan: Annotated[bool, flag("--plan", "Say what it would take, and compare nothing.", SIZE)] = False,
    out: Annotated[
        Path | None, option(f"Folder of the comparison. Default: a folder in ./{RUNS}.", KEEP, metavar="FOLDER")
    ] = None,
    force: Annotated[bool, flag("--force", "Replace the comparison that is there.", KEEP)] = False,
    follow: Annotated[int, option("Lives that are kept month by month in each world.", KEEP)] = 2048,
    no_report: NoReport = False,
    records: Records = 8,
    threads: Threads = None,
    yes: Yes = False,
    as_json: AsJson = False,
    parts: With = None,
    parts_a: WithA = None,
    parts_b: WithB = None,
) -> None:
    """Simulate the same world under A and under B, with the same chances, and say what differs for whom.

    With more than two, each is compared with the last, and all are shown beside each other.

    [dim]What Rongcheng's points and the courts' list do, against a world without them:[/dim]
    glasshouse compare rongcheng-2016+court-list none --world rongcheng --years 5 --seed 1

    [dim]How far the differences move by chance alone:[/dim]
    glasshouse compare rongcheng-2016+court-list none --world hamlet --seeds 20

    [dim]Two readings of one scheme:[/dim]
    glasshouse compare sesame :literature --world hamlet

    [dim]Three cities and the courts, each against a world without a scheme:[/dim]
    glasshouse compare rongcheng-2016 suqian yiwu court-list none --world hamlet

    [dim]Two versions of rules of your own:[/dim]
    glasshouse compare before.yaml after.yaml --world hamlet

    [dim]What people learn from being recorded, under the same rules:[/dim]
    glasshouse compare rongcheng-2016 rongcheng-2016 --with-a learning --world hamlet

    [dim]Travel bans from May 2018 on, or none, after one past:[/dim]
    glasshouse compare +travel-2018 same --from RUN --at 2018-05
    """
    from glasshouse.parts.switches import switched
    from glasshouse.storage.folder import refuse_what_is_there
    from glasshouse.studies import comparison, ensembles
    from glasshouse.studies.spec import RunSpec

    refuse_what_does_not_fit(_given(context), past, at, seeds)
    refuse_what_is_for_two(schemes, past, seeds)
    a, b = schemes[0], schemes[-1]
    if past is not None and at is not None:
        fork = forking.Fork(past, at, a, b, threads, force)
        forking.compare(fork, out, plan=plan, with_report=not no_report, as_json=as_json)
        return
    for one in schemes:
        forking.refuse_without_past(one)
    spec = RunSpec(
        scheme=a, world=world, people=people, months=single.whole_months(years, months) + burn_in, seed=seed,
        threads=threads, follow=follow, records=records, begins=begins, burn_in=burn_in, force=force,
        parts=switched([*(parts or ()), *(parts_a or ())]),
        parts_beside=switched([*(parts or ()), *(parts_b or ())]),
    )  # fmt: skip
    if len(schemes) > 2:
        several.compare(spec, schemes, out, plan=plan, with_report=not no_report, as_json=as_json)
        return
    other = forking.other_of(a, b)
    study = comparison.two_worlds(spec, other) if seeds is None else ensembles.many_comparisons(spec, other, seeds)
    planned = study.plan()
    if plan:
        show_plan(planned, spec, other, as_json=as_json, seeds=seeds)
        return
    folder = out or default_folder(spec, other, seeds)
    refuse_what_is_there(folder, force=force)
    if seeds is not None:
        ask_if_long(planned.seconds, yes)
    ending.close(single.conducted(study, folder), with_report=not no_report, as_json=as_json)


def refuse_what_is_for_two(schemes: list[str], past: Path | None, seeds: int | None) -> None:
    """Refuse a single scheme, and with more than two what only two can have.

    Raises
    ------
    GlasshouseError
        If so.
    """
    if len(schemes) < 2:
        raise GlasshouseError(f"A comparison is of two schemes or more: name another after {schemes[0]}, such as none.")
    if len(schemes) > 2 and (past is not None or seeds is not None):
        only = "--from" if past is not None else "--seeds"
        raise GlasshouseError(
            f"{only} is for two schemes, and these are {len(schemes)}. Compare two of them at a time."
        )


def _given(context: typer.Context) -> set[str]:
    """The options that were typed, by the names that they are typed with."""
    sources = {one.opts[0]: context.get_parameter_source(one.name or "") for one in context.command.params}
    return {name for name, source in sources.items() if source is not None and source.name == "COMMANDLINE"}


def refuse_what_does_not_fit(given: set[str], past: Path | None, at: str | None, seeds: int | None) -> None:
    """Refuse options that say what something else says already.

    Raises
    ------
    GlasshouseError
        If there are any.
    """
    if seeds is not None and past is not None:
        raise GlasshouseError(
            "--from goes on from one past, which has one seed, and --seeds would live others. Leave one of them out."
        )
    if seeds is not None and "--follow" in given:
        raise GlasshouseError("--follow keeps lives of one comparison, and with --seeds none is kept. Leave one out.")
    if "--yes" in given and seeds is None:
        raise GlasshouseError("--yes is for --seeds: one comparison is never asked for.")
    if (past is None) != (at is None):
        missing = "--at YYYY-MM says from when on" if at is None else "--from RUN says of which run"
        raise GlasshouseError(f"{missing}. Two worlds with a common past need both --from and --at.")
    twice = [name for name in OF_THE_RUN if name in given] if past is not None else []
    if twice:
        raise GlasshouseError(
            f"{' and '.join(twice)}: with --from, the run says that already: its world, people, seed and length. "
            f"Leave {'it' if len(twice) == 1 else 'them'} out."
        )


def show_plan(planned: "Plan", spec: "RunSpec", other: str, *, as_json: bool, seeds: int | None = None) -> None:
    """Print what a comparison, or so many seeds of it, would take."""
    from dataclasses import replace

    sides = {"a": spec, "b": replace(spec, scheme=other)}
    schemes = [(f"{side}: {name}", title) for side, one in sides.items() for name, title in single.schemes_of(one)]
    files = list(dict.fromkeys(told for one in sides.values() for told in single.files_of(one)))
    single.show_plan(planned, schemes, as_json, seeds, files)


def default_folder(spec: "RunSpec", other: str, seeds: int | None = None) -> Path:
    """Where a comparison goes if nobody says: its name says what it is."""
    from dataclasses import replace

    from glasshouse.parts.switches import OFF, Switches

    def name(scheme: str | Path, parts: Switches) -> str:
        return single.default_folder(replace(spec, scheme=scheme, parts=parts)).name

    end = name("none", OFF).removeprefix("none")
    both = (spec.scheme, spec.parts), (other, spec.parts_beside or OFF)
    one, two = (name(*side).removesuffix(end)[:LONGEST] for side in both)
    many = f"-{seeds}seeds" if seeds is not None else ""
    return RUNS / f"{one}-vs-{two}{end}{many}"
