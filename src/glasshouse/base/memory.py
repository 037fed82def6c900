"""How much memory there is for this process: what the machine, its control groups and its own limits leave."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from glasshouse.base.errors import GlasshouseError

LEAST_ADDRESSES = 2_500_000_000  # bytes that Python, its libraries and the compiler map, most of them never touched
ADDRESSES_PER_CORE = 16_000_000  # for the stacks of the threads that libraries start


class Room(NamedTuple):
    """Bytes that are free, and what leaves no more."""

    bytes: int
    within: str


class _Version(NamedTuple):
    """What the files of a control group are called."""

    limits: tuple[str, ...]
    usage: str
    reclaimable: str  # a line of memory.stat: pages of files, which the system gives back when memory is wanted


_V1 = _Version(("memory.limit_in_bytes",), "memory.usage_in_bytes", "total_inactive_file")
_V2 = _Version(("memory.max", "memory.high"), "memory.current", "inactive_file")


def free(root: Path = Path("/")) -> Room:
    """The memory that this process may still take: the least that anything leaves it.

    Parameters
    ----------
    root : Path
        Where the file system begins.
    """
    import psutil

    rooms = [Room(psutil.virtual_memory().available, "on this machine"), *_in_groups(root), *_within_limits()]
    least = min(rooms)
    return least._replace(bytes=max(0, least.bytes))


def refuse_a_tight_limit() -> None:
    """Refuse to begin where the libraries themselves would find no room, and end in the middle of something.

    Raises
    ------
    GlasshouseError
        If the addresses of this process are limited to less than they take.
    """
    limit, least = _limit("RLIMIT_AS"), LEAST_ADDRESSES + ADDRESSES_PER_CORE * (os.cpu_count() or 1)
    if limit is not None and limit < least:
        raise GlasshouseError(
            f"The memory of this shell is limited to {limit / 1e9:.1f} GB (ulimit -v), and Glasshouse needs "
            f"{least / 1e9:.1f} GB of addresses to begin with, though it uses a tenth. Lift the limit with "
            "'ulimit -v unlimited'; a control group limits what is really used."
        )


def _within_limits() -> Iterator[Room]:
    """What the limits of the process itself leave."""
    import psutil

    used = psutil.Process().memory_info()
    for name, option, taken in (("RLIMIT_AS", "-v", used.vms), ("RLIMIT_DATA", "-d", getattr(used, "data", 0))):
        if (limit := _limit(name)) is not None:
            yield Room(limit - taken, f"within the limit of this shell (ulimit {option})")


def _limit(name: str) -> int | None:
    """A limit of this process in bytes; None if there is none, as always on Windows."""
    try:
        import resource
    except ImportError:
        return None
    soft = resource.getrlimit(getattr(resource, name))[0]
    return None if soft == resource.RLIM_INFINITY else soft


def _in_groups(root: Path) -> Iterator[Room]:
    """What each control group leaves that this process is in, from its own up to the outermost that can be seen."""
    for version, mount, own in _groups(root):
        for group in (own, *own.parents):
            if not group.is_relative_to(mount):
                break
            yield from _left_in(group, version)


def _left_in(group: Path, version: _Version) -> Iterator[Room]:
    limits = [limit for name in version.limits if (limit := _number(group / name)) is not None]
    used = _number(group / version.usage)
    if limits and used is not None:
        used -= _statistic(group / "memory.stat", version.reclaimable)
        yield Room(min(limits) - used, "in this container (its control group)")


def _groups(root: Path) -> Iterator[tuple[_Version, Path, Path]]:
    """The groups that limit the memory of this process: their version, where they are mounted, the process's own."""
    names = {}
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, name = line.split(":", 2)
        if not controllers or "memory" in controllers.split(","):
            names["cgroup2" if not controllers else "cgroup"] = name
    for line in _lines(root / "proc/self/mountinfo"):
        left, _, right = line.partition(" - ")
        kind, _, options = right.split(" ", 2)
        if kind not in names or (kind == "cgroup" and "memory" not in options.split(",")):
            continue
        inside, mounted = left.split(" ")[3:5]
        mount = root / mounted.lstrip("/")
        yield _V2 if kind == "cgroup2" else _V1, mount, _own_group(mount, inside, names[kind])


def _own_group(mount: Path, inside: str, name: str) -> Path:
    """The folder of the group ``name``, where the group ``inside`` is mounted at ``mount``.

    A container may see its own group as the outermost, by the name that it has outside.
    """
    path = PurePosixPath(name)
    below = path.relative_to(inside) if path.is_relative_to(inside) else PurePosixPath()
    own = mount / below
    return own if ".." not in below.parts and own.is_dir() else mount


def _number(path: Path) -> int | None:
    """The number that a file of a group holds; None if there is none, or it is 'max'."""
    found = [line.strip() for line in _lines(path)]
    return int(found[0]) if found and found[0].isdigit() else None


def _statistic(path: Path, name: str) -> int:
    found = [line.split() for line in _lines(path)]
    return next((int(one[1]) for one in found if len(one) == 2 and one[0] == name and one[1].isdigit()), 0)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
