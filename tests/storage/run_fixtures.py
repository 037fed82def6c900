"""A small run, in memory and on disk, for the tests of results and of folders."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import run_folders
from small_folders import begin_comparison, finish_comparison
from small_lived import TEXTS, small_info, small_lived

from glasshouse.base.advice import at_the_command_line
from glasshouse.results.run import Run
from glasshouse.results.run_tables import tables
from glasshouse.results.simulated import Simulated
from glasshouse.storage.folder import Folder


@pytest.fixture(autouse=True)
def typed_advice() -> Iterator[None]:
    """What messages advise is read at the command line."""
    with at_the_command_line():
        yield


@pytest.fixture
def lived() -> Simulated:
    return small_lived()


@pytest.fixture(scope="session")
def small_tables() -> dict[str, Any]:
    return tables(small_lived())


@pytest.fixture
def begun(tmp_path: Path):
    """A run folder in which nothing has been lived yet."""
    with run_folders.begin(tmp_path / "run", small_info(), TEXTS) as folder:
        yield folder


@pytest.fixture
def finished(tmp_path: Path, small_tables: dict[str, Any]) -> Path:
    """The folder of a complete run."""
    with run_folders.begin(tmp_path / "finished", small_info(), TEXTS) as folder:
        folder.finish(small_tables, {"seconds": 1.5})
    return folder.path


@pytest.fixture
def run(finished: Path) -> Run:
    return run_folders.open_run(finished)


@pytest.fixture
def comparison(tmp_path: Path):
    """The folder of a comparison in which nothing has been lived yet."""
    with begin_comparison(tmp_path / "compared") as folder:
        yield folder


@pytest.fixture
def compared(comparison: Folder, small_tables: dict[str, Any]) -> Path:
    """The folder of a complete comparison."""
    finish_comparison(comparison, small_tables)
    comparison.release()
    return comparison.path
