"""Folders of all kinds: begun at once, complete at once, and whatever kills them or fills the disk, resumable."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import run_folders
from small_folders import (
    GAINS,
    HERE,
    STATE,
    Left,
    begin_comparison,
    begin_ensemble,
    changed,
    everything_in,
    finish_comparison,
    keep,
    left_by,
    refusal,
    said,
)
from small_lived import MONTHS, TEXTS, small_info

from glasshouse.results.run_tables import TABLES
from glasshouse.storage import folder as folders
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN


def begin(folder: Path, *, force: bool = False) -> Folder:
    return run_folders.begin(folder, small_info(), TEXTS, force=force)


# What begins


def test_what_a_killed_beginning_left_is_swept_away_by_the_next(tmp_path: Path):
    left = tmp_path / ".run.new-0badcafe"
    left.mkdir()
    (left / ".lock").touch()
    begin(tmp_path / "run").release()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_two_processes_do_not_write_to_one_folder(begun: Folder):
    assert "is being written by another Glasshouse" in refusal(lambda: run_folders.reopen(begun.path))
    assert "is being written by another Glasshouse" in refusal(lambda: begin(begun.path, force=True))
    assert "is still being made" in refusal(lambda: run_folders.open_run(begun.path))
    assert [path.name for path in begun.path.parent.iterdir()] == ["run"]


def test_a_comparison_begins_with_both_its_sides_at_once(comparison: Folder):
    assert [path.name for path in comparison.path.parent.iterdir()] == ["compared"]
    assert said(comparison.path, "comparison")["state"] == "running"
    assert everything_in(comparison.path) == {
        "comparison.json",
        ".lock",
        *(f"{side}/{name}" for side in ("a", "b") for name in ["run.json", *(f"inputs/{one}" for one in TEXTS)]),
    }
    for side in ("a", "b"):
        assert said(comparison.path / side)["state"] == "running"
        assert comparison.side(side).inputs.scheme == comparison.path / side / "inputs/scheme.yaml"


def test_a_comparison_begins_with_all_its_sides_or_is_a_mistake(tmp_path: Path):
    with pytest.raises(ValueError, match="a comparison has the sides"):
        folders.begin(COMPARISON, tmp_path / "new", {}, {}, sides={"a": ({}, {})})
    with pytest.raises(ValueError, match="a run has the sides"):
        folders.begin(RUN, tmp_path / "new", {}, {}, sides={"a": ({}, {})})
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_while_the_sides_are_laid_out_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real, calls = os.fsync, iter(range(1000))

    def full_from_the_sixth(handle: int) -> None:
        if next(calls) >= 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full_from_the_sixth)
    assert "The comparison could not be written" in refusal(lambda: begin_comparison(tmp_path / "compared"))
    assert list(tmp_path.iterdir()) == []


# What is kept and finished


def test_a_comparison_is_complete_with_its_tables_and_a_digest_of_each_side(compared: Path):
    info = folders.opened(COMPARISON, compared)
    assert set(info["files"]) == {"tables/gains.parquet", "tables/firms/gains.parquet", "a/run.json", "b/run.json"}
    assert all(folders.tables_in(compared, info)(name).equals(table) for name, table in GAINS.items())
    assert info["seconds"] == 2.0


def test_the_sides_of_a_complete_comparison_are_runs_like_any_other(
    compared: Path, small_tables: dict[str, pl.DataFrame]
):
    for side in ("a", "b"):
        assert run_folders.open_run(compared / side).grades.equals(small_tables["grades"])
    assert "there is nothing left to resume" in refusal(lambda: run_folders.reopen(compared / "a"))


def test_a_comparison_is_not_finished_before_its_sides(comparison: Folder, small_tables: dict[str, pl.DataFrame]):
    comparison.side("a").finish(small_tables, {})
    with pytest.raises(ValueError, match=r"The sides \['b'\] are not finished"):
        comparison.finish(GAINS, {})
    assert said(comparison.path, "comparison")["state"] == "running"


def test_the_tables_of_a_comparison_are_those_that_it_lists(comparison: Folder, small_tables: dict[str, pl.DataFrame]):
    for side in ("a", "b"):
        comparison.side(side).finish(small_tables, {})
    with pytest.raises(ValueError, match="The comparison has the tables"):
        comparison.finish({"gains": GAINS["gains"]}, {})
    comparison.finish({"gains": GAINS["gains"]}, {"tables": ["gains"]})  # it may list them only now
    assert folders.opened(COMPARISON, comparison.path)["tables"] == ["gains"]


@pytest.mark.parametrize("torn", [False, True])
def test_a_side_is_finished_again_after_a_kill(comparison: Folder, small_tables: dict[str, pl.DataFrame], torn: bool):
    comparison.side("a").finish(small_tables, {"seconds": 1.0})
    keep(comparison, 7)
    comparison.release()
    if torn:  # killed while it was finished again
        (comparison.path / "a/tables/grades.parquet").unlink()
        (comparison.path / "a/.run.json.part").touch()
    with folders.reopen(COMPARISON, comparison.path) as again:
        last = again.last_checkpoint()
        assert last is not None
        assert last.month == 7
        assert not (comparison.path / "a/.run.json.part").exists()
        finish_comparison(again, small_tables)
    assert folders.opened(COMPARISON, comparison.path)["state"] == "complete"
    assert run_folders.open_run(comparison.path / "a").grades.equals(small_tables["grades"])


def test_there_is_no_third_side(comparison: Folder, begun: Folder):
    with pytest.raises(ValueError, match="a comparison has no side 'c'"):
        comparison.side("c")
    with pytest.raises(ValueError, match="a run has no side 'a'"):
        begun.side("a")


def test_an_ensemble_keeps_seeds_and_what_both_sides_were_made_of(tmp_path: Path):
    tables = {name: pl.DataFrame({"low": [1.0]}) for name in ("intervals", "a/metrics")}
    with begin_ensemble(tmp_path / "many") as many:
        assert (many.path / "inputs/b/catalogue/sources.yaml").exists()
        many.checkpoint(7, STATE, [], {}, {"done": [1, 2, 5], "seconds": 2.5})
        assert [path.name for path in (many.path / "checkpoints").iterdir()] == ["seed-0007"]
    assert f"{many.path} is not finished: it holds 7 seeds of 20." in refusal(
        lambda: folders.opened(ENSEMBLE, many.path)
    )
    with folders.reopen(ENSEMBLE, many.path) as again:
        last = again.last_checkpoint()
        assert last is not None
        assert (last.month, last.notes) == (7, {"done": [1, 2, 5], "seconds": 2.5})
        again.finish(tables, {})
    info = folders.opened(ENSEMBLE, many.path)
    assert info["state"] == "complete"
    assert folders.tables_in(many.path, info)("a/metrics").equals(tables["a/metrics"])


# What is refused


def test_a_side_of_an_unfinished_comparison_is_neither_opened_nor_resumed(
    comparison: Folder, small_tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
):
    keep(comparison, 7)
    comparison.side("a").finish(small_tables, {})
    path = comparison.path
    assert f"{path / 'a'} is a side of {path}, which is still being made" in refusal(
        lambda: run_folders.open_run(path / "a")
    )
    comparison.release()
    told = f"is a side of {path}, which is not finished: it holds 7 months of {MONTHS}. "
    for side in ("a", "b"):
        for action in (run_folders.open_run, run_folders.reopen):
            found = refusal(partial(action, path / side))
            assert found == f"{path / side} {told}Go on with: glasshouse resume {path}"
    monkeypatch.chdir(path / "a")
    assert f"Go on with: glasshouse resume {path}" in refusal(lambda: run_folders.reopen(Path()))


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize("whole", [False, True])
def test_a_side_that_is_gone_is_named(
    comparison: Folder, small_tables: dict[str, pl.DataFrame], side: str, whole: bool
):
    if whole:
        finish_comparison(comparison, small_tables)
    comparison.release()
    (comparison.path / side).rename(comparison.path.parent / "elsewhere")
    action = folders.opened if whole else folders.reopen
    assert refusal(lambda: action(COMPARISON, comparison.path)) == (
        f"{comparison.path} is damaged: its side {side} is gone. "
        "Run it anew: glasshouse compare small small --world hamlet"
    )


def test_a_side_that_was_made_anew_is_not_the_one_that_was_compared(compared: Path):
    changed(compared / "b", seconds=7)
    assert "b/run.json is not the file that was written" in refusal(lambda: folders.opened(COMPARISON, compared))


def test_a_side_whose_rules_were_changed_is_not_gone_on_with(comparison: Folder):
    comparison.release()
    comparison.side("b").inputs.scheme.write_text("id: other\n")
    told = refusal(lambda: folders.reopen(COMPARISON, comparison.path))
    assert f"{comparison.path / 'b'} is damaged: inputs/scheme.yaml is not the file that was written" in told


def test_a_comparison_of_another_engine_is_not_resumed(comparison: Folder):
    comparison.release()
    changed(comparison.path, "comparison", engine={"version": "0.0.9", "sha256": "e" * 64})
    assert "made by another engine" in refusal(lambda: folders.reopen(COMPARISON, comparison.path))


def test_one_kind_is_not_opened_as_another(finished: Path, compared: Path, tmp_path: Path):
    begin_ensemble(tmp_path / "many").release()
    assert refusal(lambda: run_folders.open_run(compared)) == (
        f"{compared} is a comparison, not a run. Its sides are runs: {compared}/a and {compared}/b"
    )
    assert refusal(lambda: run_folders.open_run(tmp_path / "many")) == f"{tmp_path / 'many'} is an ensemble, not a run."
    assert refusal(lambda: folders.opened(COMPARISON, finished)) == f"{finished} is a run, not a comparison."


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"sides": []}, "sides"),
        ({"sides": [{"name": name, "reference": "x", "title": "X", "run": "0" * 12} for name in "ba"]}, "whole file"),
        ({"who": ["people", "people"]}, "whole file"),
        ({"who": ["cats"]}, "who"),
        ({"months": 0}, "months"),
        ({"tables": ["../../secret"]}, "tables"),
        ({"files": {"c/run.json": "0" * 64}}, "files"),
        ({"files": {"a/../../run.json": "0" * 64}}, "files"),
    ],
    ids=str,
)
def test_a_comparison_json_that_says_nonsense_is_damaged(compared: Path, entries: dict[str, Any], says: str):
    told = refusal(lambda: folders.opened(COMPARISON, changed(compared, "comparison", **entries)))
    assert f"  {says}" in told
    assert "It was not written like that, so the comparison is damaged." in told


def test_a_complete_comparison_that_never_heard_of_a_side_is_damaged(compared: Path):
    files = said(compared, "comparison")["files"]
    del files["a/run.json"]
    changed(compared, "comparison", files=files)
    assert "knows nothing of a/run.json" in refusal(lambda: folders.opened(COMPARISON, compared))


# What the disk refuses


def refuses(number: int) -> Callable[..., Any]:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


def test_no_folder_may_be_made_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "mkdir", refuses(errno.EACCES))
    told = refusal(lambda: begin(tmp_path / "run"))
    assert "that is not allowed (Permission denied). Choose a folder of your own." in told


def test_a_disk_that_is_full_at_the_beginning_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "fsync", refuses(errno.ENOSPC))
    told = refusal(lambda: begin(tmp_path / "deep" / "run"))
    assert "the disk is full" in told
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_disk_that_is_full_at_the_beginning_spares_the_run_that_was_to_be_replaced(
    finished: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuses(errno.ENOSPC))
        refusal(lambda: begin(finished, force=True))
    assert run_folders.open_run(finished).info["state"] == "complete"


def test_a_disk_that_is_full_in_the_middle_keeps_the_months_before(begun: Folder, monkeypatch: pytest.MonkeyPatch):
    keep(begun, 6)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuses(errno.ENOSPC))
        told = refusal(lambda: keep(begun, 12))
    assert told.startswith("Month 12 could not be written to ")
    assert told.endswith(f"Then go on with: glasshouse resume {begun.path}")
    assert run_folders.months_kept(begun.path) == 6


@pytest.mark.parametrize("step", range(2 * len(TABLES) + 4))
def test_a_disk_that_is_full_at_the_end_leaves_a_run_that_can_be_finished(
    begun: Folder, small_tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch, step: int
):
    keep(begun, MONTHS)
    real, calls = os.fsync, iter(range(10_000))

    def full_from_here(handle: int) -> None:
        if next(calls) >= step:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", full_from_here)
        if step < len(TABLES) + 4:
            assert "Then go on with: glasshouse resume" in refusal(lambda: begun.finish(small_tables, {}))
    begun.release()
    if json.loads((begun.path / "run.json").read_text())["state"] == "running":
        with run_folders.reopen(begun.path) as again:
            assert again.last_checkpoint() is not None
            again.finish(small_tables, {})
    assert run_folders.open_run(begun.path).grades.equals(small_tables["grades"])


def test_a_truly_full_disk_is_told_and_nothing_looks_complete(tmp_path: Path):
    """Where this process may mount a disk of one megabyte it does; elsewhere a file limit stands for it."""
    done = subprocess.run(
        ["unshare", "-m", sys.executable, HERE / "fill_a_disk.py", tmp_path, "mount"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        done = subprocess.run(
            [sys.executable, HERE / "fill_a_disk.py", tmp_path, "limit"], capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    assert "running" in done.stdout
    assert "Then go on with: gh.resume(" in done.stdout


# Kills


LIVED = ["begun", "month-1", "month-2", "month-3", "complete"]


DEEDS: dict[str, tuple[int, list[str]]] = {
    "run": (2, ["nothing", *LIVED]),
    "comparison": (7, ["nothing", *LIVED]),
    "ensemble": (5, ["nothing", *LIVED]),
    "branch": (5, ["nothing", *LIVED]),
    "resume": (5, ["month-1", "month-3", "complete"]),
    "report": (4, ["complete"]),
    "run --force": (2, ["old", *LIVED]),
    "run --force over half a run": (7, ["old half", *LIVED]),
    "run --force over a comparison": (9, ["old", *LIVED]),
    "comparison --force": (7, ["old", *LIVED]),
    "ensemble --force": (5, ["old", *LIVED]),
    "branch --force": (5, ["old", *LIVED]),
}
"""What is done to a folder; of how many steps one is killed at; and what the kills leave, in this order."""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """What the kills of each deed left, from one process that forks one for each attempt."""
    asked = {deed: stride for deed, (stride, _) in DEEDS.items()}
    return left_by("kill_at_every_step.py", tmp_path_factory.mktemp("kills"), asked)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_kill_at_any_step_leaves_what_was_there_or_what_can_be_gone_on_with(deed: str, left: Left):
    """Calls that change the disk are tried as the last one before SIGKILL; without the stride, every one of them is."""
    found, outcomes = left(deed), DEEDS[deed][1]
    assert set(found) == set(outcomes)
    assert sorted(found, key=outcomes.index) == found, "a later kill never loses more"


@pytest.mark.parametrize("seconds", [0.02, 0.07, 0.2])
def test_a_kill_in_the_middle_of_writing_checkpoints_leaves_a_whole_one(tmp_path: Path, seconds: float):
    writer = subprocess.Popen(
        [sys.executable, HERE / "write_for_ever.py", tmp_path / "run"], stdout=subprocess.PIPE, text=True
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "kept\n"
        try:
            writer.wait(seconds)
        except subprocess.TimeoutExpired:
            writer.kill()
    assert writer.returncode == -9
    with run_folders.reopen(tmp_path / "run") as again:
        last = again.last_checkpoint()
    assert last is not None
    assert last.month >= 1
    assert (last.state["files"] == last.month).all()
    assert last.tallies[0].entered[0, 0] == last.month
