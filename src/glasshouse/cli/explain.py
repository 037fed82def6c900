"""``glasshouse explain``: one synthetic person's file, and what would lift them by when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, RunFolder, folder_of
from glasshouse.errors import count_of

if TYPE_CHECKING:
    from glasshouse.explanation import ExplainedRecord, Explanation, Lift, Moment


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
    from glasshouse import explanation
    from glasshouse.runs import store

    folder = folder_of(run)
    begins = store.about(folder)["begins"]
    found = explanation.explain(folder, person)
    if as_json:
        screen.print_json(plain(found))
    else:
        screen.say("\n".join(told(found, begins)))


def plain(found: "Explanation") -> dict[str, Any]:
    """An explanation as names and values."""
    listed = {name: [one._asdict() for one in getattr(found, name)] for name in ("records", "lifts", "history")}
    return {**vars(found), **listed}


def told(found: "Explanation", begins: str) -> Iterator[str]:
    """The file of a person, line by line."""
    yield f"Person {found.person:,}, who is synthetic: {', '.join(found.traits.values())}"
    yield f"{date_of(begins, found.month)}: {standing(found)}"
    if found.deserved_grade != found.grade:
        yield f"Without the wrong records: grade {found.deserved_grade}"
    yield ""
    yield f"The file, on top of {found.start:,} points" if found.records else "The file is empty."
    if found.balance:
        yield f"  {found.balance:+5d}  kept beside the file, for good"
    for record in found.records:
        yield from _record(record)
    yield ""
    yield ("What would lift this person" if found.lifts else "Nothing that the rules know would lift this person.")
    yield from (_lift(one, begins, found.month) for one in found.lifts)
    yield ""
    yield "How it came"
    yield from (f"  {date_of(begins, one.month)}: {standing(one)}" for one in _turns(found.history))


def standing(at: "Explanation | Moment") -> str:
    """Points, grade and lists in a line."""
    return ", ".join([f"{at.score:,} points", f"grade {at.grade}", *(f"on the list {one}" for one in at.lists)])


def _record(record: "ExplainedRecord") -> Iterator[str]:
    yield f"  {record.points:+5d}  {record.title}"
    yield f"         by {record.source}, {count_of(record.age, 'month')} ago; clause: {record.clause}"
    seen = f"seen in {count_of(record.visible_in, 'month')}; " if record.visible_in else ""
    yield f"         {seen}{counts_for(record.months_left)}; {'wrong' if record.wrong else 'true'}"


def _lift(lift: "Lift", begins: str, now: int) -> str:
    when = date_of(begins, now + lift.months) if lift.months else "now"
    return f"  {when}: {lift.what}: grade {lift.grade}, {lift.score:,} points"


def _turns(history: "tuple[Moment, ...]") -> Iterator["Moment"]:
    """The moments at which grade or lists were no longer what they had been."""
    before = None
    for one in history:
        if (one.grade, one.lists) != before:
            yield one
        before = (one.grade, one.lists)


def counts_for(months: int | None) -> str:
    """How long a record counts yet; ``None`` is for ever.

    >>> counts_for(14), counts_for(1), counts_for(0), counts_for(None)
    ('counts for 14 months more', 'counts for 1 month more', 'counts no more', 'counts for ever')
    """
    if months is None:
        return "counts for ever"
    return f"counts for {count_of(months, 'month')} more" if months > 0 else "counts no more"


def date_of(begins: str, month: int) -> str:
    """The calendar month that is ``month`` months after the first.

    >>> date_of("2016-01", 0), date_of("2016-11", 14)
    ('2016-01', '2018-01')
    """
    year, first = (int(part) for part in begins.split("-"))
    years, rest = divmod(first - 1 + month, 12)
    return f"{year + years}-{rest + 1:02}"
