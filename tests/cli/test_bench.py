"""``glasshouse bench``: the numbers, for people and for programs."""

import json
from typing import Any

import pytest

from glasshouse.studies import benchmark

FOUND = {"ns_per_person_month": 24.91, "floor_ns_per_person_month": 9.5, "people": 670_000, "processor": "x"}


def measure(nation: bool, seeds: int) -> dict[str, Any]:
    more = {"china_month_seconds": 60.0} if nation else {}
    return FOUND | more | ({"seeds_of_a_comparison": seeds} if seeds else {})


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "bench", measure)


def test_as_json_the_numbers_are_as_they_were_measured(typed: Any):
    assert json.loads(typed("bench", "--json").stdout) == FOUND


def test_people_read_names_and_round_numbers(typed: Any):
    text = typed("bench").stdout
    assert "ns per person month        24.9" in text
    assert "670,000" in text


def test_all_of_china_is_lived_only_if_one_says_so(typed: Any):
    assert "china" not in typed("bench").stdout
    assert "china month seconds" in typed("bench", "--nation").stdout


def test_seeds_of_a_comparison_are_lived_only_if_one_says_so(typed: Any):
    assert "seeds" not in typed("bench").stdout
    assert json.loads(typed("bench", "--seeds", "20", "--json").stdout)["seeds_of_a_comparison"] == 20


def test_fewer_than_no_seeds_are_refused_before_anything_is_measured(typed: Any):
    answer = typed("bench", "--seeds", "-1")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("Error: --seeds -1: write how many")


def test_parts_of_the_model_are_measured_room_by_room_only(typed: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(benchmark, "rooms", lambda parts: {str(parts): 1.0})
    assert "learning" in typed("bench", "--rooms", "--with", "learning").stdout
    answer = typed("bench", "--with", "learning")
    assert answer.exit_code == 2
    assert "only --rooms measures them" in " ".join(answer.stderr.split())


def test_where_a_month_spends_its_time_is_told_room_by_room(typed: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(benchmark, "rooms", lambda parts: {"draw_occasions": 13.96, "all": 54.1})
    assert "draw occasions  14" in typed("bench", "--rooms").stdout
    assert json.loads(typed("bench", "--rooms", "--json").stdout)["all"] == 54.1
