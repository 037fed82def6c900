"""How functions are compiled: the cache knows the source, and what is compiled can be read as it was written."""

import re
import shutil
from pathlib import Path
from types import ModuleType

import numba
import numpy as np
import pytest
from numba.core import event

from glasshouse.base import cache, compiled
from glasshouse.base.compiled import as_written, chunk, lanes, scalar, source_digest
from glasshouse.observe import record
from glasshouse.remedy import contest


@pytest.fixture
def copy_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = Path(compiled.__file__).parents[1]
    for name in ("base/compiled.py", "base/draws.py", "scheme/judge/judge.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, tmp_path / name)
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "base/compiled.py"))
    return tmp_path


def test_a_change_in_any_module_changes_the_digest(copy_of_the_source: Path):
    before = source_digest()
    assert source_digest() == before
    judge = copy_of_the_source / "scheme/judge/judge.py"
    judge.write_text(judge.read_text() + "\n")
    assert source_digest() != before


def test_what_is_no_source_changes_no_digest(copy_of_the_source: Path):
    before = source_digest()
    (copy_of_the_source / "notes.txt").write_text("nothing")
    assert source_digest() == before


def test_a_module_that_was_renamed_changes_the_digest(copy_of_the_source: Path):
    before = source_digest()
    (copy_of_the_source / "base/draws.py").rename(copy_of_the_source / "base/drawn.py")
    assert source_digest() != before


def test_a_process_knows_whether_the_source_is_still_what_it_has_read(copy_of_the_source: Path):
    compiled_of = source_digest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "SOURCE", compiled_of)
        assert compiled.is_current()
        judge = copy_of_the_source / "scheme/judge/judge.py"
        judge.write_text(judge.read_text() + "\n")
        assert not compiled.is_current()


def test_each_state_of_the_source_has_a_cache_of_its_own():
    assert re.fullmatch(rf"numba-{re.escape(numba.__version__)}-[0-9a-f]{{16}}", compiled.CACHE)


def test_a_source_that_was_never_compiled_here_is_not_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert not compiled.is_cached()
    assert compiled.can_keep()
    own = cache.folder(compiled.CACHE)
    assert own is not None
    cache.keep(own / "month.nbc", b"")
    assert compiled.is_cached()


def test_one_can_ask_whether_the_compiler_is_at_work():
    seen: list[bool] = []

    class Look(event.Listener):
        def on_start(self, event: object) -> None:
            seen.append(compiled.is_compiling())

        def on_end(self, event: object) -> None:
            pass

    with event.install_listener("numba:compile", Look()):
        scalar(lambda x: x)(1)
    assert seen in ([True], [])  # none where nothing is compiled
    assert not compiled.is_compiling()


def test_a_compiler_that_fails_is_no_longer_at_work():
    function = scalar(lambda x: x.there_is_none)
    with pytest.raises((numba.TypingError, AttributeError)):
        function(1)
    assert not compiled.is_compiling()


def test_other_packages_keep_their_cache_folder():
    before = numba.config.CACHE_DIR
    chunk(lambda x: x)
    assert before == numba.config.CACHE_DIR


@scalar
def twice(x):
    return np.int32(x + x)


@lanes
def double(m, given, made):
    for i in range(m):
        made[i] = twice(given[i])


def test_lanes_take_scalars_in():
    given, made = np.arange(5, dtype=np.int32), np.zeros(5, np.int32)
    double(4, given, made)
    assert made.tolist() == [0, 2, 4, 6, 0]


def test_a_division_by_zero_raises_nothing():
    with np.errstate(divide="ignore"):
        assert np.isinf(scalar(lambda x, y: x / y)(np.float32(1), np.float32(0)))


def test_functions_as_written_are_python_down_to_those_they_call():
    names = as_written(__name__)
    assert names.twice(np.int32(3)) == 6
    assert not hasattr(names.twice, "py_func")
    assert not hasattr(names.double.__globals__["twice"], "py_func")
    assert names.twice.__code__ is getattr(twice, "py_func", twice).__code__


@pytest.mark.parametrize(("module", "name"), [(contest, "unit"), (contest, "place_of"), (record, "place_of")])
def test_functions_of_other_modules_are_python_too(module: ModuleType, name: str):
    assert not hasattr(getattr(as_written(module.__name__), name), "py_func")
