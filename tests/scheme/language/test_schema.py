"""The JSON Schema accepts what an author may write and refuses what the model refuses."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from glasshouse.base.yamlfile import read, read_text
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.scheme.language.files import FOLDER, scheme_ids
from glasshouse.scheme.language.schema import scheme_schema

LEAST = "id: small\ntitle: Small\nabout: A scheme.\n"


def mistakes(text: str, schema: dict[str, Any]) -> list[str]:
    values = read_text(LEAST + text, "small.yaml")[0]
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(values)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(scheme_schema())


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_is_valid(name: str):
    values = read(FOLDER / f"{name}.yaml")[0]
    for schema in (scheme_schema(), scheme_schema(load_catalogue(), firm_catalogue())):
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
        "visible: {score: []}",
        "subjects: {where: {age: 18+}}",
        "known_to: {value: 0.1, assumed: [0, 1]}",
        "subjects: {kind: firm, consent: {asked: opt-in, share: {value: 0.1, assumed: [0, 1]},"
        " later: [{from: 2018-01, share: {value: 0.2, evidence: x}}]}}",
        "score: {start: 5, lowest: 0, assessed: 4, scaled: {at: 600, odds: 50, doubles_every: 20}}",
        "accounts: [{id: a, title: A, start: 50, weight: {value: 1, assumed: [0, 1]}, inputs: [{savings: 2.5},"
        " {trait: income, points: {fifth-1: -5}}, {work: {not seeking: 1}}, {debt: {late: -1}}]}]",
        "limits: [{where: {age: 18-29}, grade_at_most: M, cite: x, clause: y}]",
        "rules: [{list: court/black, whose: led firm, points: -5, account: a, cite: x, clause: y}]",
        "rules: [{conduct: a.b, source: c, odds_times: 0.5, lasts: 5y, from: 2016-01, until: '2017', cite: x,"
        " clause: y, status: assumed, assumed: [0, 1]}]",
        "lists: [{id: black, title: B, enter: {debt: late}, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: {list: a/b, whose: leader}, cite: x, clause: y}]",
        "lists: [{id: black, title: B, enter: a.b, stays: 2y, notice: 7 working days, cite: x, clause: y}]",
        "consequences: [{when: {off_list: b}, service: a.b, effect: refuse, by: Rail, from: 2014-07, cite: x,"
        " clause: y, gives_up_after: {value: 12, assumed: [3, 24]}}]",
        "connected: [{source: a.b, share: {value: 0.5, assumed: [0, 1]}, from: 2013-10, cite: x, clause: y}]",
        "variants: [{id: v, title: V, changes: {accounts.a.weight.value: 0.25, lists: null}}]",
        "members: [{scheme: a, region: [b, c], share: {value: 0.1, assumed: [0, 1]}, cite: x, clause: y}]",
        "tests: [{file: [a.b x3], traits: {income: fifth-1}, on: [a/b], score: 5, grade: A, lists: [], refused: []}]",
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
        ("in_force: July", "$.in_force"),
        ("visible: {score: [everybody]}", "$.visible.score"),
        ("rules: [{conduct: a.b, points: 2, lasts: 5y, whose: mine, cite: x, clause: y}]", "$.rules[0].whose"),
        ("accounts: [{id: a, title: A, inputs: [{work: {retired: 1}}]}]", "$.accounts[0].inputs[0].work"),
        ("connected: [{source: a, share: {value: 0.5}, cite: x, clause: y}]", "$.connected[0].share"),
        (
            "consequences: [{when: {grade: D}, service: a.b, effect: refuse, gives_up_after: {value: 2}, cite: x,"
            " clause: y}]",
            "$.consequences[0].gives_up_after",
        ),
        ("variants: [{id: v, title: V, changes: {}}]", "$.variants[0].changes"),
        ("tests: [{file: [a.b x0]}]", "$.tests[0].file[0]"),
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
    assert mistakes(rule % "finance.loan", schema) == []
    of = "rules: [{conduct: order.littering, source: %s, points: 2, lasts: 5y, cite: x, clause: y}]"
    assert mistakes(of % "village", schema) == []
    assert mistakes(of % "vilage", schema) == ["$.rules[0].source"]
    debtors = "lists: [{id: black, title: B, enter: {debt: %s}, cite: x, clause: y}]"
    assert mistakes(debtors % "[late]", schema) == []
    assert mistakes(debtors % "[lat]", schema) == ["$.lists[0].enter"]


def test_with_several_catalogues_it_knows_the_ids_of_all(catalogue: Catalogue):
    rule = "rules: [{conduct: %s, points: 2, lasts: 5y, cite: x, clause: y}]"
    both = scheme_schema(catalogue, firm_catalogue())
    of_firms = sorted(firm_catalogue().conduct_ids)[0]
    assert mistakes(rule % of_firms, both) == mistakes(rule % "traffic.ticket", both) == []
