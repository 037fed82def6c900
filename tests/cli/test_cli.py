"""What every command has in common: a kind word, and an exit status."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import Commands

COMMANDS = {
    *("run", "resume", "verify", "report", "explain"),
    *("schemes", "worlds", "check", "new-scheme", "schema", "assumptions", "bench"),
}
HEAVY = {"altair", "jinja2", "numba", "numpy", "polars", "pyarrow", "pydantic", "vl_convert", "yaml"}


def test_glasshouse_alone_says_what_it_is_and_names_three_commands(typed: Any):
    answer = typed()
    assert answer.exit_code == 0
    assert "a laboratory for social scoring" in answer.stdout
    assert "No real person is in it" in answer.stdout
    assert len(re.findall(r"^  glasshouse \w+", answer.stdout, re.MULTILINE)) == 3
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_help_lists_every_command_under_what_it_is_for(typed: Any):
    answer = typed("--help", columns=100)
    assert answer.exit_code == 0
    assert all(re.search(rf"^\W+{name} ", answer.stdout, re.MULTILINE) for name in COMMANDS)
    for heading in ("Simulate a society", "Look at what it did", "Know what goes in"):
        assert heading in answer.stdout


def test_words_of_a_help_flow_and_what_may_be_typed_keeps_its_line(typed: Any):
    lines = [line.strip() for line in typed("explain", "--help", columns=80).stdout.splitlines()]
    assert "how long yet, whether it is true. Then the score with all that it is made of," in lines
    assert "glasshouse explain latest 17 --scheme tax-credit" in lines


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("columns", [60, 120])
def test_each_command_explains_itself_on_any_terminal(name: str, columns: int, typed: Any):
    answer = typed(name, "--help", columns=columns)
    assert answer.exit_code == 0
    assert max(map(len, answer.stdout.splitlines())) <= columns
    assert "\x1b" not in answer.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS - {"schemes", "worlds"}))
def test_each_command_that_takes_something_shows_an_example(name: str, typed: Any):
    text = typed(name, "--help", columns=200).stdout
    assert re.search(rf"^ *glasshouse {name} ", text, re.MULTILINE)


def test_the_version_can_be_asked(typed: Any):
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", typed("--version").stdout)


def test_an_unknown_command_is_refused_with_what_was_meant(typed: Any):
    answer = typed("rnu", columns=100)
    assert answer.exit_code == 2
    assert "rnu" in answer.stderr
    assert "run" in answer.stderr


def test_an_unknown_option_is_refused(typed: Any):
    assert typed("schemes", "--fast").exit_code == 2


def group_that(does: Any) -> typer.Typer:
    """A command line whose one command ``go`` does something."""
    small = typer.Typer(cls=Commands, pretty_exceptions_enable=False)

    @small.callback()
    def nothing() -> None:
        """Nothing."""

    @small.command()
    def go() -> None:
        does()

    return small


def raising(error: BaseException) -> Any:
    def raise_it() -> None:
        raise error

    return raise_it


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (GlasshouseError("rules[0]: no.\n  line 3"), 2, "Error: rules[0]: no.\n  line 3\n"),
        (MemoryError(), 2, "Error: This needs more memory than there is. "),
        (KeyboardInterrupt(), 130, "Stopped.\n"),
    ],
    ids=["refusal", "memory", "ctrl-c"],
)
def test_what_ends_a_command_early_is_one_message_and_a_status(error: Any, status: int, says: str):
    answer = CliRunner().invoke(group_that(raising(error)), ["go"])
    assert answer.exit_code == status
    assert answer.stderr.startswith(says)
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr


def test_our_own_mistakes_keep_their_traceback():
    answer = CliRunner().invoke(group_that(raising(ZeroDivisionError("ours"))), ["go"])
    assert isinstance(answer.exception, ZeroDivisionError)


def glasshouse(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from glasshouse.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, **more)


def test_help_comes_at_once_because_nothing_heavy_is_loaded():
    script = (
        "import sys; from glasshouse.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stderr.split()) == set()


def test_a_reader_who_has_seen_enough_causes_no_traceback():
    command = f"set -o pipefail; {sys.executable} -m glasshouse assumptions --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[\n", "")
    assert done.returncode == 141  # as of any tool that writes to nobody


@pytest.mark.parametrize(
    "words", [["schemes"], ["schemes", "sesame"], ["worlds"], ["run", "--help"], ["assumptions"], []]
)
@pytest.mark.parametrize("columns", [0, 1, 100_000_000])
def test_a_terminal_that_says_a_width_that_none_has_is_answered_at_once(columns: int, words: list[str], typed: Any):
    answer = typed(*words, columns=columns)
    assert answer.exit_code == 0, answer.exception
    assert max(map(len, answer.stdout.splitlines())) <= 1_000


def test_a_name_that_is_no_text_is_refused_before_anything_is_made(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "glasshouse", "run", "none", "--months", "1", "--out", b"caf\xe9"],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(r"Error: 'caf\udce9': not written in UTF-8")
    assert list(tmp_path.iterdir()) == []


def test_a_working_folder_that_is_gone_is_told_so(tmp_path: Path):
    gone = tmp_path / "gone"
    gone.mkdir()
    words = ("run none --world hamlet --months 1 --people 600", "report latest", "check rules.yaml", "schemes sesame")
    for command in words:
        gone.mkdir(exist_ok=True)
        script = f"rmdir {gone}; {sys.executable} -m glasshouse {command}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=gone)
        assert done.returncode == (0 if command.startswith("schemes") else 2)
        assert "Traceback" not in done.stderr


def test_a_terminal_without_accents_gets_an_answer_all_the_same(tmp_path: Path):
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "60"}
    done = glasshouse("schemes", env=plain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "rongcheng-2016" in done.stdout


def test_a_refusal_ends_the_process_with_two(tmp_path: Path):
    done = glasshouse("report", "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "Error: There is no folder nowhere.\n"
    assert done.stdout == ""
