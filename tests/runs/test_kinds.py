"""What is particular to each kind of folder."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from small_folders import comparison_info
from small_lived import small_info

from glasshouse.runs.frames import TABLES
from glasshouse.runs.kinds import COMPARISON, ENSEMBLE, KINDS, RUN, tables_of_run


def test_no_two_kinds_could_be_taken_for_each_other():
    for field in ("noun", "about", "says"):
        assert len({getattr(kind, field) for kind in KINDS}) == len(KINDS)


def test_a_kind_is_named_with_its_article():
    assert [str(kind) for kind in KINDS] == ["a run", "a comparison", "an ensemble"]


def test_a_run_has_the_tables_of_each_of_its_schemes():
    assert tables_of_run({"schemes": [{"id": "one"}]}) == list(TABLES)
    assert tables_of_run({"schemes": [{"id": "one"}, {"id": "two"}]})[-1] == f"two/{list(TABLES)[-1]}"


def test_other_kinds_have_the_tables_that_they_list():
    assert COMPARISON.tables({"tables": ["gains", "firms/gains"]}) == ["gains", "firms/gains"]
    assert ENSEMBLE.tables({}) == []


def problems(model: type[BaseModel], about: dict[str, Any]) -> set[str]:
    """The keys that a model does not take."""
    try:
        model.model_validate(about)
    except ValidationError as error:
        return {str(one["loc"][0]) for one in error.errors()}
    return set()


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (RUN.model, "inputs/catalogue-firms/sources.yaml"),
        (RUN.model, "tables/other/grades.parquet"),
        (COMPARISON.model, "b/run.json"),
        (COMPARISON.model, "tables/firms/gains.parquet"),
        (ENSEMBLE.model, "inputs/a/catalogue/sources.yaml"),
        (ENSEMBLE.model, "tables/intervals.parquet"),
    ],
)
def test_a_digest_is_kept_only_of_what_lies_in_its_place(model: type[BaseModel], name: str):
    def says(file: str) -> bool:
        about = {**small_info(), **comparison_info(), "state": "running", "of": "run", "seeds": 3, "files": {file: "0"}}
        found = problems(model, about)
        assert found <= {"files"}
        return not found

    assert says(name)
    assert not any(
        says(one) for one in (f"../{name}", f"/{name}", f"x/{name}", name.replace("/", "/../", 1), f"{name}/x")
    )


@pytest.mark.parametrize("name", ["../../zz", "a/b", "", ".."])
def test_the_id_of_a_scheme_is_never_a_path(name: str):
    about = small_info()
    about["schemes"][0]["id"] = name
    assert "schemes" in problems(RUN.model, {**about, "state": "running", "files": {}})
