"""The folder of a run is nothing, half a run that says so, or a whole one; never something in between."""

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import run_folders
from small_folders import changed, edited, everything_in, keep, refusal, said
from small_lived import CATALOGUE, MONTHS, SCHEME, TEXTS, WORLD, small_info, small_scheme

from glasshouse.results.run_tables import TABLES
from glasshouse.scheme.library.system import Placement
from glasshouse.storage import provenance
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import RUN

# A run that goes well


def test_a_run_that_has_begun_holds_all_that_is_needed_to_repeat_it(begun: Folder):
    info = json.loads((begun.path / "run.json").read_text())
    assert info["state"] == "running"
    assert begun.inputs.scheme.read_text() == SCHEME
    assert begun.inputs.world.read_text() == WORLD
    assert {path.name: path.read_text() for path in begun.inputs.catalogue.iterdir()} == CATALOGUE
    assert info["files"]["inputs/scheme.yaml"] == info["scheme"]["sha256"]


def test_nothing_lies_beside_a_run_that_has_begun(begun: Folder):
    assert [path.name for path in begun.path.parent.iterdir()] == ["run"]


def test_a_finished_run_opens_with_its_tables_and_lets_go_of_its_checkpoints(
    begun: Folder, small_tables: dict[str, pl.DataFrame]
):
    keep(begun, 12)
    begun.finish(small_tables, {"seconds": 2.5})
    run = run_folders.open_run(begun.path)
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


def test_the_last_two_months_are_kept_and_the_last_comes_back(begun: Folder):
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
    assert run_folders.months_kept(begun.path) == 18


def test_a_torn_checkpoint_is_passed_over_for_the_one_before_it(begun: Folder):
    keep(begun, 6)
    keep(begun, 12)
    os.truncate(begun.path / "checkpoints" / "month-0012", 1000)
    last = begun.last_checkpoint()
    assert last is not None
    assert last.month == 6


def test_if_every_checkpoint_is_torn_the_run_begins_again_from_its_start(begun: Folder):
    keep(begun, 6)
    (begun.path / "checkpoints" / "month-0006").write_bytes(b"")
    (begun.path / "checkpoints" / "notes.txt").write_text("not a checkpoint")
    assert begun.last_checkpoint() is None


def test_an_unfinished_run_is_gone_on_with_where_it_stood(begun: Folder, small_tables: dict[str, pl.DataFrame]):
    keep(begun, 12)
    begun.release()
    (begun.path / "checkpoints" / ".month-0013.part").write_bytes(b"half")
    with run_folders.reopen(begun.path) as again:
        last = again.last_checkpoint()
        assert last is not None
        assert last.month == 12
        assert not list((begun.path / "checkpoints").glob(".*"))
        again.finish(small_tables, {})
    assert run_folders.open_run(begun.path).info["state"] == "complete"


