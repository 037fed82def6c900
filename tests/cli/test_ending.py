"""How a study ends on the terminal: its report, where it lies, and how to go on after a stop."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import run_folders
import typer
from made_up_comparison import made_up_comparison, nothing_differs
from small_folders import begin_ensemble
from small_lived import small_panel, small_tallies
from small_twin_ensemble import small_twin_ensemble

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending
from glasshouse.cli.options import ANY
from glasshouse.results.run import Run
from glasshouse.storage.kinds import KINDS


def test_the_command_line_knows_every_kind():
    assert list(ANY) == [kind.noun for kind in KINDS]
    assert [kind.about for kind in KINDS] == [f"{noun}.json" for noun in ANY]


def test_it_says_where_the_report_lies_and_how_long_it_took(
    small_run: Run, capsys: pytest.CaptureFixture[str], pages: list[Path]
):
    ending.close(small_run, with_report=True, as_json=False)
    told = capsys.readouterr().out
    assert "Took 1.2 seconds." in told
    assert "Report: report.html" in told.splitlines()
    assert pages == [Path("report.html")]


def test_a_run_of_several_schemes_says_that_its_page_leads_to_others(
    small_run: Run, capsys: pytest.CaptureFixture[str], pages: list[Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Run, "schemes", ("small", "other"))
    monkeypatch.setattr(ending, "ways_of", lambda done: ending.Ways("Run", lambda done: None, lambda done: {}))
    ending.close(small_run, with_report=True, as_json=False)
    assert "It leads to a page for each of the 2 schemes." in capsys.readouterr().out


def test_what_made_no_report_names_none(capsys: pytest.CaptureFixture[str]):
    ending.close(nothing_differs(), with_report=False, as_json=False)
    assert "Report" not in capsys.readouterr().out


def test_as_json_it_is_one_object_with_the_metrics(
    small_run: Run, capsys: pytest.CaptureFixture[str], pages: list[Path]
):
    ending.close(small_run, with_report=False, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["info"]["seed"] == 1
    assert told["report"] is None
    assert {one["metric"]: one["value"] for one in told["metrics"]}["sanctioned_people"] == 90
    assert pages == []


def test_a_comparison_as_json_is_one_object_with_the_differences(capsys: pytest.CaptureFixture[str]):
    ending.close(made_up_comparison(), with_report=False, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["parted"], told["compared"], told["report"]) == (21_000, 540_000, None)
    assert told["differences"][0]["difference"] == 0.35


def test_the_pages_of_both_runs_are_written_with_that_of_the_comparison(monkeypatch: pytest.MonkeyPatch):
    written: list[tuple[Any, Path]] = []
    monkeypatch.setattr(
        import_module("glasshouse.report"), "write_report", lambda made, path, *_: written.append((made, path)) or path
    )
    comparison = made_up_comparison()
    ending.write_report(comparison)
    assert [made for made, _ in written] == [comparison.a, comparison.b, comparison]
    written.clear()
    ending.write_report(comparison, Path("page.html"))
    assert written == [(comparison, Path("page.html"))]


def test_a_comparison_has_no_page_of_one_scheme_and_says_which_run_has():
    with pytest.raises(GlasshouseError, match=r"glasshouse report .*a --scheme sesame"):
        ending.write_report(made_up_comparison(), None, "sesame")


def test_comparisons_have_no_page_of_one_scheme():
    with pytest.raises(GlasshouseError, match="about both their worlds"):
        ending.write_report(small_twin_ensemble(), None, "none")


def test_the_report_goes_into_the_folder_of_the_run(whole_run: Path, pages: list[Path]):
    ending.write_report(run_folders.open_run(whole_run))
    assert pages == [whole_run / "report.html"]


def stopped(folder: Path) -> int:
    with pytest.raises(typer.Exit) as left, ending.resumable(folder):
        raise KeyboardInterrupt
    return left.value.exit_code


def test_ctrl_c_says_how_to_go_on(half_run: Path, capsys: pytest.CaptureFixture[str]):
    with run_folders.reopen(half_run) as folder:
        folder.checkpoint(7, {}, [small_tallies()], small_panel())
    assert stopped(half_run) == 130
    assert capsys.readouterr().err == f"Stopped; 7 months kept. Go on with: glasshouse resume {half_run}\n"


def test_ctrl_c_tells_of_seeds_where_seeds_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with begin_ensemble(tmp_path / "many") as folder:
        folder.checkpoint(3, {}, [], {})
    assert stopped(folder.path) == 130
    assert capsys.readouterr().err == f"Stopped; 3 seeds kept. Go on with: glasshouse resume {folder.path}\n"


def test_ctrl_c_before_anything_is_kept_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert stopped(tmp_path / "nothing") == 130
    assert capsys.readouterr().err == "Stopped before anything was kept.\n"


def test_ctrl_c_after_the_end_says_that_the_run_is_complete(whole_run: Path, capsys: pytest.CaptureFixture[str]):
    assert stopped(whole_run) == 130
    assert "the run is complete" in capsys.readouterr().err
