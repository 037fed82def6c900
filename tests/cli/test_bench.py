"""``glasshouse bench``: the numbers, for people and for programs."""

import json
import sys
from types import ModuleType
from typing import Any

import pytest

from glasshouse import engine

FOUND = {"ns_per_person_month": 24.91, "floor_ns_per_person_month": 9.5, "people": 670_000, "processor": "x"}


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("glasshouse.engine.bench")
    module.bench = lambda: FOUND  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "glasshouse.engine.bench", module)
    monkeypatch.setattr(engine, "bench", module, raising=False)


def test_as_json_the_numbers_are_as_they_were_measured(typed: Any):
    assert json.loads(typed("bench", "--json").stdout) == FOUND


def test_people_read_names_and_round_numbers(typed: Any):
    text = typed("bench").stdout
    assert "ns per person month        24.9" in text
    assert "670,000" in text
