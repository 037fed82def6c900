"""``glasshouse explain``: the file of one synthetic person or firm, and what would lift them by when."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.cli import screen, twin
from glasshouse.cli.options import AsJson, RunFolder, SchemeOfRun, flag, folder_of, option
from glasshouse.cli.run import announce_compiling

if TYPE_CHECKING:
    from glasshouse.scheme.explain.breakdown import Breakdown
    from glasshouse.scheme.explain.lifts import Lift
    from glasshouse.studies.explanation import ExplainedRecord, Explanation, Moment


def explain(
    run: RunFolder,
    person: Annotated[int, typer.Argument(metavar="PERSON", help="Number of the person (or firm), from 0.")],
    scheme: SchemeOfRun = None,
    show_twin: Annotated[bool, flag("--twin", "Show both lives: in this world, and in its twin.")] = False,
    against: Annotated[
        str | None,
        option("With --twin: the scheme of a run's twin. Default: nobody is scored.", metavar="SCHEME"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Open the file of one synthetic person or firm, and say what would lift them.

    Each record: who wrote it, under which clause it counts, what it costs and for how long yet, whether it
    is true. Then the score with all that it is made of, the grade, and what would lift them by when.

    glasshouse explain glasshouse-runs/rongcheng-2016+court-list-rongcheng-seed1-5y 4711

    glasshouse explain latest 17 --scheme tax-credit

    With --twin: both lives of that person, month by month, and what parted them.

    glasshouse explain latest 17 --twin --against court-list
    """
    folder = folder_of(run, ("run", "comparison"))
    announce_compiling()
    if show_twin:
        from glasshouse.studies import comparison

        lives = comparison.twin_lives(folder, person, scheme, against)
        screen.print_json(twin.plain(lives)) if as_json else twin.show(lives)
        return
    _refuse(against)
    from glasshouse.studies import explanation

    found = explanation.explain(_run_in(folder), person, scheme)
    if as_json:
        screen.print_json(plain(found))
    else:
        screen.say("\n".join(told(found)))


def _refuse(against: str | None) -> None:
    """Refuse the scheme of a twin that nobody asked for."""
    if against is not None:
        raise GlasshouseError("--against says under which scheme the twin lives. Say --twin as well.")


def _run_in(folder: Path) -> Path:
    """The run that a folder holds: of a comparison its first side, and a word on the other."""
    from glasshouse.storage import folder as folders
    from glasshouse.storage.kinds import COMPARISON

    if folders.kind_of(folder) is not COMPARISON:
        return folder
    folders.about(COMPARISON, folder)  # which refuses one that was edited
    screen.note(f"Side a of the comparison. The other: {folder / 'b'}; both lives: --twin")
    return folder / "a"


def plain(found: "Explanation") -> dict[str, Any]:
    """An explanation as names and values."""
    named = ("records", "lifts", "elsewhere", "history")
    listed = {name: [one._asdict() for one in getattr(found, name)] for name in named}
    return {**vars(found), **listed, "sum_of": _sum(found.sum_of) if found.sum_of else None}


def _sum(sum_of: "Breakdown") -> dict[str, Any]:
    parts = [
        {**part._asdict(), "pieces": [piece._asdict() for piece in part.pieces], "points": part.points}
        for part in sum_of.parts
    ]
    return {"foot": sum_of.foot, "balance": sum_of.balance, "parts": parts}


def told(found: "Explanation") -> Iterator[str]:
    """The file of a person or firm, line by line."""
    from glasshouse.results.notebook import date_of, standing

    begins = found.begins
    yield f"{found.kind.capitalize()} {found.person:,}, who is synthetic: {', '.join(found.traits.values())}"
    yield f"{date_of(begins, found.month)}: {standing(found) or 'on no list'}"
    yield from (f"Held wrongly, by wrong records alone: {name}" for name in found.wrongly)
    if found.deserved_grade != found.grade:
        yield f"Without the wrong records: grade {found.deserved_grade}"
    if found.next_grade is not None:
        yield f"If grades were set now: grade {found.next_grade}"
    yield from (f"On a list of another scheme that counts here: {name}" for name in found.counts)
    if _has_accounts(found):
        yield from _made_of(found)
    yield from _file(found)
    yield ""
    lifted = f"What would lift this {found.kind}"
    yield (lifted if found.lifts else f"Nothing that the rules know would lift this {found.kind}.")
    yield from (_lift(one, begins, found.month) for one in found.lifts)
    if found.parts:
        yield ""
        yield f"What else is known of this {found.kind}"
        yield from (f"  {one}" for one in found.parts)
    if found.elsewhere:
        yield ""
        yield "Under the other schemes of this run"
        yield from (f"  {one.scheme}: {standing(one) or 'on no list'}" for one in found.elsewhere)
    yield ""
    yield "How it came" if found.branched is None else f"How it came since {found.branched}, when this branch began"
    yield from (f"  {date_of(begins, one.month)}: {standing(one) or 'on no list'}" for one in _turns(found.history))


def _file(found: "Explanation") -> Iterator[str]:
    """Every record, and what is kept beside the file."""
    yield ""
    on_top = f", on top of {found.start:,} points" if found.sum_of and not _has_accounts(found) else ""
    yield f"The file{on_top}" if found.records else "The file is empty."
    if found.balance:
        yield f"  {found.balance:+5d}  kept beside the file, for good"
    for record in found.records:
        yield from _record(record)


def _has_accounts(found: "Explanation") -> bool:
    return found.sum_of is not None and any(part.account for part in found.sum_of.parts)


def _made_of(found: "Explanation") -> Iterator[str]:
    """The score as a sum of its parts, each with what feeds it."""
    from glasshouse.scheme.explain.breakdown import inside, signed

    assert found.sum_of is not None
    yield ""
    yield f"What the {found.score:,} points are made of, on top of {found.sum_of.foot:,}"
    for part in found.sum_of.parts:
        yield f"  {signed(part.points):>7}  {part.title}: {inside(part)}"


def _record(record: "ExplainedRecord") -> Iterator[str]:
    from glasshouse.results.notebook import counts_for

    if record.clause is None:
        yield f"      .  {record.title}"
        ago = count_of(record.age, "month")
        yield f"         by {record.source}, {ago} ago; another scheme looks at it, this one does not"
        return
    account = f" in {record.account}" if record.account else ""
    yield f"  {record.points:+5d}  {record.title}{account}"
    yield f"         by {record.source}, {count_of(record.age, 'month')} ago; clause: {record.clause}"
    seen = f"seen in {count_of(record.visible_in, 'month')}; " if record.visible_in else ""
    settled = "; settled" if record.settled else ""
    counts = "beyond what its rule counts" if record.beyond else counts_for(record.months_left)
    yield f"         {seen}{counts}; {'wrong' if record.wrong else 'true'}{settled}"


def _lift(lift: "Lift", begins: str, now: int) -> str:
    from glasshouse.results.notebook import date_of

    when = date_of(begins, now + lift.months) if lift.months else "now"
    grade = [f"grade {lift.grade}"] if lift.grade is not None else []
    points = [f"{lift.score:,} points"] if lift.score is not None else []
    to = f": {', '.join([*grade, *points])}" if grade or points else ""
    return f"  {when}: {lift.what}{to}"


def _turns(history: "tuple[Moment, ...]") -> Iterator["Moment"]:
    """The moments at which grade or lists were no longer what they had been."""
    before = None
    for one in history:
        if (one.grade, one.lists) != before:
            yield one
        before = (one.grade, one.lists)
