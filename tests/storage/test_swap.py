"""A folder comes to its place at once, another one goes only then, and what a kill left is swept."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import run_folders
from small_folders import everything_in, keep, refusal, said
from small_lived import TEXTS, small_info

from glasshouse.storage import folder as folders
from glasshouse.storage import lock, saved, swap
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import RUN

Tables = dict[str, pl.DataFrame]


def begin(folder: Path, *, force: bool = False, seed: int = 2) -> Folder:
    return run_folders.begin(folder, small_info(seed=seed), TEXTS, force=force)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def seed_of(folder: Path) -> int:
    return int(run_folders.open_run(folder).info["seed"])


# What is replaced


def test_a_complete_run_is_kept_beside_until_what_replaces_it_is_complete(finished: Path, small_tables: Tables):
    with begin(finished, force=True) as new:
        (old,) = set(finished.parent.iterdir()) - {finished}
        assert (seed_of(old), said(finished)["state"]) == (1, "running")
        new.finish(small_tables, {})
    assert names(finished.parent) == ["finished"]
    assert seed_of(finished) == 2


def test_half_a_run_says_where_what_it_replaces_is_kept(finished: Path):
    begin(finished, force=True).release()
    (old,) = set(finished.parent.iterdir()) - {finished}
    told = refusal(lambda: run_folders.open_run(finished))
    assert told.endswith(f" What it replaces is kept in {old} until it is. Go on with: glasshouse resume {finished}")


def test_whoever_gives_up_what_replaces_a_run_has_it_back(finished: Path):
    begin(finished, force=True).release()
    shutil.rmtree(finished)
    assert seed_of(finished) == 1
    assert names(finished.parent) == ["finished"]


def test_half_a_run_that_is_replaced_is_gone_at_once(finished: Path):
    begin(finished, force=True, seed=2).release()
    begin(finished, force=True, seed=3).release()
    old = [one for one in finished.parent.iterdir() if one != finished]
    assert [seed_of(one) for one in old] == [1], "the complete one is still there"
    assert said(finished)["seed"] == 3


@pytest.mark.parametrize("look", [run_folders.open_run, lambda folder: folders.about(folders.kind_of(folder), folder)])
def test_a_kill_between_both_names_is_made_good_by_whoever_looks_next(finished: Path, look: Callable[[Path], Any]):
    finished.rename(finished.with_name(".finished.old-0badcafe"))
    look(finished)
    assert names(finished.parent) == ["finished"]


def test_what_was_replaced_is_not_written_over_when_it_comes_back(finished: Path):
    finished.rename(finished.with_name(".finished.old-0badcafe"))
    assert "holds a run already" in refusal(lambda: begin(finished))
    assert names(finished.parent) == ["finished"]


def test_a_replacement_that_fails_leaves_the_old_run_in_its_place(finished: Path, monkeypatch: pytest.MonkeyPatch):
    real = Path.rename

    def refused(self: Path, to: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(5, "Input/output error")
        return real(self, to)

    monkeypatch.setattr(Path, "rename", refused)
    assert "Input/output error. Nothing was kept of it." in refusal(lambda: begin(finished, force=True))
    assert names(finished.parent) == ["finished"]
    assert seed_of(finished) == 1


def test_a_link_to_a_run_still_leads_to_what_replaces_it(finished: Path, small_tables: Tables, tmp_path: Path):
    (tmp_path / "link").symlink_to(finished)
    with begin(tmp_path / "link", force=True) as new:
        new.finish(small_tables, {})
    assert (tmp_path / "link").is_symlink()
    assert seed_of(finished) == 2
    assert names(tmp_path) == ["finished", "link"]


def test_the_folder_that_one_is_in_is_not_replaced_under_ones_feet(finished: Path, monkeypatch: pytest.MonkeyPatch):
    for inside in (finished, finished / "tables"):
        monkeypatch.chdir(inside)
        assert "is the folder that you are in" in refusal(lambda: begin(finished, force=True))
    (finished.parent / "empty").mkdir()
    monkeypatch.chdir(finished.parent / "empty")
    assert refusal(lambda: begin(Path())) == (
        ". is the folder that you are in. Go elsewhere, or name one in it with --out."
    )


# Two at once


def test_of_two_that_make_one_folder_at_once_one_is_told_what_the_other_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []
    real, both = lock.in_turn, threading.Barrier(2, timeout=20)

    def after_both_have_looked(folder: Path) -> Any:
        both.wait()
        return real(folder)

    monkeypatch.setattr(lock, "in_turn", after_both_have_looked)

    def make() -> None:
        try:
            begun.append(begin(tmp_path / "new"))
        except run_folders.folders.GlasshouseError as error:
            told.append(str(error))

    begun: list[Folder] = []
    pair = [threading.Thread(target=make) for _ in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert told == [
        f"{tmp_path / 'new'} holds a run that is being written by another Glasshouse. Wait until that is done, or "
        "choose another folder with --out."
    ]
    assert names(tmp_path) == ["new"]
    begun[0].release()


def test_a_run_that_somebody_else_finished_meanwhile_is_not_gone_on_with(
    begun: Folder, small_tables: Tables, monkeypatch: pytest.MonkeyPatch
):
    real = lock.taken

    def finished_first(folder: Path) -> int:
        begun.finish(small_tables, {})
        begun.release()
        return real(folder)

    monkeypatch.setattr(lock, "taken", finished_first)
    assert "there is nothing left to resume" in refusal(lambda: run_folders.reopen(begun.path))
    os.close(real(begun.path))


# What a kill left


def strays(run: Path) -> None:
    """What kills may leave in a complete run and beside it."""
    (run / "checkpoints").mkdir()
    (run / "saved").mkdir()
    for name in ("checkpoints/month-0012", ".report.html.part", "saved/.month-0003.part"):
        (run / name).write_text("half")
    for what in ("new", "old", "gone"):
        left = run.with_name(f".{run.name}.{what}-0badcafe")
        left.mkdir()
        (left / ".lock").touch()
    run.with_name(f".{run.name}.new-00000000").mkdir()  # killed before it had a lock


def resume(run: Path) -> None:
    refusal(lambda: run_folders.reopen(run))


def save(run: Path) -> None:
    with saved.alone(run):
        pass


@pytest.mark.parametrize("write", [swap.sweep, resume, save])
def test_what_a_kill_left_of_a_complete_run_is_swept_by_whoever_writes_there(
    finished: Path, write: Callable[[Path], None]
):
    before = everything_in(finished)
    strays(finished)
    write(finished)
    assert everything_in(finished) == before
    assert names(finished.parent) == ["finished"]
    assert seed_of(finished) == 1


def test_what_replaces_a_run_sweeps_what_a_kill_left_of_it(finished: Path, small_tables: Tables):
    before = everything_in(finished)
    strays(finished)
    with begin(finished, force=True) as new:
        new.finish(small_tables, {})
    assert everything_in(finished) == before
    assert names(finished.parent) == ["finished"]


def test_what_others_put_beside_a_run_is_left_alone(finished: Path, small_tables: Tables):
    mine = [".finished.new-mine", ".finished.old-0badcafe", ".finished-2.new-0badcafe", ".finished.gone-0badcafe.txt"]
    for name in mine:
        finished.with_name(name).mkdir()
        (finished.with_name(name) / "thesis.txt").write_text("years of work")
    (finished / ".notes.part").write_text("mine")
    swap.sweep(finished)
    assert all((finished.with_name(name) / "thesis.txt").exists() for name in mine)
    assert (finished / ".notes.part").exists()


def test_what_somebody_is_writing_is_not_swept(begun: Folder, finished: Path):
    keep(begun, 6)
    swap.sweep(begun.path)
    assert run_folders.months_kept(begun.path) == 6
    (finished / "checkpoints").mkdir()
    held = lock.taken(finished)
    swap.sweep(finished)
    assert (finished / "checkpoints").exists()
    os.close(held)


def test_what_is_no_folder_of_ours_is_not_swept(tmp_path: Path):
    (tmp_path / "checkpoints").mkdir()
    swap.sweep(tmp_path)
    assert (tmp_path / "checkpoints").exists()


def test_a_folder_of_many_files_goes_from_its_place_at_once(finished: Path, monkeypatch: pytest.MonkeyPatch):
    """A kill while it is removed leaves nothing at its old name that looks like a run."""

    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", killed)
    folders.begin(RUN, finished.with_name("other"), small_info(), TEXTS).release()
    with pytest.raises(KeyboardInterrupt):
        begin(finished.with_name("other"), force=True)
    left = [name for name in names(finished.parent) if name.startswith(".")]
    assert [name.partition("-")[0] for name in left] == [".other.gone"]
