"""Does one thing to a folder again and again, killed one step later each time, and prints what each kill left.

``python tests/storage/kill_at_every_step.py FOLDER DEED[=STRIDE]...``: a line of JSON for each deed, with what the
kills left, in their order, and the exit status.

A step is a call that changes the disk. Each attempt is made in a process of its own, and looked at in another, which
then does what somebody would do next and checks that all is there, and nothing else.
"""

import copy
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
import run_folders
from small_folders import GAINS, begin_comparison, begin_ensemble, finish_comparison
from small_lived import MONTHS, TEXTS, small_info, small_tallies

from glasshouse.base.errors import GlasshouseError
from glasshouse.report.paper import put_down
from glasshouse.results.run_tables import TABLES
from glasshouse.storage import folder as folders
from glasshouse.storage import kinds, provenance, saved
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN

STEPS = (
    (os, "fsync"),
    (os, "open"),
    (os, "unlink"),
    (os, "rmdir"),
    (os, "link"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "mkdir"),
    (Path, "unlink"),
)
OLD, NEW = 1, 2  # seeds, by which what was there is told from what replaces it
MANY = {"intervals": pl.DataFrame({"low": [1.0]}), "a/metrics": pl.DataFrame({"low": [2.0]})}


# What is done to a folder


def make_run(folder: Path, *, force: bool = False, seed: int = NEW, start: Path | None = None) -> None:
    """A run from its beginning to its end."""
    with run_folders.begin(folder, small_info(months=3, seed=seed), TEXTS, start=start, force=force) as run:
        live(run)


def make_comparison(folder: Path, *, force: bool = False, seed: int = NEW) -> None:
    """A comparison from its beginning to its end."""
    with begin_comparison(folder, force=force, months=3, seed=seed) as comparison:
        live(comparison)


def make_ensemble(folder: Path, *, force: bool = False, seed: int = NEW) -> None:
    """An ensemble from its beginning to its end."""
    with begin_ensemble(folder, force=force, seed=seed) as ensemble:
        live(ensemble)


def make_branch(folder: Path, *, force: bool = False) -> None:
    """A month of a run saved, and a branch that begins with it."""
    past = folder.parent / "past"
    with saved.alone(past):
        saved.keep(past, Checkpoint(2, state_of(2), [small_tallies()], {}))
    make_run(folder, force=force, start=saved.path_of(past, 2))


def half_a_run(folder: Path, seed: int = OLD) -> None:
    with run_folders.begin(folder, small_info(months=3, seed=seed), TEXTS) as run:
        keep_month(run, 1)


def resume(folder: Path) -> None:
    """What is unfinished goes on to its end."""
    with folders.reopen(folders.kind_of(folder), folder) as half:
        last = half.last_checkpoint()
        assert last is None or (last.state["files"] == last.month).all()
        keep_month(half, 3)
        finish(half)


def report(folder: Path) -> None:
    """The report is written, and what a kill left before is swept."""
    put_down(folder / "report.html", "page", {})


def live(folder: Folder) -> None:
    for month in (1, 2, 3):
        keep_month(folder, month)
    finish(folder)


def keep_month(folder: Folder, month: int) -> None:
    folder.checkpoint(month, state_of(month), [small_tallies()], {})


def state_of(month: int) -> dict[str, Any]:
    return {"files": np.full(5000, month, np.uint64)}


def finish(folder: Folder) -> None:
    if folder.kind is RUN:
        folder.finish(empty_tables(), {"seconds": 1.0})
    elif folder.kind is COMPARISON:
        finish_comparison(folder, empty_tables())
    else:
        folder.finish(MANY, {"seconds": 1.0})


def empty_tables() -> dict[str, pl.DataFrame]:
    """Every table that a run has here, without rows."""
    return {name: pl.DataFrame(schema=one.columns) for name, one in kinds.TABLES.items()}


def nothing(folder: Path) -> None:
    """Nothing is there before."""


def past_and(before: Callable[[Path], None]) -> Callable[[Path], None]:
    """A run beside the folder, of which that shall be a branch, and what ``before`` makes."""

    def prepare(folder: Path) -> None:
        make_run(folder.parent / "past", seed=OLD)
        before(folder)

    return prepare


def killed_at_its_end(folder: Path) -> None:
    """A complete run as one left it that was killed before it let go of its checkpoints and of what it replaced."""
    half_a_run(folder, OLD)
    kept = {path.name: path.read_bytes() for path in (folder / "checkpoints").iterdir()}
    resume(folder)
    (folder / "checkpoints").mkdir()
    for name, raw in kept.items():
        (folder / "checkpoints" / name).write_bytes(raw)
    make_run(folder.parent / f".{folder.name}.old-0123abcd", seed=OLD)


class Deed(NamedTuple):
    """Something that is done to a folder, and how it is found before."""

    do: Callable[[Path], None]
    before: Callable[[Path], None] = nothing
    replaces: bool = False  # whether a kill leaves what was there or what replaces it


old_run = partial(make_run, seed=OLD)
DEEDS = {
    "run": Deed(make_run),
    "comparison": Deed(make_comparison),
    "ensemble": Deed(make_ensemble),
    "branch": Deed(make_branch, past_and(nothing)),
    "resume": Deed(resume, half_a_run),
    "report": Deed(report, killed_at_its_end),
    "run --force": Deed(partial(make_run, force=True), old_run, True),
    "run --force over half a run": Deed(partial(make_run, force=True), half_a_run, True),
    "run --force over a comparison": Deed(partial(make_run, force=True), partial(make_comparison, seed=OLD), True),
    "comparison --force": Deed(partial(make_comparison, force=True), partial(make_comparison, seed=OLD), True),
    "ensemble --force": Deed(partial(make_ensemble, force=True), partial(make_ensemble, seed=OLD), True),
    "branch --force": Deed(partial(make_branch, force=True), past_and(old_run), True),
}


