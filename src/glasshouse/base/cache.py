"""The cache: a folder of the user's own, where what takes long to make is kept from one command to the next.

What is kept is executed later: machine code, the script of a page. So the folder is neither read nor written unless it
is the user's own and nobody else may write it. Each file begins with a digest of the rest, so that one that was damaged
is as good as none.
"""

import hashlib
import os
import stat
import tempfile
import time
import warnings
from contextlib import suppress
from pathlib import Path

_DIGEST_BYTES = hashlib.sha256().digest_size
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ABANDONED_AFTER = 3_600.0  # seconds; no file takes that long to write
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotKeptWarning(UserWarning):
    """Nothing is kept between two commands, which costs each of them the time to compile."""


class _UnusableError(Exception):
    """There is no cache that can be trusted; the text says why."""


def folder(name: str = "") -> Path | None:
    """The folder ``name`` of the cache, made if need be; None if it is not to be used, which is said once."""
    try:
        return _own(_home(), name, make=True)
    except (OSError, _UnusableError) as error:
        _say(error)
        return None


def holds(name: str, files: str) -> bool:
    """Whether a file that matches the pattern ``files`` is kept in the folder ``name`` of the cache."""
    try:
        return any(_own(_home(), name, make=False).glob(files))
    except (OSError, _UnusableError):
        return False


def kept(path: Path) -> bytes | None:
    """What was kept in ``path``; None if there is nothing, or nothing whole, or somebody else's."""
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode) or _whose(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    digest, rest = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return rest if digest == _digest(path, rest) else None


def keep(path: Path, data: bytes) -> None:
    """Keep ``data`` in ``path``, whole or not at all; a file that cannot be written costs time, nothing else."""
    try:
        _sweep(path.parent)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")  # nobody else may read or write it
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(path, data))
                file.write(data)
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink()
            raise
    except OSError as error:
        _say(error)


def _home() -> Path:
    """Where the cache belongs: ``glasshouse`` in XDG_CACHE_HOME, or in ``~/.cache`` if that names no folder.

    A path that begins nowhere would be looked for in the working folder, where anybody's files may lie.
    """
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if said.is_absolute():
        return said / "glasshouse"
    try:
        home = Path.home()
    except RuntimeError as error:
        raise _UnusableError("no home folder is known") from error
    if not Path(os.environ.get("HOME", home)).is_absolute() or not home.is_dir():
        raise _UnusableError(f"the home folder {str(home)!r} is not there")
    return home / ".cache" / "glasshouse"


def _own(home: Path, name: str, *, make: bool) -> Path:
    """The folder ``name`` in ``home``, both of them the user's own."""
    if make:
        home.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    above = home.parent.resolve(strict=True)
    for one in (above, *above.parents):
        mode = one.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise _UnusableError(f"everybody may write {one}")
    for one in dict.fromkeys((home, home / name)):
        if make:
            with suppress(FileExistsError):
                one.mkdir(mode=stat.S_IRWXU)
        _refuse_what_is_not_own(one)
    return home / name


def _refuse_what_is_not_own(one: Path) -> None:
    found = one.lstat()
    if not stat.S_ISDIR(found.st_mode):  # a link too: it may lead to what others unpacked into a folder of the user's
        raise _UnusableError(f"{one} is not a folder")
    if wrong := _whose(found):
        raise _UnusableError(f"{one} {wrong}")


def _whose(found: os.stat_result) -> str:
    """What is wrong with the owner of a file or folder, or with who may write it; nothing if it is the user's alone."""
    if not hasattr(os, "geteuid"):  # Windows keeps others out of a user's folders by other means
        return ""
    if found.st_uid != os.geteuid():
        return "belongs to somebody else"
    return "may be written by others" if found.st_mode & _OTHERS_MAY_WRITE else ""


def _digest(path: Path, data: bytes) -> bytes:
    """A digest of what is kept and of its place, so that a file copied from elsewhere is none of ours."""
    return hashlib.sha256(f"{path.parent.name}/{path.name}\n".encode() + data).digest()


def _sweep(where: Path) -> None:
    """Remove what was being written when somebody was killed."""
    for part in where.glob(".*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED_AFTER:
                part.unlink()


_said: set[str] = set()


def _say(error: Exception) -> None:
    """Say once in a process that nothing is kept, and why."""
    if _said:
        return
    why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)
    text = (
        f"Compiled code is not kept, so every command takes half a minute longer: {why}. "
        "Set XDG_CACHE_HOME to a folder that is yours alone."
    )
    _said.add(text)
    warnings.warn(text, NotKeptWarning, stacklevel=2)
