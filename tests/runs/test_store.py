"""The folder of a run is nothing, half a run that says so, or a whole one; never something in between."""

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_folders import changed, everything_in, keep, refusal
from small_lived import CATALOGUE, MONTHS, SCHEME, TEXTS, WORLD, small_info, small_scheme

from glasshouse.runs import provenance, store
from glasshouse.runs.frames import TABLES
from glasshouse.runs.store import RunFolder
from glasshouse.scheme.system import Placement

# A run that goes well


def test_a_run_that_has_begun_holds_all_that_is_needed_to_repeat_it(begun: RunFolder):
    info = json.loads((begun.path / "run.json").read_text())
    assert info["state"] == "running"
    assert begun.inputs.scheme.read_text() == SCHEME
    assert begun.inputs.world.read_text() == WORLD
    assert provenance.texts_of(begun.inputs.catalogue) == CATALOGUE
    assert info["files"]["inputs/scheme.yaml"] == info["scheme"]["sha256"]


def test_nothing_lies_beside_a_run_that_has_begun(begun: RunFolder):
    assert [path.name for path in begun.path.parent.iterdir()] == ["run"]


def test_a_finished_run_opens_with_its_tables_and_lets_go_of_its_checkpoints(
    begun: RunFolder, small_tables: dict[str, pl.DataFrame]
):
    keep(begun, 12)
    begun.finish(small_tables, {"seconds": 2.5})
    run = store.open_run(begun.path)
    assert run.info["state"] == "complete"
    assert run.info["seconds"] == 2.5
    assert run.grades.equals(small_tables["grades"])
    assert everything_in(begun.path) == {
        "run.json",
        ".lock",
        "inputs/scheme.yaml",
        "inputs/world.yaml",
        "inputs/catalogue/conducts.yaml",
        "inputs/catalogue/sources.yaml",
        *(f"tables/{name}.parquet" for name in TABLES),
    }


def test_run_json_holds_a_digest_of_every_file(finished: Path):
    files = json.loads((finished / "run.json").read_text())["files"]
    assert set(files) == everything_in(finished) - {"run.json", ".lock"}
    assert all(provenance.sha256((finished / name).read_bytes()) == sha for name, sha in files.items())


def test_the_last_two_months_are_kept_and_the_last_comes_back(begun: RunFolder):
    assert begun.last_checkpoint() is None
    for month in (6, 12, 18):
        keep(begun, month)
    assert sorted(path.name for path in (begun.path / "checkpoints").iterdir()) == [
        "month-0012",
        "month-0018",
    ]
    last = begun.last_checkpoint()
    assert last is not None
    assert (last.month, list(last.state)) == (18, ["files"])
    assert store.months_kept(begun.path) == 18


def test_a_torn_checkpoint_is_passed_over_for_the_one_before_it(begun: RunFolder):
    keep(begun, 6)
    keep(begun, 12)
    os.truncate(begun.path / "checkpoints" / "month-0012", 1000)
    last = begun.last_checkpoint()
    assert last is not None
    assert last.month == 6


def test_if_every_checkpoint_is_torn_the_run_begins_again_from_its_start(begun: RunFolder):
    keep(begun, 6)
    (begun.path / "checkpoints" / "month-0006").write_bytes(b"")
    (begun.path / "checkpoints" / "notes.txt").write_text("not a checkpoint")
    assert begun.last_checkpoint() is None


def test_an_unfinished_run_is_gone_on_with_where_it_stood(begun: RunFolder, small_tables: dict[str, pl.DataFrame]):
    keep(begun, 12)
    begun.release()
    (begun.path / "checkpoints" / ".month-0013.part").write_bytes(b"half")
    with store.reopen(begun.path) as again:
        last = again.last_checkpoint()
        assert last is not None
        assert last.month == 12
        assert not list((begun.path / "checkpoints").glob(".*"))
        again.finish(small_tables, {})
    assert store.open_run(begun.path).info["state"] == "complete"


def test_tables_are_checked_to_be_all_of_them(begun: RunFolder):
    with pytest.raises(ValueError, match="The run has the tables"):
        begun.finish({}, {})


# Several schemes


def two_schemes() -> dict[str, Any]:
    """What ``run.json`` says of a run of two schemes, the small one and another of its kind."""
    other = small_scheme().model_copy(update={"id": "other", "title": "Another small scheme"})
    return small_info(reference="small+other", placed=[Placement(small_scheme(), SCHEME), Placement(other, OTHER)])


OTHER = SCHEME.replace("id: small", "id: other").replace("A small scheme", "Another small scheme")


