"""Which files come first; what ensembles are put through: killed at any month, kept at every one, on one lane."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from glasshouse.studies import bookkeeping, ensembles, executor, gathering
from glasshouse.studies.study import Progress

ROOT = Path(__file__).parents[1]
COSTLY = (
    "tests/contracts/test_docs.py",
    "tests/storage/test_folder.py",
    "tests/cli/test_streams.py",
    "tests/contracts/test_same_everywhere.py",
    "tests/contracts/test_kills.py",
    "tests/charts/test_caption.py",
    "tests/contracts/test_golden.py",
    "validation/random-walk/test_case.py",
    "tests/test_api.py",
    "tests/studies/test_branching.py",
    "tests/studies/test_comparison.py",
    "tests/studies/test_explanation.py",
    "tests/studies/test_twin.py",
    "tests/charts/test_charts.py",
    "tests/report/test_build.py",
    "tests/report/test_report.py",
    "validation/interval-coverage/test_case.py",
    "tests/contracts/test_for_itself_alone.py",
    "tests/base/test_machine_code.py",
)
"""The files that take longest, as workers take them: whoever is done last then waits for a short one.

The first has all kernels compiled, while another worker is at the second, which needs none.
"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Costly files come first."""
    turns = {ROOT / name: turn for turn, name in enumerate(COSTLY)}
    assert all(path.exists() for path in turns), "COSTLY names a file that is no longer there"
    items.sort(key=lambda item: turns.get(item.path, len(turns)))


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The list of folders that were made is one of the tests, not that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


class KilledError(Exception):
    """Stands for whatever ends a process."""


Make = Callable[[Progress | None], Any]


@pytest.fixture
def killed() -> Callable[[Make, int], None]:
    """What makes something and kills it once so many months of all seeds have been lived."""

    def make_and_kill(make: Make, month: int) -> None:
        def progress(done: int, of: int) -> None:
            if done >= month:
                raise KilledError

        with pytest.raises(KilledError):
            make(progress)

    return make_and_kill


@pytest.fixture
def killed_within() -> Callable[[Make, int, int], None]:
    """What makes something and kills it as soon as a month of a seed (from 0) has been kept."""

    def make_and_kill(make: Make, seed: int, month: int) -> None:
        keep = gathering.Gathering.keep_month

        def kept_and_killed(self: Any, turn: int, now: int, *rest: Any) -> None:
            keep(self, turn, now, *rest)
            if (turn, now) == (seed, month):
                raise KilledError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(gathering.Gathering, "keep_month", kept_and_killed)
            with pytest.raises(KilledError):
                make(None)

    return make_and_kill


@pytest.fixture
def keeps_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever can be kept is kept at once."""
    for module in (bookkeeping, gathering):
        monkeypatch.setattr(module, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    for waiting in (executor, gathering):
        monkeypatch.setattr(waiting, "GLANCE", 0.01)


@pytest.fixture
def one_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where people are many: all cores live one seed."""
    monkeypatch.setattr(ensembles, "SMALL_STATE", 0)