def test_tables_are_checked_to_be_all_of_them(begun: Folder):
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
    with run_folders.begin(tmp_path / "of-two", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder:
        folder.finish(tables, {})
    return folder.path


def test_a_run_of_several_schemes_keeps_the_rules_and_tables_of_each(of_two: Path):
    assert {"inputs/scheme.yaml", "inputs/scheme-1.yaml"} <= everything_in(of_two)
    assert {f"tables/other/{name}.parquet" for name in TABLES} <= everything_in(of_two)
    run = run_folders.open_run(of_two)
    assert run.schemes == ("small", "other")
    assert run.under("other").scheme.title == "Another small scheme (made up for tests)"
    assert (len(run.grades) > 0, len(run.under("other").grades)) == (True, 0)
    assert run.under("other").under("small") is run
    assert run.under("other") is run.under("other").under("small").under("other")


def test_the_tables_of_every_scheme_are_checked(of_two: Path, tmp_path: Path, small_tables: dict[str, pl.DataFrame]):
    with (
        run_folders.begin(tmp_path / "again", two_schemes(), {**TEXTS, "scheme-1.yaml": OTHER}) as folder,
        pytest.raises(ValueError, match="other/grades"),
    ):
        folder.finish(small_tables, {})
    (of_two / "tables/other/lists.parquet").unlink()
    assert "tables/other/lists.parquet cannot be read" in refusal(lambda: run_folders.open_run(of_two))


# What cannot be opened


def test_half_a_run_says_how_far_it_came_and_how_to_go_on(begun: Folder):
    keep(begun, 7)
    begun.release()
    told = refusal(lambda: run_folders.open_run(begun.path))
    assert told == (
        f"{begun.path} is not finished: it holds 7 months of {MONTHS}. Go on with: glasshouse resume {begun.path}"
    )


def test_a_complete_run_has_nothing_to_resume(finished: Path):
    assert "there is nothing left to resume" in refusal(lambda: run_folders.reopen(finished))


def test_a_folder_that_is_not_there_is_no_run(tmp_path: Path):
    assert refusal(lambda: run_folders.open_run(tmp_path / "gone")) == f"There is no folder {tmp_path / 'gone'}."


def test_a_foreign_folder_is_no_run(tmp_path: Path):
    assert "holds no run.json" in refusal(lambda: run_folders.open_run(tmp_path))
    for text in ("{}", "[]", "3", '{"kind": "another program", "format": 1}'):
        (tmp_path / "run.json").write_text(text)
        assert "written by another program" in refusal(lambda: run_folders.open_run(tmp_path))


@pytest.mark.parametrize("raw", [b"", b'{"kind": "glasshouse run", ', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_run_json_is_told_as_such(finished: Path, raw: bytes):
    (finished / "run.json").write_bytes(raw)
    assert "run.json is damaged: it is not JSON" in refusal(lambda: run_folders.open_run(finished))


def test_a_run_of_another_version_of_the_format_says_which(finished: Path):
    engine, mine = {"version": "3.1.4", "sha256": "e" * 64}, RUN.format
    for found, when in ((1, "an earlier"), (mine - 1, "an earlier"), (mine + 1, "a later")):
        changed(finished, format=found, engine=engine)
        told = refusal(lambda: run_folders.open_run(finished))
        assert f"is a run of format {found}, which {when} Glasshouse wrote (3.1.4); this one (" in told
        assert f"reads format {mine}. Open it with the Glasshouse that made it, or run it anew: glasshouse run" in told


@pytest.mark.parametrize("found", [None, "3", 3.5, [], 10**30])
def test_a_format_that_is_none_is_told(finished: Path, found: Any):
    told = refusal(lambda: run_folders.open_run(changed(finished, format=found)))
    assert "does not say of which format it is" in told or f"of format {found}, which a later" in told


# What was edited


def test_an_edit_by_hand_is_noticed_and_the_key_is_named(finished: Path):
    line = json.dumps(said(finished), indent=2).split("\n").index('  "seed": 1,') + 1
    told = refusal(lambda: run_folders.open_run(edited(finished, seed=2)))
    assert told == (
        f"{finished}/run.json is not what was written: 'seed' (line {line}). So the run cannot be trusted. "
        "Run it anew: glasshouse run small --world hamlet --years 2 --seed 1"
    )


def test_a_command_that_was_edited_is_not_advised(finished: Path):
    told = refusal(lambda: run_folders.open_run(edited(finished, command="rm -rf /", seed=2)))
    assert "'seed'" in told
    assert "'command'" in told
    assert "rm -rf" not in told


def test_keys_that_came_or_went_are_named(finished: Path):
    told = {**said(finished), "saves": []}
    del told["seconds"]
    (finished / "run.json").write_text(json.dumps(told))
    assert "'saves' (line 1), 'seconds' (line 1)." in refusal(lambda: run_folders.open_run(finished))


@pytest.mark.parametrize("digests", [None, [], "x", 3])
def test_a_run_json_whose_digests_are_gone_is_not_believed(finished: Path, digests: Any):
    assert "its digests are gone" in refusal(lambda: run_folders.open_run(edited(finished, digests=digests)))


def test_only_the_first_of_many_edits_are_named(finished: Path):
    (finished / "run.json").write_text(json.dumps({**said(finished), "digests": {}}))
    told = refusal(lambda: run_folders.open_run(finished))
    assert "'kind' (line 1), 'format' (line 1), 'run' (line 1), 'scheme' (line 1), 'schemes' (line 1) and " in told


def test_another_layout_of_the_same_json_is_no_edit(finished: Path):
    (finished / "run.json").write_text(json.dumps(said(finished), sort_keys=True))
    assert run_folders.open_run(finished).info["seed"] == 1


def test_a_number_beyond_all_runs_is_refused_with_its_line(begun: Folder):
    begun.release()
    for months in (1e9, 10**9, 0, -1, 1.5, True):
        told = refusal(lambda months=months: run_folders.reopen(edited(begun.path, months=months)))
        assert "run.json has 1 problem:\n  line  " in told
        assert "  months: is " in told


def test_not_a_number_is_no_json(finished: Path):
    assert "it is not JSON" in refusal(lambda: run_folders.open_run(edited(finished, seconds=float("nan"))))


def test_what_is_in_memory_knows_nothing_of_digests(begun: Folder, small_tables: dict[str, pl.DataFrame]):
    assert "digests" not in begun.finish(small_tables, {})
    assert "digests" not in run_folders.open_run(begun.path).info


# The very bytes that were checked


@pytest.mark.parametrize("name", ["g[12]", "g*", "g?", "a[b", "**", "{g1,g2}"])
def test_a_folder_named_like_a_pattern_reads_its_own_tables(
    tmp_path: Path, small_tables: dict[str, pl.DataFrame], name: str
):
    empty = {one: table.clear() for one, table in small_tables.items()}
    for folder, tables in (("g1", empty), ("g2", empty), (name, small_tables)):
        with run_folders.begin(tmp_path / folder, small_info(), TEXTS) as new:
            new.finish(tables, {})
    run = run_folders.open_run(tmp_path / name)
    assert all(run.table(one).equals(table) for one, table in small_tables.items())


def test_a_table_that_changes_after_the_run_was_opened_is_not_read(finished: Path):
    run = run_folders.open_run(finished)
    (finished / "tables" / "lives.parquet").write_bytes((finished / "tables" / "grades.parquet").read_bytes())
    assert "tables/lives.parquet is not the file that was written" in refusal(lambda: run.lives)


def test_a_table_that_is_none_is_told(finished: Path):
    digests = {**said(finished)["files"], "tables/lives.parquet": provenance.sha256("PAR1")}
    (finished / "tables" / "lives.parquet").write_text("PAR1")
    run = run_folders.open_run(changed(finished, files=digests))
    assert "tables/lives.parquet is no table" in refusal(lambda: run.lives)


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(finished: Path):
    for name in ("tables/lives.parquet", "run.json"):
        (finished / name).unlink()
        os.mkfifo(finished / name)
        assert f"{name} cannot be read" in refusal(lambda: run_folders.open_run(finished))


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"state": "happy"}, "state"),
        ({"months": "many"}, "months"),
        ({"months": 0}, "months"),
        ({"engine": "fast"}, "engine"),
        ({"world": {"id": "x"}}, "world.title"),
        ({"schemes": []}, "schemes"),
        ({"files": {"tables/grades.parquet": "0"}}, "files"),
        ({"files": {"tables/../run.json": "0" * 64}}, "files"),
        ({"files": {"tables/a/b/c.parquet": "0" * 64}}, "files"),
        ({"files": {"../../../etc/passwd": "0" * 64}}, "files"),
        ({"files": {"/dev/zero": "0" * 64}}, "files"),
        ({"files": {"tables/../../x.parquet": "0" * 64}}, "files"),
    ],
    ids=str,
)
def test_a_run_json_that_says_nonsense_is_damaged(finished: Path, entries: dict[str, Any], says: str):
    told = refusal(lambda: run_folders.open_run(changed(finished, **entries)))
    assert f"  {says}" in told
    assert "It was not written like that, so the run is damaged. Run it anew: glasshouse run small" in told


