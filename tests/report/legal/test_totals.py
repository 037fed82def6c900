"""Sums and shares with intervals that are wide enough."""

import pytest

from glasshouse.report.legal.totals import in_brackets, rest_of, share_of, summed


def many(name: str, mean: float, low: float | None, high: float | None) -> dict[str, float | None]:
    spread = None if low is None or high is None else (high - low) / 4
    return {name: mean, f"{name}_low": low, f"{name}_high": high, f"{name}_sd": spread, f"{name}_seeds": 5}


def test_of_one_seed_counts_are_added():
    assert summed([{"n": 2}, {"n": 5}], "n") == {"n": 7}
    assert summed([], "n") == {"n": 0}


def test_of_many_seeds_half_widths_are_added():
    total = summed([many("n", 10, 8, 12), many("n", 4, 3, 5)], "n")
    assert (total["n"], total["n_low"], total["n_high"], total["n_seeds"]) == (14, 11, 17, 5)


def test_a_sum_with_a_part_without_interval_has_none():
    assert summed([many("n", 10, None, None), many("n", 4, 3, 5)], "n")["n_low"] is None


def test_what_is_left_reaches_as_far_as_both_parts_let_it():
    row = many("asked", 20, 18, 22) | many("given", 5, 4, 6)
    rest = rest_of(row, "asked", "given")
    assert (rest["given"], rest["given_low"], rest["given_high"]) == (15, 12, 18)


def test_a_share_is_least_where_its_part_is_least_and_the_rest_most():
    share = share_of(many("n", 3, 2, 4), many("n", 1, 0, 2), "n")
    assert share["share"] == 0.75
    assert (share["share_low"], share["share_high"]) == (pytest.approx(0.5), pytest.approx(1.0))


def test_a_share_of_nothing_is_none():
    assert share_of({"n": 0}, {"n": 0}, "n")["share"] is None


def test_a_share_is_written_behind_its_number():
    assert in_brackets("12", "3.1 %") == "12 (3.1 %)"
