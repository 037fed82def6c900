"""``glasshouse run``: a society under a scheme, and a report that says what that did."""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.cli import ending, progress, screen
from glasshouse.cli.asking import ask_if_long
from glasshouse.cli.options import (
    DEFAULT_YEARS,
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
    SaveAt,
    Seed,
    Threads,
    With,
    WorldName,
    Years,
    Yes,
    flag,
    option,
)

if TYPE_CHECKING:
    from glasshouse.studies.places import Files
    from glasshouse.studies.spec import Plan, RunSpec
    from glasshouse.studies.study import Study

LONGEST = 100  # letters of a name that a folder takes over


def run(
    scheme: Annotated[
        str,
        typer.Argument(
            metavar="SCHEME",
            help="Id of a scheme ('glasshouse schemes'), or a file of rules. Several over the same files: A+B+C; "
            "a variant: A:NAME; a change: A:path=value.",
        ),
    ],
    world: WorldName = "rongcheng",
    years: Years = None,
    months: Months = None,
    people: People = None,
    begins: Begins = None,
    burn_in: BurnIn = 0,
    seed: Seed = 1,
    seeds: Annotated[
        int | None, option("Simulate so many seeds, from --seed on; every number then has an interval.", SIZE)
    ] = None,
    plan: Annotated[bool, flag("--plan", "Say what it would take, and run nothing.", SIZE)] = False,
    out: Annotated[
        Path | None, option(f"Folder of the run. Default: a folder in ./{RUNS}.", KEEP, metavar="FOLDER")
    ] = None,
    force: Annotated[bool, flag("--force", "Replace the run that is there.", KEEP)] = False,
    follow: Annotated[int, option("Lives that are kept month by month.", KEEP)] = 2048,
    no_report: NoReport = False,
    records: Records = 8,
    threads: Threads = None,
    yes: Yes = False,
    as_json: AsJson = False,
    save_at: SaveAt = None,
    parts: With = None,
) -> None:
    """Simulate a [bold]world[/bold] under a [bold]scheme[/bold], and say what the scheme did to whom.

    [dim]Five years of Rongcheng under its points and the list of the courts:[/dim]
    glasshouse run rongcheng-2016+court-list --world rongcheng --years 5 --seed 1

    [dim]How far its numbers move by chance alone:[/dim]
    glasshouse run rongcheng-2016+court-list --world hamlet --years 5 --seeds 20

    [dim]What all of China would take, before anything runs:[/dim]
    glasshouse run rongcheng-2016 --world china --months 1 --records 4 --plan

    [dim]Three schemes over the same files of the same people:[/dim]
    glasshouse run rongcheng-2016+court-list+sesame --world hamlet

    [dim]The list of the courts as it was built up from October 2013:[/dim]
    glasshouse run court-list --world hamlet --begins 2013-10 --years 6

    [dim]What if the theft of electricity cost more?[/dim]
    glasshouse run rongcheng-2016:rules.utility-theft.points=-200 --world hamlet

    [dim]Rules of your own, in a small place:[/dim]
    glasshouse run my-rules.yaml --world hamlet --out first-try

    [dim]From files that ten years have filled, and not from empty ones:[/dim]
    glasshouse run rongcheng-2016 --world hamlet --burn-in 120

    [dim]What if people learn from being recorded?[/dim]
    glasshouse run rongcheng-2016 --world hamlet --with learning
    """
    from glasshouse.parts.switches import switched
    from glasshouse.storage.folder import refuse_what_is_there
    from glasshouse.studies import ensembles
    from glasshouse.studies.simulate import one_run
    from glasshouse.studies.spec import RunSpec

    length = whole_months(years, months) + burn_in
    spec = RunSpec(
        scheme=scheme, world=world, people=people, months=length, seed=seed, threads=threads, follow=follow,
        records=records, begins=begins, force=force, saves=months_to_save(save_at, world, begins, length, seeds),
        parts=switched(parts), burn_in=burn_in,
    )  # fmt: skip
    study = one_run(spec) if seeds is None else ensembles.many_runs(spec, seeds)
    planned = study.plan()
    if plan:
        show_plan(planned, schemes_of(spec), as_json, seeds, files_of(spec))
        return
    folder = out or default_folder(spec, seeds)
    refuse_what_is_there(folder, force=force)
    if seeds is not None:
        ask_if_long(planned.seconds, yes)
    ending.close(conducted(study, folder), with_report=not no_report, as_json=as_json)


def conducted(study: "Study[Any]", folder: Path) -> Any:
    """What a study comes to, kept in ``folder``, with a line that follows it."""
    from glasshouse.studies.study import conduct

    announce_compiling()
    with ending.resumable(folder), progress.of(study.contents.info) as tell:
        return conduct(study, folder, tell)


def months_to_save(
    at: list[str] | None, world: str, begins: str | None, months: int, seeds: int | None
) -> tuple[int, ...]:
    """The months of a run that ``--save-at`` names.

    Raises
    ------
    GlasshouseError
        If one lies outside the run, the first month is none, or there are many runs.
    """
    from glasshouse.population.library import find_world
    from glasshouse.studies.spec import month_at, refuse_no_month

    if at and seeds is not None:
        raise GlasshouseError(
            "--save-at keeps a month of one run, and with --seeds no single run is kept. Leave one out."
        )
    if at and begins is not None:
        refuse_no_month(begins)
    return tuple(month_at(one, begins or find_world(world).begins, months) for one in at or ())


