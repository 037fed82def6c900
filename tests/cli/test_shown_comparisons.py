"""Many seeds of a comparison on the terminal: differences with intervals, and what is done with their folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_up_comparison import EDGES, made_up_comparison
from small_twin_ensemble import small_twin_ensemble, twins_of

from glasshouse.cli import ending
from glasshouse.cli import shown_comparisons as shown
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.studies.ensembles import ManySeeds

WORDS = ("compare", "rongcheng-2016", "none", "--world", "hamlet")


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, twins: TwinEnsemble, answered: Callable[[TwinEnsemble], list[Any]]
) -> list[tuple[ManySeeds[Any], Path]]:
    """What was asked of the engine, which answers at once; no page is written."""
    monkeypatch.setattr(ending, "write_report", lambda made: Path("many/report.html"))
    monkeypatch.setattr("glasshouse.base.compiled.is_cached", lambda: True)
    return answered(twins)


def test_seeds_are_compared_into_a_folder_whose_name_says_so(typed: Any, asked: list[Any]):
    answer = typed(*WORDS, "--seed", 4, "--seeds", 5)
    assert answer.exit_code == 0, answer.stderr
    ((study, folder),) = asked
    assert (study.spec.seed, study.seeds) == (4, 5)
    assert [side["reference"] for side in study.contents.info["sides"]] == ["rongcheng-2016", "none"]
    assert folder == Path("glasshouse-runs/rongcheng-2016-vs-none-hamlet-seed4-5y-5seeds")


def test_every_number_has_its_interval_and_the_method_is_named(typed: Any, asked: list[Any]):
    said = typed(*WORDS, "--seeds", 5, columns=80).stdout
    assert "95 %, of the mean of 5 seeds (Student's t)" in said
    assert "of 540,000 lives diverge: 3.8" in said
    line = next(line for line in said.splitlines() if "End under sanction" in line)
    assert line.count(" to ") + line.count("in every run") == 2
    line = next(line for line in said.splitlines() if "Savings at the end" in line)
    assert " to −" in line
    assert said.index("lives diverge") < said.index("In one world and not") < said.index("Both worlds")


def test_what_shared_chances_buy_is_told_with_both_variances(capsys: pytest.CaptureFixture[str]):
    shown.show(small_twin_ensemble())
    told = capsys.readouterr().out
    assert "What shared chances buy" in told
    row = next(line.split() for line in told.splitlines() if line.startswith(" Requests refused") and "to" in line)
    assert row


def test_one_seed_has_no_interval_and_buys_nothing(capsys: pytest.CaptureFixture[str]):
    shown.show(small_twin_ensemble(seeds=1))
    told = capsys.readouterr().out
    assert "one seed says nothing of its spread" in told
    assert "What shared chances buy" not in told


@pytest.mark.parametrize("edge", EDGES)
def test_comparisons_at_the_edge_fit_eighty_columns(
    edge: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "80")
    shown.show(twins_of(EDGES[edge]()))
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 80
    assert "nan" not in told.split()
    assert "None" not in told.split()


def test_json_has_every_number_with_both_ends(typed: Any, asked: list[Any]):
    told = json.loads(typed(*WORDS, "--seeds", 5, "--json").stdout)
    assert told["parted"]["people"]["low"] < told["parted"]["people"]["mean"]
    tables = told["tables"]["people"]
    assert {"differences", "standing", "gains", "requests", "conducts", "over_time", "chances"} <= set(tables)
    assert tables["differences"][0]["difference_low"] is not None


def test_json_says_null_where_any_number_would_do():
    rows = shown._tables(small_twin_ensemble())["chances"]
    assert [row["worth"] for row in rows if row["outcome"] == "money"] == [None]


def test_a_million_seeds_are_refused_with_the_time_unless_one_says_yes(typed: Any, asked: list[Any]):
    answer = typed(*WORDS, "--seeds", 1_000_000)
    assert answer.exit_code == 2
    assert "This would take about" in answer.stderr
    assert asked == []
    assert typed(*WORDS, "--seeds", 1_000_000, "--yes", "--out", "x").exit_code == 0
    assert asked


def test_a_plan_says_what_all_seeds_take(typed: Any, asked: list[Any]):
    assert "Seeds      1,000,000" in typed(*WORDS, "--seeds", 1_000_000, "--plan", columns=80).stdout
    assert json.loads(typed(*WORDS, "--seeds", 7, "--plan", "--json").stdout)["seeds"] == 7
    assert asked == []


def test_ctrl_c_before_anything_is_kept_says_so(typed: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: Any, **__: Any) -> TwinEnsemble:
        raise KeyboardInterrupt

    monkeypatch.setattr("glasshouse.studies.study.conduct", interrupted)
    answer = typed(*WORDS, "--seeds", 5)
    assert answer.exit_code == 130
    assert answer.stderr.splitlines()[-1] == "Stopped before anything was kept."
