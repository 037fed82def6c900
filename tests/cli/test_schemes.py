"""``glasshouse schemes``: the rule books of the library."""

import json
from typing import Any

from glasshouse.scheme.library import scheme_ids


def test_every_scheme_of_the_library_is_listed_with_its_size(typed: Any):
    answer = typed("schemes")
    assert answer.exit_code == 0
    assert all(name in answer.stdout for name in scheme_ids())
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_as_json_each_scheme_tells_what_it_is_about(typed: Any):
    told = json.loads(typed("schemes", "--json").stdout)
    assert [one["id"] for one in told] == scheme_ids()
    assert all(one["title"] and one["about"] for one in told)
