"""One writer at a time, and a lock that nobody has to break."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import lock


def test_a_folder_is_taken_by_one_until_they_let_go(tmp_path: Path):
    assert not lock.is_taken(tmp_path)
    held = lock.taken(tmp_path)
    assert lock.is_taken(tmp_path)
    with pytest.raises(GlasshouseError, match="is being written by another Glasshouse"):
        lock.taken(tmp_path)
    os.close(held)
    assert not lock.is_taken(tmp_path)
    os.close(lock.taken(tmp_path))


def test_a_lock_ends_with_its_process(tmp_path: Path):
    script = "import os, signal, sys; from pathlib import Path; from glasshouse.storage import lock\n"
    script += (
        "lock.taken(Path(sys.argv[1])); assert lock.is_taken(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script, tmp_path]).returncode == -9
    assert not lock.is_taken(tmp_path)


def test_who_puts_a_folder_somewhere_waits_for_who_does_so_already(tmp_path: Path):
    order: list[str] = []

    def second() -> None:
        with lock.in_turn(tmp_path):
            order.append("second")

    with lock.in_turn(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


def test_where_no_such_lock_is_known_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def unknown(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with lock.in_turn(tmp_path), lock.in_turn(tmp_path):
        pass
