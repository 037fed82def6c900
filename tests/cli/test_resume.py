"""``glasshouse resume``: a run goes on."""

from pathlib import Path
from typing import Any

import pytest

from glasshouse.results.run import Run
from glasshouse.studies import kept


def test_a_run_goes_on_and_ends_like_any_other(
    typed: Any, half_run: Path, small_run: Run, pages: list[Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kept, "resume", lambda folder, tell: small_run)
    answer = typed("resume", half_run)
    assert answer.exit_code == 0
    assert "Grades, best first" in answer.stdout
    assert len(pages) == 1


def test_a_run_that_goes_on_can_be_stopped_again(typed: Any, half_run: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(folder: Path, tell: Any) -> Run:
        raise KeyboardInterrupt

    monkeypatch.setattr(kept, "resume", interrupted)
    answer = typed("resume", half_run)
    assert answer.exit_code == 130
    assert f"glasshouse resume {half_run}" in answer.stderr


def test_a_complete_run_has_nothing_to_go_on_with(typed: Any, whole_run: Path):
    answer = typed("resume", whole_run)
    assert answer.exit_code == 2
    assert "nothing left to resume" in answer.stderr


def test_what_is_no_run_is_refused(typed: Any, tmp_path: Path):
    assert "is not a run" in typed("resume", tmp_path).stderr
    assert typed("resume", "nowhere").exit_code == 2
