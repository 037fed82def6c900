"""The JSON Schema accepts what an author may write and refuses what the model refuses."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from glasshouse.observe.catalogue import Catalogue, load_catalogue
from glasshouse.scheme.library import FOLDER, scheme_ids
from glasshouse.scheme.schema import scheme_schema
from glasshouse.yamlfile import read, read_text

LEAST = "id: small\ntitle: Small\nabout: A scheme.\n"


def mistakes(text: str, schema: dict[str, Any]) -> list[str]:
    values = read_text(LEAST + text, "small.yaml")[0]
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(values)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(scheme_schema())


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_is_valid(name: str):
    values = read(FOLDER / f"{name}.yaml")[0]
    for schema in (scheme_schema(), scheme_schema(load_catalogue())):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(values)] == []


@pytest.mark.parametrize(
    "text",
    [
        "grades: [{id: A, from: 10}, {id: B, below: 10}]",
        "rules: [{conduct: a.b, points: 5, at_most: 20 a year, lasts: 3 working days, cite: x, clause: y}]",
        "rules: [{conduct: a.b, grade_at_most: B, lasts: 1y, lasts_status: assumed, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: a.b, stays: 2y, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: [a.b, a.c], stays: 2y, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: {conduct: [a.b]}, stays: 2y, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: {grade: D}, cite: x, clause: y}]",
        "consequences: [{when: {grade: D}, service: a.b, effect: refuse, cite: x, clause: y}]",
        "consequences: [{when: {grade: [C, D]}, inspected: 1.5, cite: x, clause: y}]",
        "consequences: [{when: {list: b}, service: a.b, effect: {gain: {value: 1, evidence: x}}, cite: x,"
        " clause: forever}]",
        "visible: {score: self, lists: nobody}",
        "subjects: {where: {age: 18+}}",
        "known_to: {value: 0.1, assumed: [0, 1]}",
    ],
)
def test_what_an_author_may_write_is_valid(text: str):
    assert mistakes(text, scheme_schema()) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("rule: []", "$"),
        ("rules: [{conduct: a.b, points: 2.5, lasts: 5y, cite: x, clause: y}]", "$.rules[0].points"),
        ("rules: [{conduct: a.b, points: 2, lasts: 5, cite: x, clause: y}]", "$.rules[0].lasts"),
        ("rules: [{conduct: a.b, points: 2, lasts: 5z, cite: x, clause: y}]", "$.rules[0].lasts"),
        ("rules: [{points: 2, lasts: 5y, cite: x, clause: y}]", "$.rules[0]"),
        ("grades: [{id: A, From: 10}]", "$.grades[0]"),
        ("lists: [{id: black, title: B, enter: 5, cite: x, clause: y}]", "$.lists[0].enter"),
        (
            "consequences: [{when: {grade: D}, service: a.b, effect: refuze, cite: x, clause: y}]",
            "$.consequences[0].effect",
        ),
        ("known_to: {value: 2, evidence: x}", "$.known_to"),
        ("known_to: {value: 0.1}", "$.known_to"),
    ],
)  # fmt: skip
def test_what_is_out_of_form_is_found_at_its_place(text: str, where: str):
    found = mistakes(text, scheme_schema())
    assert found
    assert all(path.startswith(where) for path in found)


def test_with_a_catalogue_it_knows_every_id(catalogue: Catalogue):
    schema = scheme_schema(catalogue)
    rule = "rules: [{conduct: %s, points: 2, lasts: 5y, cite: x, clause: y}]"
    assert mistakes(rule % "traffic.ticket", schema) == []
    assert mistakes(rule % "traffic.tiket", schema) == ["$.rules[0].conduct"]
    listed = "lists: [{id: black, title: B, enter: %s, stays: 2y, cite: x, clause: y}]"
    assert mistakes(listed % "[debt.sued, traffic.ticket]", schema) == []
    assert mistakes(listed % "[debt.sued, traffic.tiket]", schema) == ["$.lists[0].enter"]
    assert mistakes(listed % "{conduct: traffic.tiket}", schema) == ["$.lists[0].enter"]
