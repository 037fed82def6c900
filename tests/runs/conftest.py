"""A small run, in memory and on disk."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_folders import begin_comparison, finish_comparison
from small_lived import TEXTS, small_info, small_lived

from glasshouse.base.advice import at_the_command_line
from glasshouse.runs import store
from glasshouse.runs.folder import Folder
from glasshouse.runs.frames import Lived, tables
from glasshouse.runs.run import Run


@pytest.fixture(autouse=True)
def typed_advice() -> Iterator[None]:
    """What messages advise is read at the command line."""
    with at_the_command_line():
        yield


@pytest.fixture
def lived() -> Lived:
    return small_lived()


@pytest.fixture(scope="session")
def small_tables() -> dict[str, Any]:
    return tables(small_lived())


@pytest.fixture
def begun(tmp_path: Path):
    """A run folder in which nothing has been lived yet."""
    with store.begin(tmp_path / "run", small_info(), TEXTS) as folder:
        yield folder


@pytest.fixture
def finished(tmp_path: Path, small_tables: dict[str, Any]) -> Path:
    """The folder of a complete run."""
    with store.begin(tmp_path / "finished", small_info(), TEXTS) as folder:
        folder.finish(small_tables, {"seconds": 1.5})
    return folder.path


@pytest.fixture
def run(finished: Path) -> Run:
    return store.open_run(finished)


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
