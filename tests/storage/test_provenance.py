"""What a run says of where it came from."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_lived import SCHEME, WORLD, small_info, small_scheme

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.library.found import Change
from glasshouse.scheme.library.system import Placement
from glasshouse.storage import provenance

CHANGE = Change("rules.tax-late.points", -10, -20, ("rules", 0, "points"))


def test_a_run_says_what_was_changed_for_it_and_what_stood_there():
    (about,) = small_info(placed=[Placement(small_scheme(), SCHEME, changed=(CHANGE,))])["schemes"]
    assert about["changes"] == {"rules.tax-late.points": -20}
    assert about["changed"] == [
        {"path": "rules.tax-late.points", "before": -10, "after": -20, "at": ["rules", 0, "points"]}
    ]
    assert json.loads(json.dumps(about)) == about


def test_a_run_says_all_that_is_needed_to_repeat_it():
    info = small_info()
    assert info["scheme"] == {
        "id": "small",
        "title": "A small scheme (made up for tests)",
        "kind": "person",
        "sha256": provenance.sha256(SCHEME),
        "variant": None,
        "changes": {},
        "changed": [],
        "region": [],
        "share": 1.0,
        "in_force": None,
        "until": None,
        "months": 24,
        "begins": "2016-01",
    }
    assert info["schemes"] == [info["scheme"]]
    assert (info["reference"], info["firms"], info["dated"], info["begins"]) == ("small", 0, False, "2016-01")
    assert info["world"]["people"] == 1000
    assert info["engine"] == {"version": provenance.version(), "sha256": provenance.engine_sha256()}
    assert {"seed", "months", "records", "follow", "begins", "command", "created", "machine"} <= set(info)
    json.dumps(info)


def test_a_process_whose_source_was_edited_says_nothing_of_its_engine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(provenance, "is_current", lambda: False)
    provenance.engine_sha256.cache_clear()
    with pytest.raises(GlasshouseError, match="was changed since this process began"):
        provenance.engine_sha256()


def test_the_same_run_has_the_same_name_whoever_makes_it_and_when():
    again = small_info(command="python script.py")
    assert again["run"] == small_info()["run"]


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 2},
        {"months": 12},
        {"people": 999},
        {"records": 8},
        {"placed": [Placement(small_scheme(), SCHEME + "\n")]},
        {"placed": [Placement(small_scheme(), SCHEME, share=0.5)]},
        {"placed": [Placement(small_scheme(), SCHEME, variant="harsh")]},
        {"placed": [Placement(small_scheme(), SCHEME, since=1)]},
        {"branch": {"run": "0" * 12, "at": 1}},
        {"placed": [Placement(small_scheme(), SCHEME, changed=(CHANGE,))]},
        {"begins": "2016-01"},
        {"firms": 58},
        {"world_text": WORLD + "\n"},
        {"catalogue": {"conducts.yaml": "conducts: []\n", "sources.yaml": "sources: [ ]\n"}},
    ],
    ids=str,
)
def test_another_run_has_another_name(other: dict[str, Any]):
    assert small_info(**other)["run"] != small_info()["run"]


def test_a_run_that_saves_months_is_the_same_run_and_says_which():
    assert small_info(saves=(1, 2))["run"] == small_info()["run"]
    assert small_info(saves=(1, 2))["saves"] == [1, 2]
    assert not {"saves", "branch"} & set(small_info())


def test_the_machine_is_told_in_numbers_that_matter_for_speed_and_is_not_named():
    machine = provenance.machine()
    assert machine["cores"] >= 1
    assert machine["memory_bytes"] > 0
    assert set(machine) == {"system", "processor", "cores", "memory_bytes", "python"}


def test_texts_are_told_apart_by_name_and_by_what_they_say():
    assert provenance.sha256_of_texts({"a": "x", "b": "y"}) == provenance.sha256_of_texts({"b": "y", "a": "x"})
    assert provenance.sha256_of_texts({"a": "y", "b": "x"}) != provenance.sha256_of_texts({"a": "x", "b": "y"})


@pytest.mark.parametrize(
    "part",
    [
        "cli/another.py",
        "base/errors.py",
        "studies/explanation.py",
        "report/page.py",
        "charts/style.py",
        "data/schemes/new.yaml",
    ],
)
def test_the_engine_is_the_same_whatever_shows_its_results(tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch):
    before = engine_of(tmp_path, monkeypatch)
    (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / part).write_text("anything")
    assert engine_of(tmp_path, monkeypatch) == before


@pytest.mark.parametrize(
    "part", ["engine/month.py", "base/units.py", "studies/simulate.py", "data/worlds/tables/new.csv"]
)
def test_the_engine_is_another_when_anything_changes_that_makes_results(
    tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
):
    before = engine_of(tmp_path, monkeypatch)
    (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / part).write_text("anything")
    assert engine_of(tmp_path, monkeypatch) != before


def engine_of(package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(provenance, "_PACKAGE", package)
    provenance.engine_sha256.cache_clear()
    try:
        return provenance.engine_sha256()
    finally:
        provenance.engine_sha256.cache_clear()


def test_a_command_can_be_typed_again_as_it_is_kept():
    typed = provenance.command_line(["/opt/bin/glasshouse", "run", "my rules.yaml", "--seed", "1"])
    assert typed == "glasshouse run 'my rules.yaml' --seed 1"
