"""Something that gives or takes points of a part of a score, for whoever explains one."""

from typing import NamedTuple


class Piece(NamedTuple):
    """Something that gives or takes points of a part."""

    source: str  # 'start', 'record', 'list', or the key of what feeds an account, such as 'savings'
    what: str  # a conduct or service, a list, a level of a trait, a stage of debt, ...
    times: int
    points: float  # of all of them together


def count_of_months(months: float) -> str:
    """So many months, whole or not.

    >>> count_of_months(1), count_of_months(2.5)
    ('1 month', '2.5 months')
    """
    return f"{months:g} month{'' if months == 1 else 's'}"
