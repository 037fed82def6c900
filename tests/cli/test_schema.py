"""``glasshouse schema``: the published schema of what an author writes."""

import json
from typing import Any

import jsonschema
import pytest
from pages import ROOT

from glasshouse.base.yamlfile import read, read_text
from glasshouse.cli.schema import whole_schema
from glasshouse.scheme.language.files import FOLDER, scheme_ids
from glasshouse.scheme.library.skeleton import skeleton

PUBLISHED = ROOT / "docs/scheme.schema.json"


def validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))


def test_the_published_schema_is_what_the_command_prints(typed: Any):
    answer = typed("schema")
    assert answer.exit_code == 0
    assert answer.stdout == PUBLISHED.read_text(encoding="utf-8"), "glasshouse schema > docs/scheme.schema.json"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(whole_schema())


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_fits_the_schema(name: str):
    said, _ = read(FOLDER / f"{name}.yaml")
    assert [error.message for error in validator().iter_errors(said)] == []


def test_the_skeleton_fits_the_schema():
    assert [error.message for error in validator().iter_errors(read_text(skeleton("harbour"), "harbour.yaml")[0])] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("traffic.ticket\n", "traffic.tickt\n"),
        ("rules:\n", "rulez:\n"),
        ("service: finance.loan", "service: finance.laon"),
        ("from: 1000", "from: high"),
    ],
)
def test_an_editor_sees_what_is_wrong(old: str, new: str):
    text = skeleton("harbour")
    assert old in text
    assert list(validator().iter_errors(read_text(text.replace(old, new, 1), "harbour.yaml")[0]))
