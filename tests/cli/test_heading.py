"""The first lines of every study: that people are synthetic, and what was asked."""

from typing import Any

import pytest

from glasshouse.cli.heading import heading, how_well_known, method
from glasshouse.results.run import Run

ABOUT: dict[str, Any] = {"world": {"title": "A hamlet", "people": 5_000}, "months": 60, "begins": "2016-01", "seed": 3}


def told(capsys: pytest.CaptureFixture[str], **more: Any) -> list[str]:
    """What is printed of a study, line by line, blanks reduced to one."""
    twice = more.pop("twice", False)
    heading([("Scheme", "A scheme")], {**ABOUT, **more}, twice=twice, after=[("Past", "none")])
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_it_says_first_that_the_people_are_synthetic_and_then_what_was_asked(capsys: pytest.CaptureFixture[str]):
    lines = told(capsys)
    assert lines[0].startswith("Synthetic people")
    assert lines[2:6] == ["Scheme A scheme", "World A hamlet", "Simulated 5,000 people, 60 months, seed 3", "Past none"]


def test_two_worlds_and_many_seeds_are_said(capsys: pytest.CaptureFixture[str]):
    said = "Simulated 5,000 people and 91 firms, twice, 60 months, 20 seeds, 3 to 22"
    assert said in told(capsys, firms=91, seeds=20, twice=True)


def test_dates_are_said_where_rules_hold_by_them(capsys: pytest.CaptureFixture[str]):
    assert "Begins 2016-01; rules hold by their dates" in told(capsys, dated=True)


def test_one_seed_has_no_interval():
    assert method(1) == ("Intervals", "none: one seed says nothing of its spread")
    assert "of the mean of 20 seeds" in method(20)[1]


def test_it_is_said_how_many_of_the_numbers_that_a_result_uses_are_known_in_which_way(small_run: Run):
    ((title, said),) = how_well_known(small_run)
    assert title == "How well known"
    assert said.startswith("of 2 rules and numbers 1 published, 1 assumed (")
