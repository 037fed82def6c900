"""Compiled once and kept; and whatever happens to what was kept, the function gives what it was written to give."""

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse.base import cache, compiled
from glasshouse.base.compiled import chunk, scalar
from glasshouse.base.machine_code import SUFFIX

HERE = Path(__file__).parent


@scalar
def three_times(x):
    return np.int64(3 * x)


def tripled(numbers):
    for i in range(len(numbers)):
        numbers[i] = three_times(numbers[i])


def shifted(numbers):
    for i in range(len(numbers)):
        numbers[i] = numbers[i] + 1


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "_said", set())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "base"))
    return tmp_path / "base/glasshouse" / compiled.CACHE


def was_kept(function: Callable[[Any], None] = tripled, dtype: type = np.int64) -> bool:
    """Whether a function, as a new process would find it, was kept; after a look at what it gives."""
    made, numbers = chunk(function), np.arange(3, dtype=dtype)
    made(numbers)
    assert numbers.tolist() == ([0, 3, 6] if function is tripled else [1, 2, 3])
    return bool(sum(made.stats.cache_hits.values()))


def test_what_was_compiled_is_kept(base: Path):
    assert [was_kept(), was_kept(), was_kept()] == [False, True, True]
    assert [one.suffix for one in base.iterdir()] == [SUFFIX]


def test_each_function_and_each_type_is_kept_by_itself(base: Path):
    assert [was_kept(tripled), was_kept(shifted), was_kept(tripled, np.int32)] == [False] * 3
    assert [was_kept(tripled), was_kept(shifted), was_kept(tripled, np.int32)] == [True] * 3


def test_a_function_that_was_written_anew_is_compiled_anew(base: Path):
    text = "def one(numbers):\n    numbers[0] = {}\n"
    for value in (7, 8):
        path = base.parent.parent / "one.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(value))
        names: dict[str, Any] = {"__name__": "one"}
        exec(compile(path.read_text(), str(path), "exec"), names)
        made, numbers = chunk(names["one"]), np.zeros(1, np.int64)
        made(numbers)
        assert numbers[0] == value


def flipped(data: bytes, at: int) -> bytes:
    """The data with one bit changed."""
    return data[:at] + bytes([data[at] ^ 64]) + data[at:][1:]


DAMAGES = {
    "empty": lambda data: b"",
    "cut after the digest": lambda data: data[:32],
    "cut in the middle": lambda data: data[: len(data) // 2],
    "a byte short": lambda data: data[:-1],
    "a flipped bit at the start": lambda data: flipped(data, 0),
    "a flipped bit in the middle": lambda data: flipped(data, len(data) // 2),
    "a flipped bit at the end": lambda data: flipped(data, len(data) - 1),
    "zeros": lambda data: bytes(len(data)),
    "a pickle that does something": lambda data: b"cos\nsystem\n(S'exit 7'\ntR." + data,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_damaged_is_compiled_again_and_kept_again(damage: str, base: Path):
    assert not was_kept()
    [file] = base.iterdir()
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert [was_kept(), was_kept()] == [False, True]
    assert list(base.iterdir()) == [file]


def test_what_is_whole_and_cannot_be_used_is_compiled_again(base: Path):
    assert not was_kept()
    [file] = base.iterdir()
    for data in (b"", b"no pickle", b"cno_such_module\nname\n."):
        cache.keep(file, data)
        assert [was_kept(), was_kept()] == [False, True]


def test_what_is_kept_of_one_function_is_never_taken_for_another(base: Path):
    was_kept(tripled)
    was_kept(shifted)
    one, other = sorted(base.iterdir())
    whole = cache.kept(one)
    assert whole is not None
    cache.keep(other, whole)
    assert [was_kept(tripled), was_kept(shifted)].count(False) == 1


def test_without_a_cache_everything_is_compiled_and_nothing_written(base: Path, tmp_path: Path):
    (tmp_path / "base").write_text("in the way")
    here = sorted(HERE.rglob("*.nb?"))
    with pytest.warns(cache.NotKeptWarning):
        assert [was_kept(), was_kept()] == [False, False]
    assert sorted(HERE.rglob("*.nb?")) == here == []
    assert [one.name for one in tmp_path.iterdir()] == ["base"]


def test_what_was_compiled_of_a_source_that_was_edited_meanwhile_is_not_kept(
    base: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(compiled, "source_digest", lambda: "edited")
    assert not was_kept()
    assert list(base.iterdir()) == []


TWO_SHELLS = """
    import sys
    sys.path.insert(0, {here!r})
    from test_machine_code import was_kept
    for _ in range(10):
        was_kept()
"""


def test_several_processes_share_it(base: Path, tmp_path: Path):
    code = textwrap.dedent(TWO_SHELLS).format(here=str(HERE))
    shells = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [shell.communicate(timeout=120)[1] for shell in shells]
    assert [shell.returncode for shell in shells] == [0, 0, 0], said
    assert [one.suffix for one in base.iterdir()] == [SUFFIX]


def test_damages_of_all_kinds_are_found_out():
    words = [sys.executable, HERE / "damage_the_cache.py", "20"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "20 small functions" in done.stdout


def test_a_function_that_others_call_can_still_be_called_by_itself(base: Path):
    assert was_kept() is False
    assert three_times(5) == 15


def test_numba_does_not_load_linear_algebra_and_can_still_use_it(base: Path):
    code = """
        import sys
        import numba, numpy as np
        from glasshouse.base.compiled import chunk

        @chunk
        def doubled(numbers):
            for i in range(len(numbers)):
                numbers[i] = 2 * numbers[i]

        doubled(np.arange(3))
        assert "scipy.linalg" not in sys.modules
        assert numba.njit(lambda a: np.dot(a, a))(np.eye(2)).tolist() == [[1, 0], [0, 1]]
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)
