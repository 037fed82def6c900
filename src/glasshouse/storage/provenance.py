"""Everything that is needed to repeat a run: what went in, what computed it, where, by which command."""

import hashlib
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

from glasshouse.base.compiled import is_current
from glasshouse.base.errors import GlasshouseError
from glasshouse.population.model import World
from glasshouse.scheme.compile.calendar import counted, span
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement

_PACKAGE = Path(__file__).parent.parent
_NOT_IN_A_RESULT = {
    "__main__.py",
    "api.py",
    "base/advice.py",
    "base/errors.py",
    "base/parameters.py",
    "charts",
    "cli",
    "report",
    "runs",
    "studies/benchmark.py",
    "studies/explanation.py",
}
"""Parts of the package that show or keep a result and cannot change it."""
_MAKES_RESULTS = {".py", ".csv"}
_LIBRARIES = ("numpy", "numba", "polars", "pydantic")


def sha256(text: str | bytes) -> str:
    """The SHA-256 of a text (as UTF-8) or of bytes, in hexadecimal.

    >>> sha256("")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def sha256_of_texts(texts: Mapping[str, str]) -> str:
    """One digest of several named texts, whatever their order."""
    return sha256("".join(f"{name} {sha256(texts[name])}\n" for name in sorted(texts)))


@cache
def engine_sha256() -> str:
    """A digest of all code and census tables that make results: two engines that share it give the same bits.

    Rules, worlds and catalogues are not in it, because a run keeps its own; nor is what only shows or keeps
    results.

    Raises
    ------
    GlasshouseError
        If the source was changed since this process has read it: what it runs is then not what lies on disk.
    """
    if not is_current():
        raise GlasshouseError("The source of Glasshouse was changed since this process began. Begin a new one.")
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        inside = path.relative_to(_PACKAGE)
        if path.suffix in _MAKES_RESULTS and not {inside.parts[0], inside.as_posix()} & _NOT_IN_A_RESULT:
            digest.update(f"{inside.as_posix()} {sha256(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def version() -> str:
    """The version of this Glasshouse."""
    return metadata.version("glasshouse")


def machine() -> dict[str, Any]:
    """The machine, in the words that matter for speed; nothing that tells whose it is."""
    import psutil

    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": psutil.cpu_count() or 1,
        "memory_bytes": int(psutil.virtual_memory().total),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unknown"


def command_line(arguments: Sequence[str] | None = None) -> str:
    """The command that is running, as one would type it; for a script or notebook, its name.

    >>> command_line(["/usr/bin/glasshouse", "run", "my rules.yaml"])
    "glasshouse run 'my rules.yaml'"
    """
    import shlex

    program, *rest = sys.argv if arguments is None else arguments
    path = Path(program)
    name = path.parent.name if path.name == "__main__.py" else path.name  # of 'python -m glasshouse'
    return shlex.join([name, *rest])


def _scheme(one: Placement, months: tuple[int, int], begins: str) -> dict[str, Any]:
    """What ``run.json`` says of one scheme of a run, which judges from one of its months to another."""
    scheme, first = one.scheme, month_number(begins) + months[0]
    of_a_branch = {"since": one.since} if one.since else {}
    return of_a_branch | {
        "id": scheme.id,
        "title": scheme.title,
        "kind": scheme.subjects.kind,
        "sha256": sha256(one.text),
        "variant": one.variant,
        "changes": one.changes,
        "changed": [change._asdict() | {"at": list(change.at)} for change in one.changed],
        "region": list(one.region),
        "share": one.share,
        "in_force": scheme.in_force,
        "until": scheme.until,
        "months": months[1] - months[0],
        "begins": f"{first // 12:04}-{first % 12 + 1:02}",
    }


def _counted(one: Placement, first: int | None, months: int) -> tuple[int, int]:
    """The months of a run from which one of its schemes on, and up to which, it is counted."""
    judging = span(one.scheme, first, months, one.since) or (0, months)
    return counted(judging, one.counted_from) or judging


def describe(
    *,
    reference: str,
    placed: Sequence[Placement],
    world: World,
    world_text: str,
    catalogue: Mapping[str, str],
    people: int,
    firms: int,
    begins: str | None,
    months: int,
    seed: int,
    follow: int,
    records: int,
    command: str,
    saves: Sequence[int] = (),
    branch: Mapping[str, Any] | None = None,
    parts: Mapping[str, Mapping[str, float]] = MappingProxyType({}),
    burn_in: int = 0,
) -> dict[str, Any]:
    """What ``run.json`` says of a run that begins now.

    Parameters
    ----------
    catalogue : mapping of str to str
        The text of each file of its catalogues.
    saves : sequence of int
        The months that it saves.
    branch : mapping, optional
        What a branch begins with.
    parts : mapping
        The parts of the model that are on, each with its settings.
    burn_in : int
        How many of the months are not counted, the first.
    """
    first = None if begins is None else month_number(begins)
    schemes = [_scheme(one, _counted(one, first, months), begins or world.begins) for one in placed]
    made_of = (
        {
            "scheme": schemes[0],
            "schemes": schemes,
            "reference": reference,
            "world": {"id": world.id, "title": world.title, "people": people, "sha256": sha256(world_text)},
            "catalogue": {"sha256": sha256_of_texts(catalogue)},
            "engine": {"version": version(), "sha256": engine_sha256()},
            "seed": seed,
            "months": months,
            "follow": follow,
            "records": records,
            "firms": firms,
            "dated": begins is not None,
            "begins": begins or world.begins,
        }
        | ({} if branch is None else {"branch": dict(branch)})
        | ({"parts": dict(parts)} if parts else {})
        | ({"burn_in": burn_in} if burn_in else {})
    )
    return {
        "run": sha256(repr(made_of))[:12],
        **made_of,
        **({"saves": list(saves)} if saves else {}),
        "command": command,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {name: metadata.version(name) for name in _LIBRARIES},
        "machine": machine(),
    }
