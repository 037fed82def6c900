"""Small folders of each kind, and what tests ask of them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_lived import TEXTS, small_info, small_panel, small_tallies

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import about
from glasshouse.storage import folder as folders
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE

STATE = {"files": pl.Series([1, 2, 3], dtype=pl.UInt64).to_numpy()}
HERE = Path(__file__).parent
GAINS = {"gains": pl.DataFrame({"gained": [3, 1]}), "firms/gains": pl.DataFrame({"gained": [0]})}
"""The tables of a small comparison."""


Left = Callable[[str], list[str]]
"""What the kills of a thing that was asked for left, by its name."""


def left_by(script: str, where: Path, asked: dict[str, int]) -> Left:
    """What a script left that kills each thing that is asked for; it fails for what went wrong as soon as one looks."""
    words = [f"{name}={number}" for name, number in asked.items()]
    done = subprocess.run([sys.executable, HERE / script, where, *words], capture_output=True, text=True, timeout=500)
    told = {one["asked"]: one for one in map(json.loads, done.stdout.splitlines())}

    def found(name: str) -> list[str]:
        assert name in told, done.stderr
        assert told[name]["status"] == 0, done.stderr
        left: list[str] = told[name]["left"]
        return left

    return found


def keep(folder: Folder, month: int) -> None:
    folder.checkpoint(month, STATE, [small_tallies()], small_panel())


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(GlasshouseError) as told:
        action()
    return str(told.value)


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def said(folder: Path, kind: str = "run") -> dict[str, Any]:
    """What the JSON in a folder says."""
    told: dict[str, Any] = json.loads((folder / f"{kind}.json").read_text())
    return told


def edited(folder: Path, kind: str = "run", **entries: Any) -> Path:
    """The folder, after somebody changed its JSON by hand."""
    (folder / f"{kind}.json").write_text(json.dumps({**said(folder, kind), **entries}, indent=2))
    return folder


def changed(folder: Path, kind: str = "run", **entries: Any) -> Path:
    """The folder as if its JSON had been written with other entries."""
    told = {**said(folder, kind), **entries}
    told.pop("digests", None)
    (folder / f"{kind}.json").write_text(json.dumps(about.with_digests(told), indent=2))
    return folder


def comparison_info(**other: Any) -> dict[str, Any]:
    """What ``comparison.json`` says of a small comparison that begins."""
    run = small_info()
    shared = {name: run[name] for name in run if name not in ("scheme", "schemes", "reference", "catalogue")}
    sides = [{"name": name, "reference": "small", "title": "A small scheme", "run": run["run"]} for name in ("a", "b")]
    command = "glasshouse compare small small --world hamlet"
    return {**shared, "sides": sides, "who": ["people"], "command": command, "tables": list(GAINS), **other}


def begin_comparison(folder: Path, *, force: bool = False, **info: Any) -> Folder:
    seed = info.get("seed", 1)
    sides = {"a": (small_info(seed=seed), TEXTS), "b": (small_info(seed=seed), TEXTS)}
    return folders.begin(COMPARISON, folder, comparison_info(**info), {}, sides=sides, force=force)


def finish_comparison(folder: Folder, tables_of_run: dict[str, pl.DataFrame]) -> None:
    for name in ("a", "b"):
        folder.side(name).finish(tables_of_run, {"seconds": 1.0})
    folder.finish(GAINS, {"seconds": 2.0})


def begin_ensemble(folder: Path, *, force: bool = False, **other: Any) -> Folder:
    """An ensemble of a comparison that begins."""
    info = comparison_info(command="glasshouse compare small small --seeds 20", tables=["intervals", "a/metrics"])
    told = {"about": small_info(), "of": {"people": {"title": "A small scheme", "grades": ["GOOD"]}}}
    info["sides"] = [{**side, **told} for side in info["sides"]]
    info |= {"of": "comparison", "seeds": 20, "method": "by hand", "level": 0.95, **other}
    texts = {f"{side}/{name}": text for side in ("a", "b") for name, text in TEXTS.items()}
    return folders.begin(ENSEMBLE, folder, info, texts, force=force)
