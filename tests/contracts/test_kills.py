"""A command that is killed leaves what was there, or what can be gone on with to the same bits, and nothing else."""

import pytest
from kill_commands import COMMANDS
from small_folders import Left, left_by

KILLS = {
    "run --force": 2,
    "run --seeds --force": 1,
    "compare --force": 1,
    "compare --seeds --force": 1,
    "compare --from": 1,
    "branch --force": 1,
    "resume of a comparison": 1,
    "report of a comparison": 1,
}
"""The short form: few kills of each command. The script kills every command at every step."""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    return left_by("kill_commands.py", tmp_path_factory.mktemp("kills"), KILLS)


@pytest.mark.parametrize("command", KILLS)
def test_a_command_that_is_killed_can_be_given_again_or_gone_on_with(command: str, left: Left):
    found = left(command)
    assert len(found) == KILLS[command]
    assert "nothing" not in found or not COMMANDS[command].replaces
