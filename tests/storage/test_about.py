"""The JSON of a folder says what its model knows, and every key of it fits its digest."""

import json
from typing import Any

import pytest
from pydantic import ValidationError
from small_folders import comparison_info
from small_lived import small_info

from glasshouse.population.state import FILES
from glasshouse.storage.about import (
    DIGESTS,
    AboutComparison,
    AboutComparisons,
    AboutRun,
    AboutRuns,
    edited,
    with_digests,
)
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, RUN, Kind

FOLDER = {"state": "running", "files": {}, "format": 1}
MANY: dict[str, Any] = {"seeds": 3, "tables": ["numbers"], "method": "by hand", "level": 0.95}


def run(**other: Any) -> dict[str, Any]:
    """What ``run.json`` says of a small run."""
    return {"kind": RUN.says, **small_info(), **FOLDER, **other}


def comparison(**other: Any) -> dict[str, Any]:
    return {"kind": COMPARISON.says, **comparison_info(), **FOLDER, **other}


def runs(**other: Any) -> dict[str, Any]:
    return {"kind": ENSEMBLE.says, **small_info(), **FOLDER, **MANY, "of": "run", **other}


def comparisons(**other: Any) -> dict[str, Any]:
    told = {"about": small_info(), "of": {"people": {"title": "A small scheme", "grades": ["GOOD"]}}}
    sides = [{**side, **told} for side in comparison_info()["sides"]]
    return {"kind": ENSEMBLE.says, **comparison_info(), **FOLDER, **MANY, "of": "comparison", "sides": sides, **other}


EACH = [
    (RUN, AboutRun, run),
    (COMPARISON, AboutComparison, comparison),
    (ENSEMBLE, AboutRuns, runs),
    (ENSEMBLE, AboutComparisons, comparisons),
]


def problems(kind: Kind, said: dict[str, Any]) -> list[tuple[str, ...]]:
    """Where a JSON does not fit the model of its kind."""
    try:
        kind.model(said).model_validate(said)
    except ValidationError as error:
        return [tuple(map(str, one["loc"])) for one in error.errors()]
    return []


@pytest.mark.parametrize(("kind", "model", "said"), EACH)
def test_each_kind_of_folder_has_its_model(kind: Kind, model: type, said: Any):
    assert kind.model(said()) is model
    assert problems(kind, said()) == []
    assert problems(kind, json.loads(json.dumps(said()))) == []


@pytest.mark.parametrize(("kind", "model", "said"), EACH)
def test_no_model_has_room_for_what_it_does_not_know(kind: Kind, model: type, said: Any):
    assert problems(kind, said(surname="x")) == [("surname",)]
    assert problems(kind, said(world={**said()["world"], "mayor": "x"})) == [("world", "mayor")]


@pytest.mark.parametrize(("kind", "model", "said"), EACH)
@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("months", (0, -1, 1e9, 10**9, 1.5, "3", True, None)),
        ("seed", (-1, 1 << 64, 0.5, "1")),
        ("records", (0, 5, "8")),
        ("follow", (-1, 1 << 40)),
        ("begins", ("2016", "2016-13", "٢٠١٦-٠١", "x")),
        ("run", ("", "xyz", "0" * 13)),
        ("dated", (0, "no")),
        ("seconds", (-1.0, float("inf"), "3")),
        ("command", (3, ["glasshouse"], None)),
        ("versions", ([], {"numpy": 2})),
    ],
)
def test_a_number_that_no_run_has_is_refused(kind: Kind, model: type, said: Any, key: str, wrong: tuple[object, ...]):
    for value in wrong:
        found = problems(kind, said(**{key: value}))
        assert found, value
        assert {where[0] for where in found} == {key}


@pytest.mark.parametrize(("kind", "model", "said"), EACH)
@pytest.mark.parametrize("records", FILES)
def test_files_of_every_size_are_taken(kind: Kind, model: type, said: Any, records: int):
    assert problems(kind, said(records=records)) == []


def test_schemes_that_do_not_fit_each_other_are_refused():
    one = small_info()["scheme"]
    other = {**one, "id": "other"}
    assert problems(RUN, run(scheme=other)) == [()]
    assert problems(RUN, run(schemes=[one, other])) == []
    assert problems(RUN, run(schemes=[one, one])) == [()]
    assert problems(RUN, run(schemes=[one, {**other, "months": 25}])) == [()]
    assert problems(RUN, run(schemes=[one, {**other, "since": 20, "months": 5}])) == [()]
    assert problems(RUN, run(saves=[24])) == [()]


def test_a_branch_begins_within_the_run():
    seat = {"id": "small", "kind": "person", "grades": [], "lists": [], "bins": [0, 5], "friends": False}
    branch = {"run": "0" * 12, "begins": "2017-01", "schemes": ["small"], "start": "0" * 64}
    branch["before"] = [{**seat, "span": [0, 24]}]
    assert problems(RUN, run(branch={**branch, "at": 12})) == []
    assert problems(RUN, run(branch={**branch, "at": 24})) == [()]
    assert problems(RUN, run(branch={**branch, "at": 12, "before": []})) == [("branch", "before")]


def test_many_comparisons_tell_of_all_whom_they_compare():
    assert problems(ENSEMBLE, comparisons(who=["people", "firms"])) == [()]


def test_an_edit_is_noticed_wherever_it_lies():
    written = json.loads(json.dumps(with_digests(run())))
    digests = written.pop(DIGESTS)
    assert edited(written, digests) == []
    assert edited({**written, "world": {**written["world"], "people": 1001}}, digests) == ["world"]
    assert edited({**written, "seed": 1.0}, digests) == ["seed"]
    assert edited({**written, "new": 1}, digests) == ["new"]
    assert edited(written, {**digests, "gone": "0"}) == ["gone"]
    assert edited(written, None) == list(written)


@pytest.mark.parametrize(
    ("kind", "said", "name"),
    [
        (RUN, run, "inputs/catalogue-firms/sources.yaml"),
        (RUN, run, "tables/other/grades.parquet"),
        (COMPARISON, comparison, "b/run.json"),
        (COMPARISON, comparison, "tables/firms/gains.parquet"),
        (ENSEMBLE, comparisons, "inputs/a/catalogue/sources.yaml"),
        (ENSEMBLE, runs, "tables/intervals.parquet"),
    ],
)
def test_a_digest_is_kept_only_of_what_lies_in_its_place(kind: Kind, said: Any, name: str):
    def fits(file: str) -> bool:
        found = problems(kind, said(files={file: "0" * 64}))
        assert found in ([], [("files",)])
        return not found

    assert fits(name)
    other = (f"../{name}", f"/{name}", f"x/{name}", name.replace("/", "/../", 1), f"{name}/x", f"{name}\n")
    assert not any(fits(one) for one in other)


@pytest.mark.parametrize("name", ["../../zz", "a/b", "", ".."])
def test_the_id_of_a_scheme_is_never_a_path(name: str):
    schemes = run()["schemes"]
    schemes[0] = {**schemes[0], "id": name}
    assert problems(RUN, run(schemes=schemes))[0][:3] == ("schemes", "0", "id")
