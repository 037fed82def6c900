"""Rules in time: what of a scheme holds in a month, and the months in which that changes."""

from collections.abc import Iterator, Sequence

from glasshouse.base.units import FOREVER, whole_months
from glasshouse.consequence.model import Consequence
from glasshouse.observe.errors.delay import LONGEST_DELAY
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.forms.grounds.registry import Enter
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Connection, ListRule, Rule, Scheme

OLDEST = LONGEST - 1  # months up to which the age of a record is known
NEVER = Enter.model_construct(conduct=("-",), grade=None, list=None, whose="own", debt=None)


def holds_in(part: object, month: int | None) -> bool:
    """Whether something dated holds in a month (counted from the year 0); ``None`` is no month in particular."""
    if month is None:
        return True
    begins = part.in_force if isinstance(part, Scheme) else getattr(part, "from_", None)
    ends = getattr(part, "until", None)
    return (begins is None or month_number(begins) <= month) and (ends is None or month < month_number(ends))


def judges_in(scheme: Scheme, month: int | None) -> bool:
    """Whether a scheme judges on the first of a month: while it holds, and once more as it ends."""
    ends_now = month is not None and scheme.until is not None and month == month_number(scheme.until)
    return holds_in(scheme, month) or (ends_now and holds_in(scheme, (month or 0) - 1))


def span(scheme: Scheme, first: int | None, months: int, since: int = 0) -> tuple[int, int] | None:
    """The first and the last month of a run (from 0) in which a scheme judges; ``None`` if it never holds in it.

    ``first`` is the calendar month of the run's first, counted from the year 0, if rules hold by their dates; before
    the month ``since`` of the run it does not judge in any case.
    """
    if first is None:
        return (since, months) if since < months else None
    begins = since if scheme.in_force is None else max(since, month_number(scheme.in_force) - first)
    ends = months if scheme.until is None else min(months, month_number(scheme.until) - first)
    return (begins, ends) if begins < ends else None


def counted(judging: tuple[int, int], since: int) -> tuple[int, int] | None:
    """The first and the last month of a run in which a scheme is counted; ``None`` if it ends before any is.

    Parameters
    ----------
    judging : (int, int)
        The first and the last month in which it judges; see :func:`span`.
    since : int
        The first month of the run that is counted.

    Examples
    --------
    >>> counted((0, 60), 24), counted((30, 60), 24), counted((0, 24), 24)
    ((24, 60), (30, 60), None)
    """
    begins, ends = judging
    return (max(begins, since), ends) if since < ends else None


def as_of(scheme: Scheme, month: int | None, world: int | None = None) -> Scheme:
    """The scheme with the rules that hold in a month; lists keep their places, one that does not hold is empty.

    ``None`` is no month in particular: the rules then are those of the first month of the ``world``, as far as the
    scheme was in force in it, or else those it came into force (or ended) with. Only by the calendar are records
    earlier than a rule.
    """
    is_dated = month is not None
    if month is None:
        month = _usual_month(scheme, world)
    if month is None or not any(True for _ in dates_of(scheme)):
        return scheme
    lists = tuple(one if holds_in(one, month) else one.model_copy(update={"enter": NEVER}) for one in scheme.lists)
    return scheme.model_copy(
        update={
            "rules": tuple(_of_its_time(one, month, is_dated) for one in scheme.rules if holds_in(one, month)),
            "consequences": tuple(one for one in scheme.consequences if holds_in(one, month)),
            "lists": lists,
        }
    )


def _of_its_time(rule: Rule, month: int, is_dated: bool) -> Rule:
    """A rule without the records from before it, if they do not count."""
    begins = None if rule.from_ is None or rule.earlier_records == "count" else month_number(rule.from_)
    if begins is None or not is_dated or month - begins > OLDEST:
        return rule
    return rule.counting_to(month - begins)


def a_month_on(scheme: Scheme) -> Scheme:
    """The scheme, with the rules of now, a month later: what counts may be a month older."""
    rules = (one if one.oldest is None else one.counting_to(one.oldest + 1) for one in scheme.rules)
    return scheme.model_copy(update={"rules": tuple(rules)})


def _usual_month(scheme: Scheme, world: int | None) -> int | None:
    """The month whose rules stand for a scheme where no calendar counts."""
    begins = None if scheme.in_force is None else month_number(scheme.in_force)
    if world is None:
        return begins
    last = world if scheme.until is None else min(world, month_number(scheme.until) - 1)
    return last if begins is None else max(begins, last)


def dates_of(scheme: Scheme) -> Iterator[int]:
    """Every month in which something inside a scheme begins or ends."""
    dated: list[Rule | ListRule | Consequence | Connection] = [
        *scheme.rules, *scheme.lists, *scheme.consequences, *scheme.connected,
    ]  # fmt: skip
    for part in dated:
        for day in (part.from_, part.until):
            if day is not None:
                yield month_number(day)
    consent = scheme.subjects.consent
    for step in consent.later if consent else ():
        if step.from_ is not None:
            yield month_number(step.from_)


def forms_of(scheme: Scheme) -> list[Scheme]:
    """The scheme as it stands from each of its dates to the next, and before the first; itself, if it has none."""
    days = sorted(set(dates_of(scheme)))
    return [as_of(scheme, day) for day in [days[0] - 1, *days]] if days else [scheme]


def turns(schemes: Sequence[Scheme], first: int | None, months: int) -> list[int]:
    """The months of a run (from 0) in which the rules change, 0 among them; ``first`` is its first calendar month."""
    if first is None:
        return [0]
    found = {0}
    for scheme in schemes:
        days = [month_number(day) for day in (scheme.in_force, scheme.until) if day is not None]
        closes = [] if scheme.until is None else [month_number(scheme.until) + 1]  # judged once more as it ends
        found |= {day - first for day in (*days, *closes, *dates_of(scheme)) if 0 < day - first <= months}
    return sorted(found)


def ageing(schemes: Sequence[Scheme], first: int | None, months: int) -> set[int]:
    """The months of a run in which nothing changes but how old a record may be that counts."""
    found: set[int] = set()
    for rule in (rule for scheme in schemes for rule in scheme.rules if first is not None):
        if rule.earlier_records != "count" and rule.from_ is not None and rule.lasts is not None:
            last = OLDEST if rule.lasts == FOREVER else min(OLDEST, whole_months(rule.lasts) + LONGEST_DELAY)
            begins = month_number(rule.from_) - (first or 0)
            found |= {month for month in range(begins + 1, begins + last + 1) if 0 < month <= months}
    return found


def joined(scheme: Scheme, month: int | None) -> float:
    """The share of those whom the scheme is for that are its subjects in a month."""
    consent = scheme.subjects.consent
    if consent is None:
        return 1.0
    share = float(consent.share.value)
    for step in consent.later if month is not None else ():
        if holds_in(step, month):
            share = float(step.share.value)
    return share


def connection(schemes: Sequence[Scheme], source: str, month: int | None) -> float:
    """The share of what a source records that reaches files in a month; 1 where no scheme says anything.

    Before the first step nothing does; after a step that ends, all does.
    """
    shares = [1.0]
    for scheme in schemes if month is not None else ():
        steps = [step for step in scheme.connected if step.source == source]
        begins = [month_number(step.from_) for step in steps if step.from_ is not None]
        now = [float(step.share.value) for step in steps if holds_in(step, month)]
        if now:
            shares.append(now[-1])
        elif begins and month is not None and month < min(begins):
            shares.append(0.0)
    return min(shares)
