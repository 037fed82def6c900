"""The memory that is left: of the machine, of control groups of both versions and one in another, of the shell."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from glasshouse.base import memory
from glasshouse.base.errors import GlasshouseError

GB = 1_000_000_000
MACHINE = 64 * GB
UNLIMITED = 9_223_372_036_854_771_712  # what a group of version 1 says that has no limit


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with 64 GB at hand, and a process without limits."""
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=MACHINE))
    monkeypatch.setattr(memory, "_limit", lambda name: None)


def lay(root: Path, files: dict[str, object]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{text}\n")
    return root


def version_2(root: Path, own: str, files: dict[str, object], inside: str = "/") -> Path:
    about = {
        "proc/self/cgroup": f"0::{own}",
        "proc/self/mountinfo": f"31 23 0:28 {inside} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw,nsdelegate",
    }
    return lay(root, about | {f"sys/fs/cgroup/{name}": text for name, text in files.items()})


def version_1(root: Path, own: str, files: dict[str, object], inside: str = "/") -> Path:
    about = {
        "proc/self/cgroup": f"9:cpu:/other\n4:memory:{own}\n0::/",
        "proc/self/mountinfo": "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
        f"35 31 0:32 {inside} /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory",
    }
    return lay(root, about | {f"sys/fs/cgroup/memory/{name}": text for name, text in files.items()})


def group_2(name: str, limit: object, used: int, high: object = "max") -> dict[str, object]:
    return {f"{name}/memory.max": limit, f"{name}/memory.current": used, f"{name}/memory.high": high}


def group_1(name: str, limit: int, used: int) -> dict[str, object]:
    return {f"{name}/memory.limit_in_bytes": limit, f"{name}/memory.usage_in_bytes": used}


def test_without_groups_it_is_what_the_machine_has(tmp_path: Path):
    assert memory.free(tmp_path) == (MACHINE, "on this machine")


def test_a_group_without_a_limit_leaves_what_the_machine_has(tmp_path: Path):
    assert memory.free(version_2(tmp_path / "2", "/job", group_2("job", "max", GB))).bytes == MACHINE
    assert memory.free(version_1(tmp_path / "1", "/job", group_1("job", UNLIMITED, GB))).bytes == MACHINE


def test_a_group_leaves_its_limit_less_what_it_uses(tmp_path: Path):
    left = (3 * GB, "in this container (its control group)")
    assert memory.free(version_2(tmp_path / "2", "/job", group_2("job", 4 * GB, GB))) == left
    assert memory.free(version_1(tmp_path / "1", "/job", group_1("job", 4 * GB, GB))) == left


def test_where_processes_are_slowed_down_counts_as_the_limit(tmp_path: Path):
    assert memory.free(version_2(tmp_path, "/job", group_2("job", 4 * GB, GB, high=2 * GB))).bytes == GB


def test_pages_of_files_that_can_be_given_back_are_free(tmp_path: Path):
    files = group_2("job", 4 * GB, 3 * GB) | {"job/memory.stat": f"anon 5\ninactive_file {2 * GB}"}
    assert memory.free(version_2(tmp_path / "2", "/job", files)).bytes == 3 * GB
    files = group_1("job", 4 * GB, 3 * GB) | {"job/memory.stat": f"inactive_file 5\ntotal_inactive_file {2 * GB}"}
    assert memory.free(version_1(tmp_path / "1", "/job", files)).bytes == 3 * GB


@pytest.mark.parametrize(("outer", "inner", "left"), [(8, 2, 1), (3, 20, 1), (100, "max", 64), ("max", "max", 64)])
def test_of_groups_in_each_other_the_tightest_counts(outer: object, inner: object, left: int, tmp_path: Path):
    def limit(gb: object) -> object:
        return gb if gb == "max" else int(str(gb)) * GB

    files = group_2("user", limit(outer), 2 * GB) | group_2("user/job", limit(inner), GB)
    assert memory.free(version_2(tmp_path, "/user/job", files)).bytes == left * GB


def test_of_groups_of_version_1_in_each_other_the_tightest_counts(tmp_path: Path):
    files = group_1("user", 5 * GB, 4 * GB) | group_1("user/job", UNLIMITED, GB)
    assert memory.free(version_1(tmp_path, "/user/job", files)).bytes == GB


def test_a_container_finds_its_group_under_the_name_it_has_outside(tmp_path: Path):
    files = group_1("", 4 * GB, GB)
    assert memory.free(version_1(tmp_path / "same", "/docker/ab", files, inside="/docker/ab")).bytes == 3 * GB
    assert memory.free(version_1(tmp_path / "other", "/docker/ab", files)).bytes == 3 * GB
    assert memory.free(version_2(tmp_path / "above", "/../ab", group_2("", 4 * GB, GB))).bytes == 3 * GB


def test_more_used_than_allowed_is_nothing_left(tmp_path: Path):
    assert memory.free(version_2(tmp_path, "/job", group_2("job", GB, 2 * GB))).bytes == 0


def test_what_the_system_says_in_other_words_limits_nothing(tmp_path: Path):
    files: dict[str, object] = {"job/memory.max": "?", "job/memory.current": "", "job/memory.stat": "a\nb c d"}
    assert memory.free(version_2(tmp_path, "/job", files)).bytes == MACHINE


def test_the_limit_of_the_shell_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    used = SimpleNamespace(memory_info=lambda: SimpleNamespace(vms=GB, data=GB))
    monkeypatch.setattr(psutil, "Process", lambda: used)
    monkeypatch.setattr(memory, "_limit", lambda name: 3 * GB if name == "RLIMIT_AS" else None)
    assert memory.free(tmp_path) == (2 * GB, "within the limit of this shell (ulimit -v)")
    monkeypatch.setattr(memory, "_limit", lambda name: 2 * GB if name == "RLIMIT_DATA" else None)
    assert memory.free(tmp_path) == (GB, "within the limit of this shell (ulimit -d)")


def test_a_limit_below_what_the_libraries_map_is_refused(monkeypatch: pytest.MonkeyPatch):
    memory.refuse_a_tight_limit()
    monkeypatch.setattr(memory, "_limit", lambda name: 1_536_000_000)
    with pytest.raises(GlasshouseError, match=r"limited to 1\.5 GB \(ulimit -v\)"):
        memory.refuse_a_tight_limit()


@pytest.mark.parametrize("words", [["run", "none", "--world", "hamlet"], ["report", "latest"], ["resume", "latest"]])
def test_under_a_tight_limit_a_command_says_so_and_no_more(words: list[str], tmp_path: Path):
    done = limited(tmp_path, "from glasshouse.cli import main; main()", *words)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: The memory of this shell is limited to 1.5 GB")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_under_a_tight_limit_python_is_told_before_anything_is_loaded(tmp_path: Path):
    done = limited(tmp_path, "import glasshouse as gh; gh.run()")
    assert "GlasshouseError: The memory of this shell is limited to 1.5 GB" in done.stderr


def limited(where: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What Python says in a shell with little room."""
    shell = ["bash", "-c", 'ulimit -v 1500000; exec "$0" "$@"', sys.executable, "-c", code, *words]
    return subprocess.run(shell, cwd=where, capture_output=True, text=True, timeout=60, check=False)
