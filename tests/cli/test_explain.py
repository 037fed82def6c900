"""``glasshouse explain``: the file of one synthetic person."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from glasshouse import simulate
from glasshouse.cli.explain import told


@dataclass(frozen=True)
class Record:
    conduct: str = "tax.late"
    title: str = "Late tax return"
    source: str = "Tax bureau"
    clause: str = "line 1"
    points: int = -10
    age: int = 14
    months_left: int | None = 10
    wrong: bool = False
    how_wrong: str = ""
    visible_from: int = 46


@dataclass(frozen=True)
class Person:
    person: int = 4711
    traits: dict[str, str] = field(default_factory=lambda: {"settlement": "urban", "age": "30-44"})
    month: int = 60
    score: int | None = 940
    grade: str | None = "B"
    records: list[Record] = field(default_factory=lambda: [Record()])
    lists: list[str] = field(default_factory=list)
    lifts: list[tuple[str, int]] = field(
        default_factory=lambda: [("grade A, when the late tax return lapses", 70)]
    )
    history: list[tuple[int, int | None, str | None]] = field(default_factory=lambda: [(46, 940, "B")])


def lines(person: Person) -> list[str]:
    return list(told(person, "2016-01"))  # type: ignore[arg-type]


def test_the_first_line_says_that_the_person_is_synthetic():
    assert lines(Person())[0] == "Person 4,711, who is synthetic: urban, 30-44"


def test_a_file_tells_score_grade_and_lists_at_the_date():
    assert lines(Person())[1] == "2021-01: 940 points, grade B, on no list"
    assert lines(Person(score=None, grade=None, lists=["Blacklist"]))[1] == "2021-01: on the list Blacklist"


def test_a_record_tells_source_clause_points_months_left_and_whether_it_is_true():
    text = "\n".join(lines(Person()))
    assert "  -10  Late tax return" in text
    assert "by Tax bureau, 14 months ago; clause: line 1" in text
    assert "counts for 10 months more; true" in text


def test_a_wrong_record_tells_how_it_is_wrong():
    wrong = Record(wrong=True, how_wrong="a neighbour did it", months_left=None)
    assert "counts for ever; wrong: a neighbour did it" in "\n".join(lines(Person(records=[wrong])))


def test_a_record_that_is_still_on_its_way_tells_when_it_will_be_seen():
    assert "is not seen before 2021-03" in "\n".join(lines(Person(records=[Record(visible_from=62)])))


def test_what_would_lift_a_person_has_its_date():
    assert "  2021-11: grade A, when the late tax return lapses" in lines(Person())


def test_what_came_before_is_told():
    assert "  2019-11: B, 940" in lines(Person())


def test_an_empty_file_is_told_as_such():
    empty = replace(Person(), records=[], lifts=[], history=[])
    assert lines(empty)[-1] == "The file is empty."


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate, "explain", lambda folder, person: Person(person), raising=False)


def test_the_command_prints_the_file_of_the_person_asked_for(typed: Any, whole_run: Path, opened: None):
    answer = typed("explain", whole_run, 12)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("Person 12, who is synthetic")
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_as_json_the_file_is_whole(typed: Any, whole_run: Path, opened: None):
    found = json.loads(typed("explain", whole_run, 12, "--json").stdout)
    assert found["person"] == 12
    assert found["records"][0]["points"] == -10


def test_what_is_no_run_is_refused(typed: Any, opened: None):
    assert typed("explain", "nowhere", 1).exit_code == 2
