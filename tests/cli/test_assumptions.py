"""``glasshouse assumptions``: what no source gives."""

import json
from typing import Any


def listed(answer: Any) -> list[dict[str, Any]]:
    assert answer.exit_code == 0
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def test_every_assumption_lies_in_its_own_range(typed: Any):
    found = listed(typed("assumptions", "--json"))
    assert len(found) > 100
    assert all(one["low"] <= one["value"] <= one["high"] for one in found)
    assert {one["part"] for one in found} == {"catalogue", "parts"}


def test_a_world_and_a_scheme_bring_their_own(typed: Any):
    words = ("assumptions", "--world", "rongcheng", "--scheme", "rongcheng-2016", "--json")
    assert {one["part"] for one in listed(typed(*words))} == {"catalogue", "parts", "world", "scheme"}


def test_one_may_look_for_some(typed: Any):
    found = listed(typed("assumptions", "--find", "Traffic", "--json"))
    assert found
    assert all("traffic" in one["where"] for one in found)


def test_the_table_fits_a_narrow_terminal_and_counts(typed: Any):
    text = typed("assumptions", "--find", "traffic.ticket").stdout
    assert max(map(len, text.splitlines())) <= 60
    assert "assumed numbers; --json also says why" in " ".join(text.split())


def test_an_unknown_world_is_refused(typed: Any):
    assert typed("assumptions", "--world", "atlantis").exit_code == 2


def test_all_that_a_result_uses_is_listed_with_how_it_is_known(typed: Any):
    words = ("assumptions", "--used", "--scheme", "court-list", "--world", "hamlet")
    found = listed(typed(*words, "--json"))
    assert {"published", "recalled", "assumed"} <= {one["way"] for one in found}
    assert not any("traffic" in one["name"] for one in found)
    text = typed(*words, "--find", "recalled").stdout
    assert "rules and numbers: 16 recalled" in " ".join(text.split())


def test_what_a_result_uses_takes_a_scheme_and_a_world(typed: Any):
    answer = typed("assumptions", "--used", "--scheme", "court-list")
    assert answer.exit_code == 2
    assert "name --scheme and --world" in answer.stderr
