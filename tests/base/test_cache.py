"""The cache is the user's own or none, and what lies in it is whole or none."""

import os
import warnings
from pathlib import Path

import pytest

from glasshouse.base import cache
from glasshouse.base.cache import NotKeptWarning


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_said", set())


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that XDG_CACHE_HOME names."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "base"))
    return tmp_path / "base"


def refused(match: str) -> None:
    """Asking for the folder gives none, and one line says why."""
    with pytest.warns(NotKeptWarning, match=match) as said:
        assert [cache.folder("code"), cache.folder("code")] == [None, None]
    assert len(said) == 1
    assert not cache.holds("code", "*")


# Where it is


def test_the_cache_lies_where_xdg_cache_home_says(base: Path):
    assert cache.folder("code") == base / "glasshouse" / "code"


@pytest.mark.parametrize("said", ["", "cache", "./cache", "../cache"])
def test_a_path_that_begins_nowhere_means_the_default(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CACHE_HOME", said)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder("code") == tmp_path / ".cache/glasshouse/code"
    assert list((tmp_path / "work").iterdir()) == []


def test_the_home_folder_is_asked_for_only_if_nothing_else_is_said(base: Path, monkeypatch: pytest.MonkeyPatch):
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    assert cache.folder() == base / "glasshouse"
    monkeypatch.delenv("XDG_CACHE_HOME")
    refused("no home folder is known")


@pytest.mark.parametrize("home", ["", "somewhere", "/there/is/none"])
def test_a_home_that_is_not_there_is_not_made(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    refused("is not there")
    assert list(tmp_path.iterdir()) == []


# Whose it is


def test_a_new_cache_is_open_to_nobody_else(base: Path):
    before = os.umask(0)
    try:
        where = cache.folder("code")
        assert where is not None
        cache.keep(where / "file", b"kept")
    finally:
        os.umask(before)
    modes = [one.stat().st_mode & 0o777 for one in (base, base / "glasshouse", where, where / "file")]
    assert modes == [0o700, 0o700, 0o700, 0o600]


@pytest.mark.parametrize("name", ["glasshouse", "glasshouse/code"])
@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_cache_that_others_may_write_is_neither_read_nor_written(name: str, mode: int, base: Path):
    assert cache.folder("code") is not None
    (base / name).chmod(mode)
    refused(f"{base / name} may be written by others")
    assert list((base / "glasshouse/code").iterdir()) == []


@pytest.mark.parametrize("name", ["glasshouse", "glasshouse/code"])
def test_a_cache_of_somebody_else_is_neither_read_nor_written(name: str, base: Path, monkeypatch: pytest.MonkeyPatch):
    assert cache.folder("code") is not None
    real = Path.lstat

    def of_another(self: Path) -> os.stat_result:
        found = real(self)
        other = [*found[:4], found.st_uid + 1, *found[5:]]
        return os.stat_result(other) if self == base / name else found

    monkeypatch.setattr(Path, "lstat", of_another)
    refused(f"{base / name} belongs to somebody else")


def test_a_cache_that_anybody_could_put_another_in_place_of_is_not_used(base: Path):
    base.mkdir()
    base.chmod(0o777)
    refused(f"everybody may write {base}")
    base.chmod(0o1777)  # as /tmp: each keeps what is theirs
    assert cache.folder("code") == base / "glasshouse/code"


def test_a_link_in_the_place_of_the_cache_is_not_followed(base: Path, tmp_path: Path):
    (tmp_path / "unpacked/code").mkdir(parents=True)
    base.mkdir()
    (base / "glasshouse").symlink_to(tmp_path / "unpacked")
    refused("is not a folder")


def test_a_file_in_the_place_of_the_cache_is_left_as_it_is(base: Path):
    base.write_text("mine")
    refused("base")
    assert base.read_text() == "mine"


def test_who_looks_whether_anything_is_kept_makes_no_folder(base: Path):
    assert not cache.holds("code", "*")
    assert not base.exists()


# What lies in it


@pytest.fixture
def file(base: Path) -> Path:
    """A file of the cache that holds something."""
    where = cache.folder("code")
    assert where is not None
    cache.keep(where / "file", b"what was kept")
    return where / "file"


def test_what_was_kept_comes_back(file: Path):
    assert cache.kept(file) == b"what was kept"
    assert cache.holds("code", "fi*")
    assert not cache.holds("code", "*.other")


def test_what_is_kept_again_replaces_it(file: Path):
    cache.keep(file, b"")
    assert cache.kept(file) == b""
    assert list(file.parent.iterdir()) == [file]


def test_no_byte_can_be_changed_or_lost_unseen(file: Path):
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at])
        assert cache.kept(file) is None
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert cache.kept(file) is None
    file.write_bytes(whole + b"\0")
    assert cache.kept(file) is None


@pytest.mark.parametrize("other", ["code/other", "older/file"])
def test_a_file_that_was_copied_to_another_place_is_none_of_ours(other: str, file: Path):
    copied = file.parent.parent / other
    copied.parent.mkdir(exist_ok=True)
    copied.write_bytes(file.read_bytes())
    assert cache.kept(copied) is None


def test_a_file_that_others_may_write_is_not_read(file: Path):
    file.chmod(0o666)
    assert cache.kept(file) is None


def test_neither_a_link_nor_a_folder_is_read(file: Path):
    (file.parent / "link").symlink_to(file)
    assert cache.kept(file.parent / "link") is None
    assert cache.kept(file.parent) is None


def test_a_file_that_cannot_be_written_is_told_once_and_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.warns(NotKeptWarning, match="No space left on device"):
        cache.keep(file, b"new")
    cache.keep(file, b"new")  # in silence: warnings are errors here
    assert cache.kept(file) == b"what was kept"
    assert list(file.parent.iterdir()) == [file]


def test_what_was_left_half_written_by_a_kill_is_swept_later(file: Path):
    for name, age in ((".old.part", 7_200), (".new.part", 0)):
        (file.parent / name).write_bytes(b"half")
        os.utime(file.parent / name, (file.stat().st_mtime - age,) * 2)
    cache.keep(file, b"again")
    assert sorted(one.name for one in file.parent.iterdir()) == [".new.part", "file"]


def test_a_cache_in_order_says_nothing(file: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cache.folder("code") == file.parent
