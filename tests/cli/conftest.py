"""The command line as one types it, and a small run to look at."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import run_folders
from small_lived import TEXTS, small_catalogue, small_info, small_lived
from typer.testing import CliRunner, Result

from glasshouse.base.advice import at_the_command_line
from glasshouse.cli import app
from glasshouse.population.model import World
from glasshouse.results.known import ASSUMED, PUBLISHED, Used
from glasshouse.results.run import Run
from glasshouse.results.run_tables import tables

Typed = Callable[..., Result]


@pytest.fixture(autouse=True)
def typed_advice() -> Iterator[None]:
    """What messages advise is read at the command line."""
    with at_the_command_line():
        yield


@pytest.fixture(autouse=True)
def uncounted(monkeypatch: pytest.MonkeyPatch) -> list[Used]:
    """What results use: a number that is published and one that is assumed, as small catalogues hold none."""
    numbers = [Used("World", "people", "5", PUBLISHED), Used("World", "moves", "0.1", ASSUMED, low=0.0, high=0.2)]
    monkeypatch.setattr("glasshouse.report.known.of_study", lambda _: numbers)
    return numbers


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typed:
    """What ``glasshouse`` answers to some words, in an empty folder and on a terminal of 60 columns."""
    monkeypatch.chdir(tmp_path)

    def answer(*words: object, columns: int = 60) -> Result:
        terminal = {"COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
        return CliRunner().invoke(app, [str(word) for word in words], env=terminal)

    return answer


@pytest.fixture(scope="session")
def small_run() -> Run:
    """A run in memory, its catalogue with it."""
    lived = small_lived()
    world = World.model_construct(id="hamlet-of-tests", title="A hamlet")
    info = {**small_info(), "seconds": 1.25, "state": "complete"}
    return Run(info, tables(lived), scheme=lived.scheme, world=world, catalogue=small_catalogue())


@pytest.fixture
def half_run(tmp_path: Path) -> Path:
    """The folder of a run that has not kept a month yet."""
    run_folders.begin(tmp_path / "half", small_info(), TEXTS).release()
    return tmp_path / "half"


@pytest.fixture
def whole_run(half_run: Path) -> Path:
    """The folder of a complete run."""
    with run_folders.reopen(half_run) as folder:
        folder.finish(tables(small_lived()), {"seconds": 1.25})
    return half_run


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The reports that would have been written; none is."""
    written: list[Path] = []

    def write_report(run: Any, path: Path, scheme: str | None = None) -> Path:
        written.append(path)
        return path

    monkeypatch.setattr(import_module("glasshouse.report"), "write_report", write_report)
    return written


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[tuple[Any, ...]]]:
    """Lets every study come to the same at once, and gives what was asked, each with its folder."""

    def answer(done: Any) -> list[tuple[Any, ...]]:
        asked: list[tuple[Any, ...]] = []

        def conduct(study: Any, folder: Path, tell: Any) -> Any:
            asked.append((*getattr(study, "asked", (study,)), folder))
            tell(1, study.contents.info["months"])
            return done

        monkeypatch.setattr("glasshouse.studies.study.conduct", conduct)
        return asked

    return answer
