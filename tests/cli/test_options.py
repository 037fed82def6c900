"""Options that several commands share."""

import os
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli.options import flag, folder_of, option
from glasshouse.storage import made


def test_an_option_takes_a_value_and_a_flag_does_not():
    assert option("How many.").metavar == "N"
    assert flag("--json", "As JSON.").metavar == ""


def test_an_option_stands_under_its_heading():
    assert option("How many.", "Size").rich_help_panel == "Size"
    assert flag("--json", "As JSON.", "Size").rich_help_panel == "Size"


def test_latest_is_the_run_that_changed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("second", "first", "third")):
        folder = tmp_path / "glasshouse-runs" / name
        folder.mkdir(parents=True)
        (folder / "run.json").touch()
        os.utime(folder / "run.json", (1000, 1000 - (number - 1) ** 2))
    (tmp_path / "glasshouse-runs" / "no-run").mkdir()
    assert folder_of(Path("latest")) == Path("glasshouse-runs/first")


def test_latest_may_be_a_folder_of_any_kind_that_the_command_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    runs = tmp_path / "glasshouse-runs"
    for time, about in enumerate(("one/run.json", "two/comparison.json", "three/ensemble.json", "two/a/run.json")):
        (runs / about).parent.mkdir(parents=True, exist_ok=True)
        (runs / about).touch()
        os.utime(runs / about, (1000, 1000 + time))
    assert folder_of(Path("latest")).name == "three"
    assert folder_of(Path("latest"), ("run", "comparison")).name == "two"
    assert folder_of(Path("latest"), ("run",)).name == "one"


def test_any_other_name_is_the_folder_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert folder_of(Path("here")) == Path("here")
    (tmp_path / "latest").mkdir()
    assert folder_of(Path("latest")) == Path("latest")


def test_where_there_is_no_run_there_is_no_latest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GlasshouseError, match="There is no run in glasshouse-runs yet"):
        folder_of(Path("latest"))


def test_latest_knows_what_was_made_elsewhere_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "here/glasshouse-runs/first").mkdir(parents=True)
    (tmp_path / "here/glasshouse-runs/first/run.json").touch()
    os.utime(tmp_path / "here/glasshouse-runs/first/run.json", (1000, 1000))
    monkeypatch.chdir(tmp_path / "here")
    for folder in (tmp_path / "elsewhere/my run", tmp_path / "here/inside"):
        folder.mkdir(parents=True)
        (folder / "run.json").touch()
        made.note(folder)
    os.utime(tmp_path / "here/inside/run.json", (3000, 3000))
    os.utime(tmp_path / "elsewhere/my run/run.json", (2000, 2000))
    assert folder_of(Path("latest")) == Path("inside")
    (tmp_path / "here/inside/run.json").unlink()
    assert folder_of(Path("latest")) == tmp_path / "elsewhere/my run"
    (tmp_path / "elsewhere/my run/run.json").unlink()
    assert folder_of(Path("latest")) == Path("glasshouse-runs/first")
