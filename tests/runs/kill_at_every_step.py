"""Makes a run again and again, killed one step later each time, and prints what each kill left.

A step is a call that changes the disk. Each run is made in a process of its own, and looked at in another.
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
from small_lived import TEXTS, small_info, small_tallies

from glasshouse.errors import GlasshouseError
from glasshouse.runs import kinds, store
from glasshouse.runs.frames import TABLES

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


def make(folder: Path) -> None:
    """A run from its beginning to its end."""
    with store.begin(folder, small_info(months=3), TEXTS) as run:
        for month in (1, 2, 3):
            run.checkpoint(month, {"files": np.full(5000, month, np.uint64)}, [small_tallies()], {})
        run.finish(empty_tables(), {"seconds": 1.0})


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


def look(folder: Path) -> None:
    """Print what is there, after checking that it is what it says it is."""
    if not folder.exists():
        make(folder)
        assert [path.name for path in folder.parent.iterdir() if (path / ".lock").exists()] == [folder.name]
        print("nothing")
    elif json.loads((folder / "run.json").read_text())["state"] == "complete":
        assert all(store.open_run(folder).table(name).is_empty() for name in kinds.TABLES)
        print("complete")
    else:
        look_at_half(folder)


def look_at_half(folder: Path) -> None:
    """A half run is refused as such, and can be gone on with to its end."""
    with pytest.raises(GlasshouseError, match="is not finished"):
        store.open_run(folder)
    with store.reopen(folder) as run:
        last = run.last_checkpoint()
        assert last is None or (last.state["files"] == last.month).all()
        run.checkpoint(3, {"files": np.full(5000, 3, np.uint64)}, [small_tallies()], {})
        run.finish(empty_tables(), {})
    assert store.open_run(folder).info["state"] == "complete"
    print(f"month-{last.month}" if last else "begun")


def main(where: Path) -> None:
    os.fsync = lambda _: None  # a kill leaves what was written to the system; only a power cut would not
    kinds.TABLES = dict(list(TABLES.items())[:3])  # the fourth is written as the third
    for step in range(10_000):
        folder = where / f"at-{step}" / "run"
        folder.parent.mkdir()
        status = in_a_process(lambda at=step, to=folder: (die_at(at), make(to)))
        assert status in (0, -signal.SIGKILL), status
        assert in_a_process(lambda to=folder: look(to)) == 0, f"after step {step}"
        if status == 0:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
