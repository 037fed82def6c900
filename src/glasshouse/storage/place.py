"""What is there already in the place of a folder: nothing, one that Glasshouse wrote, or something foreign."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.base.advice import option
from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import disk, lock
from glasshouse.storage.kinds import KINDS, REPORT, RUN, Kind

TABLES, NEW_TABLES, CHECKPOINTS, INPUTS, SAVED = "tables", ".tables.new", "checkpoints", "inputs", "saved"
START = f"{INPUTS}/start"  # the month that a branch begins with


def there(folder: Path) -> tuple[Kind, dict[str, Any]] | None:
    """What is there of ours and what it says of itself, though it may be damaged."""
    for kind in KINDS:
        try:
            info = json.loads(disk.read(folder / kind.about))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(info, dict) and info.get("kind") == kind.says:
            return kind, info
    return None


def kind_of(folder: Path) -> Kind:
    """What kind of folder this is, by the JSON that it holds; that may still prove damaged.

    Raises
    ------
    GlasshouseError
        If Glasshouse wrote no such folder.
    """
    found = there(folder)
    if found is not None:
        return found[0]
    for kind in KINDS:
        if (folder / kind.about).exists():
            return kind
    if not folder.is_dir():
        raise GlasshouseError(f"There is no folder {folder}.")
    raise GlasshouseError(none_of(RUN, folder))


def none_of(kind: Kind, folder: Path) -> str:
    """What to tell of a folder that is not of this kind: which it is, and where the right one may be."""
    found = there(folder)
    if found is None:
        return f"{folder} is not {kind}: it holds no {kind.about}. Name the folder that '{kind.made_by}' made."
    of_another = found[0]
    sides = " and ".join(str(folder / name) for name in of_another.sides) if kind is RUN else ""
    return f"{folder} is {of_another}, not {kind}." + (f" Its sides are runs: {sides}" if sides else "")


def comparison_of(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """The comparison of which ``folder`` is a side, if it is one, and what that says of itself; raises as ``real``."""
    within = real(folder)
    found = there(within.parent)
    if found is None or within.name not in found[0].sides:
        return None
    same = folder.parent.resolve() == within.parent  # not so for '.', or for a link
    return (folder.parent if same else within.parent), found[1]


def real(folder: Path) -> Path:
    """Where a folder really lies; for a link, what it leads to.

    Raises
    ------
    GlasshouseError
        If the working folder is gone, and the path begins there.
    """
    try:
        return Path(os.path.realpath(folder))
    except FileNotFoundError as error:
        raise GlasshouseError(
            f"The working folder is gone, so {folder} is nowhere. Change into one that exists, or give the whole path."
        ) from error


def refuse_what_is_there(folder: Path, *, force: bool = False) -> None:
    """Refuse a folder in which something is already; with ``force``, only what Glasshouse did not write.

    Raises
    ------
    GlasshouseError
        If so; the text says what is there and what to do.
    """
    if (whole := comparison_of(folder)) is not None:
        raise GlasshouseError(
            f"{folder} belongs to the comparison {whole[0]}. Choose another folder with {option('out')}."
        )
    if _is_here(folder) and (force or is_free(folder)):
        raise GlasshouseError(
            f"{folder} is the folder that you are in. Go elsewhere, or name one in it with {option('out')}."
        )
    if is_free(folder):
        return
    found = there(folder)
    if found is None:
        kept = f", so {option('force', True)} does not touch it" if force else ""
        raise GlasshouseError(
            f"{folder} is there already, and it is not a run{kept}. Choose another folder with {option('out')}."
        )
    kind, info = found
    if lock.is_taken(folder):
        raise GlasshouseError(
            f"{folder} holds {kind} that is being written by another Glasshouse. Wait until that is done, or choose "
            f"another folder with {option('out')}."
        )
    if not force:
        raise GlasshouseError(
            f"{folder} holds {kind} already. Choose another folder with {option('out')}, or replace it with "
            f"{option('force', True)}."
        )
    foreign = _foreign(kind, folder, info)
    if foreign:
        raise GlasshouseError(
            f"{folder} also holds {foreign[0]}, which no {kind.noun} wrote, so "
            f"{option('force', True)} does not touch it. Move that away, or choose another folder with {option('out')}."
        )


def is_free(folder: Path) -> bool:
    """Whether nothing is there, or an empty folder."""
    try:
        is_there = folder.is_symlink() or folder.exists()
        return not is_there or not any(folder.iterdir())
    except OSError:
        return False


def own_names(kind: Kind, info: Mapping[str, Any]) -> set[str]:
    """What Glasshouse itself may have put into a folder, apart from the sides; without what a kill left of a file."""
    names = {kind.about, lock.LOCK, TABLES, NEW_TABLES, CHECKPOINTS, INPUTS, SAVED}
    pages = [REPORT, *(f"{Path(REPORT).stem}-{one}.html" for one in _pages(info))]
    return names | {str(Path(page).with_suffix(suffix)) for page in pages for suffix in (".html", ".json")}


def _foreign(kind: Kind, folder: Path, info: Mapping[str, Any]) -> list[str]:
    """What lies in a folder of ours and is not ours, by name."""
    names = own_names(kind, info)
    names |= {disk.part_of(Path(name)).name for name in names}
    found = []
    for entry in folder.iterdir():
        if entry.name in kind.sides and entry.is_dir() and not entry.is_symlink():
            inside = there(entry)
            found += [f"{entry.name}/{one}" for one in _foreign(RUN, entry, inside[1] if inside else {})]
        elif entry.name not in names:
            found.append(entry.name)
    return sorted(found)


def _pages(info: Mapping[str, Any]) -> list[str]:
    """What has a page of its own by what a JSON says, which may be damaged: schemes, or those who are compared."""
    found = []
    for one in (*_list(info, "schemes"), *_list(info, "who")):
        name = one.get("id") if isinstance(one, dict) else one
        found += [name] if isinstance(name, str) and "/" not in name and "\0" not in name else []
    return found


def _list(info: Mapping[str, Any], key: str) -> list[Any]:
    said = info.get(key)
    return said if isinstance(said, list) else []


def _is_here(folder: Path) -> bool:
    """Whether this process stands in ``folder``, which then cannot be put in its place under it."""
    try:
        return Path.cwd().is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False
