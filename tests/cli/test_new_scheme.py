"""``glasshouse new-scheme``: a file of rules to begin with."""

from pathlib import Path
from typing import Any

from glasshouse.cli.check import examined


def test_it_writes_a_file_that_passes_its_check_without_a_warning(typed: Any, tmp_path: Path):
    answer = typed("new-scheme", "harbour")
    assert answer.exit_code == 0
    assert "glasshouse check harbour.yaml" in answer.stdout
    found = examined(str(tmp_path / "harbour.yaml"))
    assert [one.message for one in found.findings if one.level != "note"] == []
    assert found.trials


def test_a_file_that_is_there_is_left_alone(typed: Any, tmp_path: Path):
    (tmp_path / "harbour.yaml").write_text("mine")
    answer = typed("new-scheme", "harbour")
    assert answer.exit_code == 2
    assert "is there already" in answer.stderr
    assert (tmp_path / "harbour.yaml").read_text() == "mine"
