"""``glasshouse explain``: one synthetic person's file, and what would lift them by when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, RunFolder

if TYPE_CHECKING:
    from glasshouse.simulate import ExplainedRecord, Explanation


def explain(
    run: RunFolder,
    person: Annotated[int, typer.Argument(metavar="PERSON", help="Number of the person, from 0.")],
    as_json: AsJson = False,
) -> None:
    """Open the file of one synthetic person, and say what would lift them.

    Each record: who wrote it, under which clause it counts, what it costs and for how long yet, whether it
    is true. Then the score, the grade, and what would lift this person by when.

    glasshouse explain glasshouse-runs/rongcheng-2016-rongcheng-seed1-5y 4711
    """
    from dataclasses import asdict

    from glasshouse import simulate
    from glasshouse.runs import store

    begins = store.about(run)["begins"]
    found = simulate.explain(run, person)
    if as_json:
        screen.print_json(asdict(found))
        return
    screen.say("\n".join(told(found, begins)))


def told(found: "Explanation", begins: str) -> Iterator[str]:
    """The file of a person, line by line."""
    yield f"Person {found.person:,}, who is synthetic: {', '.join(found.traits.values())}"
    standing = [f"{found.score:,} points"] if found.score is not None else []
    standing += [f"grade {found.grade}"] if found.grade is not None else []
    standing += [f"on the list {one}" for one in found.lists] or ["on no list"]
    yield f"{date_of(begins, found.month)}: {', '.join(standing)}"
    yield ""
    yield "The file" if found.records else "The file is empty."
    for record in found.records:
        yield from _record(record, begins, found.month)
    if found.lifts:
        yield ""
        yield "What would lift this person, and when"
        for text, month in found.lifts:
            yield f"  {date_of(begins, month)}: {text}"
    if found.history:
        yield ""
        yield "How it came"
        for month, score, grade in found.history:
            stood = [str(one) for one in (grade, score) if one is not None]
            yield f"  {date_of(begins, month)}: {', '.join(stood)}"


def _record(record: "ExplainedRecord", begins: str, now: int) -> Iterator[str]:
    yield f"  {record.points:+5d}  {record.title}"
    yield f"         by {record.source}, {record.age} months ago; clause: {record.clause or 'none'}"
    if record.visible_from > now:
        yield f"         is not seen before {date_of(begins, record.visible_from)}"
    truth = f"wrong: {record.how_wrong}" if record.wrong else "true"
    yield f"         {counts_for(record.months_left)}; {truth}"


def counts_for(months: int | None) -> str:
    """How long a record counts yet; ``None`` is for ever.

    >>> counts_for(14), counts_for(1), counts_for(0), counts_for(None)
    ('counts for 14 months more', 'counts for 1 month more', 'counts no more', 'counts for ever')
    """
    if months is None:
        return "counts for ever"
    if months <= 0:
        return "counts no more"
    return f"counts for {months} month{'' if months == 1 else 's'} more"


def date_of(begins: str, month: int) -> str:
    """The calendar month that is ``month`` months after the first.

    >>> date_of("2016-01", 0), date_of("2016-11", 14)
    ('2016-01', '2018-01')
    """
    year, first = (int(part) for part in begins.split("-"))
    years, rest = divmod(first - 1 + month, 12)
    return f"{year + years}-{rest + 1:02}"