# The kill, and what it left


def die_at(step: int) -> Iterator[int]:
    """Have this process killed just before its ``step``-th step; what counts them."""
    count = iter(range(1_000_000))

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    for home, name in STEPS:
        setattr(home, name, counted(getattr(home, name)))
    return count


def in_a_process(action: Callable[[], object]) -> int:
    """The exit status of ``action`` in a process of its own; negative if it was killed."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        sys.stdout.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def look(folder: Path, deed: Deed, whole: set[str], left: Path) -> None:
    """Add what is there to ``left``, do what somebody would do next, and check that it comes to what it should."""
    told = found(folder, deed)
    with left.open("a") as file:
        print(told, file=file)
    if told == "nothing":
        assert not deed.replaces, "neither what was there nor what replaces it"
        deed.do(folder)
    elif told.startswith("old"):
        deed.do(folder)
    elif told != "complete":
        resume(folder)
    report(folder)
    look_at_whole(folder)
    assert everything_at(folder.parent) == whole, everything_at(folder.parent) ^ whole


def found(folder: Path, deed: Deed) -> str:
    """What is there, after checking that it is what it says it is."""
    try:
        kind = folders.kind_of(folder)
    except GlasshouseError:
        assert not folder.exists()
        return "nothing"
    info = folders.about(kind, folder)
    is_old = deed.replaces and info["seed"] == OLD
    if info["state"] == "complete":
        look_at_whole(folder)
        return "old" if is_old else "complete"
    months = look_at_half(folder)
    return "old half" if is_old else f"month-{months}" if months else "begun"


def look_at_whole(folder: Path) -> None:
    kind = folders.kind_of(folder)
    info = folders.opened(kind, folder)
    tables = GAINS if kind is COMPARISON else MANY if kind is ENSEMBLE else empty_tables()
    assert all(folders.tables_in(folder, info)(name).equals(table) for name, table in tables.items())
    for side in kind.sides:
        look_at_whole(folder / side)


def look_at_half(folder: Path) -> int:
    """The last month of what is half made, which is refused as such, with its sides."""
    kind = folders.kind_of(folder)
    for one, is_kind in [(folder, kind), *((folder / side, RUN) for side in kind.sides)]:
        with pytest.raises(GlasshouseError, match="is not finished"):
            folders.opened(is_kind, one)
    return folders.months_kept(folder)


def everything_at(where: Path) -> set[str]:
    return {str(path.relative_to(where)) for path in where.rglob("*")}


def done_in_peace(start: Path, where: Path, deed: Deed) -> set[str]:
    """What lies there when nobody is killed."""
    shutil.copytree(start, where)
    for action in (deed.do, report):
        assert in_a_process(partial(action, where / "folder")) == 0
    return everything_at(where)


def every_step(where: Path, left: Path, deed: Deed, stride: int) -> None:
    """Do it once in peace, and then with a kill at each ``stride``-th step; what these leave is added to ``left``."""
    start = where / "before"
    start.mkdir()
    assert in_a_process(partial(deed.before, start / "folder")) == 0
    whole = done_in_peace(start, where / "in-peace", deed)
    for step in range(0, 10_000, stride):
        there = where / f"at-{step}"
        shutil.copytree(start, there)
        status = in_a_process(lambda at=step, to=there / "folder": (die_at(at), deed.do(to)))
        assert status in (0, -signal.SIGKILL), status
        assert in_a_process(lambda to=there / "folder": look(to, deed, whole, left)) == 0, f"after step {step}"
        if status == 0:
            return


def describe_once(where: Path) -> None:
    """Have what a run says of itself found in one process, and told by all that come of this one.

    It takes several times as long as the rest of a run that never ran.
    """
    told = where / "told.json"

    def find() -> None:
        infos = [small_info(months=months, seed=seed) for months in (3, MONTHS) for seed in (OLD, NEW)]
        told.write_text(json.dumps(infos))

    assert in_a_process(find) == 0
    infos = {(info["months"], info["seed"]): info for info in json.loads(told.read_text())}
    provenance.describe = lambda *, months, seed, **_: copy.deepcopy(infos[months, seed])


def each_in_a_process(where: Path, asked: dict[str, Callable[[Path, Path], None]]) -> None:
    """Do each thing in a process of its own, given a folder and a file for what it finds; print a line for each."""
    for turn, (name, action) in enumerate(asked.items()):
        place, left = where / f"{turn}", where / f"left-{turn}"
        place.mkdir()
        left.touch()
        status = in_a_process(partial(action, place, left))
        print(json.dumps({"asked": name, "left": left.read_text().splitlines(), "status": status}), flush=True)


def main(where: Path, asked: dict[str, int | None]) -> None:
    os.fsync = lambda _: None  # a kill leaves what was written to the system; only a power cut would not
    kinds.TABLES = dict(list(TABLES.items())[:3])  # the fourth is written as the third
    provenance.engine_sha256()  # which a process finds once, and so all that come of this one
    describe_once(where)
    each_in_a_process(
        where, {deed: partial(every_step, deed=DEEDS[deed], stride=stride or 1) for deed, stride in asked.items()}
    )


def numbers_of(words: list[str]) -> dict[str, int | None]:
    """What stands behind each name, as in ``run=2``; None if nothing does."""
    pairs = [word.partition("=") for word in words]
    return {name: int(number) if number else None for name, _, number in pairs}


if __name__ == "__main__":
    main(Path(sys.argv[1]), numbers_of(sys.argv[2:]))
