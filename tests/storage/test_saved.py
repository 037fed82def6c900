"""Months that a run keeps for good."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from small_lived import small_panel, small_tallies

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage import saved
from glasshouse.storage.checkpoint import Checkpoint


def held(month: int) -> Checkpoint:
    return Checkpoint(month, {"files": np.full(100, month, np.uint64)}, [small_tallies()], small_panel())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for month in (3, 12, 30):
        saved.keep(tmp_path, held(month))
    return tmp_path


def month_of(found: Checkpoint | None) -> int:
    assert found is not None
    assert (found.state["files"] == found.month).all()
    return found.month


def test_the_last_month_that_was_saved_by_then_is_found(folder: Path):
    assert [month_of(saved.last(folder, month)) for month in (3, 11, 12, 29, 99)] == [3, 3, 12, 12, 30]
    assert saved.last(folder, 2) is None
    assert saved.last(folder / "nowhere", 2) is None


def test_a_month_that_is_torn_counts_as_none(folder: Path):
    saved.path_of(folder, 12).write_bytes(saved.path_of(folder, 12).read_bytes()[:-1])
    assert month_of(saved.last(folder, 12)) == 3


def test_what_else_lies_there_is_left_alone(folder: Path):
    (folder / "saved/.month-0013.part").write_text("half")
    (folder / "saved/notes").write_text("mine")
    assert month_of(saved.last(folder, 20)) == 12


def test_a_month_is_handed_on_without_a_second_copy(folder: Path):
    saved.hand_on(saved.path_of(folder, 3), folder / "start")
    assert (folder / "start").samefile(saved.path_of(folder, 3))


def test_where_the_disk_knows_no_links_a_copy_is_handed_on(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def no_links(source: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", no_links)
    saved.hand_on(saved.path_of(folder, 3), folder / "start")
    assert (folder / "start").read_bytes() == saved.path_of(folder, 3).read_bytes()


def test_what_cannot_be_handed_on_is_told(folder: Path):
    with pytest.raises(GlasshouseError, match="The month that the branch begins with could not be written"):
        saved.hand_on(saved.path_of(folder, 4), folder / "start")


def test_only_one_writes_to_a_run_at_a_time(folder: Path):
    with saved.alone(folder), pytest.raises(GlasshouseError, match="being written"), saved.alone(folder):
        pass
    with saved.alone(folder):
        pass


def test_a_folder_that_may_not_be_written_is_told(folder: Path):
    shutil.rmtree(folder / "saved")
    (folder / "saved").write_text("a file")
    with pytest.raises(GlasshouseError, match=r"Month 5 could not be written.*The run is as it was"):
        saved.keep(folder, held(5))
