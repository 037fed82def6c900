"""``glasshouse chart``: what charts a study has, and one of them as a file."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from glasshouse.results.run import SYNTHETIC, Run


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch, small_run: Run, tmp_path: Path) -> Path:
    """The folder of a complete run that has a world."""
    monkeypatch.setattr(import_module("glasshouse.studies.kept"), "opened", lambda folder: small_run)
    return tmp_path / "complete"


def test_without_a_name_all_charts_are_listed_with_what_they_say(typed: Any, complete: Path):
    said = typed("chart", complete).stdout
    assert said.startswith(SYNTHETIC.split(",")[0])
    lines = said.splitlines()
    title = lines[lines.index("sanctions_over_time") + 1]
    assert title.startswith("  After ")
    assert "lives_parted" not in lines  # which is of two worlds
    told = json.loads(typed("chart", complete, "--json").stdout)
    assert [one["chart"] for one in told if not one["empty"]] == [one for one in lines if one in {
        each["chart"] for each in told}]  # fmt: skip


def test_a_chart_is_written_where_one_says_and_its_path_is_printed(typed: Any, complete: Path):
    assert typed("chart", complete, "sanctions_over_time", "--out", "a.csv").stdout == "a.csv\n"
    assert SYNTHETIC in Path("a.csv").read_text(encoding="utf-8")
    assert typed("chart", complete, "sanctions_over_time").stdout == "sanctions_over_time.png\n"
    assert Path("sanctions_over_time.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_may_be_that_of_another_scheme_of_the_run(typed: Any, complete: Path):
    assert typed("chart", complete, "sanctions_over_time", "--scheme", "small").exit_code == 0
    answer = typed("chart", complete, "sanctions_over_time", "--scheme", "smal")
    assert (answer.exit_code, "Did you mean 'small'?" in answer.stderr) == (2, True)


def test_what_cannot_be_drawn_is_refused_and_leaves_no_file(typed: Any, complete: Path):
    for words, says in (
        (("sanctions_over_tim",), "Did you mean 'sanctions_over_time'?"),
        (("sanctions_over_time", "--out", "x.gif"), "End the name with .png, .svg, .json or .csv."),
        (("sanctions_over_time", "--about", "firms"), "--about is for comparisons"),
        (("--out", "x.png"), "Say which chart"),
    ):
        answer = typed("chart", complete, *words, columns=200)
        assert answer.exit_code == 2
        assert says in answer.stderr
        assert "Traceback" not in answer.stderr
    assert not list(Path().glob("*.png"))


def test_half_a_run_has_no_charts(typed: Any, half_run: Path):
    answer = typed("chart", half_run)
    assert (answer.exit_code, "is not finished" in answer.stderr) == (2, True)
