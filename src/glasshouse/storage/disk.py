"""Writing to disk so that a kill or a full disk leaves the old file or the new one, never a half."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from glasshouse.base.errors import GlasshouseError

Piece = bytes | memoryview

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def write(path: Path, pieces: Iterable[Piece]) -> None:
    """A new file of these pieces, on the disk itself when this returns. No file may be there yet."""
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, pieces: Iterable[Piece]) -> None:
    """As :func:`write`, in place of a file that may be there; who looks sees the old one or the new one."""
    part = part_of(path)
    part.unlink(missing_ok=True)
    try:
        write(part, pieces)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    settle(path.parent)


def part_of(path: Path) -> Path:
    """Where what shall become the file ``path`` is written to, and stays if a kill comes."""
    return path.with_name(f".{path.name}.part")


def read(path: Path) -> bytes:
    """Everything in the file ``path``.

    Raises
    ------
    OSError
        If there is none, it may not be read, or it is no plain file; nothing is waited for.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    return path.read_bytes()


def settle(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk itself, not only the files that bear them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def kindly(what: str, path: Path, remedy: str) -> Iterator[None]:
    """Tell what the disk refuses within this block as a refusal that names what, where and the remedy.

    Raises
    ------
    GlasshouseError
        In place of the ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise GlasshouseError(f"{what} could not be written to {path}: {_why(error, path)} {remedy}") from error


def _why(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return f"the disk is full ({_free(path)} free). Make room there."
    if error.errno in _FORBIDDEN:
        return f"that is not allowed ({error.strerror}). Choose a folder of your own."
    if error.errno == errno.EFBIG:
        return "files may not grow that large here. Raise the limit ('ulimit -f')."
    return f"{error.strerror or error}."


def _free(path: Path) -> str:
    there = next(folder for folder in [path, *path.absolute().parents] if folder.exists())
    return size_of(shutil.disk_usage(there).free)


def size_of(count: float) -> str:
    """A number of bytes for people.

    >>> size_of(0), size_of(9_400_000), size_of(19_306_000_000)
    ('0 bytes', '9.4 MB', '19.3 GB')
    """
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count:.0f} bytes"
