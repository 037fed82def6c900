"""What a message advises is a command to paste, or Python to write, whatever is named in it."""

import io
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest
from pages import ROOT

import glasshouse as gh
from glasshouse.base import advice
from glasshouse.cli import main
from glasshouse.storage import provenance

ODD = ["my runs", "it's", 'say "so"', "$HOME", "a;b", "*", "tab\there", "-x"]


@pytest.mark.parametrize("name", ODD)
def test_a_command_comes_out_of_a_shell_as_it_went_in(name: str):
    with advice.at_the_command_line():
        said = advice.doing("resume", Path(name))
    heard = shlex.split(said)
    assert heard[:2] == ["glasshouse", "resume"]
    assert Path(heard[2]) == Path(name)
    assert not heard[2].startswith("-")


@pytest.mark.parametrize("name", ODD)
def test_a_call_is_python_that_names_the_same(name: str):
    call = re.fullmatch(r"gh\.resume\((.*)\)", advice.doing("resume", Path(name)))
    assert call is not None
    assert Path(eval(call[1])) == Path(name)


def test_outside_of_the_command_line_options_are_parameters():
    assert advice.option("force", True) == "force=True"
    with advice.at_the_command_line():
        assert advice.option("force", True) == "--force"
    assert advice.option("force", True) == "force=True"


@pytest.mark.parametrize("name", ["my runs", "it's"])
def test_every_command_that_a_command_advises_can_be_pasted(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A complete run, a stopped one, one that is there, and a comparison, in a folder with a space or a quote."""
    base = tmp_path / name
    base.mkdir()
    monkeypatch.chdir(base)
    gh.run(world="hamlet", scheme="none", months=1, people=600, out=base / "one")
    gh.compare("none", "none", world="hamlet", months=1, people=600, out=base / "two")
    rules = base / "my rules.yaml"
    rules.write_text((ROOT / "src/glasshouse/data/schemes/none.yaml").read_text())
    asked = [("resume", "one"), ("report", "two", "--scheme", "none"), ("schemes", rules.name), ("check", rules.name)]
    advised = [command for words in asked for command in _commands(_answer(*words))]
    assert len(advised) >= len(asked)
    for command in advised:
        words = shlex.split(command)
        wanted = [word for word in words[2:] if not word.startswith("--") and word not in ("hamlet", "none")]
        assert all((base / word).exists() for word in wanted if not re.fullmatch(r"\d{4}-\d\d", word)), command


def _answer(*words: str) -> str:
    """What a command says, that is given where one is."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said), suppress(SystemExit):
        patch.setattr(sys, "argv", ["glasshouse", *words])
        main()
    return said.getvalue()


def _commands(text: str) -> list[str]:
    return re.findall(r"glasshouse (?:run|report|resume) .*$", text, re.MULTILINE)


def test_the_same_command_is_recorded_however_it_was_called():
    for program in ("/usr/bin/glasshouse", "/lib/glasshouse/__main__.py"):
        assert provenance.command_line([program, "run", "my rules.yaml"]) == "glasshouse run 'my rules.yaml'"


def test_no_source_writes_a_command_by_hand():
    """A name in braces after ``glasshouse run`` is one that nobody has quoted."""
    by_hand = re.compile(r"glasshouse (?:run|compare|resume|report|branch|explain|check|verify) [^\"'`\n]*\{")
    for path in sorted((ROOT / "src/glasshouse").rglob("*.py")):
        if path.name != "skeleton.py":  # whose name is letters and digits
            assert by_hand.search(path.read_text()) is None, path
