"""Many runs in the room of one: rows that come and go, numbers that are not defined, and the same bits after a stop."""

import math

import numpy as np
import polars as pl
import pytest

from glasshouse.measure import gather
from glasshouse.measure.gather import COUNT, MEAN, SHARE, Gathered, Layout

LAYOUTS = {
    "metrics": Layout(("metric",), {"value": MEAN}, by_row=("metric", {"a": (0, 1), "b": (0, math.inf)})),
    "lists": Layout(("month", "list"), {"people": COUNT, "share": SHARE}, ("title",)),
}


def tables(people: dict[tuple[int, str | None], int], value: float | None = 0.5) -> dict[str, dict[str, pl.DataFrame]]:
    lists = [(month, name, f"List {name}", count, count / 10) for (month, name), count in people.items()]
    columns = {"month": pl.Int64, "list": pl.String, "title": pl.String, "people": pl.Int64, "share": pl.Float64}
    metrics = pl.DataFrame(
        {"metric": ["a", "b"], "value": [value, 2.0]}, schema={"metric": pl.String, "value": pl.Float64}
    )
    return {"one": {"metrics": metrics, "lists": pl.DataFrame(lists, columns, orient="row"), "lives": metrics}}


def number(gathered: Gathered, column: str, **keys) -> dict:
    found = gathered.numbers().filter(pl.col("column") == column)
    for key, value in keys.items():
        found = found.filter(pl.col(key).is_null() if value is None else pl.col(key) == value)
    return found.row(0, named=True)


def gathered_of(*seeds) -> Gathered:
    found = Gathered(LAYOUTS)
    for seed in seeds:
        found.add(seed)
    return found


def test_every_number_has_its_mean_interval_and_range():
    found = number(gathered_of(*(tables({(0, "x"): people}) for people in (4, 6, 8))), "people", list="x")
    assert (found["mean"], found["sd"], found["least"], found["most"], found["seeds"]) == (6, 2, 4, 8, 3)
    assert found["low"] == pytest.approx(6 - 4.3027 * 2 / math.sqrt(3), abs=1e-3)  # t with 2 degrees of freedom
    assert (found["table"], found["key"], found["title"]) == ("lists", "month 0, list x", "List x")


def test_a_row_that_a_run_does_not_have_is_nothing_counted_and_no_share():
    found = gathered_of(tables({(0, "x"): 4}), tables({(0, "x"): 4, (1, "x"): 6}), tables({(1, "x"): 3}))
    late, early = (number(found, "people", month=month) for month in (1, 0))
    assert (late["mean"], late["seeds"], late["least"]) == (3, 3, 0)
    assert early["mean"] == pytest.approx(8 / 3)
    share = number(found, "share", month=1)
    assert (share["mean"], share["seeds"]) == (pytest.approx(0.45), 2)


def test_rows_that_come_late_stand_where_their_month_belongs():
    found = gathered_of(tables({(0, "x"): 1, (5, "x"): 1}), tables({(0, "x"): 1, (3, "x"): 1, (5, "x"): 1}))
    assert found.numbers().filter(table="lists", column="people")["month"].to_list() == [0, 3, 5]


def test_rows_are_told_apart_by_a_key_that_is_null():
    found = gathered_of(tables({(0, None): 2, (0, "x"): 4}), tables({(0, "x"): 6, (0, None): 4}))
    assert number(found, "people", list=None)["mean"] == 3
    assert number(found, "people", list="x")["mean"] == 5


def test_the_order_of_rows_does_not_matter():
    straight = gathered_of(tables({(0, "x"): 1, (0, "y"): 2}), tables({(0, "x"): 3, (0, "y"): 5}))
    crossed = gathered_of(tables({(0, "x"): 1, (0, "y"): 2}), tables({(0, "y"): 5, (0, "x"): 3}))
    assert straight.numbers().equals(crossed.numbers())


def test_a_metric_ends_at_its_own_limits_and_may_be_undefined():
    found = gathered_of(tables({}, 0.02), tables({}, 0.9), tables({}, None))
    one = number(found, "value", metric="a")
    assert (one["low"], one["high"], one["seeds"]) == (0.0, 1.0, 2)
    nothing = number(gathered_of(tables({}, None), tables({}, None)), "value", metric="a")
    assert (nothing["mean"], nothing["low"], nothing["seeds"]) == (None, None, 0)


def test_tables_about_single_people_are_not_gathered():
    assert set(gathered_of(tables({(0, "x"): 1})).numbers()["table"]) == {"metrics", "lists"}


def test_a_part_that_comes_in_later_seeds_was_nothing_before():
    found = Gathered(LAYOUTS)
    found.add({"other": tables({(0, "x"): 1})["one"]})
    found.add({"other": tables({(0, "x"): 1})["one"], "one": tables({(0, "x"): 4})["one"]})
    assert number(found, "people", part="one", list="x")["mean"] == 2


@pytest.mark.parametrize("stop", [0, 1, 3])
def test_what_is_written_down_goes_on_to_the_same_bits(stop: int):
    rng = np.random.default_rng(1)
    seeds = [
        tables({(month, "x"): int(rng.integers(9)) for month in range(turn + 1)}, rng.random()) for turn in range(5)
    ]
    whole, half = gathered_of(*seeds), gathered_of(*seeds[:stop])
    state = {name: np.array(one) for name, one in half.state().items()}
    again = Gathered.from_state(LAYOUTS, state)
    for seed in seeds[stop:]:
        again.add(seed)
    assert again.numbers().equals(whole.numbers(), null_equal=True)
    assert again.of_each(7).equals(whole.of_each(7), null_equal=True)


def test_the_metrics_of_every_seed_are_kept():
    found = gathered_of(tables({}, 0.1), tables({}, None)).of_each(7)
    assert found.rows() == [("one", 7, "a", 0.1), ("one", 7, "b", 2.0), ("one", 8, "a", None), ("one", 8, "b", 2.0)]


def test_room_does_not_grow_with_the_seeds(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gather, "MOST_EACH", 3)
    sizes = []
    found = Gathered(LAYOUTS)
    for _ in range(6):
        found.add(tables({(0, "x"): 1}))
        sizes.append(sum(one.nbytes for one in found.state().values()))
    assert sizes[2:] == [sizes[2]] * 4
    assert found.seeds == 6
