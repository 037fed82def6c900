"""What the terminal shows, and where."""

import io
import json
import os

import pytest

from glasshouse.cli import screen


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")


def test_results_and_remarks_go_separate_ways(capsys: pytest.CaptureFixture[str]):
    screen.say("a result")
    screen.note("a remark")
    screen.refuse("a refusal")
    assert capsys.readouterr() == ("a result\n", "a remark\nError: a refusal\n")


def test_brackets_and_colons_in_a_message_are_text_and_not_markup(capsys: pytest.CaptureFixture[str]):
    screen.refuse("line 4  rules[0].event: [bold]no[/bold] :smile:")
    assert capsys.readouterr().err == "Error: line 4  rules[0].event: [bold]no[/bold] :smile:\n"


def test_long_lines_wrap_at_words_and_indented_ones_go_on_further_in(capsys: pytest.CaptureFixture[str]):
    screen.say("  " + "word " * 20 + "\n" + "word " * 20 + "\n\nend")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[1].startswith("    word")
    assert lines[3].startswith("word")
    assert lines[-2:] == ["", "end"]


def test_a_path_is_never_broken(capsys: pytest.CaptureFixture[str]):
    path = "/".join(["folder"] * 30)
    screen.say_as_it_is(path)
    screen.refuse(path)
    assert capsys.readouterr() == (f"{path}\n", f"Error: {path}\n")


def test_a_table_fits_a_narrow_terminal_and_leaves_no_blanks_behind(capsys: pytest.CaptureFixture[str]):
    screen.show_table("Title", ["Name"], ["number"], [("a name that is very long " * 4, "1,234"), ("b", "5")])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert all(line == line.rstrip() for line in lines)
    assert any(line.endswith("1,234") for line in lines)


def test_facts_stand_one_below_the_other(capsys: pytest.CaptureFixture[str]):
    screen.facts([("One", "1"), ("Another", "2 " * 40)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "One      1"
    assert max(map(len, lines)) <= 60


def test_json_is_json_whatever_it_holds(capsys: pytest.CaptureFixture[str]):
    screen.print_json({"name": "Róngchéng", "none": None})
    assert json.loads(capsys.readouterr().out) == {"name": "Róngchéng", "none": None}


def test_nobody_watches_a_pipe():
    assert not screen.is_watched()


@pytest.mark.parametrize("name", ["COLUMNS", "TERMINAL_WIDTH"])
@pytest.mark.parametrize(
    ("said", "settled"),
    [("0", None), ("", None), ("-3", None), ("wide", None), ("２０", None), ("1", "20"), ("60", "60"),
     ("060", "60"), ("99999999", "1000"), ("9" * 5_000, "1000")],
)  # fmt: skip
def test_the_environment_is_believed_only_if_it_names_a_width(
    name: str, said: str, settled: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(name, said)
    screen.settle_width()
    assert os.environ.get(name) == settled


def test_a_letter_that_the_output_does_not_know_is_still_that_letter_in_json(monkeypatch: pytest.MonkeyPatch):
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace", write_through=True)
    monkeypatch.setattr("sys.stdout", plain)
    screen.print_json({"name": "Róngchéng"})
    assert json.loads(plain.buffer.getvalue()) == {"name": "Róngchéng"}
