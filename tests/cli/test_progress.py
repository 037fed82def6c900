"""Months done, people a second, time left."""

import io
from typing import Any

import pytest
from rich.console import Console

from glasshouse.cli import progress, screen


def about(people: int) -> dict[str, Any]:
    """What the JSON of a run of sixty months says."""
    return {"world": {"people": people}, "months": 60}


def test_where_nobody_watches_nothing_is_shown(capsys: pytest.CaptureFixture[str]):
    with progress.of(about(1000)) as tell:
        tell(1, 60)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("width", [60, 100])
def test_who_watches_sees_months_speed_and_time_left(width: int, monkeypatch: pytest.MonkeyPatch):
    seen = io.StringIO()
    monkeypatch.setattr(screen, "is_watched", lambda: True)
    monkeypatch.setattr(screen, "err", lambda: Console(file=seen, force_terminal=True, width=width))
    with progress.of(about(670_000)) as tell:
        for month in range(1, 61):
            tell(month, 60)
    assert "Simulating" in seen.getvalue()
    assert "/60" in seen.getvalue()
    assert "/?" not in seen.getvalue()
    assert "people/s" in seen.getvalue()


def test_who_watches_is_told_when_the_months_wait_for_the_compiler(monkeypatch: pytest.MonkeyPatch):
    for busy in (True, False):
        seen = io.StringIO()
        monkeypatch.setattr("glasshouse.base.compiled.is_compiling", lambda busy=busy: busy)
        monkeypatch.setattr(screen, "is_watched", lambda: True)
        monkeypatch.setattr(screen, "err", lambda to=seen: Console(file=to, force_terminal=True, width=80))
        with progress.of(about(5_000)):
            pass
        assert ("Compiling" in seen.getvalue()) == busy
        assert ("Simulating" in seen.getvalue()) != busy


def test_a_speed_that_is_not_known_yet_is_not_shown():
    assert progress.rate(1000, None) == ""
    assert progress.rate(1_379_000_000, 0.02) == "27.6 M people/s"


def test_seeds_are_counted_by_their_months(monkeypatch: pytest.MonkeyPatch):
    seen = io.StringIO()
    monkeypatch.setattr(screen, "is_watched", lambda: True)
    monkeypatch.setattr(screen, "err", lambda: Console(file=seen, force_terminal=True, width=80))
    with progress.of({**about(5_000), "seeds": 20}) as tell:
        tell(7 * 60 + 30, 20 * 60)
    assert "7/20 seeds" in seen.getvalue()
