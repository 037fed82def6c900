"""What each part of the model that is on has to say of a run: a question, and the numbers that answer it."""

from collections.abc import Iterator
from typing import NamedTuple

from glasshouse.base.evidence import Figure
from glasshouse.charts.table import Table, count, table
from glasshouse.parts.registry import METRICS
from glasshouse.results.run import Run, shown


class Said(NamedTuple):
    """What a part has to say."""

    id: str
    question: str
    about: str
    limits: str
    numbers: Table
    settings: Table


def told(run: Run) -> Iterator[Said]:
    """What each part that is on for the subjects of a run has to say."""
    for part, settings in run.parts.parts(run.catalogue.cast.kind):
        own = [row for row in run.metrics().to_dicts() if METRICS[row["metric"]].part == part.id]
        found = [(row["title"], shown(row), count(row["people"]), count(row["of"])) for row in own]
        ends = [(one.title, one.unit, f"{settings[one.id]:g}", _known(one.figure)) for one in part.settings]
        yield Said(
            part.id, part.question, part.about, part.limits,
            table("What was counted", ["Number"], ["Value", "Count", "out of"], found),
            table("Settings", ["Setting", "Unit", "Value", "How it is known"], [], ends),
        )  # fmt: skip


def _known(figure: Figure) -> str:
    """Where a number comes from, in a few words."""
    low, high = figure.assumed or (None, None)
    known = figure.evidence or f"assumed, from {low} to {high}"
    return f"{known}. {figure.note or ''}".strip()
