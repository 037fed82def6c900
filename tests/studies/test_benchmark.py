"""How fast the month is, and that the benchmark measures what it says."""

import numpy as np
import pytest

from glasshouse.base.draws import Purpose, philox, round_keys
from glasshouse.engine.scratch import new_scratch
from glasshouse.studies import benchmark


def test_the_floor_draws_the_very_words_that_a_month_draws():
    lanes, occasions, _, events, _ = new_scratch(1)
    benchmark.draw_alone(1, round_keys(7), np.array([512, 100, 50]), lanes, occasions, events)
    address = (np.uint32(3), np.uint32(0), np.uint32(0), np.uint32(Purpose.MONTH), np.uint32(7), np.uint32(0))
    drawn = [int(lanes[0][word][3]) for word in ("a", "b", "c", "d")]
    assert drawn == [int(word) for word in philox(*address)]


def test_every_figure_that_the_readme_and_issues_speak_of_is_measured(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(benchmark, "PEOPLE", 5_120)
    monkeypatch.setattr(benchmark, "_as_it_is", lambda threads: {})
    monkeypatch.setattr(benchmark, "_both_worlds", lambda threads: {})
    monkeypatch.setattr(benchmark, "_after_a_change", lambda threads: {})
    monkeypatch.setattr(benchmark, "_time_to_first_month", dict)
    found = benchmark.bench()
    assert found["bytes_per_person"] <= 14
    assert 0 < found["floor_ns_per_person_month"] < found["ns_per_person_month"]
    assert found["times_the_floor"] > 1
    assert 2 < found["draws_per_person_month"] < 4
