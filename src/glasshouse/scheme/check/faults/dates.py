"""What is wrong with the dates of a scheme: ends before beginnings, parts outside its time, steps out of order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Protocol

from glasshouse.base.yamlfile import Where
from glasshouse.consequence.model import Consequence
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.forms.placed import Dated, month_number
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.parts import parts


class Timed(Protocol):
    """Something that holds from one month until another."""

    @property
    def from_(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...


def wrong_dates(scheme: Scheme) -> Iterator[Said]:
    """Everything that is wrong with the dates of a scheme."""
    for where, day in (*dates_said(scheme), *_of_examples(scheme)):
        if not _is_a_day(day):
            yield where, f"{day!r} is no day of the calendar."
    if is_over(scheme.in_force, scheme.until):
        yield ("until",), f"the rules end ({scheme.until}) before they come into force ({scheme.in_force})."
    else:
        for where, part in timed_parts(scheme):
            yield from _never_holds(where, part, scheme)
    yield from _consent(scheme)
    yield from _connected(scheme)


def timed_parts(scheme: Scheme) -> Iterator[tuple[Where, Timed]]:
    """Every part that may begin after the scheme or end before it, and where it stands."""
    for where, part in parts(scheme):
        if isinstance(part, Dated | Consequence):
            yield where, part


def meet(one: Timed, other: Timed) -> bool:
    """Whether two parts ever hold in the same month."""
    return not (is_over(one.from_, other.until) or is_over(other.from_, one.until))


def is_over(begins: str | None, ends: str | None) -> bool:
    """Whether what holds until ``ends`` is over when ``begins`` comes."""
    return begins is not None and ends is not None and month_number(begins) >= month_number(ends)


def dates_said(scheme: Scheme) -> Iterator[tuple[Where, str]]:
    """Every date of a scheme and of its parts, and where it stands; those of its examples left out."""
    found: list[tuple[Where, str | None]] = [(("in_force",), scheme.in_force), (("until",), scheme.until)]
    for where, part in timed_parts(scheme):
        found += [((*where, "from"), part.from_), ((*where, "until"), part.until)]
    yield from ((where, day) for where, day in found if day is not None)


def _of_examples(scheme: Scheme) -> Iterator[tuple[Where, str]]:
    yield from ((("tests", at, "date"), one.date) for at, one in enumerate(scheme.tests) if one.date is not None)


def _is_a_day(day: str) -> bool:
    year, month, of_month = (*day.split("-"), "01", "01")[:3]
    try:
        date(int(year), int(month), int(of_month))
    except ValueError:
        return False
    return True


def _never_holds(where: Where, part: Timed, scheme: Scheme) -> Iterator[Said]:
    if is_over(part.from_, part.until):
        meant = "'until' is the first month in which it holds no longer"
        yield (*where, "until"), f"begins {part.from_} and ends {part.until}, so that it never holds; {meant}."
    elif is_over(scheme.in_force, part.until) and where[0] != "connected":  # after its steps a source is connected
        yield (*where, "until"), f"ends {part.until}, before the scheme is in force ({scheme.in_force})."
    elif is_over(part.from_, scheme.until):
        yield (*where, "from"), f"begins {part.from_}, when the scheme has ended ({scheme.until})."


def _consent(scheme: Scheme) -> Iterator[Said]:
    """Shares of later dates: each with a date, in order, and later than the scheme."""
    consent = scheme.subjects.consent
    steps = consent.later if consent is not None else ()
    place: Where = ("subjects", "consent", "later")
    for at, step in enumerate(steps):
        if step.from_ is None:
            yield (*place, at), "needs 'from', the first month in which this share holds."
        elif scheme.in_force is not None and month_number(step.from_) <= month_number(scheme.in_force):
            begins = f"begins {step.from_}, and the scheme {scheme.in_force}"
            yield (*place, at, "from"), f"{begins}: the share of the beginning stands in 'share' of the consent."
        if step.until is not None:
            yield (*place, at, "until"), "a share holds until the next one. Leave 'until' out."
    for at, (first, second) in enumerate(pairwise(steps), start=1):
        if first.from_ and second.from_ and month_number(second.from_) <= month_number(first.from_):
            yield (
                (*place, at, "from"),
                f"begins {second.from_}, and the step above {first.from_}. Write the earlier first.",
            )


def _connected(scheme: Scheme) -> Iterator[Said]:
    """Steps by which a source was connected: of one source the earlier first, as the last that holds counts."""
    last: dict[str, tuple[int, str | None]] = {}
    for at, step in enumerate(scheme.connected):
        if step.source in last:
            above, begins = last[step.source]
            if step.from_ is None:
                yield ("connected", at), f"needs 'from': a step of {step.source} stands above, in connected[{above}]."
            elif begins is not None and month_number(step.from_) <= month_number(begins):
                later = f"begins {step.from_}, and the step of {step.source} above {begins}"
                yield ("connected", at, "from"), f"{later}. Write the earlier first."
        last[step.source] = at, step.from_
