"""Which folders were made from where is remembered as long as they are there, and nothing depends on it."""

import json
import shutil
import stat
from pathlib import Path

import pytest
import run_folders
from small_lived import TEXTS, small_info

from glasshouse.storage import made


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, with a list of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def a_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    made.note(path)
    return path


def test_a_run_is_remembered_where_it_was_made_from(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run_folders.begin(tmp_path / "far/away", small_info(), TEXTS).release()
    assert made.from_here() == [tmp_path / "far/away"]
    monkeypatch.chdir(tmp_path)
    assert made.from_here() == []
    monkeypatch.chdir(tmp_path / "far")  # which it lies in
    assert made.from_here() == [tmp_path / "far/away"]


def test_one_that_is_gone_or_was_moved_is_forgotten_until_it_is_gone_on_with(here: Path, tmp_path: Path):
    run_folders.begin(tmp_path / "one", small_info(), TEXTS).release()
    (tmp_path / "one").rename(tmp_path / "two")
    assert made.from_here() == []
    run_folders.reopen(tmp_path / "two").release()
    assert made.from_here() == [tmp_path / "two"]
    shutil.rmtree(tmp_path / "two")
    assert made.from_here() == []


def test_each_is_remembered_once_the_newest_last(here: Path, tmp_path: Path):
    one, two = a_folder(tmp_path / "one"), a_folder(tmp_path / "two")
    made.note(one)
    assert made.from_here() == [two, one]


def test_the_list_says_where_and_nothing_of_what_is_there(here: Path, tmp_path: Path):
    a_folder(tmp_path / "one")
    (line,) = made.home().read_text().splitlines()
    assert json.loads(line) == {"folder": str(tmp_path / "one"), "from": str(here)}
    assert stat.S_IMODE(made.home().stat().st_mode) == 0o600


def test_a_long_list_is_cut_to_what_is_there(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(made, "MOST_LINES", 4)
    monkeypatch.setattr(made, "KEPT_LINES", 2)
    folders = [a_folder(tmp_path / f"{number}") for number in range(4)]
    shutil.rmtree(folders[3])
    last = a_folder(tmp_path / "last")
    assert made.from_here() == [folders[2], last]
    assert len(made.home().read_text().splitlines()) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"\n\n", b"\xff\xfe\n", b"{\n", b"5\n", b'{"folder": 5}\n', b'{"folder": "a\\u0000", "from": ""}\n',
               b"[" * 100_000, b"not ended"]
)  # fmt: skip
def test_a_damaged_list_is_as_good_as_its_whole_lines(damage: bytes, here: Path, tmp_path: Path):
    one = a_folder(tmp_path / "one")
    made.home().write_bytes(made.home().read_bytes() + damage)
    assert made.from_here() == [one]
    two = a_folder(tmp_path / "two")
    assert made.from_here() == [one, two]


def test_a_list_that_others_may_write_is_not_believed(here: Path, tmp_path: Path):
    a_folder(tmp_path / "one")
    made.home().chmod(0o666)
    assert made.from_here() == []


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_a_run_is_made_where_no_list_can_be_kept(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere" if place == "nowhere" else str(tmp_path / "file"))
    run_folders.begin(tmp_path / "one", small_info(), TEXTS).release()
    assert (tmp_path / "one/run.json").exists()
    assert made.from_here() == []


@pytest.mark.parametrize("said", ["", "relative/path"])
def test_a_place_that_is_none_is_the_default(said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", said)
    assert made.home() == Path.home() / ".local/state/glasshouse/made"
