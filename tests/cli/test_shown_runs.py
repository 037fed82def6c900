"""Many seeds of a run on the terminal: numbers with intervals, and what is done with their folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_ensemble import ensemble_of
from small_lived import TEXTS, small_catalogue, small_info, small_lived, small_scheme

from glasshouse.cli.heading import method
from glasshouse.population.model import World
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run_tables import tables
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import ENSEMBLE
from glasshouse.studies.ensembles import ManySeeds

WORLD = World.model_construct(id="hamlet-of-tests", title="A hamlet")


@pytest.fixture(scope="module")
def many() -> Ensemble:
    return ensemble_of(tables(small_lived()), small_info(), small_scheme(), small_catalogue(), WORLD)


@pytest.fixture
def asked(
    many: Ensemble, pages: list[Path], answered: Callable[[Ensemble], list[tuple[ManySeeds[Any], Path]]]
) -> list[tuple[ManySeeds[Any], Path]]:
    """What was asked of the engine, which answers at once; no page is written."""
    return answered(many)


@pytest.fixture
def kept(tmp_path: Path, many: Ensemble) -> Path:
    """The folder of a complete ensemble."""
    info = {**small_info(), "of": "run", "seeds": 5, "tables": ["numbers", "seeds"], "method": "t", "level": 0.95}
    with folders.begin(ENSEMBLE, tmp_path / "many", info, TEXTS) as folder:
        folder.finish({name: many._read(name) for name in ("numbers", "seeds")}, {"seconds": 1.0})
    return tmp_path / "many"


def test_seeds_are_simulated_into_a_folder_whose_name_says_so(typed: Any, asked: list[Any]):
    answer = typed("run", "rongcheng-2016", "--world", "hamlet", "--seed", 4, "--seeds", 5, columns=100)
    assert answer.exit_code == 0, answer.stderr
    ((study, folder),) = asked
    assert (study.spec.seed, study.seeds) == (4, 5)
    assert folder == Path("glasshouse-runs/rongcheng-2016-hamlet-seed4-5y-5seeds")


def test_every_number_has_its_interval_and_the_method_is_named(typed: Any, asked: list[Any]):
    said = typed("run", "rongcheng-2016", "--world", "hamlet", "--seeds", 5, columns=100).stdout
    assert "95 %, of the mean of 5 seeds (Student's t)" in said
    assert "5 seeds, 1 to 5" in said
    line = next(line for line in said.splitlines() if "People under sanction" in line)
    assert " to " in line
    assert "†" in said


@pytest.mark.parametrize("columns", [60, 80])
def test_lines_fit_a_narrow_terminal(columns: int, typed: Any, asked: list[Any]):
    said = typed("run", "rongcheng-2016", "--world", "hamlet", "--seeds", 5, columns=columns).stdout
    assert max(map(len, said.splitlines())) <= max(columns, 72)


def test_json_has_means_with_both_ends(typed: Any, asked: list[Any]):
    told = json.loads(typed("run", "rongcheng-2016", "--world", "hamlet", "--seeds", 5, "--json").stdout)
    one = next(row for row in told["metrics"] if row["metric"] == "sanctioned_people")
    assert one["low"] < one["mean"] < one["high"]
    assert told["info"]["seeds"] == 5


def test_a_million_seeds_are_refused_with_the_time_unless_one_says_yes(typed: Any, asked: list[Any]):
    words = ("run", "rongcheng-2016", "--world", "hamlet", "--seeds", 1_000_000)
    answer = typed(*words)
    assert answer.exit_code == 2
    assert "This would take about" in answer.stderr
    assert " day " in answer.stderr
    assert asked == []
    assert typed(*words, "--yes", "--out", "x").exit_code == 0
    assert asked


def test_a_plan_says_what_all_seeds_take(typed: Any, asked: list[Any]):
    answer = typed("run", "rongcheng-2016", "--world", "hamlet", "--seeds", 1_000_000, "--plan")
    assert "Seeds      1,000,000" in answer.stdout
    assert json.loads(typed("run", "none", "--world", "hamlet", "--seeds", 7, "--plan", "--json").stdout)["seeds"] == 7
    assert asked == []


@pytest.mark.parametrize(("seeds", "says"), [(0, "at least one seed"), (-1, "at least one seed")])
def test_no_seeds_are_refused(seeds: int, says: str, typed: Any):
    answer = typed("run", "none", "--world", "hamlet", "--seeds", seeds)
    assert (answer.exit_code, says in answer.stderr) == (2, True)


def test_the_report_of_a_folder_is_written_anew(typed: Any, kept: Path, pages: list[Path]):
    assert typed("report", kept).stdout.strip() == str(kept / "report.html")
    assert typed("report", kept, "--out", "page.html", "--scheme", "small").exit_code == 0
    assert pages == [kept / "report.html", Path("page.html")]


def test_a_complete_one_is_not_resumed(typed: Any, kept: Path):
    assert "is complete" in typed("resume", kept).stderr


def test_one_run_has_no_method():
    assert method(1)[1].startswith("none")
