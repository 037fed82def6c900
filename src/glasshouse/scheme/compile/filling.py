"""How long the files of a scheme fill: until the oldest record that counts is as old as any may be."""

from collections.abc import Iterable
from typing import NamedTuple

from glasshouse.base.advice import option
from glasshouse.base.errors import count_of
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.compile.calendar import forms_of
from glasshouse.scheme.compile.compile import Row, row_of
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.language.model import Scheme

EVER = "count for ever, or until they are settled."


class Filling(NamedTuple):
    """How long files fill that were empty."""

    months: int  # for which a record counts at most, those apart that count for ever; 0 if there are none
    for_ever: bool  # whether some records count for ever

    @property
    def told(self) -> str:
        """How long they do, after the word 'fill'.

        >>> Filling(36, False).told
        'for 36 months (burn_in=36); no record counts longer.'
        """
        if not self.months:
            return f"without end: records {EVER}" if self.for_ever else "not at all: no record counts."
        full = f"for {count_of(self.months, 'month')} ({option('burn_in', self.months)})"
        return f"{full}; other records {EVER}" if self.for_ever else f"{full}; no record counts longer."


def filling(schemes: Iterable[Scheme], catalogue: Catalogue) -> Filling:
    """How long the files of the subjects of some schemes fill: as long as a record counts at most.

    The months until its source has reported it are among them.
    """
    rows = [row_of(form, kind) for scheme in schemes for form in forms_of(scheme) for kind in catalogue.kinds]
    read = [row for row in rows if row.is_read]
    ages = [age for row in read for age in _ages(row)]
    for_ever = LONGEST in ages or any(row.to_balance for row in read)
    return Filling(max((age for age in ages if age < LONGEST), default=0), for_ever)


def _ages(row: Row) -> tuple[int, ...]:
    """The last ages at which a record of a kind counts for points, for grades and for lists."""
    return row.term * (not row.to_balance), row.best_term, *(stay.term for stay in row.stays.values())
