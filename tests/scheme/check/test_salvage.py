"""What is told of a file that is out of form: that, and what is wrong in the rest of it, and nothing that is not."""

import copy
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import Where, dotted, read
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.salvage import all_problems
from glasshouse.scheme.language.files import scheme_path
from glasshouse.scheme.language.model import Scheme

HEAD = """\
id: small
title: Small
about: A scheme.
bibliography: {text: {title: The text}}
score: {start: 100, lowest: 0}
grades: [{id: A, from: 50}, {id: B, below: 50}]
"""


def told(text: str, catalogue: Catalogue) -> list[str]:
    return [str(one).split("  ", 2)[-1].strip() for one in all_problems(HEAD + text, "small.yaml", catalogue)]


def places(text: str, catalogue: Catalogue) -> list[str]:
    return [line.split(": ")[0].split(maxsplit=1)[-1] for line in told(text, catalogue)]


def test_faults_of_form_unknown_names_and_contradictions_are_told_at_once(catalogue: Catalogue):
    text = """\
rules:
  - {conduct: traffic.tiket, points: many, lasts: 1y, cite: text, clause: a}
  - {conduct: order.slow, points: -60, lasts: 1y, cite: txt, clause: a}
  - {conduct: order.littering, points: -6, lasts: 1 d, cite: text, clause: a}
  - {conduct: order.littering, points: -6, lasts: 1y, cite: text, clause: a}
consequences:
  - {when: {grade: C}, service: travel.flight, effect: refuse, cite: text, clause: a}
  - {when: {grade: B}, service: travel.flight, effect: refuze, cite: text, clause: a}
tests:
  - {file: [traffic.tikket], score: 100, grade: Z}
"""
    assert places(text, catalogue) == [
        "rules[0].conduct", "rules[0].points", "rules[1].cite", "rules[2].lasts", "rules[3].conduct",
        "consequences[0].when.grade", "consequences[1].effect", "tests[0].file[0]", "tests[0].grade",
    ]  # fmt: skip


def test_what_is_written_twice_or_is_no_yaml_of_ours_hides_nothing_else(catalogue: Catalogue):
    text = """\
rules:
  - {conduct: traffic.ticket, points: -6, points: -7, lasts: &a 1y, cite: text, clause: a}
  - {conduct: traffic.tiket, points: .inf, lasts: 1y, cite: text, clause: a}
"""
    assert told(text, catalogue) == [
        "8  rules[0].lasts: the anchor '&a' is not read here. Leave it out.",
        "8  rules[0].points: is written twice. Keep one.",
        "9  rules[1].conduct: 'traffic.tiket' is not a conduct. Did you mean 'traffic.ticket'?",
        "9  rules[1].points: .inf is not a number that can be used here.",
    ]


def test_a_key_that_a_scheme_needs_is_told_with_what_else_is_wrong(catalogue: Catalogue):
    text = "id: ../zz\nabout: x\nrules: [{conduct: a.b, points: 1, lasts: 1y, cite: t, clause: a}]\n"
    found = {dotted(one.where) for one in all_problems(text, "small.yaml", catalogue)}
    assert found == {"id", "title", "rules[0]", "rules[0].cite", "rules[0].conduct"}


@pytest.mark.parametrize(
    ("text", "told_places"),
    [
        # what a half-read part seems to lack is not told
        ("rules: [{conduct: traffic.ticket, points: x, lasts: 1y, cite: text, clause: a}]", ["rules[0].points"]),
        ("rules: [{conduct: traffic.ticket, points: -6, lasts: x, cite: text, clause: a}]", ["rules[0].lasts"]),
        # nor what others say of a part that is not read
        (
            "rules: [{conduct: traffic.ticket, points: -60, lasts: 1y, cite: text, clause: a}]\n"
            "lists: [{id: l, title: 3, enter: {grade: B}, cite: text, clause: a}]\n"
            "consequences: [{when: {list: l}, service: work.job, effect: refuse, cite: text, clause: a}]",
            ["lists[0].title"],
        ),
        (
            "acounts: [{id: a}]\n"
            "rules: [{conduct: traffic.ticket, points: 1, account: a, lasts: 1y, cite: text, clause: a}]",
            ["acounts"],
        ),
        ("bibliografy: {other: {title: x}}\n"
         "rules: [{conduct: traffic.ticket, points: -99, lasts: 1y, cite: other, clause: a}]", ["bibliografy"]),
        # places are those of the file, whatever was left out before them
        ("rules:\n  - 3\n  - {conduct: traffic.ticket, lasts: 1y, cite: text, clause: a}", ["rules[0]", "rules[1]"]),
    ],
)  # fmt: skip
def test_nothing_is_told_that_only_follows_from_what_cannot_be_read(
    text: str, told_places: list[str], catalogue: Catalogue
):
    assert places(text, catalogue) == told_places


def test_what_is_no_yaml_at_all_is_refused(catalogue: Catalogue):
    with pytest.raises(GlasshouseError, match="is not YAML"):
        all_problems("a: [", "small.yaml", catalogue)
    assert all_problems("- a list", "small.yaml", catalogue) == []


ODD = ("é!", "", 5.5, -3, 10**9, None, [], {}, [{}], "x" * 300, "５", True)
VALUES: dict[str, tuple[Any, list[Where]]] = {}
for _name in ("xiamen", "tencent", "court-list-firms"):
    _values, _lines = read(scheme_path(_name))
    VALUES[_name] = _values, sorted((where for where in _lines if where), key=str)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(VALUES)), at=st.integers(0, 10**6), wrong=st.sampled_from(ODD))
def test_whatever_is_out_of_form_the_rest_of_a_right_scheme_is_not_blamed(name: str, at: int, wrong: object):
    values, there = VALUES[name]
    where, broken = there[at % len(there)], copy.deepcopy(values)
    inside = broken
    for part in where[:-1]:
        inside = inside[part]
    inside[where[-1]] = wrong
    try:
        Scheme.model_validate(broken)
    except ValidationError:
        found = all_problems(yaml.safe_dump(broken, allow_unicode=True), "file.yaml", load_catalogue())
        assert found
        assert {one.where[:1] for one in found} == {where[:1]}
        parts = {one.where[1] for one in found if len(one.where) > 1 and isinstance(one.where[1], int)}
        assert parts <= {where[1] if len(where) > 1 else None}
