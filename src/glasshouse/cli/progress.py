"""How far a run has come: months done, people a second, time left. Quiet where nobody watches."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

COMPILING = "Compiling"

Tell = Callable[[int, int], None]
"""What a simulation calls with months done and months in all."""


def of(about: Mapping[str, Any], verb: str = "Simulating") -> AbstractContextManager[Tell]:
    """A line that follows the study that its JSON is about: its months, or its seeds if they are many."""
    people, months = about["world"]["people"] * len(about.get("sides", (1,))), about["months"]
    if "seeds" in about:
        return _line(people, about["seeds"] * months, months, "seeds", verb)
    return _line(people, months, 1, "months", verb)


def past(people: int, months: int) -> AbstractContextManager[Tell]:
    """A line that follows the past of a branch, if it must be simulated again."""
    return _line(people, months, 1, "months", "Simulating the past")


@contextmanager
def _line(people: int, total: int, size: int, noun: str, verb: str) -> Iterator[Tell]:
    """A line that follows ``total`` months, and counts them by ``size``."""
    if not screen.is_watched():
        yield lambda done, of: None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text as Words

    from glasshouse.base.compiled import is_compiling

    class Doing(ProgressColumn):
        """What is being done; the months wait for the compiler, if the function is not kept from an earlier command."""

        def render(self, task: "Task") -> "Text":
            return Words(COMPILING if is_compiling() else task.description)

    class PeopleASecond(ProgressColumn):
        """How many people are simulated for a month in a second."""

        def render(self, task: "Task") -> "Text":
            return Words(rate(people, task.finished_speed or task.speed))

    class Done(ProgressColumn):
        """How many of how many."""

        def render(self, task: "Task") -> "Text":
            return Words(f"{int(task.completed) // size:,}/{total // size:,} {noun}")

    shown = Progress(
        Doing(),
        BarColumn(bar_width=None),
        Done(),
        PeopleASecond(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=screen.err(),
        transient=True,
        expand=True,
    )
    with shown:
        task = shown.add_task(verb, total=total)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def rate(people: int, months_a_second: float | None) -> str:
    """How many people are simulated for a month in a second, in words that fit a narrow line.

    >>> rate(670_000, 30.0), rate(5_000, 0.5), rate(5_000, None)
    ('20.1 M people/s', '2,500 people/s', '')
    """
    if not months_a_second:
        return ""
    speed = people * months_a_second
    return f"{speed / 1e6:.1f} M people/s" if speed >= 1e6 else f"{speed:,.0f} people/s"
