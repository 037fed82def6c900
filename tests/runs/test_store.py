"""The folder of a run is nothing, half a run that says so, or a whole one; never something in between."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_lived import CATALOGUE, MONTHS, SCHEME, TEXTS, WORLD, small_info, small_panel, small_scheme, small_tallies

from glasshouse.errors import GlasshouseError
from glasshouse.runs import provenance, store
from glasshouse.runs.frames import TABLES
from glasshouse.runs.store import RunFolder
from glasshouse.scheme.system import Placement

STATE = {"files": pl.Series([1, 2, 3], dtype=pl.UInt64).to_numpy()}
HERE = Path(__file__).parent


def keep(folder: RunFolder, month: int) -> None:
    folder.checkpoint(month, STATE, [small_tallies()], small_panel())


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(GlasshouseError) as told:
        action()
    return str(told.value)


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# A run that goes well


def test_a_run_that_has_begun_holds_all_that_is_needed_to_repeat_it(begun: RunFolder):
    info = json.loads((begun.path / "run.json").read_text())
    assert info["state"] == "running"
    assert begun.inputs.scheme.read_text() == SCHEME
    assert begun.inputs.world.read_text() == WORLD
    assert provenance.texts_of(begun.inputs.catalogue) == CATALOGUE
    assert info["files"]["inputs/scheme.yaml"] == info["scheme"]["sha256"]


def test_nothing_lies_beside_a_run_that_has_begun(begun: RunFolder):
    assert [path.name for path in begun.path.parent.iterdir()] == ["run"]


def test_a_finished_run_opens_with_its_tables_and_lets_go_of_its_checkpoints(
    begun: RunFolder, small_tables: dict[str, pl.DataFrame]
):
    keep(begun, 12)
    begun.finish(small_tables, {"seconds": 2.5})
    run = store.open_run(begun.path)
    assert run.info["state"] == "complete"
    assert run.info["seconds"] == 2.5
    assert run.grades.equals(small_tables["grades"])
    assert everything_in(begun.path) == {
        "run.json",
        ".lock",
        "inputs/scheme.yaml",
        "inputs/world.yaml",
        "inputs/catalogue/conducts.yaml",
        "inputs/catalogue/sources.yaml",
        *(f"tables/{name}.parquet" for name in TABLES),
    }


def test_run_json_holds_a_digest_of_every_file(finished: Path):
    files = json.loads((finished / "run.json").read_text())["files"]
    assert set(files) == everything_in(finished) - {"run.json", ".lock"}
    assert all(provenance.sha256((finished / name).read_bytes()) == sha for name, sha in files.items())


def test_the_last_two_months_are_kept_and_the_last_comes_back(begun: RunFolder):
    assert begun.last_checkpoint() is None
    for month in (6, 12, 18):
        keep(begun, month)
    assert sorted(path.name for path in (begun.path / "checkpoints").iterdir()) == [
        "month-0012",
        "month-0018",
    ]
    last = begun.last_checkpoint()
    assert last is not None
    assert (last.month, list(last.state)) == (18, ["files"])
    assert store.months_kept(begun.path) == 18


def test_a_torn_checkpoint_is_passed_over_for_the_one_before_it(begun: RunFolder):
    keep(begun, 6)
    keep(begun, 12)
    os.truncate(begun.path / "checkpoints" / "month-0012", 1000)
    last = begun.last_checkpoint()
    assert last is not None
    assert last.month == 6


def test_if_every_checkpoint_is_torn_the_run_begins_again_from_its_start(begun: RunFolder):
    keep(begun, 6)
    (begun.path / "checkpoints" / "month-0006").write_bytes(b"")
    (begun.path / "checkpoints" / "notes.txt").write_text("not a checkpoint")
    assert begun.last_checkpoint() is None


def test_an_unfinished_run_is_gone_on_with_where_it_stood(begun: RunFolder, small_tables: dict[str, pl.DataFrame]):
    keep(begun, 12)
    begun.release()
    (begun.path / "checkpoints" / ".month-0013.part").write_bytes(b"half")
    with store.reopen(begun.path) as again:
        last = again.last_checkpoint()
        assert last is not None
        assert last.month == 12
        assert not list((begun.path / "checkpoints").glob(".*"))
        again.finish(small_tables, {})
    assert store.open_run(begun.path).info["state"] == "complete"


def test_tables_are_checked_to_be_all_of_them(begun: RunFolder):
    with pytest.raises(ValueError, match="The run has the tables"):
        begun.finish({}, {})


# Several schemes


def two_schemes() -> dict[str, Any]:
    """What ``run.json`` says of a run of two schemes, the small one and another of its kind."""
    other = small_scheme().model_copy(update={"id": "other", "title": "Another small scheme"})
    return small_info(reference="small+other", placed=[Placement(small_scheme(), SCHEME), Placement(other, OTHER)])


OTHER = SCHEME.replace("id: small", "id: other").replace("A small scheme", "Another small scheme")


@pytest.fixture
def of_two(tmp_path: Path, small_tables: dict[str, pl.DataFrame]) -> Path:
    """The folder of a complete run of two schemes."""
    tables = {**small_tables, **{f"other/{name}": table.clear() for name, table in small_tables.items()}}
    with store.begin(tmp_path / "of-two", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder:
        folder.finish(tables, {})
    return folder.path


def test_a_run_of_several_schemes_keeps_the_rules_and_tables_of_each(of_two: Path):
    assert {"inputs/scheme.yaml", "inputs/scheme-1.yaml"} <= everything_in(of_two)
    assert {f"tables/other/{name}.parquet" for name in TABLES} <= everything_in(of_two)
    run = store.open_run(of_two)
    assert run.schemes == ("small", "other")
    assert run.under("other").scheme.title == "Another small scheme (made up for tests)"
    assert (len(run.grades) > 0, len(run.under("other").grades)) == (True, 0)
    assert run.under("other").under("small") is run
    assert run.under("other") is run.under("other").under("small").under("other")


def test_the_tables_of_every_scheme_are_checked(of_two: Path, tmp_path: Path, small_tables: dict[str, pl.DataFrame]):
    with (
        store.begin(tmp_path / "again", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder,
        pytest.raises(ValueError, match="other/grades"),
    ):
        folder.finish(small_tables, {})
    (of_two / "tables/other/lists.parquet").unlink()
    assert "tables/other/lists.parquet cannot be read" in refusal(lambda: store.open_run(of_two))


# What is there already


def begin(folder: Path, *, force: bool = False, seed: int = 1) -> RunFolder:
    return store.begin(folder, small_info(seed=seed), TEXTS, force=force)


def test_an_empty_folder_may_become_a_run(tmp_path: Path):
    (tmp_path / "run").mkdir()
    begin(tmp_path / "run").release()
    assert (tmp_path / "run" / "run.json").exists()


def test_a_run_that_is_there_is_not_written_over(finished: Path):
    before = everything_in(finished)
    told = refusal(lambda: begin(finished))
    assert told == f"{finished} holds a run already. Choose another folder with --out, or replace it with --force."
    assert everything_in(finished) == before


def test_with_force_a_run_is_replaced(finished: Path):
    (finished / "report.html").write_text("old")
    begin(finished, seed=2, force=True).release()
    info = json.loads((finished / "run.json").read_text())
    assert (info["seed"], info["state"]) == (2, "running")
    assert not (finished / "report.html").exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_no_run_is_never_touched(tmp_path: Path, force: bool):
    (tmp_path / "thesis.txt").write_text("years of work")
    told = refusal(lambda: begin(tmp_path, force=force))
    assert "is not a run" in told
    assert ("so --force does not touch it" in told) == force
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_run_with_something_of_ones_own_in_it_is_never_touched(finished: Path):
    (finished / "notes.txt").write_text("mine")
    told = refusal(lambda: begin(finished, force=True))
    assert "also holds notes.txt, which no run wrote" in told
    assert store.open_run(finished).info["state"] == "complete"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "run").write_text("a file")
    assert "is there already" in refusal(lambda: begin(tmp_path / "run"))
    assert "could not be written" in refusal(lambda: begin(tmp_path / "run" / "inside"))


def test_what_a_killed_beginning_left_is_swept_away_by_the_next(tmp_path: Path):
    left = tmp_path / ".run.new-0badcafe"
    left.mkdir()
    (left / ".lock").touch()
    begin(tmp_path / "run").release()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_two_processes_do_not_write_to_one_folder(begun: RunFolder):
    assert "is being written by another Glasshouse" in refusal(lambda: store.reopen(begun.path))
    assert "is being written by another Glasshouse" in refusal(lambda: begin(begun.path, force=True))
    assert "is still being made" in refusal(lambda: store.open_run(begun.path))
    assert [path.name for path in begun.path.parent.iterdir()] == ["run"]


# What cannot be opened


def test_half_a_run_says_how_far_it_came_and_how_to_go_on(begun: RunFolder):
    keep(begun, 7)
    begun.release()
    told = refusal(lambda: store.open_run(begun.path))
    assert told == (
        f"{begun.path} is not finished: it holds 7 months of {MONTHS}. Go on with: glasshouse resume {begun.path}"
    )


def test_a_command_in_a_refusal_can_be_typed_as_it_stands():
    assert store.command("resume", Path("my runs/one")) == "glasshouse resume 'my runs/one'"


def test_a_complete_run_has_nothing_to_resume(finished: Path):
    assert "there is nothing left to resume" in refusal(lambda: store.reopen(finished))


def test_a_folder_that_is_not_there_is_no_run(tmp_path: Path):
    assert refusal(lambda: store.open_run(tmp_path / "gone")) == f"There is no folder {tmp_path / 'gone'}."


def test_a_foreign_folder_is_no_run(tmp_path: Path):
    assert "holds no run.json" in refusal(lambda: store.open_run(tmp_path))
    for text in ("{}", "[]", "3", '{"kind": "another program", "format": 1}'):
        (tmp_path / "run.json").write_text(text)
        assert "written by another program" in refusal(lambda: store.open_run(tmp_path))


@pytest.mark.parametrize("raw", [b"", b'{"kind": "glasshouse run", ', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_run_json_is_told_as_such(finished: Path, raw: bytes):
    (finished / "run.json").write_bytes(raw)
    assert "run.json is damaged: it is not JSON" in refusal(lambda: store.open_run(finished))


def changed(folder: Path, **entries: Any) -> Path:
    info = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**info, **entries}))
    return folder


def test_a_run_of_another_version_of_the_format_says_which(finished: Path):
    changed(finished, format=1, engine={"version": "3.1.4", "sha256": "e" * 64})
    told = refusal(lambda: store.open_run(finished))
    assert "is a run of format 1" in told
    assert "reads format 2" in told
    assert "the Glasshouse that made it, 3.1.4." in told


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"state": "happy"}, "state"),
        ({"months": "many"}, "months"),
        ({"months": 0}, "months"),
        ({"engine": "fast"}, "engine"),
        ({"world": {"id": "x"}}, "world.title"),
        ({"schemes": []}, "schemes"),
        ({"files": {"tables/../run.json": "0"}}, "files"),
        ({"files": {"tables/a/b/c.parquet": "0"}}, "files"),
        ({"files": {"../../../etc/passwd": "0"}}, "files"),
        ({"files": {"/dev/zero": "0"}}, "files"),
        ({"files": {"tables/../../x.parquet": "0"}}, "files"),
    ],
    ids=str,
)
def test_a_run_json_that_says_nonsense_is_damaged(finished: Path, entries: dict[str, Any], says: str):
    told = refusal(lambda: store.open_run(changed(finished, **entries)))
    assert f"run.json is damaged: {says}" in told


@pytest.mark.parametrize("name", ["tables/grades.parquet", "inputs/scheme.yaml", "inputs/catalogue/sources.yaml"])
def test_a_damaged_file_is_named(finished: Path, name: str):
    with (finished / name).open("r+b") as file:
        file.write(b"X")
    told = refusal(lambda: store.open_run(finished))
    assert f"is damaged: {name} is not the file that was written" in told
    assert told.endswith("Run it anew: glasshouse run small --world hamlet --years 2 --seed 1")


def test_a_missing_file_is_named(finished: Path):
    (finished / "tables" / "lives.parquet").unlink()
    assert "tables/lives.parquet cannot be read" in refusal(lambda: store.open_run(finished))


def test_a_complete_run_that_never_heard_of_a_table_is_damaged(finished: Path):
    files = json.loads((finished / "run.json").read_text())["files"]
    del files["tables/people.parquet"]
    assert "knows nothing of tables/people.parquet" in refusal(lambda: store.open_run(changed(finished, files=files)))


def test_a_half_run_whose_rules_were_changed_is_not_gone_on_with(begun: RunFolder):
    begun.release()
    begun.inputs.scheme.write_text(SCHEME.replace("-10", "-90"))
    assert "inputs/scheme.yaml is not the file that was written" in refusal(lambda: store.reopen(begun.path))


def test_a_run_of_another_engine_is_neither_resumed_nor_verified(begun: RunFolder):
    begun.release()
    changed(begun.path, engine={"version": "0.0.9", "sha256": "e" * 64})
    told = refusal(lambda: store.reopen(begun.path))
    assert "made by another engine (Glasshouse 0.0.9, eeeeeeeeeeee)" in told
    assert "glasshouse run small" in told


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
    assert store.open_run(finished).info["state"] == "complete"


def test_a_disk_that_is_full_in_the_middle_keeps_the_months_before(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    keep(begun, 6)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuses(errno.ENOSPC))
        told = refusal(lambda: keep(begun, 12))
    assert told.startswith("Month 12 could not be written to ")
    assert told.endswith(f"Then go on with: glasshouse resume {begun.path}")
    assert store.months_kept(begun.path) == 6


@pytest.mark.parametrize("step", range(2 * len(TABLES) + 4))
def test_a_disk_that_is_full_at_the_end_leaves_a_run_that_can_be_finished(
    begun: RunFolder, small_tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch, step: int
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
        with store.reopen(begun.path) as again:
            assert again.last_checkpoint() is not None
            again.finish(small_tables, {})
    assert store.open_run(begun.path).grades.equals(small_tables["grades"])


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
    assert "Then go on with: glasshouse resume" in done.stdout


# Kills


def test_a_kill_at_any_step_leaves_nothing_or_half_a_run_or_a_whole_one(tmp_path: Path):
    """Every call that changes the disk is tried as the last one before SIGKILL."""
    done = subprocess.run(
        [sys.executable, HERE / "kill_at_every_step.py", tmp_path],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outcomes = done.stdout.split()
    assert len(outcomes) > 50
    assert set(outcomes) == {"nothing", "begun", "month-1", "month-2", "month-3", "complete"}
    assert sorted(outcomes, key=list(dict.fromkeys(outcomes)).index) == outcomes, "a later kill never loses more"


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
    with store.reopen(tmp_path / "run") as again:
        last = again.last_checkpoint()
    assert last is not None
    assert last.month >= 1
    assert (last.state["files"] == last.month).all()
    assert last.tallies[0].entered[0, 0] == last.month