@pytest.fixture
def of_two(tmp_path: Path, small_tables: dict[str, pl.DataFrame]) -> Path:
    """The folder of a complete run of two schemes."""
    tables = {**small_tables, **{f"other/{name}": table.clear() for name, table in small_tables.items()}}
    with store.begin(tmp_path / "of-two", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder:
        folder.finish(tables, {})
    return folder.path


def test_a_run_of_several_schemes_keeps_the_rules_and_tables_of_each(of_two: Path):
    assert {"inputs/scheme.yaml", "inputs/scheme-1.yaml"} <= everything_in(of_two)
    assert {f"tables/other/{name}.parquet" for name in TABLES} <= everything_in(of_two)
    run = store.open_run(of_two)
    assert run.schemes == ("small", "other")
    assert run.under("other").scheme.title == "Another small scheme (made up for tests)"
    assert (len(run.grades) > 0, len(run.under("other").grades)) == (True, 0)
    assert run.under("other").under("small") is run
    assert run.under("other") is run.under("other").under("small").under("other")


def test_the_tables_of_every_scheme_are_checked(of_two: Path, tmp_path: Path, small_tables: dict[str, pl.DataFrame]):
    with (
        store.begin(tmp_path / "again", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder,
        pytest.raises(ValueError, match="other/grades"),
    ):
        folder.finish(small_tables, {})
    (of_two / "tables/other/lists.parquet").unlink()
    assert "tables/other/lists.parquet cannot be read" in refusal(lambda: store.open_run(of_two))


# What cannot be opened


def test_half_a_run_says_how_far_it_came_and_how_to_go_on(begun: RunFolder):
    keep(begun, 7)
    begun.release()
    told = refusal(lambda: store.open_run(begun.path))
    assert told == (
        f"{begun.path} is not finished: it holds 7 months of {MONTHS}. Go on with: glasshouse resume {begun.path}"
    )


def test_a_complete_run_has_nothing_to_resume(finished: Path):
    assert "there is nothing left to resume" in refusal(lambda: store.reopen(finished))


def test_a_folder_that_is_not_there_is_no_run(tmp_path: Path):
    assert refusal(lambda: store.open_run(tmp_path / "gone")) == f"There is no folder {tmp_path / 'gone'}."


def test_a_foreign_folder_is_no_run(tmp_path: Path):
    assert "holds no run.json" in refusal(lambda: store.open_run(tmp_path))
    for text in ("{}", "[]", "3", '{"kind": "another program", "format": 1}'):
        (tmp_path / "run.json").write_text(text)
        assert "written by another program" in refusal(lambda: store.open_run(tmp_path))


@pytest.mark.parametrize("raw", [b"", b'{"kind": "glasshouse run", ', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_run_json_is_told_as_such(finished: Path, raw: bytes):
    (finished / "run.json").write_bytes(raw)
    assert "run.json is damaged: it is not JSON" in refusal(lambda: store.open_run(finished))


def test_a_run_of_another_version_of_the_format_says_which(finished: Path):
    changed(finished, format=1, engine={"version": "3.1.4", "sha256": "e" * 64})
    told = refusal(lambda: store.open_run(finished))
    assert "is a run of format 1" in told
    assert "reads format 2" in told
    assert "the Glasshouse that made it, 3.1.4." in told


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"state": "happy"}, "state"),
        ({"months": "many"}, "months"),
        ({"months": 0}, "months"),
        ({"engine": "fast"}, "engine"),
        ({"world": {"id": "x"}}, "world.title"),
        ({"schemes": []}, "schemes"),
        ({"files": {"tables/../run.json": "0"}}, "files"),
        ({"files": {"tables/a/b/c.parquet": "0"}}, "files"),
        ({"files": {"../../../etc/passwd": "0"}}, "files"),
        ({"files": {"/dev/zero": "0"}}, "files"),
        ({"files": {"tables/../../x.parquet": "0"}}, "files"),
    ],
    ids=str,
)
def test_a_run_json_that_says_nonsense_is_damaged(finished: Path, entries: dict[str, Any], says: str):
    told = refusal(lambda: store.open_run(changed(finished, **entries)))
    assert f"run.json is damaged: {says}" in told


@pytest.mark.parametrize("name", ["tables/grades.parquet", "inputs/scheme.yaml", "inputs/catalogue/sources.yaml"])
def test_a_damaged_file_is_named(finished: Path, name: str):
    with (finished / name).open("r+b") as file:
        file.write(b"X")
    told = refusal(lambda: store.open_run(finished))
    assert f"is damaged: {name} is not the file that was written" in told
    assert told.endswith("Run it anew: glasshouse run small --world hamlet --years 2 --seed 1")


def test_a_missing_file_is_named(finished: Path):
    (finished / "tables" / "lives.parquet").unlink()
    assert "tables/lives.parquet cannot be read" in refusal(lambda: store.open_run(finished))


def test_a_complete_run_that_never_heard_of_a_table_is_damaged(finished: Path):
    files = json.loads((finished / "run.json").read_text())["files"]
    del files["tables/people.parquet"]
    assert "knows nothing of tables/people.parquet" in refusal(lambda: store.open_run(changed(finished, files=files)))


def test_a_half_run_whose_rules_were_changed_is_not_gone_on_with(begun: RunFolder):
    begun.release()
    begun.inputs.scheme.write_text(SCHEME.replace("-10", "-90"))
    assert "inputs/scheme.yaml is not the file that was written" in refusal(lambda: store.reopen(begun.path))


def test_a_run_of_another_engine_is_neither_resumed_nor_verified(begun: RunFolder):
    begun.release()
    changed(begun.path, engine={"version": "0.0.9", "sha256": "e" * 64})
    told = refusal(lambda: store.reopen(begun.path))
    assert "made by another engine (Glasshouse 0.0.9, eeeeeeeeeeee)" in told
    assert "glasshouse run small" in told
