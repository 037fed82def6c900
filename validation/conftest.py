"""What the cases share: a scheme lived in the plain world, and a number compared with what is expected."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from glasshouse.runs.run import Run
from glasshouse.simulate import RunSpec, simulate

WORLD = Path(__file__).parent / "common/world.yaml"


@dataclass(frozen=True)
class Case:
    """One folder of schemes and a catalogue."""

    folder: Path

    def live(self, scheme: str, *, people: int, months: int, seed: int, follow: int = 0, records: int = 8) -> Run:
        """The run of one of the folder's schemes in the plain world."""
        return simulate(
            RunSpec(
                scheme=self.folder / scheme,
                world=WORLD,
                catalogue=self.folder / "catalogue",
                people=people,
                months=months,
                seed=seed,
                follow=follow,
                records=records,
            )
        )


Compare = Callable[[str, float, float, float, Sequence[Run]], None]


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """The case of the folder that the test lies in."""
    return Case(request.path.parent)


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """A function that notes a number for the page of the docs, and fails if it is too far from the expected."""

    def compare(what: str, expected: float, got: float, within: float, runs: Sequence[Run]) -> None:
        texts = [what, told(expected, within), told(got, within), f"± {told(within, within)}", lived(runs)]
        request.node.user_properties.append(("row", f"| {' | '.join(texts)} |"))
        assert got == pytest.approx(expected, abs=within, rel=0), f"{what}: {texts[1]} expected, {texts[2]} found"

    return compare


def lived(runs: Sequence[Run]) -> str:
    """What was lived, in words: everybody in ``runs``, which differ in their seeds alone."""
    people = sum(run.info["world"]["people"] for run in runs)
    seeds = [run.info["seed"] for run in runs]
    which = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"{people:,} people, {runs[0].info['months']:,} months, {which}"


def told(value: float, within: float) -> str:
    """A number with as many digits as a tolerance of two digits makes worth while."""
    digits = max(0, 1 - math.floor(math.log10(within)))
    return f"{value:,.{digits}f}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What compares the page with the measured numbers comes after everything that measures them."""
    items.sort(key=lambda item: item.path == Path(__file__).parent / "test_page.py")
