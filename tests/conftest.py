"""What ensembles of runs and of comparisons are put through: killed at any month, kept at every one, on one lane."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from glasshouse.studies import bookkeeping, ensembles, executor, gathering
from glasshouse.studies.study import Progress


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
