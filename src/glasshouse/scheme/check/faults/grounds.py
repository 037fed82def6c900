"""What is wrong with the grounds of rules, lists and consequences: what can never fire, and what contradicts itself."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations

from glasshouse.base.errors import no_such
from glasshouse.base.units import FOREVER, frequency_text, span_text, whole_months
from glasshouse.base.yamlfile import Where
from glasshouse.consequence.model import Better, Consequence
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.state import MOST_RECORDS
from glasshouse.remedy.model import Repair
from glasshouse.scheme.check.faults.bands import ADD_SCORE
from glasshouse.scheme.check.faults.dates import meet
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.compile.tables import HEARD
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import ListRule, Rule, Scheme

MOST_MONTHS = 126  # the age of a record stops at 127 months
MOST_NOTICE = 7  # months
MOST_REWARDS = 250


def wrong_rules(scheme: Scheme) -> Iterator[Said]:
    """Rules that never change anything, or that another one of the scheme contradicts."""
    yield from _ruled_twice(scheme)
    repaired = {repair.by for repair in scheme.repair}
    for at, rule in enumerate(scheme.rules):
        if rule.conduct in repaired:
            yield ("rules", at, "conduct"), f"{rule.conduct} is also named in 'repair'. Keep one of the two."
        if fault := _idle(rule, scheme):
            yield ("rules", at), fault
        if rule.lasts is not None:
            yield from wrong_term(("rules", at, "lasts"), rule.lasts)


def wrong_lists(scheme: Scheme) -> Iterator[Said]:
    """Lists that contradict themselves or each other."""
    for at, entry in enumerate(scheme.lists):
        names, stays = entry.enter.conduct or (), entry.stays
        for key, name in entry.enter.twice():
            yield ("lists", at, "enter", key), f"{name} is named twice."
        if entry.leave is not None and entry.leave.conduct in names:
            yield ("lists", at, "leave"), f"{entry.leave.conduct} both enters and leaves the list."
        if stays is not None:
            yield from wrong_term(("lists", at, "stays"), stays)
        yield from _notice(at, entry)
    for (_, one), (second, other) in combinations(enumerate(scheme.lists), 2):
        for text in left_in_two_ways(one, other):
            yield ("lists", second, "leave"), text
    heard = [name for name in (*(one.list for one in scheme.rules), *(one.enter.list for one in scheme.lists)) if name]
    if len(heard) > HEARD:
        yield (), f"{len(heard)} rules and lists go by lists of other schemes; at most {HEARD} can."


def left_in_two_ways(one: ListRule, other: ListRule, of_one: str = "", of_other: str = "") -> Iterator[str]:
    """Why two lists cannot be told apart on a record of which it is kept only that it was settled, not by what.

    ``of_one`` and ``of_other`` are put before the ids of the lists, where they are of different schemes.
    """
    if one.leave is None or other.leave is None or one.leave.conduct == other.leave.conduct:
        return
    for name in other.enter.conduct or ():
        if name in (one.enter.conduct or ()):
            yield (
                f"{name} enters {of_one}{one.id}, which {one.leave.conduct} ends, and {of_other}{other.id}, which "
                f"{other.leave.conduct} ends; a record tells only that it was settled, not by what. Let one conduct "
                f"end both, or let them be entered by different conducts."
            )


def wrong_consequences(scheme: Scheme) -> Iterator[Said]:
    """Consequences of nothing, or of something that is already settled."""
    rewards = sum(isinstance(one.effect, Better) for one in scheme.consequences)
    if rewards > MOST_REWARDS:
        yield ("consequences",), f"{rewards} rewards are too many; at most {MOST_REWARDS} are told apart."
    lists = [one.id for one in scheme.lists]
    settled: dict[tuple[str, str, str | None], list[tuple[int, Consequence]]] = {}
    for at, one in enumerate(scheme.consequences):
        for key, name in (("list", one.when.list), ("off_list", one.when.off_list)):
            if name is not None and name not in lists:
                yield ("consequences", at, "when", key), no_such("a list of this scheme", name, lists)
        if one.gives_up_after is not None and not one.refuses:
            yield ("consequences", at, "gives_up_after"), "is for a service that is refused, and this is none."
        whom = holders(one)
        for place in repeated(whom):
            yield ("consequences", at, "when"), f"names {' '.join(whom[place])} twice."
        for kind, holder in dict.fromkeys(whom):
            above = settled.setdefault((kind, holder, one.service), [])
            clash = [first for first, other in above if meet(one, other)]
            if clash:
                what = one.service or "closer inspection"
                yield (
                    ("consequences", at),
                    f"{what} for {kind} {holder} is already settled in consequences[{clash[0]}].",
                )
            above.append((at, one))


def holders(one: Consequence) -> list[tuple[str, str]]:
    """Whom a consequence is for, as (kind, id): the grades, the list, or those off a list."""
    found = [("grade", grade) for grade in one.when.grade or ()]
    found += [("list", one.when.list)] if one.when.list is not None else []
    return found + ([("off the list", one.when.off_list)] if one.when.off_list is not None else [])


def _ruled_twice(scheme: Scheme) -> Iterator[Said]:
    """Rules of the same records at the same time. One for a source takes the place of one for all sources."""
    for at, rule in enumerate(scheme.rules):
        for first, one in enumerate(scheme.rules[:at]):
            same = (rule.conduct, rule.source, rule.list, rule.whose) == (one.conduct, one.source, one.list, one.whose)
            if same and meet(rule, one):
                key = "conduct" if rule.list is None else "list"
                yield ("rules", at, key), _twice(first, one, rule)
                break


def _twice(first: int, one: Rule, rule: Rule) -> str:
    ground = rule.conduct or rule.list
    if rule.from_ is None and one.from_ is None and rule.until is None and one.until is None:
        return f"{ground} has a rule above. Join the two into one."
    later = max(one, rule, key=lambda each: month_number(each.from_ or "0000"))
    ends = min(filter(None, (one.until, rule.until)), key=month_number, default=None)
    time = f"from {later.from_ or 'the beginning'}" + (f" until {ends}" if ends else " on")
    both = f"{ground} has another rule, rules[{first}], and {time} both hold"
    return (
        f"{both}. End the earlier with 'until: \"{later.from_}\"'." if later.from_ else f"{both}. Give each its time."
    )


def _idle(rule: Rule, scheme: Scheme) -> str | None:
    """Why a rule could never change anything, if so."""
    ground = rule.conduct or rule.list
    if rule.points == 0 and rule.odds_times is None and rule.grade_at_most is None:
        return f"{ground} earns and costs nothing. Give it 'points' or 'grade_at_most', or leave it out."
    if rule.points != 0 and scheme.score is None:
        return f"{ground} has points, but there is no score. {ADD_SCORE}"
    return None


def _notice(at: int, entry: ListRule) -> Iterator[Said]:
    """A time of notice that is never over, or longer than can be counted."""
    if entry.notice is None:
        return
    where = ("lists", at, "notice")
    if entry.enter.conduct is None:
        yield where, "is for a list that a conduct enters. Leave it out."
    elif entry.enter.debt is not None:
        yield where, "is for records, and a stage of debt enters this list, too. Write two lists, one for each ground."
    elif entry.notice == FOREVER or round(entry.notice) > MOST_NOTICE:
        yield where, f"{span_text(entry.notice)} is more than can be counted. Write '{MOST_NOTICE} months' or less."
    elif entry.stays is not None and entry.stays != FOREVER and entry.notice >= entry.stays:
        yield where, f"is as long as one stays ({span_text(entry.stays)}), so that the list never takes effect."


def wrong_term(where: Where, months: float) -> Iterator[Said]:
    """What is wrong with how long something counts."""
    if months == FOREVER:
        return
    if months < 1:
        yield where, f"{span_text(months)} may pass between two judgements, which are monthly. Write '1 month'."
    elif whole_months(months) > MOST_MONTHS:
        yield where, f"{span_text(months)} is more than a record can age ({MOST_MONTHS} months). Write 'forever'."


def wrong_limits(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Terms so long that nobody can tell which of the records of a window came first, by their age."""
    parts: list[tuple[Where, str | None, Rule | Repair]] = [
        (("rules", at), rule.conduct, rule) for at, rule in enumerate(scheme.rules)
    ]
    parts += [(("repair", at), repair.by, repair) for at, repair in enumerate(scheme.repair)]
    for where, conduct, part in parts:
        if part.at_most is None or part.lasts is None or conduct is None or part.at_most[0] >= MOST_RECORDS:
            continue
        delay = max((kind.delay for kind in catalogue.kinds_of(conduct)), default=0)
        most = MOST_MONTHS - delay - part.at_most[1] + 1
        forever = part.lasts == FOREVER and (scheme.accounts or getattr(part, "grade_at_most", None) is not None)
        if forever or whole_months(part.lasts) > most:
            often = frequency_text(part.at_most)
            text = f"is too long to count '{often}', for which a file has to tell records by age. Write '{most} months'"
            yield (*where, "lasts"), f"{text} or less, or leave 'at_most' out."


def repeated(names: Iterable[Hashable]) -> Iterator[int]:
    """The places of names that stand earlier already."""
    seen: set[Hashable] = set()
    for at, name in enumerate(names):
        if name in seen:
            yield at
        seen.add(name)
