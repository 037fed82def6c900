"""More than two worlds: each compared with the last, one after the other, and all beside each other at the end."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.cli import ending, progress, screen
from glasshouse.cli import run as single
from glasshouse.cli.heading import heading
from glasshouse.cli.options import RUNS

if TYPE_CHECKING:
    from glasshouse.results.comparison import Comparison
    from glasshouse.studies.several import Several
    from glasshouse.studies.spec import RunSpec


def compare(
    spec: "RunSpec", schemes: list[str], out: Path | None, *, plan: bool, with_report: bool, as_json: bool
) -> None:
    """Compare the world under each scheme with that under the last, and show all beside each other.

    Raises
    ------
    GlasshouseError
        If anything that is named is wrong, or the folder holds something else.
    """
    from glasshouse.studies.several import refuse_others, several

    if schemes[-1].startswith(":"):
        raise GlasshouseError(f"{schemes[-1]!r} does not say which of the others it changes. Name the scheme, too.")
    study = several(spec, schemes)
    if plan:
        _show_plan(study, schemes, as_json=as_json)
        return
    folder = out or default_folder(spec, schemes)
    refuse_others(study, folder)
    made = _made(study, folder, with_report=with_report)
    index = _index(made, folder) if with_report else None
    show(made, folder, index, as_json=as_json)


def _made(study: "Several", folder: Path, *, with_report: bool) -> dict[str, "Comparison"]:
    """Every comparison of the study: what is complete in the folder stays, what was stopped goes on."""
    from glasshouse.studies.several import carried_out

    made: dict[str, Comparison] = {}
    single.announce_compiling()
    for name, part in study.parts.items():
        screen.note(f"{part.spec.scheme}:")
        try:
            with ending.resumable(folder / name), progress.of(part.contents.info) as tell:
                made[name] = carried_out(part, folder / name, tell)
        except typer.Exit:
            screen.note(
                f"{count_of(len(made), 'comparison')} of {len(study.parts)} done. The same command does the rest."
            )
            raise
        if with_report:
            ending.write_report(made[name])
    return made


def _index(made: Mapping[str, "Comparison"], folder: Path) -> Path:
    from glasshouse.report.several import write_index

    return write_index(made, folder)


def show(made: Mapping[str, "Comparison"], folder: Path, index: Path | None, *, as_json: bool) -> None:
    """Print all worlds beside each other, and where everything lies."""
    from glasshouse.report.several import NOTE, beside_each_other, worlds_of

    first = next(iter(made.values()))
    tables = {who: beside_each_other(made, who) for who in first.info["who"]}
    worlds = {one.letter: one.title for one in worlds_of(made)}
    if as_json:
        screen.print_json(plain(made, folder, index))
        return
    heading(list(worlds.items()), first.info)
    for one in tables.values():
        words, *numbers = (column.title for column in one.columns)
        screen.show_table(one.caption, [words], numbers, [tuple(map(str, row)) for row in one.rows])
    screen.say(NOTE)
    screen.say()
    for name in made:
        screen.say_as_it_is(f"Comparison: {folder / name}")
    if index is not None:
        screen.say_as_it_is(f"All reports: {index}")


def plain(made: Mapping[str, "Comparison"], folder: Path, index: Path | None) -> dict[str, Any]:
    """The same for programs: each comparison as it is told alone, and where the page lies."""
    each = {name: {"folder": str(folder / name), **ending.ways_of(one).plain(one)} for name, one in made.items()}
    return {"folder": str(folder), "report": index and str(index), "comparisons": each}


def _show_plan(study: "Several", schemes: list[str], *, as_json: bool) -> None:
    """Print what all comparisons would take, one after the other."""
    plans = [one.plan() for one in study.parts.values()]
    whole = plans[0]._replace(
        seconds=sum(one.seconds for one in plans),
        disk_bytes=sum(one.disk_bytes for one in plans),
        memory_bytes=max(one.memory_bytes for one in plans),
    )
    single.show_plan(whole, [(name, "Scheme") for name in schemes], as_json)


def default_folder(spec: "RunSpec", schemes: list[str]) -> Path:
    """Where they go if nobody says: the name says what is compared with what."""
    from dataclasses import replace

    from glasshouse.studies.several import folder_name

    end = single.default_folder(replace(spec, scheme="none")).name.removeprefix("none")
    *first, last = (folder_name(one) for one in schemes)
    return RUNS / f"{'-and-'.join(first)[:100]}-vs-{last}{end}"
