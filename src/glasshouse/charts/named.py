"""Which group a title may name: the extreme one of those with enough people, if what was counted in it is enough."""

from collections.abc import Callable, Sequence

from glasshouse.charts.numbers import size_of
from glasshouse.charts.study import Study
from glasshouse.charts.style import Row
from glasshouse.charts.words import known
from glasshouse.measure.disparity import LEAST_Z, z_of_two_rates
from glasshouse.results.numbers import FEW

Enough = Callable[[Row], bool]


def extreme(rows: Sequence[Row], height: Callable[[Row], float | None], enough: Enough) -> Row | None:
    """The row that stands out most, of those not marked ``few``; None where too few were counted to name it.

    A title then names no group, rather than the next.
    """
    heights = [(found, row) for row in rows if not row["few"] for found in [height(row)] if known(found)]
    most = max(heights, key=lambda one: one[0], default=None)
    return most[1] if most is not None and enough(most[1]) else None


def stands_out(study: Study, whole: Row, part: str, of: str) -> Enough:
    """Whether the share of a group is two standard errors above that of all others, by what all seeds counted."""

    def enough(row: Row) -> bool:
        some, people, all_some, all_people = (
            round(one[name] * size_of(study)) for one in (row, whole) for name in (part, of)
        )
        z = z_of_two_rates(some, people, all_some - some, all_people - people)
        return z is not None and z >= LEAST_Z

    return enough


def counts_enough(study: Study, *columns: str) -> Enough:
    """Whether so many were counted in these columns, in all seeds together, that the number is no single life's."""
    return lambda row: sum(row[name] or 0 for name in columns) * size_of(study) >= FEW
