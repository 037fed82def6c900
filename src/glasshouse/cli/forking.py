"""A comparison from a common past: one run that goes on under A and under B from one of its months."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending, progress
from glasshouse.cli import run as single
from glasshouse.cli.options import RUNS, folder_of

if TYPE_CHECKING:
    from glasshouse.studies.branching import Future

SAME = "same"
LONGEST = 50  # letters of what names one side, that a folder takes over


class Fork(NamedTuple):
    """What is asked for."""

    run: Path
    at: str
    a: str
    b: str
    threads: int | None = None
    force: bool = False


def compare(asked: Fork, out: Path | None, *, plan: bool, with_report: bool, as_json: bool) -> None:
    """Let a run go on under A and under B, and say what differs; or say what that would take."""
    from glasshouse.storage.folder import refuse_what_is_there
    from glasshouse.storage.store import open_run
    from glasshouse.studies import branching, comparison, pairing
    from glasshouse.studies.places import files_of

    run = folder_of(asked.run, ("run",))
    one, other = schemes_of(asked, str(open_run(run).info["reference"]))
    futures = pairing.forked(run, asked.at, one, other, threads=asked.threads, force=asked.force)
    if plan:
        schemes = [
            (f"{side}: {placed.scheme.id}", placed.scheme.title)
            for side, future in zip("ab", futures, strict=True)
            for placed in future.parts.placed
        ]
        files = list(dict.fromkeys(told for one in futures for told in files_of(one.spec, one.parts)))
        single.show_plan(pairing.plan_from(futures), schemes, as_json, files=files)
        return
    folder = out or default_folder(run, futures[0], one, other)
    refuse_what_is_there(folder, force=asked.force)
    single.announce_compiling()
    with progress.past(futures[0].run.info["world"]["people"], futures[0].month) as tell:
        start = branching.start_of(futures[0].run, futures[0].month, tell)
    study = comparison.TwoWorlds(pairing.sides_from(futures, start))
    ending.close(single.conducted(study, folder), with_report=with_report, as_json=as_json)


def schemes_of(asked: Fork, reference: str) -> tuple[str | None, str | None]:
    """The schemes of both worlds from then on, where ``reference`` names those of the run; None changes nothing."""
    b = other_of(reference if asked.a == SAME else asked.a, asked.b)
    return None if asked.a == SAME else asked.a, None if b == SAME else b


def refuse_without_past(scheme: str) -> None:
    """Refuse what only means something beside the schemes of a run.

    Raises
    ------
    GlasshouseError
        If ``scheme`` is so.
    """
    if scheme == SAME or scheme.startswith("+"):
        means = "no change of the schemes" if scheme == SAME else f"{scheme[1:]} added to the schemes"
        raise GlasshouseError(f"{scheme!r} means {means} of a run. Name the run: --from RUN --at YYYY-MM")


def default_folder(run: Path, future: "Future", one: str | None, other: str | None) -> Path:
    """Where such a comparison goes if nobody says: its name says of what run, from when on, and under what.

    The name of a side that adds to the run begins with a plus.
    """
    a, b = (side_name(name) for name in (one, other))
    return RUNS / f"{run.resolve().name}-at-{future.begins}-{a}-vs-{b}"


def side_name(scheme: str | None) -> str:
    """One side as part of the name of a folder.

    >>> side_name(None), side_name("+travel-2018"), side_name("my/rules.yaml"), side_name("sesame:literature")
    ('same', '+travel-2018', 'rules', 'sesame-literature')
    """
    if scheme is None:
        return SAME
    from glasshouse.scheme.library.system import parts_of

    plus, names = ("+", scheme[1:]) if scheme.startswith("+") else ("", scheme)
    named = plus + "+".join(single.short_name(name) for name in parts_of(names))
    return re.sub(r"[^\w.+~-]", "-", named)[:LONGEST]


def other_of(a: str, b: str) -> str:
    """The second system of schemes; ``:CHANGE`` is the first with a change.

    >>> other_of("sesame", ":literature"), other_of("sesame", "none")
    ('sesame:literature', 'none')

    Raises
    ------
    GlasshouseError
        If a change is to be made to several schemes at once.
    """
    from glasshouse.scheme.library.system import parts_of

    if not b.startswith(":"):
        return b
    if len(parts_of(a)) > 1:
        raise GlasshouseError(f"{b!r} does not say which scheme of {a} it changes. Write B in full.")
    return f"{a}{',' if ':' in a else ''}{b if ':' not in a else b[1:]}"
