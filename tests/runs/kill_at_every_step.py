"""Makes a run or a comparison again and again, killed one step later each time, and prints what each kill left.

A step is a call that changes the disk. Each is made in a process of its own, and looked at in another.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from small_folders import begin_comparison, finish_comparison
from small_lived import TEXTS, small_info, small_tallies

from glasshouse.errors import GlasshouseError
from glasshouse.runs import folder as folders
from glasshouse.runs import kinds, store
from glasshouse.runs.folder import Folder
from glasshouse.runs.frames import TABLES
from glasshouse.runs.kinds import RUN, Kind

STEPS = (
    (os, "fsync"),
    (os, "open"),
    (os, "unlink"),
    (os, "rmdir"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "mkdir"),
    (Path, "unlink"),
)


def make_run(folder: Path) -> None:
    """A run from its beginning to its end."""
    with store.begin(folder, small_info(months=3), TEXTS) as run:
        live(run)


def make_comparison(folder: Path) -> None:
    """A comparison from its beginning to its end."""
    with begin_comparison(folder, months=3) as comparison:
        live(comparison)


MAKE = {"run": make_run, "comparison": make_comparison}


def live(folder: Folder) -> None:
    for month in (1, 2, 3):
        folder.checkpoint(month, state_of(month), [small_tallies()], {})
    finish(folder)


def state_of(month: int) -> dict[str, Any]:
    return {"files": np.full(5000, month, np.uint64)}


def finish(folder: Folder) -> None:
    if folder.kind is RUN:
        folder.finish(empty_tables(), {"seconds": 1.0})
    else:
        finish_comparison(folder, empty_tables())


def empty_tables() -> dict[str, pl.DataFrame]:
    """Every table that a run has here, without rows."""
    return {name: pl.DataFrame(schema=one.columns) for name, one in kinds.TABLES.items()}


def die_at(step: int) -> None:
    """Have this process killed just before its ``step``-th step."""
    count = iter(range(1_000_000))

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    for home, name in STEPS:
        setattr(home, name, counted(getattr(home, name)))


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


def look(folder: Path, kind: Kind) -> None:
    """Print what is there, after checking that it is what it says it is."""
    if not folder.exists():
        MAKE[kind.noun](folder)
        assert [path.name for path in folder.parent.iterdir() if (path / ".lock").exists()] == [folder.name]
        print("nothing")
    elif json.loads((folder / kind.about).read_text())["state"] == "complete":
        look_at_whole(folder, kind)
        print("complete")
    else:
        look_at_half(folder, kind)


def look_at_whole(folder: Path, kind: Kind) -> None:
    assert folders.opened(kind, folder)["files"]
    for run in [folder / side for side in kind.sides] or [folder]:
        assert all(store.open_run(run).table(name).is_empty() for name in kinds.TABLES)


def look_at_half(folder: Path, kind: Kind) -> None:
    """What is half made is refused as such, with its sides, and can be gone on with to its end."""
    for run in [folder / side for side in kind.sides] or [folder]:
        with pytest.raises(GlasshouseError, match="is not finished"):
            store.open_run(run)
    with folders.reopen(kind, folder) as again:
        last = again.last_checkpoint()
        assert last is None or (last.state["files"] == last.month).all()
        again.checkpoint(3, state_of(3), [small_tallies()], {})
        finish(again)
    look_at_whole(folder, kind)
    print(f"month-{last.month}" if last else "begun")


def main(where: Path, kind: Kind) -> None:
    os.fsync = lambda _: None  # a kill leaves what was written to the system; only a power cut would not
    kinds.TABLES = dict(list(TABLES.items())[:3])  # the fourth is written as the third
    for step in range(0, 10_000, 2 if kind.sides else 1):  # a comparison takes twice as many
        folder = where / f"at-{step}" / kind.noun
        folder.parent.mkdir()
        status = in_a_process(lambda at=step, to=folder: (die_at(at), MAKE[kind.noun](to)))
        assert status in (0, -signal.SIGKILL), status
        assert in_a_process(lambda to=folder: look(to, kind)) == 0, f"after step {step}"
        if status == 0:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), next(kind for kind in kinds.KINDS if kind.noun == sys.argv[2]))
