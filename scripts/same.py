"""The proof that nothing moved: runs, comparisons, branches and ensembles whose every table has a stored digest.

`python scripts/same.py` simulates all of them, on one thread and on two, through the public interface alone, and names
every table whose content is not what is stored; `make same` calls it, `python scripts/same.py sesame` looks at one.
A change that is meant to move numbers says so in CHANGELOG.md under *Results*, and then stores what holds now:

    python scripts/same.py --renew
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from polars import selectors

import glasshouse as gh

ROOT = Path(__file__).resolve().parent.parent
STORED, CHANGELOG = ROOT / "tests/contracts/same.json", ROOT / "CHANGELOG.md"
THREADS = (1, 2)
DIGITS = 10  # of a number with a fraction: the last bits of a logarithm depend on the processor
SHORT = 12  # hexadecimal digits that are stored of a digest

Digests = dict[str, str]
"""A digest by the name of a table, as its file is called below the folder of the run."""

SMALL: dict[str, Any] = {"world": "hamlet", "seed": 7, "follow": 512}
YEARS: dict[str, Any] = {**SMALL, "months": 26}
FEW_OF_CHINA: dict[str, Any] = {"world": "china", "people": 40_000, "seed": 7, "follow": 512}
TRIO = "rongcheng-2016+court-list+sesame"

Made = Callable[[Path, int], object]
"""Makes what a case is about in a folder, with so many threads."""


def _run(scheme: str, **asked: Any) -> Made:
    return lambda folder, threads: gh.run(scheme=scheme, out=folder, threads=threads, **asked)


def _compare(*schemes: str, **asked: Any) -> Made:
    return lambda folder, threads: gh.compare(schemes=list(schemes), out=folder, threads=threads, **asked)


def _ensemble(scheme: str, **asked: Any) -> Made:
    return lambda folder, threads: gh.ensemble(scheme=scheme, out=folder, threads=threads, **asked)


def _branch(past: str, at: str | int, then: str, **asked: Any) -> Made:
    def made(folder: Path, threads: int) -> object:
        whole = gh.run(scheme=past, out=folder.with_name("past"), threads=threads, **asked)
        return gh.branch(whole, at, then, out=folder, threads=threads)

    return made


def _compare_from(past: str, at: str, a: str, b: str, **asked: Any) -> Made:
    def made(folder: Path, threads: int) -> object:
        begun = folder.with_name("past")
        gh.run(scheme=past, out=begun, threads=threads, **asked)
        ends = ["--out", str(folder), "--threads", str(threads), "--no-report", "--json"]
        words = [sys.executable, "-m", "glasshouse", "compare", a, b, "--from", str(begun), "--at", at, *ends]
        return subprocess.run(words, check=True, stdout=subprocess.DEVNULL)

    return made


def _of_the_library() -> dict[str, Made]:
    """Every scheme alone; those that hold in some regions only, where they hold."""
    elsewhere: dict[str, dict[str, Any]] = {"thirty-cities": {**FEW_OF_CHINA, "months": 14}}
    return {name: _run(name, **elsewhere.get(name, YEARS)) for name in gh.schemes()["scheme"]}


CASES: dict[str, Made] = {
    **_of_the_library(),
    "a variant": _run("sesame:literature", **YEARS),
    "a changed rule": _run("rongcheng-2016:rules.utility-theft.points=-200", **YEARS),
    "three schemes over one file": _run(TRIO, **YEARS),
    "eight schemes over one file": _run(
        f"{TRIO}+suining-2010+travel-2018+pboc-register+tencent+xiamen", **SMALL, months=14
    ),
    "people and firms": _run("court-list+court-list-firms+rongcheng-2016+rongcheng-firms", **YEARS),
    "a bundle beside a list": _run("article-2020+court-list", **YEARS),
    "by dates": _run("court-list+travel-2018", **SMALL, months=20, begins="2017-06"),
    "reforms in force": _run("rongcheng-2013+rongcheng-2016", **SMALL, months=20, begins="2015-06"),
    "files of four records": _run("rongcheng-2016+court-list", **YEARS, records=4),
    "a whole number of neighbourhoods": _run("rongcheng-2016", **(YEARS | {"people": 1024})),
    "a branch": _branch("rongcheng-2016", 12, "+court-list+travel-2018", **YEARS),
    "a branch by date": _branch("court-list", "2018-05", "+travel-2018", **SMALL, months=20, begins="2017-06"),
    "a comparison": _compare("rongcheng-2016", "none", **YEARS),
    "a comparison of one rule": _compare("rongcheng-2016", "rongcheng-2016:rules.utility-theft.points=-200", **YEARS),
    "a comparison of several": _compare(TRIO, "suining-2010+court-list", **YEARS),
    "a comparison with firms": _compare("court-list+court-list-firms", "court-list+none-firms", **YEARS),
    "a comparison from a common past": _compare_from(
        "court-list", "2018-05", "+travel-2018", "same", **SMALL, months=20, begins="2017-06"
    ),
    "an ensemble": _ensemble("rongcheng-2016+court-list", world="hamlet", months=14, seed=7, seeds=4),
    "an ensemble with firms": _ensemble("tax-credit+rongcheng-2016", world="hamlet", months=8, seed=7, seeds=3),
    "an ensemble of comparisons": _compare("rongcheng-2016", "sesame", world="hamlet", months=14, seed=7, seeds=4),
}


def digests_of(case: str, threads: int) -> Digests:
    """A digest of every table of a case, simulated on so many threads."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "made"
        CASES[case](folder, threads)
        return {
            str(path.relative_to(folder).with_suffix("")): digest(pl.read_parquet(path))
            for path in sorted(folder.rglob("*.parquet"))
        }


