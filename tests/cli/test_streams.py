"""A command whose streams are closed or full, or whose reader has left, ends as other tools do."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import glasshouse as gh

GLASSHOUSE = shlex.join([sys.executable, "-m", "glasshouse"])
SAYING = ["", "--version", "--help", "worlds", "worlds --json", "schemes sesame", "run --help"]
RUN = "run none --world hamlet --people 600 --months 1"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    script = f'set -o pipefail; glasshouse() {{ {GLASSHOUSE} "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=folder, timeout=300)


@pytest.mark.parametrize("words", SAYING)
def test_a_reader_who_has_left_ends_a_command_quietly_with_what_a_shell_says_of_that(words: str, tmp_path: Path):
    done = shell(f"glasshouse {words} | true", tmp_path)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("words", SAYING)
def test_a_result_that_finds_no_room_is_told_and_the_status_says_so(words: str, tmp_path: Path):
    done = shell(f"glasshouse {words} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == "Error: The result could not be written to standard output: No space left on device.\n"


@pytest.mark.parametrize("words", SAYING)
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_one_that_goes_nowhere(words: str, closed: str, tmp_path: Path):
    done = shell(f"glasshouse {words} {closed}", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full", ">&- 2>&-"])
def test_a_refusal_that_nobody_can_read_still_is_a_status(lost: str, tmp_path: Path):
    assert shell(f"glasshouse report nowhere {lost}", tmp_path).returncode == 2
    assert shell(f"glasshouse rnu {lost}", tmp_path).returncode == 2


@pytest.mark.parametrize(
    "lost", ["2>&-", "--no-report 2>/dev/full", "--no-report >&- 2>&- <&-", "--no-report 2> >(true)"]
)
def test_a_run_whose_remarks_are_lost_is_a_whole_run(lost: str, tmp_path: Path):
    assert shell(f"glasshouse {RUN} --out kept {lost}", tmp_path).returncode == 0
    assert gh.verify(tmp_path / "kept").same


def test_what_would_be_asked_is_refused_where_nobody_can_answer(tmp_path: Path):
    done = shell("glasshouse run none --world hamlet --seeds 100000 --out many <&-", tmp_path)
    assert done.returncode == 2
    assert "Say --yes to begin all the same" in done.stderr
    assert not (tmp_path / "many").exists()


def test_no_file_of_ours_takes_the_place_of_a_closed_stream(tmp_path: Path):
    script = (
        "import os; from glasshouse.cli import streams; streams.guard()\n"
        "with open('mine', 'w') as file: assert file.fileno() > 2; print('lost'); file.write('kept')\n"
    )
    command = f"{shlex.join([sys.executable, '-c', script])} >&- 2>&- <&-"
    subprocess.run(["bash", "-c", command], cwd=tmp_path, check=True)
    assert (tmp_path / "mine").read_text() == "kept"
