"""A command that is killed leaves what was there, or what can be gone on with to the same bits, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT

sys.path.insert(0, str(ROOT / "tests/storage"))

from kill_commands import COMMANDS


@pytest.mark.parametrize(
    ("command", "kills"),
    [
        ("run --force", 2),
        ("run --seeds --force", 1),
        ("compare --force", 1),
        ("compare --seeds --force", 1),
        ("compare --from", 1),
        ("branch --force", 1),
        ("resume of a comparison", 1),
        ("report of a comparison", 1),
    ],
)
def test_a_command_that_is_killed_can_be_given_again_or_gone_on_with(tmp_path: Path, command: str, kills: int):
    """The short form: few kills of each. The script kills every command at every step."""
    done = subprocess.run(
        [sys.executable, ROOT / "tests/storage/kill_commands.py", tmp_path, command, str(kills)],
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = done.stdout.splitlines()
    assert len(found) == kills
    assert "nothing" not in found or not COMMANDS[command].replaces
