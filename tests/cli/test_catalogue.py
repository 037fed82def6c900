"""``glasshouse catalogue``: what can happen, found by words."""

import json
from typing import Any

import pytest

from glasshouse.observe.library import firm_catalogue, load_catalogue


@pytest.mark.parametrize("columns", [60, 110])
@pytest.mark.parametrize("firms", [False, True], ids=["people", "firms"])
def test_everything_is_listed_on_narrow_and_wide_terminals(columns: int, firms: bool, typed: Any):
    answer = typed("catalogue", *(["--firms"] if firms else []), columns=columns)
    assert answer.exit_code == 0
    assert max(map(len, answer.stdout.splitlines())) <= columns
    catalogue = firm_catalogue() if firms else load_catalogue()
    assert all(name in answer.stdout for name in catalogue.titles)


def test_words_leave_what_holds_them(typed: Any):
    text = typed("catalogue", "train").stdout
    assert "travel.high_speed_rail" in text
    assert "1,030" in text
    assert "travel.flight" not in text


def test_several_words_may_be_typed_apart_or_in_quotes(typed: Any):
    apart = typed("catalogue", "red", "light").stdout
    assert apart == typed("catalogue", "red light").stdout
    assert apart.startswith("Red light run (traffic.red_light)")


def test_as_json_each_thing_that_is_found_tells_what_it_is(typed: Any):
    told = json.loads(typed("catalogue", "train", "--json").stdout)
    assert {one["what"] for one in told} == {"conduct", "service", "source"}
    rail = next(one for one in told if one["id"] == "travel.high_speed_rail")
    assert rail["per_1000_a_year"]["value"] == 1_030
    assert rail["of"] == "people"


def test_what_is_not_there_is_refused_with_what_was_meant(typed: Any):
    answer = typed("catalogue", "travel.fligt")
    assert answer.exit_code == 2
    assert "in the catalogue of people" in answer.stderr
    assert "Did you mean 'travel.flight" in answer.stderr


def test_what_only_the_other_catalogue_holds_is_said_to_be_there(typed: Any):
    answer = typed("catalogue", "export.refund")
    assert answer.exit_code == 2
    assert "That of firms does: export.refund. Look with --firms." in answer.stderr
    answer = typed("catalogue", "--firms", "travel.flight")
    assert "That of people does: travel.flight. Look without --firms." in answer.stderr
