"""Nothing is left lying about: no unfinished places, no paths of one machine, no registry, no giants."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pages import ROOT

# The patterns are written so that they do not find themselves.
UNFINISHED = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b|raise N[o]tImplemented")
OF_A_MACHINE = re.compile(r"(?<![\w.~}])/(?:w[o]rk|r[o]ot|h[o]me|U[s]ers|f[a]rm)/\w|[A-Z]:\\U[s]ers")
REGISTRY = re.compile(r"https?://[^ ]*(?:p[y]pi|p[y]thonhosted|n[p]mjs|d[e]b\.debian)|--(?:extra-)?index-url")
NOT_RUN = re.compile(r"pytest\.(?:mark\.)?(?:s[k]ip|x[f]ail)|unittest\.s[k]ip")
MOST_LINES = 600
MOST_BYTES = 2**20


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: what git tracks and what it would, or without git whatever lies here."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        made = {".venv", "_build", "__pycache__", "glasshouse-runs", "build", "dist"}
        paths = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def text_of(path: Path) -> str:
    """The text of a file; nothing for pictures and the like."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8")


def places(pattern: re.Pattern[str], suffix: str = "", under: str = "") -> list[str]:
    """Where ``pattern`` occurs in the project's files."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in files()
        if path.name.endswith(suffix) and str(path.relative_to(ROOT)).startswith(under)
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later():
    assert places(UNFINISHED) == []


def test_no_file_knows_the_machine_it_was_written_on():
    assert places(OF_A_MACHINE) == []


def test_no_file_names_a_package_registry():
    assert places(REGISTRY) == []


def test_every_test_runs():
    assert places(NOT_RUN, ".py", "tests") + places(NOT_RUN, ".py", "validation") == []


def test_no_module_is_a_giant():
    modules = [path for path in files() if path.suffix == ".py" and path.is_relative_to(ROOT / "src")]
    long = {path: text_of(path).count("\n") for path in modules}
    assert {str(path.relative_to(ROOT)): lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_no_file_is_heavy():
    """But for the prebuilt answers, which are whole pages that need no network."""
    heavy = [path.relative_to(ROOT) for path in files() if path.stat().st_size > MOST_BYTES]
    assert [str(path) for path in heavy if path.parent.name != "first-answer"] == []


def test_every_module_opens_with_its_purpose():
    modules = [path for path in files() if path.suffix == ".py" and path.stat().st_size]
    assert [
        str(path.relative_to(ROOT)) for path in modules if not text_of(path).startswith(('"""', "#!", 'r"""'))
    ] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (UNFINISHED, "# TO" + "DO: later"),
        (OF_A_MACHINE, "open('/ho" + "me/ann/run.json')"),
        (REGISTRY, "https://py" + "pi.org/simple"),
        (NOT_RUN, "@pytest.mark.sk" + "ip"),
    ],
)
def test_debris_is_caught(pattern: re.Pattern[str], text: str):
    assert pattern.search(text)
