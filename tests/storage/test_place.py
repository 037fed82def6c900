"""Nothing is written over or removed that Glasshouse did not write itself, and that only with --force."""

import json
from pathlib import Path

import pytest
import run_folders
from small_folders import begin_comparison, begin_ensemble, changed, everything_in, refusal, said
from small_lived import TEXTS, small_info

from glasshouse.storage import place
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN


def begin(folder: Path, *, force: bool = False, seed: int = 1) -> Folder:
    return run_folders.begin(folder, small_info(seed=seed), TEXTS, force=force)


def test_an_empty_folder_may_become_a_run(tmp_path: Path):
    (tmp_path / "run").mkdir()
    begin(tmp_path / "run").release()
    assert (tmp_path / "run" / "run.json").exists()


def test_a_run_that_is_there_is_not_written_over(finished: Path):
    before = everything_in(finished)
    told = refusal(lambda: begin(finished))
    assert told == f"{finished} holds a run already. Choose another folder with --out, or replace it with --force."
    assert everything_in(finished) == before


def test_with_force_a_run_is_replaced(finished: Path):
    (finished / "report.html").write_text("old")
    begin(finished, seed=2, force=True).release()
    info = json.loads((finished / "run.json").read_text())
    assert (info["seed"], info["state"]) == (2, "running")
    assert not (finished / "report.html").exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_no_run_is_never_touched(tmp_path: Path, force: bool):
    (tmp_path / "thesis.txt").write_text("years of work")
    told = refusal(lambda: begin(tmp_path, force=force))
    assert "is not a run" in told
    assert ("so --force does not touch it" in told) == force
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_run_with_something_of_ones_own_in_it_is_never_touched(finished: Path):
    (finished / "notes.txt").write_text("mine")
    told = refusal(lambda: begin(finished, force=True))
    assert "also holds notes.txt, which no run wrote" in told
    assert run_folders.open_run(finished).info["state"] == "complete"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "run").write_text("a file")
    assert "is there already" in refusal(lambda: begin(tmp_path / "run"))
    assert "could not be written" in refusal(lambda: begin(tmp_path / "run" / "inside"))


def test_the_pages_of_further_schemes_are_thrown_away_with_the_run(finished: Path):
    other = {**said(finished)["scheme"], "id": "other"}
    changed(finished, schemes=[said(finished)["scheme"], other])
    for name in ("report-other.html", "report-other.json"):
        (finished / name).touch()
    begin(finished, force=True).release()
    assert not (finished / "report-other.html").exists()
    (finished / "report-third.html").touch()
    assert "also holds report-third.html" in refusal(lambda: begin(finished, force=True))


# Comparisons and ensembles


def test_each_kind_of_folder_is_known_by_what_it_holds(finished: Path, compared: Path, tmp_path: Path):
    begin_ensemble(tmp_path / "many").release()
    assert [place.kind_of(one) for one in (finished, compared, tmp_path / "many")] == [RUN, COMPARISON, ENSEMBLE]
    assert place.kind_of(compared / "a") is RUN


def test_a_damaged_folder_keeps_its_kind(compared: Path):
    (compared / "comparison.json").write_text("{")
    assert place.kind_of(compared) is COMPARISON


def test_what_is_no_folder_of_ours_has_no_kind(tmp_path: Path):
    assert refusal(lambda: place.kind_of(tmp_path / "gone")) == f"There is no folder {tmp_path / 'gone'}."
    assert refusal(lambda: place.kind_of(tmp_path)) == (
        f"{tmp_path} is not a run: it holds no run.json. Name the folder that 'glasshouse run' made."
    )


def test_a_comparison_that_is_there_is_named_as_such(compared: Path):
    before = everything_in(compared)
    assert f"{compared} holds a comparison already." in refusal(lambda: begin(compared))
    assert f"{compared} holds a comparison already." in refusal(lambda: begin_comparison(compared))
    assert everything_in(compared) == before


def test_with_force_one_kind_replaces_another(finished: Path, compared: Path, tmp_path: Path):
    begin(compared, force=True).release()
    assert everything_in(compared) >= {"run.json"}
    assert not {name for name in everything_in(compared) if name.startswith(("a/", "b/", "comparison"))}
    begin_comparison(finished, force=True).release()
    assert not (finished / "run.json").exists()
    begin_ensemble(tmp_path / "many").release()
    begin(tmp_path / "many", force=True).release()
    assert place.kind_of(tmp_path / "many") is RUN


@pytest.mark.parametrize("name", ["thesis.txt", "a/thesis.txt", "b/tables.zip", "c/run.json"])
def test_a_comparison_with_something_of_ones_own_in_it_is_never_touched(compared: Path, name: str):
    (compared / name).parent.mkdir(exist_ok=True)
    (compared / name).write_text("mine")
    told = refusal(lambda: begin_comparison(compared, force=True))
    assert "which no comparison wrote, so --force does not touch it" in told
    assert (compared / name).read_text() == "mine"
    assert said(compared, "comparison")["state"] == "complete"


def test_a_file_in_the_place_of_a_side_is_ones_own(comparison: Folder):
    comparison.release()
    (comparison.path / "a").rename(comparison.path.parent / "elsewhere")
    (comparison.path / "a").write_text("mine")
    assert "also holds a, which" in refusal(lambda: begin_comparison(comparison.path, force=True))


def test_the_reports_of_the_sides_are_thrown_away_with_the_comparison(compared: Path):
    for name in ("report.html", "a/report.html", "b/report.json"):
        (compared / name).touch()
    begin(compared, force=True).release()
    assert not {"report.html", "a/report.html", "b/report.json"} & everything_in(compared)


@pytest.mark.parametrize("force", [False, True])
def test_a_side_is_never_thrown_away_alone(compared: Path, force: bool, monkeypatch: pytest.MonkeyPatch):
    told = refusal(lambda: begin(compared / "a", force=force))
    assert told == f"{compared / 'a'} belongs to the comparison {compared}. Choose another folder with --out."
    monkeypatch.chdir(compared / "a")
    assert "belongs to the comparison" in refusal(lambda: begin(Path(), force=force))
    assert run_folders.open_run(compared / "a").info["state"] == "complete"


def test_a_path_from_a_working_folder_that_is_gone_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    told = refusal(lambda: place.refuse_what_is_there(Path("run")))
    assert told.startswith("The working folder is gone, so run is nowhere.")
    place.refuse_what_is_there(tmp_path / "whole")
