"""The file of one synthetic subject in words, and as a notebook shows it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from glasshouse.base.errors import count_of
from glasshouse.results.run import SYNTHETIC
from glasshouse.scheme.explain.breakdown import told
from glasshouse.scheme.forms.placed import month_number

MONTHS_SHOWN = 13  # months of two lives that a notebook shows, from the last one alike on
_CELL = "text-align:left;vertical-align:top;padding:.15rem .6rem"
_NUMBER = "text-align:right;vertical-align:top;padding:.15rem .6rem;font-variant-numeric:tabular-nums"


def standing(at: Any) -> str:
    """Points, grade and lists of an explanation, or of a moment of it, in a line; nothing where there are none."""
    points = [f"{at.score:,} points"] if at.score is not None else []
    grade = [f"grade {at.grade}"] if at.grade is not None else []
    return ", ".join([*points, *grade, *(f"on the list {one}" for one in at.lists)])


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
    then = month_number(begins) + month
    return f"{then // 12:04}-{then % 12 + 1:02}"


def html_of(found: Any) -> str:
    """A :class:`glasshouse.Explanation` for a notebook: who it is, every record, what would lift them."""
    now = date_of(found.begins, found.month)
    lines = [f"{now}, under {found.scheme}: {standing(found) or 'on no list'}"]
    if found.sum_of is not None:
        lines.append(f"The points: {told(found.sum_of)}")
    elif found.balance:
        lines.append(f"Kept beside the file, for good: {found.balance:+,}")
    lines += [f"Held wrongly, by wrong records alone: {name}" for name in found.wrongly]
    if found.deserved_grade != found.grade:
        lines.append(f"Without the wrong records: grade {found.deserved_grade}")
    if found.next_grade is not None:
        lines.append(f"If grades were set now: grade {found.next_grade}")
    lines += [f"On a list of another scheme that counts here: {name}" for name in found.counts]
    lines += [f"{one.scheme}: {standing(one) or 'on no list'}" for one in found.elsewhere]
    records = [
        ("" if one.clause is None else f"{one.points:+,}", one.title, one.source, f"{count_of(one.age, 'month')} ago",
         "true" if not one.wrong else "wrong", "not read by this scheme" if one.clause is None else one.clause,
         "" if one.clause is None else counts_for(one.months_left))
        for one in found.records
    ]  # fmt: skip
    heads = ("points", "record", "written by", "when", "it is", "clause", "for how long")
    lifts = [
        (date_of(found.begins, found.month + one.months) if one.months else "now", one.what, one.grade or "",
         "" if one.score is None else f"{one.score:,}")
        for one in found.lifts
    ]  # fmt: skip
    return framed(
        _who(found),
        lines,
        table(heads, records, numbers=(0,)) if records else _line("The file is empty."),
        table(("when", "what would lift them", "to grade", "to points"), lifts, numbers=(3,)) if lifts else "",
    )


def html_of_twins(found: Any) -> str:
    """A :class:`glasshouse.studies.twin.TwinLives` for a notebook: both worlds, where the lives part, and why."""
    lines = [f"a: {found.titles[0]}", f"b: {found.titles[1]}"]
    lived = len(found.months[0]) - 1
    if found.parted is None:
        return framed(
            _who(found), [*lines, f"The lives never diverge: {count_of(lived, 'month')} are the same in both."]
        )
    first = max(0, found.parted_at - 1)
    rows = [
        (date_of(found.begins, found.months[0][at].month), *(_month(months[at]) for months in found.months))
        for at in range(first, min(first + MONTHS_SHOWN, lived + 1))
    ]
    parts = f"The lives diverge in {date_of(found.begins, found.parted)}."
    left = lived + 1 - first - len(rows)
    more = _line(f"{count_of(left, 'month')} more in .frame()") if left > 0 else ""
    return framed(_who(found), [*lines, parts, *found.causes], table(("month", "a", "b"), rows), more)


def _who(found: Any) -> str:
    return f"{found.kind.capitalize()} {found.person:,}, who is synthetic: {', '.join(found.traits.values())}"


def _month(month: Any) -> str:
    """How somebody stands and lives in a month, in a line."""
    stands = "; ".join(f"{one.scheme}: {standing(one) or 'on no list'}" for one in month.standings)
    return ", ".join(
        [stands or "scored by nobody", f"saved {month.means.money:.1f}", f"strain {month.means.strain:.2f}"]
    )


def framed(title: str, lines: Iterable[str], *parts: str) -> str:
    """What a result shows in a notebook, as HTML: that the people are synthetic, a title, and then the result."""
    said = "".join(f"<br>{escape(one)}" for one in lines)
    return (
        '<div style="font-family:system-ui,sans-serif;max-width:60rem;line-height:1.4">'
        f'<p style="opacity:.75;margin:0 0 .4rem">{SYNTHETIC}</p>'
        f"<p><strong>{escape(title)}</strong>{said}</p>{''.join(parts)}</div>"
    )


def _line(said: str) -> str:
    return f"<p>{escape(said)}</p>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of text as HTML; the columns in ``numbers`` are numbers."""

    def cells(texts: Sequence[str], tag: str) -> str:
        styles = (_NUMBER if turn in numbers else _CELL for turn in range(len(texts)))
        return "".join(
            f'<{tag} style="{style}">{escape(one)}</{tag}>' for one, style in zip(texts, styles, strict=True)
        )

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return (
        '<table style="border-collapse:collapse;margin:0 0 .6rem"><thead><tr>'
        f"{cells(heads, 'th')}</tr></thead><tbody>{body}</tbody></table>"
    )
