"""The first lines that every study shows on the terminal: that people are synthetic, and what was asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glasshouse.base.errors import count_of
from glasshouse.cli import screen

if TYPE_CHECKING:
    from glasshouse.charts.study import Study

Fact = tuple[str, str]


def heading(
    first: Sequence[Fact], about: Mapping[str, Any], *, twice: bool = False, after: Sequence[Fact] = ()
) -> None:
    """Print what was asked.

    Parameters
    ----------
    first : sequence of (name, fact)
        What names the schemes or worlds.
    about : mapping
        What the JSON of the study says.
    twice : bool
        Whether each person was simulated in two worlds.
    after : sequence of (name, fact)
        What is to be told after all others.
    """
    from glasshouse.results.run import SYNTHETIC

    screen.say(SYNTHETIC, style="dim")
    screen.say()
    length, burn_in = about.get("whole", about), about.get("burn_in", 0)
    firms = f" and {about['firms']:,} firms" if about.get("firms") else ""
    times = ", twice" if twice else ""
    simulated = f"{about['world']['people']:,} people{firms}{times}, {length['months']} months, {_seeds(about)}"
    dated = [("Begins", f"{length['begins']}; rules hold by their dates")] if about.get("dated") else []
    uncounted = [("Burn-in", f"the first {count_of(burn_in, 'month')} are not counted")] if burn_in else []
    screen.facts([*first, ("World", about["world"]["title"]), ("Simulated", simulated), *dated, *uncounted, *after])
    screen.say()


def how_well_known(study: "Study") -> list[Fact]:
    """Of how many rules and numbers that a result uses how many are published, recalled and assumed."""
    from glasshouse.report.known import of_study
    from glasshouse.results.known import told

    numbers = of_study(study)
    listed = "all of them: the report, or 'glasshouse assumptions --used'"
    return [("How well known", f"of {len(numbers):,} rules and numbers {told(numbers)} ({listed})")] if numbers else []


def _seeds(about: Mapping[str, Any]) -> str:
    """The seed of one, or the first and the last of many."""
    many = about.get("seeds", 1)
    return f"seed {about['seed']}" if many == 1 else f"{many:,} seeds, {about['seed']} to {about['seed'] + many - 1}"


def method(size: int) -> Fact:
    """How intervals are made, in a few words."""
    if size < 2:
        return "Intervals", "none: one seed says nothing of its spread"
    return "Intervals", f"95 %, of the mean of {size:,} seeds (Student's t)"
