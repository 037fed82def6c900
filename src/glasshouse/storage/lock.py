"""One writer at a time: a lock on a folder that ends with the process that took it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from glasshouse.base.errors import GlasshouseError

LOCK = ".lock"


def taken(folder: Path) -> int:
    """A handle that keeps all others from writing to ``folder`` until it is closed, or its process dies.

    Raises
    ------
    GlasshouseError
        If somebody else holds it.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise GlasshouseError(f"{folder} is being written by another Glasshouse. Wait until that is done.") from error
    return handle


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Wait until nobody else puts a folder into ``folder``, and keep all others waiting within this block.

    Network file systems may know no such lock; there nobody waits.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_taken(folder: Path) -> bool:
    """Whether somebody is writing to ``folder``."""
    try:
        handle = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
