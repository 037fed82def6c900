"""What being on lists of other schemes does, made ready for kernels."""

from glasshouse.scheme.compile.score import account_place
from glasshouse.scheme.compile.tables import (
    ALSO,
    HEARD,
    HEARS,
    INTO,
    MASK,
    RELATION,
    SLOT,
    WORTH,
)
from glasshouse.scheme.forms.grounds.registry import Enter
from glasshouse.scheme.language.model import Rule, Scheme


def heard_lists(scheme: Scheme, others: list[Scheme], linked: list[Scheme]) -> list[list[int]]:
    """What being on lists of others does; lists of schemes that are not in the run say nothing."""
    grades, found = [grade.id for grade in scheme.grades], []
    for rule in scheme.rules:
        at = _list_of(rule.list, others if rule.whose == "own" else linked)
        if at is not None:
            best = grades.index(rule.grade_at_most) if rule.grade_at_most else 0
            found.append(_hearing(at, rule.whose, rule.points, account_place(scheme, rule.account), best << 4))
    for which, one in enumerate(scheme.lists):
        at = _list_of(one.enter.list, others if one.enter.whose == "own" else linked)
        if at is not None:
            found.append(_hearing(at, one.enter.whose, 0, 0, 1 << which))
    return found[:HEARD]


def hears(scheme: Scheme) -> list[tuple[str, str]]:
    """The lists of others that a scheme goes by, as (scheme/list, whose)."""
    said: list[Rule | Enter] = [*scheme.rules, *(one.enter for one in scheme.lists)]
    return [(one.list, one.whose) for one in said if one.list is not None]


def _list_of(name: str | None, others: list[Scheme]) -> tuple[int, int] | None:
    """(which scheme, list as one of 4 bits) of ``scheme/list``, if the scheme is there."""
    if name is None:
        return None
    scheme, _, entry = name.partition("/")
    for at, other in enumerate(others):
        ids = [one.id for one in other.lists]
        if other.id == scheme and entry in ids:
            return at, 1 << ids.index(entry)
    return None


def _hearing(at: tuple[int, int], whose: str, points: int, account: int, also: int) -> list[int]:
    row = [0] * HEARS
    row[SLOT], row[MASK], row[RELATION] = *at, int(whose != "own")
    row[WORTH], row[INTO], row[ALSO] = points, account, also
    return row
