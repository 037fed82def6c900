"""Months of a run that are kept for good, to begin branches from: ``saved/month-0028`` in its folder."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from glasshouse.storage import checkpoint, disk, lock, swap
from glasshouse.storage.checkpoint import Checkpoint, TornError
from glasshouse.storage.place import SAVED

_MONTH = re.compile(r"month-(\d+)")
_PIECE = 1 << 24  # bytes that are copied at once


def path_of(folder: Path, month: int) -> Path:
    """Where the run in ``folder`` keeps a month."""
    return folder / SAVED / f"month-{month:04}"


def keep(folder: Path, held: Checkpoint) -> None:
    """Save a month of the run in ``folder``, whole or not at all; whoever calls it is the only one who writes there.

    Raises
    ------
    GlasshouseError
        If the disk refuses.
    """
    with disk.kindly(f"Month {held.month}", folder, "The run is as it was."):
        (folder / SAVED).mkdir(exist_ok=True)
        checkpoint.write(path_of(folder, held.month), held)


def last(folder: Path, month: int) -> Checkpoint | None:
    """The last month up to ``month`` that the run in ``folder`` saved and that is whole; ``None`` if there is none."""
    there = folder / SAVED
    named = [(_MONTH.fullmatch(path.name), path) for path in (there.iterdir() if there.is_dir() else ())]
    found = [(int(name[1]), path) for name, path in named if name]
    for _, path in sorted((one for one in found if one[0] <= month), reverse=True):
        try:
            return checkpoint.read(path)
        except TornError:
            continue
    return None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep others from writing to the folder of a run meanwhile.

    Raises
    ------
    GlasshouseError
        If somebody else is writing to it.
    """
    swap.sweep(folder)
    with disk.kindly("A month", folder, "The run is as it was."):
        held = lock.taken(folder)
    try:
        yield
    finally:
        os.close(held)


def hand_on(source: Path, target: Path) -> None:
    """The saved month ``source`` as the file ``target`` as well; it takes no further room where the disk knows links.

    Raises
    ------
    GlasshouseError
        If the disk refuses.
    """
    with disk.kindly("The month that the branch begins with", target, "Nothing can go on from it."):
        try:
            os.link(source, target)
        except OSError:  # another disk, or one that has no links
            with source.open("rb") as file:
                disk.write(target, iter(partial(file.read, _PIECE), b""))
        disk.settle(target.parent)
