"""Dates that are cut to months, and forms of one rule that follow each other: gaps, and which records count."""

import calendar
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from glasshouse.base.errors import count_of
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.base.yamlfile import Where, dotted
from glasshouse.scheme.check.faults.dates import Timed, dates_said
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.grounds import holders
from glasshouse.scheme.compile.calendar import holds_in
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Rule, Scheme

MONTHLY = "rules hold by whole months"


class Form(NamedTuple):
    """One of several parts that say the same thing for different times."""

    where: Where
    part: Timed


def cut_dates(scheme: Scheme) -> Iterator[Said]:
    """Dates of which the cut to months makes something else than was probably meant, and what that is."""
    yield from ((where, _what_it_comes_to(where, day)) for where, day in dates_said(scheme) if _misleads(where, day))


def rounded_dates(scheme: Scheme) -> Iterator[Said]:
    """The other dates within a month, and what they come to."""
    for where, day in dates_said(scheme):
        if _day_of(day) > 1 and not _misleads(where, day):
            yield where, _what_it_comes_to(where, day)


def _misleads(where: Where, day: str) -> bool:
    """Whether a date is nearer to the next month; of the scheme as a whole, which has its published dates, its end."""
    if len(where) == 1:
        return _day_of(day) == _length(day)
    return 2 * (_day_of(day) - 1) > _length(day)


def named_month(month: int) -> str:
    """A month as an author writes it.

    >>> named_month(month_number("2015-12"))
    '2015-12'
    """
    return f"{month // MONTHS_PER_YEAR:04}-{month % MONTHS_PER_YEAR + 1:02}"


def _day_of(day: str) -> int:
    return int(day[8:10] or 1)


def _length(day: str) -> int:
    year, month = int(day[:4]), int(day[5:7] or 1)
    return calendar.monthrange(max(year, 1), month)[1]


def _what_it_comes_to(where: Where, day: str) -> str:
    first = month_number(day)
    if where[-1] == "until":
        cut = f"{MONTHLY}: until {day} is until the end of {named_month(first - 1)}"
        return f"{cut}. Write '{named_month(first + 1)}' if it is to hold in {named_month(first)}, too."
    cut = f"{MONTHLY}: from {day} is from {named_month(first)}-01 on"
    return f"{cut}. Write '{named_month(first + 1)}' if it is not to hold in {named_month(first)}."


def gaps(scheme: Scheme) -> Iterator[Said]:
    """Times between two forms of one part in which none holds."""
    for forms in _successions(scheme):
        for form in forms:
            others = [one for one in forms if _same_records(one.part, form.part)]
            ended = [one for one in others if _ends_by(one.part, form.part.from_)]
            if not ended:
                continue
            before = max(ended, key=lambda one: month_number(one.part.until or ""))
            first, last = month_number(before.part.until or ""), month_number(form.part.from_ or "") - 1
            if first <= last and not any(holds_in(one.part, first) for one in others):
                yield (*form.where, "from"), _gap(before, form, first, last)


def earlier_records(scheme: Scheme) -> Iterator[Said]:
    """Rules that begin later than the scheme and judge what was done before, too."""
    begins = None if scheme.in_force is None else month_number(scheme.in_force)
    for at, rule in enumerate(scheme.rules):
        if (
            rule.conduct is None
            or rule.from_ is None
            or rule.earlier_records != "count"
            or (begins is not None and month_number(rule.from_) <= begins)
        ):
            continue
        until_then = any(
            one.conduct == rule.conduct and _same_records(one, rule) and _ends_by(one, rule.from_)
            for one in scheme.rules
        )
        counted = "by the form before it until then, and by this one from then on" if until_then else "from then on"
        yield (
            ("rules", at, "from"),
            f"records of {rule.conduct} from before {named_month(month_number(rule.from_))} count, too: {counted}. "
            "Write 'earlier_records: do not count' if they should not.",
        )


def _gap(before: Form, form: Form, first: int, last: int) -> str:
    span = named_month(first) if first == last else f"{named_month(first)} to {named_month(last)}"
    ends = f"{dotted(before.where)} ends {before.part.until}, and this begins {form.part.from_}"
    remedy = f"If no gap is meant, write 'until: \"{named_month(last + 1)}\"' there."
    return f"neither form of it holds in {span} ({count_of(last - first + 1, 'month')}): {ends}. {remedy}"


def _ends_by(part: Timed, begins: str | None) -> bool:
    return begins is not None and part.until is not None and month_number(part.until) <= month_number(begins)


def _same_records(one: Timed, other: Timed) -> bool:
    """Whether two parts about the same thing are so for the same source, where they are for some source alone."""
    sources = {part.source for part in (one, other) if isinstance(part, Rule)}
    return len(sources - {None}) < 2


def _successions(scheme: Scheme) -> Iterator[list[Form]]:
    """The parts about the same thing, at whatever time each may hold."""
    found: dict[Hashable, list[Form]] = {}
    for at, rule in enumerate(scheme.rules):
        found.setdefault((rule.conduct, rule.list, rule.whose), []).append(Form(("rules", at), rule))
    for at, entry in enumerate(scheme.lists):
        found.setdefault(entry.enter.model_dump_json(), []).append(Form(("lists", at), entry))
    for at, one in enumerate(scheme.consequences):
        for holder in dict.fromkeys(holders(one)):
            found.setdefault((*holder, one.service), []).append(Form(("consequences", at), one))
    for at, step in enumerate(scheme.connected):
        found.setdefault(("connected", step.source), []).append(Form(("connected", at), step))
    for at, member in enumerate(scheme.members):
        found.setdefault(("member", member.scheme, member.region), []).append(Form(("members", at), member))
    yield from found.values()
