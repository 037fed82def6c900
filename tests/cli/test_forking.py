"""``glasshouse compare A B --from RUN``: what is asked of two futures of one past, and what is refused before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stand_ins import stand_in

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending
from glasshouse.cli.forking import Fork, refuse_without_past, schemes_of
from glasshouse.studies import branching, comparison, pairing, simulate
from glasshouse.studies.branching import Future
from glasshouse.studies.spec import Plan, RunSpec

PLAN = Plan(600, 4, 1, 1, 1, 1.0)
PAST = RunSpec(scheme="rongcheng-2016", world="hamlet", people=600, months=4, follow=10)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "past"
    simulate.simulate(PAST, folder)
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, answered: Callable[[None], list[Any]]) -> list[tuple[Any, ...]]:
    """The futures that were to be compared; none is simulated."""
    monkeypatch.setattr(branching, "start_of", lambda run, month, tell: None)
    monkeypatch.setattr(pairing, "sides_from", lambda futures, start: [_asked(one) for one in futures])
    monkeypatch.setattr(comparison, "TwoWorlds", lambda both: stand_in(tuple(both), PLAN))
    monkeypatch.setattr(ending, "close", lambda made, **_: None)
    monkeypatch.setattr("glasshouse.base.compiled.is_cached", lambda: True)
    return answered(None)


def _asked(future: Future) -> tuple[str, int]:
    """Under which schemes a future goes on, and from which month."""
    return str(future.spec.scheme), future.month


def test_two_futures_of_a_run_go_to_a_folder_whose_name_says_so(typed: Any, past: Path, asked: list[Any]):
    answer = typed("compare", "+travel-2018", "same", "--from", past, "--at", "2016-03")
    assert answer.exit_code == 0, answer.stderr
    folder = Path("glasshouse-runs/past-at-2016-03-+travel-2018-vs-same")
    assert asked == [(("rongcheng-2016+travel-2018", 2), ("rongcheng-2016", 2), folder)]


def test_a_change_alone_is_one_of_the_schemes_of_the_run():
    asked = Fork(Path(), "3", "same", ":rules.utility-theft.points=-200")
    changed = "rongcheng-2016:rules.utility-theft.points=-200"
    assert schemes_of(asked, "rongcheng-2016") == (None, changed)
    assert schemes_of(asked._replace(a="none", b="same"), "rongcheng-2016") == ("none", None)


def test_a_plan_says_what_both_futures_would_take_and_lives_none(typed: Any, past: Path, asked: list[Any]):
    told = typed("compare", "none", "same", "--from", past, "--at", "1", "--plan", columns=80).stdout
    assert "No scheme (a: none)" in told
    assert "Months     3" in told
    assert asked == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--at 1 --world hamlet", "--world: with --from, the run says that already"),
        ("--at 1 --seed 1 --years 2", "--years and --seed: with --from"),
        ("--at 1 --seeds 3", "Leave one of them out"),
        ("", "--at YYYY-MM says from when on"),
        ("--at 2030-01", "lies outside the run"),
    ],
)
def test_what_contradicts_the_run_is_refused(words: str, says: str, typed: Any, past: Path, asked: list[Any]):
    answer = typed("compare", "none", "same", "--from", past, *words.split())
    assert answer.exit_code == 2
    assert says in " ".join(answer.stderr.split())
    assert asked == []


def test_a_month_without_a_run_is_refused(typed: Any):
    answer = typed("compare", "none", "none", "--at", "2018-05")
    assert "--from RUN says of which run" in " ".join(answer.stderr.split())


@pytest.mark.parametrize("scheme", ["same", "+travel-2018"])
def test_what_only_a_run_gives_a_meaning_needs_one(scheme: str):
    with pytest.raises(GlasshouseError, match="Name the run: --from RUN --at YYYY-MM"):
        refuse_without_past(scheme)
    refuse_without_past("none")


def test_the_common_past_is_said_on_the_terminal_and_on_the_page(typed: Any, past: Path):
    answer = typed("compare", "none", "same", "--from", past, "--at", "2", "--out", "two", columns=80)
    assert answer.exit_code == 0, answer.stderr
    assert "Past       the same in both until 2016-03: 2 months of run" in answer.stdout
    assert "Both worlds share one past: the 2 months that run" in Path("two/report.html").read_text(encoding="utf-8")
