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
