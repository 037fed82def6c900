"""What takes long is asked for."""

import pytest
import typer

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import asking
from glasshouse.cli.asking import ask_if_long


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody who can answer, and answers no; what they were asked."""
    asked: list[str] = []

    def confirm(text: str) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(asking.sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(typer, "confirm", confirm)
    return asked


def test_what_is_done_in_ten_minutes_is_not_asked_for(at_a_terminal: list[str]):
    ask_if_long(600, yes=False)
    assert at_a_terminal == []


def test_who_said_yes_is_not_asked(at_a_terminal: list[str]):
    ask_if_long(1e9, yes=True)
    assert at_a_terminal == []


def test_who_can_answer_is_asked_and_may_say_no(at_a_terminal: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(typer.Exit):
        ask_if_long(8000, yes=False)
    assert at_a_terminal == ["This would take about 2 hours 13 minutes. Begin?"]
    assert "Nothing was begun." in capsys.readouterr().err


def test_who_says_yes_when_asked_goes_on(at_a_terminal: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typer, "confirm", lambda text: True)
    ask_if_long(8000, yes=False)


def test_where_nobody_can_answer_it_is_refused_with_the_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(asking.sys, "stdin", type("Pipe", (), {"isatty": lambda self: False})())
    with pytest.raises(GlasshouseError, match=r"about 2 hours 13 minutes\. Say --yes"):
        ask_if_long(8000, yes=False)
