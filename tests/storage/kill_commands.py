"""Gives a command again and again, killed at another step each time, and prints what each kill left.

``python tests/storage/kill_commands.py FOLDER COMMAND[=KILLS]...``, where COMMAND is one of those below, or ``all``:
one line of JSON for each, with what the kills left and the exit status. So many kills are spread evenly over the steps
of a command; without a number it is killed at every step, which takes about half an hour. A step is a call that changes the
disk. What somebody would do next must come to the same tables, to the last bit, and leave nothing else.
"""

import contextlib
import io
import os
import shutil
import signal
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np
from kill_at_every_step import die_at, each_in_a_process, everything_at, in_a_process, numbers_of

from glasshouse.base.draws import unit
from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import app
from glasshouse.storage import folder as folders
from glasshouse.studies import bookkeeping, ensembles, side_by_side

HOW = "--threads 1 --no-report --json --out made"
SIZE = f"--world hamlet --people 600 --months 4 {HOW}"
RUN, COMPARE = f"run rongcheng-2016 {SIZE}", f"compare rongcheng-2016 none {SIZE}"
PAST = f"run rongcheng-2016 {SIZE} --out past"
BRANCH = f"branch past --at 2 --scheme +sesame {HOW}"
RESUME = "resume made --no-report --json"


class Given(NamedTuple):
    """A command, and those that were given before it."""

    command: str
    before: tuple[str, ...] = ()
    replaces: bool = False  # whether a kill leaves what was there or what replaces it
    half: bool = False  # whether the last one before it was killed halfway


COMMANDS = {
    "run": Given(RUN),
    "run --seeds": Given(f"{RUN} --seeds 3"),
    "compare": Given(COMPARE),
    "compare --seeds": Given(f"{COMPARE} --seeds 2"),
    "compare --from": Given(f"compare +sesame same --from past --at 2 {HOW}", (PAST,)),
    "branch": Given(BRANCH, (PAST,)),
    "resume": Given(RESUME, (RUN,), half=True),
    "resume of a comparison": Given(RESUME, (COMPARE,), half=True),
    "report": Given("report made", (RUN,)),
    "report of a comparison": Given("report made", (COMPARE,)),
    "run --force": Given(f"{RUN} --force", (f"{RUN} --seed 2",), replaces=True),
    "run --seeds --force": Given(f"{RUN} --seeds 3 --force", (f"{RUN} --seeds 2",), replaces=True),
    "compare --force": Given(f"{COMPARE} --force", (f"{COMPARE} --seed 2",), replaces=True),
    "compare --seeds --force": Given(f"{COMPARE} --seeds 2 --force", (f"{COMPARE} --seeds 3",), replaces=True),
    "branch --force": Given(f"{BRANCH} --force", (PAST, f"{RUN} --seed 2"), replaces=True),
}


def give(command: str, where: Path) -> None:
    """Give a command, as somebody does who is in the folder ``where``."""
    os.chdir(where)
    sys.argv = ["glasshouse", *command.split()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        app(standalone_mode=False)


def steps_of(command: str, where: Path) -> int:
    """How many steps a command takes that nobody kills."""

    def counted() -> None:
        steps = die_at(-1)
        give(command, where)
        (where.parent / "steps").write_text(str(next(steps)))

    assert in_a_process(counted) == 0, command
    return int((where.parent / "steps").read_text())


def killed_at(step: int, command: str, where: Path) -> None:
    status = in_a_process(lambda: (die_at(step), give(command, where)))
    assert status == -signal.SIGKILL, f"{command}, step {step}: {status}"


def before(given: Given, where: Path) -> None:
    """All that is there before the command."""
    where.mkdir()
    for command in given.before:
        steps = steps_of(command, where)
        if given.half:
            shutil.rmtree(where / "made")
            killed_at(steps // 2, command, where)


def look(given: Given, where: Path, old: str, whole: Path, left: Path) -> None:
    """Add what is there to ``left``, do what somebody would do next, and check that it comes to what it should."""
    told = found(where / "made")
    with left.open("a") as file:
        print("old" if told == old else told, file=file)
    if told == "nothing":
        assert not given.replaces, "neither what was there nor what replaces it"
        give(given.command, where)
    elif told == old:
        give(given.command, where)
    elif not told.startswith("complete"):
        give(RESUME, where)
    give("report made", where)
    assert tables(where / "made") == tables(whole / "made")
    assert everything_at(where) == everything_at(whole), everything_at(where) ^ everything_at(whole)


def found(made: Path) -> str:
    """What is there, after a look at every file."""
    try:
        kind = folders.kind_of(made)
    except GlasshouseError:
        return "nothing"
    info = folders.about(kind, made)
    if info["state"] == "complete":
        return f"complete {folders.opened(kind, made)['run']}"
    kept = folders.months_kept(made)
    return f"{kind.step} {kept}" if kept else "begun"


def tables(folder: Path) -> dict[str, str]:
    """The digest of every table of a complete folder, and of its sides."""
    kind = folders.kind_of(folder)
    files = folders.opened(kind, folder)["files"]
    of_sides = {f"{side}/{name}": one for side in kind.sides for name, one in tables(folder / side).items()}
    return {name: digest for name, digest in files.items() if name.startswith("tables/")} | of_sides


def every_kill(where: Path, left: Path, given: Given, kills: int | None) -> None:
    """Give it once in peace, and then with so many kills; what these leave is added to ``left``."""
    start, whole = where / "before", where / "in-peace"
    before(given, start)
    old = found(start / "made") if given.replaces else ""
    shutil.copytree(start, whole)
    steps = steps_of(given.command, whole)
    assert in_a_process(partial(give, "report made", whole)) == 0
    for turn in range(kills or steps):
        step = turn if kills is None else (2 * turn + 1) * steps // (2 * kills)
        there = where / f"at-{step}"
        shutil.copytree(start, there)
        killed_at(step, given.command, there)
        status = in_a_process(lambda to=there: look(given, to, old, whole, left))
        assert status == 0, f"after step {step} of {steps}"
        shutil.rmtree(there)


def main(where: Path, asked: dict[str, int | None]) -> None:
    for module in (side_by_side, bookkeeping, ensembles):
        module.SECONDS_BETWEEN_CHECKPOINTS = -1.0  # every month is kept
    os.fsync = lambda _: None  # a kill leaves what was written to the system; only a power cut would not
    for name in ("glasshouse.api", "glasshouse.report"):
        import_module(name)  # with all that a command loads, which the processes that are forked here then have
    unit(np.uint32(0))  # and a compiler that has looked around
    each_in_a_process(
        where, {name: partial(every_kill, given=COMMANDS[name], kills=kills) for name, kills in asked.items()}
    )


if __name__ == "__main__":
    said = numbers_of(sys.argv[2:])
    main(Path(sys.argv[1]).absolute(), dict.fromkeys(COMMANDS, said["all"]) if "all" in said else said)
