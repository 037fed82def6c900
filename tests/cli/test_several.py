"""``glasshouse compare`` with more than two schemes."""

import json
from pathlib import Path
from typing import Any

import pytest

SMALL = ("--world", "hamlet", "--people", "600", "--months", "6", "--follow", "0")


def test_all_worlds_stand_beside_each_other_and_the_page_leads_to_each(typed: Any):
    answer = typed("compare", "court-list", "suqian", "none", *SMALL, "--out", "three", columns=80)
    assert answer.exit_code == 0
    text = " ".join(answer.stdout.split())
    assert "a The list of judgment defaulters (court-list)" in text
    assert "c No scheme (none)" in text
    assert "Lives that diverge from c" in text
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert all(Path(f"three/{one}/report.html").is_file() for one in ("court-list", "suqian"))
    assert "All reports: three/index.html" in answer.stdout
    again = typed("compare", "court-list", "suqian", "none", *SMALL, "--out", "three", columns=80)
    assert again.stdout == answer.stdout


def test_as_json_each_comparison_is_told_as_alone(typed: Any):
    told = json.loads(typed("compare", "court-list", "suqian", "none", *SMALL, "--no-report", "--json").stdout)
    assert list(told["comparisons"]) == ["court-list", "suqian"]
    assert told["comparisons"]["suqian"]["compared"] > 0
    assert told["folder"] == "glasshouse-runs/court-list-and-suqian-vs-none-hamlet-600people-seed1-6m"
    assert told["report"] is None


def test_a_plan_is_of_all_comparisons_and_compares_nothing(typed: Any):
    two = json.loads(typed("compare", "court-list", "none", *SMALL, "--plan", "--json").stdout)
    three = json.loads(typed("compare", "court-list", "suqian", "none", *SMALL, "--plan", "--json").stdout)
    assert three["seconds"] > two["seconds"]
    assert not Path("glasshouse-runs").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("none", "is of two schemes or more"),
        ("court-list suqian none --seeds 2", "--seeds is for two schemes, and these are 3"),
        ("court-list suqian :literature", "does not say which of the others it changes"),
        ("court-list none suqian none", "none stands twice"),
        ("court-list suqan none", "Did you mean 'suqian'?"),
        ("court-list court-list-firms none", "no subjects in common"),
        ("same suqian none", "Name the run"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_written(words: str, says: str, typed: Any):
    answer = typed("compare", *words.split(), "--world", "hamlet", columns=200)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert not Path("glasshouse-runs").exists()
