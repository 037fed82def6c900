"""How a folder comes to its place and another one goes, so that a kill at any moment leaves one of them there.

Beside the folder ``name`` may lie, for a moment or after a kill::

    .name.new-0123abcd    one that is not yet ready to be put in its place
    .name.old-0123abcd    a complete one that was replaced, kept until the new one is complete
    .name.gone-0123abcd   one that is being removed

Whoever writes to the folder next removes what is left of them. If the folder itself is missing, what was replaced
comes back.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import disk, lock
from glasshouse.storage.kinds import COMPLETE, Kind
from glasshouse.storage.place import (
    CHECKPOINTS,
    NEW_TABLES,
    SAVED,
    is_free,
    own_names,
    real,
    refuse_what_is_there,
    there,
)

_NEW, _OLD, _GONE = "new", "old", "gone"


@contextmanager
def prepared(folder: Path, *, force: bool) -> Iterator[Path]:
    """A new folder beside ``folder``, to be filled within this block and put in its place at the end, or not at all.

    What is there is refused; with ``force`` it is replaced if it is ours, and kept beside until the new one is
    complete, if it was complete itself.

    Raises
    ------
    GlasshouseError
        If something else is there, or somebody is writing to it.
    """
    refuse_what_is_there(folder, force=force)
    real(folder).parent.mkdir(parents=True, exist_ok=True)
    with lock.in_turn(real(folder).parent):
        _bring_back(folder)
        refuse_what_is_there(folder, force=force)  # by now
        _sweep_beside(folder)
        new = _beside(folder, _NEW)
        new.mkdir()
        try:
            yield new
            _put(new, folder)
        except BaseException:
            _remove(new)
            raise


def bring_back(folder: Path) -> None:
    """Put in its place what was there, if a kill came while it was replaced."""
    if not os.path.lexists(folder) and _left(folder, _OLD):
        with suppress(OSError), lock.in_turn(real(folder).parent):
            _bring_back(folder)


def kept_beside(folder: Path) -> Path | None:
    """What ``folder`` replaces and is kept until it is complete, if there is anything."""
    return next((one for one in _left(folder, _OLD) if _is_complete(one)), None)


def sweep(folder: Path) -> None:
    """Remove what a kill left of the making of a complete folder, in it and beside it; of others nothing.

    Whoever writes to such a folder calls it. If somebody else is writing there, or it may not be, all stays as it is.
    """
    found = there(folder)
    if found is None or found[1].get("state") != COMPLETE:
        return
    with suppress(OSError, GlasshouseError):
        if leftovers(found[0], folder):
            held = lock.taken(folder)
            try:
                sweep_within(found[0], folder)
            finally:
                os.close(held)
        sweep_beside(folder)


def sweep_beside(folder: Path) -> None:
    """Remove what is left beside a folder; what it replaces only if it is complete."""
    if any(_left(folder, what) for what in (_NEW, _OLD, _GONE)):
        with lock.in_turn(real(folder).parent):
            _sweep_beside(folder)


def sweep_within(kind: Kind, folder: Path) -> None:
    """Remove what is left of the making of a complete folder; the caller has its lock."""
    for left in leftovers(kind, folder):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def leftovers(kind: Kind, folder: Path) -> list[Path]:
    """What lies in a complete folder only because something was killed: checkpoints, and halves of files."""
    whole = [folder / name for name in (CHECKPOINTS, NEW_TABLES) if (folder / name).is_dir()]
    return whole + halves(kind, folder)


def halves(kind: Kind, folder: Path) -> list[Path]:
    """The halves of files that a kill left in a folder, its sides, and what it keeps of months."""
    found = there(folder)
    names = own_names(kind, found[1] if found else {})
    parts = [disk.part_of(folder / name) for name in names]
    parts += [part for where in (CHECKPOINTS, SAVED) for part in (folder / where).glob(".*.part")]
    of_sides = [part for name in kind.sides for part in _of_side(folder / name)]
    return [part for part in parts if part.is_file()] + of_sides


def _of_side(side: Path) -> list[Path]:
    inside = there(side)
    return [] if inside is None else halves(inside[0], side)


# What lies beside. Who calls these has the lock of ``lock.in_turn``


def _beside(folder: Path, what: str) -> Path:
    home = real(folder)
    return home.with_name(f".{home.name}.{what}-{secrets.token_hex(4)}")


def _left(folder: Path, what: str) -> list[Path]:
    """What is left beside a folder: of ours alone, which hold a lock, or nothing if a kill came before that."""
    home = real(folder)
    form = re.compile(re.escape(f".{home.name}.{what}-") + "[0-9a-f]{8}")
    there = sorted(home.parent.iterdir()) if home.parent.is_dir() else []
    ours = [one for one in there if form.fullmatch(one.name) and one.is_dir() and not one.is_symlink()]
    return [one for one in ours if (one / lock.LOCK).exists() or not any(one.iterdir())]


def _put(new: Path, folder: Path) -> None:
    """Put ``new`` in the place of ``folder``; if a run is there, that is kept if it is complete."""
    home = real(folder)
    if is_free(folder):
        new.rename(home)
        disk.settle(home.parent)
        return
    held = lock.taken(folder)
    try:
        old = _beside(folder, _OLD)
        home.rename(old)
        try:
            new.rename(home)
        except BaseException:
            old.rename(home)
            raise
        disk.settle(home.parent)
        if not _is_complete(old):
            _let_go(old, folder)
        for earlier in _left(folder, _OLD):
            if earlier != old and _is_complete(old):
                _let_go(earlier, folder)
    finally:
        os.close(held)


def _bring_back(folder: Path) -> None:
    old = sorted(_left(folder, _OLD), key=_is_complete)
    if old and not os.path.lexists(folder):
        old[-1].rename(real(folder))
        disk.settle(real(folder).parent)


def _sweep_beside(folder: Path) -> None:
    """Remove all that is left beside a folder, but what it replaces if it is not complete itself."""
    for left in [*_left(folder, _NEW), *_left(folder, _GONE)]:
        if not lock.is_taken(left):
            _remove(left)
    for old in _left(folder, _OLD):
        if _is_complete(folder) or not _is_complete(old):
            _let_go(old, folder)


def _is_complete(folder: Path) -> bool:
    found = there(folder)
    return found is not None and found[1].get("state") == COMPLETE


def _let_go(there: Path, folder: Path) -> None:
    """Remove a whole folder at once, and then what is in it."""
    gone = _beside(folder, _GONE)
    there.rename(gone)
    _remove(gone)


def _remove(folder: Path) -> None:
    """Remove a folder and all in it, its lock last, by which it is known as ours."""
    with suppress(OSError):
        for entry in sorted(folder.iterdir(), key=lambda one: one.name == lock.LOCK):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        folder.rmdir()