def whole_months(years: int | None, months: int | None) -> int:
    """How many months to live.

    >>> whole_months(None, None), whole_months(2, None), whole_months(None, 18)
    (60, 24, 18)

    Raises
    ------
    GlasshouseError
        If both are given, or the years are not positive.
    """
    if years is not None and months is not None:
        raise GlasshouseError(f"--years {years} and --months {months} both say how long. Give one of them.")
    if years is not None and years < 1:
        raise GlasshouseError(f"--years {years}: a run lives at least one year, or --months 1.")
    return months if months is not None else 12 * (years or DEFAULT_YEARS)


def default_folder(spec: "RunSpec", seeds: int | None = None) -> Path:
    """Where a run goes if nobody says: its name says what it is."""
    from glasshouse.scheme.library.system import parts_of

    schemes = "+".join(short_name(name) for name in parts_of(spec.scheme))
    on = f"~{spec.parts}" if spec.parts else ""
    names = [re.sub(r"[^\w.+~-]", "-", name)[:LONGEST] for name in (f"{schemes}{on}", Path(str(spec.world)).stem)]
    size = [f"{spec.people}people"] if spec.people is not None else []
    years, rest = divmod(spec.months - spec.burn_in, 12)
    size += [f"after{spec.burn_in}m"] if spec.burn_in else []
    size += [f"from{spec.begins}"] if spec.begins is not None else []
    many = [] if seeds is None else [f"{seeds}seeds"]
    return RUNS / "-".join([*names, *size, f"seed{spec.seed}", f"{spec.months}m" if rest else f"{years}y", *many])


def short_name(scheme: str) -> str:
    """A scheme with its variant, as part of the name of a folder; for its changes stands a digest of them.

    >>> short_name("sesame:literature"), short_name("my/rules.yaml"), short_name("court-list:known_to.value=0.3")
    ('sesame:literature', 'rules', 'court-list~d5d781')
    """
    from glasshouse.scheme.language.reference import reference

    name, variant, changes = reference(scheme)
    name = Path(name).stem if Path(name).suffix else name
    said = json.dumps(changes, sort_keys=True).encode()
    digest = f"~{hashlib.sha256(said).hexdigest()[:6]}" if changes else ""
    return f"{name}:{variant}{digest}" if variant else f"{name}{digest}"


def announce_compiling() -> None:
    """Say so if the month must first be compiled for this machine."""
    from glasshouse.base import compiled

    if not compiled.is_cached():
        once = "once, " if compiled.can_keep() else ""
        screen.note(f"Compiling the month for this machine: {once}about half a minute.")


def schemes_of(spec: "RunSpec") -> list[tuple[str, str]]:
    """Id and title of every scheme that a run would have; what a bundle holds is told one by one."""
    from glasshouse.studies.spec import parts_of

    return [(one.scheme.id, one.scheme.title) for one in parts_of(spec).placed]


def files_of(spec: "RunSpec") -> "list[Files]":
    """What can be said beforehand about the files of each kind of subject."""
    from glasshouse.studies.places import files_of
    from glasshouse.studies.spec import parts_of

    return files_of(spec, parts_of(spec))


def show_plan(
    planned: "Plan",
    schemes: list[tuple[str, str]],
    as_json: bool,
    seeds: int | None = None,
    files: "Sequence[Files]" = (),
) -> None:
    """Print what a run, or so many seeds of it, would take, and what its files have room for."""
    from glasshouse.storage.disk import size_of

    numbers: dict[str, Any] = {"schemes": [name for name, _ in schemes]} | {
        name: getattr(planned, name)
        for name in ("people", "months", "state_bytes", "memory_bytes", "disk_bytes", "seconds")
    }
    if as_json:
        told = [
            {**one._asdict(), "needed": one.needed._asdict() | {"size": one.needed.size}, "full": one.full._asdict()}
            for one in files
        ]
        screen.print_json(({} if seeds is None else {"seeds": seeds}) | numbers | {"files": told})
        return
    screen.facts(
        [
            ("Scheme" if len(schemes) == 1 else "Schemes", "\n".join(f"{title} ({name})" for name, title in schemes)),
            ("People", f"{planned.people:,}"),
            ("Months", f"{planned.months:,}"),
            *([] if seeds is None else [("Seeds", f"{seeds:,}")]),
            (
                "State",
                f"{size_of(planned.state_bytes)}, {planned.state_bytes / planned.people:.0f} bytes a person",
            ),
            ("Memory", f"about {size_of(planned.memory_bytes)}"),
            ("Disk", f"about {size_of(planned.disk_bytes)}"),
            ("Time", f"about {lasting(planned.seconds)}"),
            *(("Files" if one.who == "people" else f"Files of {one.who}", one.told) for one in files),
            *(("They fill" if one.who == "people" else f"Those of {one.who}", one.full.told) for one in files),
            *(("Out of reach", text) for text in dict.fromkeys(text for one in files for text in one.beyond)),
        ]
    )
