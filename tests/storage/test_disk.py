"""A file is the old one or the new one, whatever happens in between."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import disk


def test_a_new_file_is_what_was_written(tmp_path: Path):
    disk.write(tmp_path / "file", [b"one", memoryview(b"two")])
    assert (tmp_path / "file").read_bytes() == b"onetwo"


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        disk.write(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_replaced_file_is_the_new_one_and_nothing_lies_beside_it(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / ".file.part").write_bytes(b"left over")
    disk.replace(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_replacement_that_fails_leaves_the_old_file(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(OSError, match="No space"):
        disk.replace(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_interruption_leaves_the_old_file(tmp_path: Path):
    def interrupted():
        yield b"half"
        raise KeyboardInterrupt

    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        disk.replace(tmp_path / "file", interrupted())
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "that is not allowed (Permission denied). Choose a folder of your own."),
        (errno.EROFS, "that is not allowed (Read-only file system)"),
        (errno.EFBIG, "ulimit"),
        (errno.EIO, "Input/output error."),
    ],
)
def test_what_the_disk_refuses_is_told_with_its_remedy(tmp_path: Path, number: int, says: str):
    where = tmp_path / "not" / "there"
    with pytest.raises(GlasshouseError) as told, disk.kindly("The run", where, "Then try again."):
        raise OSError(number, os.strerror(number))
    assert str(told.value).startswith(f"The run could not be written to {where}: ")
    assert says in str(told.value)
    assert str(told.value).endswith("Then try again.")


def test_a_file_cut_short_by_a_limit_is_not_kept(tmp_path: Path):
    script = (
        "import resource, signal, sys; from pathlib import Path; from glasshouse.storage import disk\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))\n"
        "try: disk.replace(Path(sys.argv[1]), [bytes(50_000)] * 4)\n"
        "except OSError as error: print(error.errno)\n"
    )
    (tmp_path / "file").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "file"], capture_output=True, text=True, check=True)
    assert int(done.stdout) == errno.EFBIG
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_only_a_plain_file_is_read(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"whole")
    os.mkfifo(tmp_path / "pipe")
    assert disk.read(tmp_path / "file") == b"whole"
    for name in ("pipe", ".", "gone"):
        with pytest.raises(OSError, match=r"no plain file|No such file"):
            disk.read(tmp_path / name)
