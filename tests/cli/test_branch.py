"""``glasshouse branch``: futures of a run, told one by one or side by side."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from glasshouse.cli import shown_run
from glasshouse.cli.branch import name_of
from glasshouse.results.run import Run
from glasshouse.studies import branching

BRANCHED = {"run": "0" * 12, "at": 1, "begins": "2016-02", "schemes": ["small", "older"], "before": [], "start": ""}


@pytest.fixture
def lived(small_run: Run, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked for and where it went; every branch is the small run."""
    found: list[tuple[Any, ...]] = []
    done = Run(
        {**small_run.info, **small_run.info["whole"], "branch": BRANCHED}, small_run.table,
        scheme=small_run.scheme, world=small_run.world, catalogue=small_run.catalogue,
    )  # fmt: skip

    def future_of(run: Run, at: str, scheme: str | None, **said: Any) -> Any:
        return SimpleNamespace(
            run=run, month=1, begins="2016-02", spec=SimpleNamespace(months=3), asked=(at, scheme, said)
        )

    def conducted(study: Any, folder: Path) -> Run:
        found.append((*study, str(folder)))
        return done

    monkeypatch.setattr(branching, "future_of", future_of)
    monkeypatch.setattr(branching, "start_of", lambda run, month, tell: f"month {month}")
    monkeypatch.setattr(branching, "study_of", lambda future, start: (*future.asked, start))
    monkeypatch.setattr("glasshouse.cli.branch.conducted", conducted)
    return found


SAID = {"months": None, "threads": None, "force": False}


def test_a_branch_is_told_like_a_run_and_says_what_its_past_was(
    typed: Any, whole_run: Path, lived: list[Any], pages: list[Path]
):
    answer = typed("branch", whole_run, "--at", "2016-02")
    assert answer.exit_code == 0
    assert "until 2016-02 (1 month) under small, older" in answer.stdout
    assert "Grades, best first" in answer.stdout
    assert lived == [("2016-02", None, SAID, "month 1", "glasshouse-runs/half-at-2016-02")]
    assert len(pages) == 1


def test_several_branches_begin_with_the_same_month_and_are_told_side_by_side(
    typed: Any, whole_run: Path, lived: list[Any], pages: list[Path]
):
    words = ("branch", whole_run, "--at", 1, "--scheme", "none", "--scheme", "+sesame", "--years", 2, "--out", "two")
    answer = typed(*words, columns=100)
    assert answer.exit_code == 0
    assert "2 futures from 2016-02 on" in answer.stdout
    assert [(scheme, said["months"], where, start) for _, scheme, said, start, where in lived] == [
        ("none", 24, "two/half-at-2016-02-none", "month 1"),
        ("+sesame", 24, "two/half-at-2016-02+sesame", "month 1"),
    ]
    assert len(pages) == 2


@pytest.mark.parametrize(("begins", "refused"), [("2016-08", (25, 50)), ("2016-09", (0, 0))])
def test_requests_are_those_refused_and_given_up_since_the_branch_began(
    small_run: Run, begins: str, refused: tuple[int, int]
):
    done = Run(
        {**small_run.info, **small_run.info["whole"], "branch": {**BRANCHED, "begins": begins}}, small_run.table,
        scheme=small_run.scheme, world=small_run.world, catalogue=small_run.catalogue,
    )  # fmt: skip
    assert shown_run.requests_since(done) == {"small": refused}  # all in the month 2016-08


def test_as_json_several_branches_are_a_list(typed: Any, whole_run: Path, lived: list[Any], pages: list[Path]):
    two = json.loads(typed("branch", whole_run, "--at", 1, "--scheme", "a", "--scheme", "b", "--json").stdout)
    assert [one["info"]["branch"]["at"] for one in two] == [1, 1]
    one = json.loads(typed("branch", whole_run, "--at", 1, "--json", "--no-report").stdout)
    assert one["report"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", 1, "--years", 1, "--months", 3), "both say how long"),
        (("--at", 1, "--scheme", "none", "--scheme", "none"), "Name each future once"),
        (("--at", 1, "--out", "there"), "is there already, and it is not a run"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_lived(
    typed: Any, whole_run: Path, lived: list[Any], words: tuple[Any, ...], told: str
):
    Path("there").mkdir()
    Path("there/file").write_text("")
    answer = typed("branch", whole_run, *words)
    assert answer.exit_code == 2
    assert told in " ".join(answer.stderr.split())
    assert lived == []


def test_an_unfinished_run_is_refused_with_the_way_to_finish_it(typed: Any, half_run: Path):
    assert "glasshouse resume" in typed("branch", half_run, "--at", 1, columns=200).stderr


def test_a_file_of_rules_gives_a_branch_its_name():
    assert name_of(Path("a/run"), "2018-05", "rules/my own.yaml") == "run-at-2018-05-my-own"
    assert name_of(Path("a/run"), "2018-05", "+x:y+z.yaml") == "run-at-2018-05+x-y+z"
