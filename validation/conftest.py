"""What the cases share: schemes lived in the plain world or in ours, and numbers compared with what is expected."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from glasshouse.base.errors import count_of
from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run
from glasshouse.studies.simulate import simulate as simulate_spec
from glasshouse.studies.spec import RunSpec

WORLD = Path(__file__).parent / "common/world.yaml"
PAGE = Path(__file__).parent.parent / "docs/validation.md"


@dataclass(frozen=True)
class Case:
    """One folder: what is expected and, of most cases, schemes and a catalogue."""

    folder: Path

    @property
    def expected(self) -> dict[str, Any]:
        """What the folder's expected.yaml says."""
        values, _ = read(self.folder / "expected.yaml")
        assert isinstance(values, dict)
        return values

    def simulate(
        self,
        *schemes: str,
        people: int,
        months: int,
        seed: int,
        follow: int = 0,
        records: int = 8,
        world: str | None = None,
    ) -> Run:
        """The run of some of the folder's schemes in the plain world, or in a world of the folder."""
        return simulate_spec(
            RunSpec(
                scheme="+".join(str(self.folder / scheme) for scheme in schemes),
                world=self.folder / world if world else WORLD,
                catalogue=self.folder / "catalogue",
                people=people,
                months=months,
                seed=seed,
                follow=follow,
                records=records,
            )
        )

    def simulate_ours(self, scheme: str | None = None, **changes: Any) -> Run:
        """The run of the library's schemes that ``run`` in expected.yaml describes, but for ``changes``."""
        return simulate_spec(
            RunSpec(**({"follow": 0} | self.expected["run"] | ({"scheme": scheme} if scheme else {}) | changes))
        )


Compare = Callable[[str, float, float, float, Sequence[Run]], None]
Beside = Callable[[str, float, float, float, Sequence[Run]], None]
Fitted = Callable[[str, float, Sequence[float], str], None]


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """The case of the folder that the test lies in."""
    return Case(request.path.parent)


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """A function that notes a number for the page of the docs, and fails if it is too far from the expected."""

    def compare(what: str, expected: float, got: float, within: float, runs: Sequence[Run]) -> None:
        texts = [what, told(expected, within), told(got, within), f"± {told(within, within)}", lived(runs)]
        noted(request, "row", f"| {' | '.join(texts)} |")
        assert got == pytest.approx(expected, abs=within, rel=0), f"{what}: {texts[1]} expected, {texts[2]} found"

    return compare


@pytest.fixture
def beside(request: pytest.FixtureRequest) -> Beside:
    """A function that notes a number beside a published one, to the digits that ``unit`` makes worth while."""

    def beside(what: str, published: float, got: float, unit: float, runs: Sequence[Run]) -> None:
        texts = [what, told(published, unit), told(got, unit), "none", lived(runs)]
        noted(request, "row", f"| {' | '.join(texts)} |")
        assert math.isfinite(got)

    return beside


@pytest.fixture
def fitted(request: pytest.FixtureRequest) -> Fitted:
    """A function that notes a number that was fitted, and fails if it lies outside its range."""

    def fitted(what: str, value: float, between: Sequence[float], to: str) -> None:
        lowest, highest = between
        row = f"| {what} | {value:g} | {lowest:g} to {highest:g} | {to} |"
        noted(request, "fitted", row)
        assert lowest <= value <= highest, what

    return fitted


def noted(request: pytest.FixtureRequest, what: str, row: str) -> None:
    """Note a row of the page of the docs, and fail if the page says otherwise; unless it is being made."""
    request.node.user_properties.append((what, row))
    if not getattr(request.config, "makes_the_page", False):
        page = PAGE.read_text(encoding="utf-8").splitlines()
        assert row in page, f"docs/validation.md is out of date: run 'python validation/page.py'. It lacks\n{row}"


def lived(runs: Sequence[Run]) -> str:
    """What was lived, in words: everybody in ``runs``, which differ in seeds or rules alone."""
    if not runs:
        return "the rules alone"
    people = sum(run.info["world"]["people"] for run in runs)
    seeds = [run.info["seed"] for run in runs]
    which = f"seed {seeds[0]}" if len(set(seeds)) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"{people:,} people, {count_of(runs[0].info['months'], 'month')}, {which}"


def told(value: float, within: float) -> str:
    """A number with as many digits as a tolerance of two digits makes worth while; a whole one if there is none."""
    digits = 0 if within == 0 else max(0, 1 - math.floor(math.log10(within)))
    return f"{value:,.{digits}f}"