@pytest.mark.parametrize("name", ["tables/grades.parquet", "inputs/scheme.yaml", "inputs/catalogue/sources.yaml"])
def test_a_damaged_file_is_named(finished: Path, name: str):
    with (finished / name).open("r+b") as file:
        file.write(b"X")
    told = refusal(lambda: run_folders.open_run(finished))
    assert f"is damaged: {name} is not the file that was written" in told
    assert told.endswith("Run it anew: glasshouse run small --world hamlet --years 2 --seed 1")


def test_a_missing_file_is_named(finished: Path):
    (finished / "tables" / "lives.parquet").unlink()
    assert "tables/lives.parquet cannot be read" in refusal(lambda: run_folders.open_run(finished))


def test_a_complete_run_that_never_heard_of_a_table_is_damaged(finished: Path):
    files = json.loads((finished / "run.json").read_text())["files"]
    del files["tables/people.parquet"]
    assert "knows nothing of tables/people.parquet" in refusal(
        lambda: run_folders.open_run(changed(finished, files=files))
    )


def test_a_half_run_whose_rules_were_changed_is_not_gone_on_with(begun: Folder):
    begun.release()
    begun.inputs.scheme.write_text(SCHEME.replace("-10", "-90"))
    assert "inputs/scheme.yaml is not the file that was written" in refusal(lambda: run_folders.reopen(begun.path))


def test_a_run_of_another_engine_is_neither_resumed_nor_verified(begun: Folder):
    begun.release()
    changed(begun.path, engine={"version": "0.0.9", "sha256": "e" * 64})
    told = refusal(lambda: run_folders.reopen(begun.path))
    assert "made by another engine (Glasshouse 0.0.9, eeeeeeeeeeee)" in told
    assert "glasshouse run small" in told
