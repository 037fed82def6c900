"""``glasshouse worlds``: the societies of the library."""

import json
from typing import Any

from glasshouse.population.library import world_ids


def test_every_world_of_the_library_is_listed_with_its_people(typed: Any):
    answer = typed("worlds")
    assert answer.exit_code == 0
    assert all(name in answer.stdout for name in world_ids())
    assert "670,000" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_as_json_each_world_tells_how_many_live_there(typed: Any):
    told = {one["id"]: one for one in json.loads(typed("worlds", "--json").stdout)}
    assert sorted(told) == world_ids()
    assert told["hamlet"]["people"] == 5000


def test_who_lives_in_a_world_is_told_by_trait_and_neighbourhood(typed: Any):
    answer = typed("worlds", "hamlet")
    assert answer.exit_code == 0
    rows = [line.split() for line in answer.stdout.splitlines()]
    assert any(row[:2] == ["age", "30-44"] for row in rows)
    assert any(row[:1] == ["Village"] for row in rows)
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_as_json_everybody_in_a_world_is_counted(typed: Any):
    told = json.loads(typed("worlds", "hamlet", "--json").stdout)
    assert sum(one["people"] for one in told["margins"] if one["trait"] == "sex") == 5000
    assert sum(one["people"] for one in told["neighbourhoods"]) == 5000


def test_an_unknown_world_is_refused_with_what_was_meant(typed: Any):
    answer = typed("worlds", "hamlt")
    assert answer.exit_code == 2
    assert "Did you mean 'hamlet'?" in answer.stderr