def digest(table: pl.DataFrame) -> str:
    """A digest of the content of a table: its columns, their types, and every value.

    >>> digest(pl.DataFrame({"people": [1, 2]})) == digest(pl.DataFrame({"people": [1, 3]}))
    False
    """
    rounded = table.with_columns(selectors.float().round_sig_figs(DIGITS))
    columns = repr([(name, str(kind)) for name, kind in rounded.schema.items()])
    return hashlib.sha256((columns + rounded.write_csv(null_value="null")).encode()).hexdigest()[:SHORT]


def moved(case: str, stored: Digests, found: Digests) -> list[str]:
    """A line for each table of a case that is not what is stored."""
    names = sorted(stored.keys() | found.keys())
    kinds = {name: "gone" if name not in found else "new" if name not in stored else "moved" for name in names}
    return [f"{case}: {name} {kinds[name]}" for name in names if stored.get(name) != found.get(name)]


def stored() -> dict[str, Any]:
    """What is stored: digests by case, and why they are what they are."""
    found: dict[str, Any] = json.loads(STORED.read_text()) if STORED.exists() else {"because": "", "cases": {}}
    return found


def latest_result() -> str:
    """The first note on results in the changelog, as one line."""
    text = CHANGELOG.read_text(encoding="utf-8")
    section = re.search(r"^### Results$(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    notes = re.findall(r"^- (.*?)(?=^- |\Z)", section[1], re.MULTILINE | re.DOTALL) if section else []
    return " ".join(notes[0].split()) if notes else ""


def compare_all(names: list[str]) -> list[str]:
    """Simulate the cases ``names`` on each number of threads; a line for every table that is not what is stored."""
    known = stored()["cases"]
    lines: list[str] = []
    for name, threads in _each(names):
        lines += [
            f"{line} (threads: {threads})" for line in moved(name, known.get(name, {}), digests_of(name, threads))
        ]
    return lines


def renew() -> str:
    """Store what all cases give now; returns what was done, or why not."""
    old, found = stored(), {name: digests_of(name, THREADS[-1]) for name, _ in _each(list(CASES), THREADS[-1:])}
    gone = {name: digest for name, digest in old["cases"].items() if name in found and found[name] != digest}
    because = latest_result() if gone or not old["because"] else old["because"]
    if gone and because == old["because"]:
        return "First say in CHANGELOG.md, as the first note under Results, what moved and why. Moved: " + ", ".join(
            gone
        )
    STORED.write_text(json.dumps({"because": because, "cases": found}, indent=1) + "\n")
    return f"Stored {len(found)} cases; {len(gone)} of them moved."


def _each(names: list[str], threads: tuple[int, ...] = THREADS) -> Iterator[tuple[str, int]]:
    """Every case with every number of threads, each told on the screen."""
    for at, name in enumerate(names, 1):
        print(f"{at:3} of {len(names)}  {name}", file=sys.stderr, flush=True)
        for number in threads:
            yield name, number


def command(words: list[str]) -> int:
    """What the command line asks for; returns the exit status."""
    if words == ["--renew"]:
        print(renew())
        return 0
    unknown = sorted(set(words) - set(CASES))
    if unknown:
        print(f"There is no case {unknown[0]!r}. There are: {', '.join(CASES)}.")
        return 2
    lines = compare_all(words or list(CASES))
    print("\n".join(lines) or "Nothing moved.")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(command(sys.argv[1:]))
