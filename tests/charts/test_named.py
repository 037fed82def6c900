"""Which group a title may name."""

from typing import Any

import pytest

from glasshouse.charts.named import counts_enough, extreme, stands_out
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def group(share: float, *, few: bool = False, **counts: int) -> dict[str, Any]:
    return {"share": share, "few": few, **counts}


def share(row: dict[str, Any]) -> float:
    return row["share"]


def test_it_is_the_extreme_one_of_those_with_enough_people():
    rows = [group(0.1), group(0.3), group(0.9, few=True)]
    assert extreme(rows, share, lambda _: True) is rows[1]


def test_where_the_extreme_one_was_counted_too_seldom_none_is_named():
    assert extreme([group(0.1, n=500), group(0.3, n=2)], share, lambda row: row["n"] > 5) is None


@pytest.mark.parametrize(("part", "named"), [(30, True), (2, False)])
def test_a_share_stands_out_by_two_standard_errors_from_all_others(run: Run, part: int, named: bool):
    enough = stands_out(run, {"part": 60, "of": 1_000}, "part", "of")
    assert enough(group(0.0, part=part, of=20 * part // 2)) is named


def test_counts_of_all_seeds_count(run: Run, ensemble: Ensemble):
    row = group(0.5, a=2, b=1)
    assert [counts_enough(one, "a", "b")(row) for one in (run, ensemble)] == [False, True]
