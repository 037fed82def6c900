"""Which folders were made from which working folder: a small list of paths, so that ``latest`` finds them anywhere.

It lies in ``$XDG_STATE_HOME/glasshouse/made``, by default below ``~/.local/state``, one JSON object a line: the folder,
and where Glasshouse worked when it made it. It says nothing of what is in them. Nothing depends on it: whoever deletes
it, or cannot write there, has no ``latest`` outside of the folder in which runs lie by default.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MOST_LINES, KEPT_LINES = 400, 200
MOST_BYTES = 1_000_000  # of a list that is believed; ours is far shorter


def note(folder: Path) -> None:
    """Put a folder onto the list, if that can be done; a run does not depend on it."""
    with suppress(OSError, ValueError, RuntimeError), _opened() as handle:
        line = json.dumps({"folder": str(folder.resolve()), "from": str(Path.cwd())}).encode() + b"\n"
        lines = _lines(handle)
        os.write(handle, line if not lines or lines[-1].endswith(b"\n") else b"\n" + line)
        if len(lines) >= MOST_LINES:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            there = [one for one in _lines(handle) if (entry := _entry(one)) is not None and entry[0].is_dir()]
            os.ftruncate(handle, 0)
            os.write(handle, b"".join(there[-KEPT_LINES:]))


def from_here() -> list[Path]:
    """The folders that were made from this working folder or lie in it, and are still there; the newest last."""
    found: dict[Path, None] = {}
    with suppress(OSError, ValueError, RuntimeError), _opened() as handle:
        here = Path.cwd()
        for entry in map(_entry, _lines(handle)):
            if entry is not None and here in (entry[1], entry[0].parent) and entry[0].is_dir():
                found.pop(entry[0], None)
                found[entry[0]] = None
    return list(found)


def home() -> Path:
    """Where the list lies; a place that is named by a relative path would be another in every working folder.

    Raises
    ------
    RuntimeError
        If nobody knows whose home it would be in.
    """
    said = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (said if said.is_absolute() else Path.home() / ".local" / "state") / "glasshouse" / "made"


@contextmanager
def _opened() -> Iterator[int]:
    """A handle of the list; what is written goes to its end, whoever else writes there."""
    path = home()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        about = os.fstat(handle)
        if about.st_uid != os.geteuid() or about.st_mode & 0o022 or about.st_size > MOST_BYTES:
            raise PermissionError("others may write there, or it is no list of ours")
        yield handle
    finally:
        os.close(handle)


def _lines(handle: int) -> list[bytes]:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, MOST_BYTES).splitlines(keepends=True)


def _entry(line: bytes) -> tuple[Path, Path] | None:
    """The folder, and where it was made from; nothing if the line is damaged."""
    try:
        said = json.loads(line)
        folder, begun = Path(said["folder"]), Path(said["from"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (folder, begun) if folder.is_absolute() and "\0" not in str(folder) else None
