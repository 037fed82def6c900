"""Which exact versions `make` installs: what pyproject.toml requires, and all that this needs, as installed.

`python scripts/lock.py` writes requirements.lock and requirements-dev.lock; with `--check` it says what in
them no longer meets pyproject.toml, and exits with 1 if anything does not.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Made by scripts/lock.py from pyproject.toml; tested together on Python 3.11. Do not edit by hand.\n"


def declared() -> dict[str, list[Requirement]]:
    """The requirements of each lock file, as pyproject.toml declares them; the second includes the first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = project["build-system"]["requires"] + project["project"]["dependencies"]
    develop = run + [one for group in project["dependency-groups"].values() for one in group]
    return {
        "requirements.lock": [Requirement(one) for one in run],
        "requirements-dev.lock": [Requirement(one) for one in develop],
    }


def installed(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Version by name of ``requirements`` and of everything they need, as installed in this environment.

    Raises
    ------
    SystemExit
        If one of them is missing here; the text says which.
    """
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(one, extra) for one in requirements for extra in ("", *one.extras)]
    while waiting:
        wanted, extra = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed here. Install it in this environment, then lock again.")
        found[name] = package.version
        for text in package.requires or ():
            need = Requirement(text)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting += [(need, part) for part in ("", *need.extras)]
    return found


def locked(name: str) -> dict[str, str]:
    """Version by package name in the lock file ``name``."""
    lines = (ROOT / name).read_text().splitlines()
    return dict(re.split("==", line) for line in lines if line and not line.startswith("#"))


def problems() -> list[str]:
    """What in the lock files does not meet pyproject.toml, one sentence each."""
    said = []
    for name, requirements in declared().items():
        versions = locked(name)
        for wanted in requirements:
            version = versions.get(canonicalize_name(wanted.name))
            if version is None:
                said.append(f"{name} lacks {wanted}.")
            elif not wanted.specifier.contains(version, prereleases=True):
                said.append(f"{name} has {wanted.name} {version}, but pyproject.toml wants {wanted}.")
    return said


def main() -> int:
    """Write the lock files, or check them."""
    if "--check" in sys.argv[1:]:
        print("\n".join(problems()) or "The lock files meet pyproject.toml.")
        return 1 if problems() else 0
    for name, requirements in declared().items():
        versions = installed(requirements)
        text = HEAD + "".join(f"{package}=={version}\n" for package, version in sorted(versions.items()))
        (ROOT / name).write_text(text)
        print(f"{name}: {len(versions)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
