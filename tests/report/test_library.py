"""The chart library: made once, kept whole, never taken half."""

from pathlib import Path

import pytest
import vl_convert

from glasshouse.base import cache
from glasshouse.report.library import chart_library

SCRIPT = "window.vegaEmbed = 1;\n// é"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A maker of libraries that counts how often it is asked."""
    asked: list[int] = []

    def bundle(*_: object, **__: object) -> str:
        asked.append(1)
        return SCRIPT

    monkeypatch.setattr(vl_convert, "javascript_bundle", bundle)
    return asked


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache lies."""
    monkeypatch.setattr(cache, "_said", set())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "base"))
    return tmp_path / "base"


def test_the_library_is_made_once_and_kept(base: Path, made: list[int]):
    assert [chart_library() for _ in range(3)] == [SCRIPT] * 3
    assert len(made) == 1


def test_a_library_that_is_not_whole_is_made_again(base: Path, made: list[int]):
    chart_library()
    [kept] = (base / "glasshouse").iterdir()
    kept.write_bytes(kept.read_bytes()[:-2])
    assert [chart_library() for _ in range(2)] == [SCRIPT] * 2
    assert len(made) == 2


def test_a_cache_that_is_not_to_be_used_costs_only_time(base: Path, made: list[int]):
    base.write_text("in the way")
    with pytest.warns(cache.NotKeptWarning):
        assert [chart_library() for _ in range(2)] == [SCRIPT] * 2
    assert len(made) == 2


def test_the_library_needs_nothing_from_elsewhere():
    script = chart_library()
    assert "window.vegaEmbed" in script
    assert "</script" not in script
    assert len(script) < 1_500_000
