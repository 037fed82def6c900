"""What all schemes of a run together make of a file: how long records are kept, when they are decided on."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.numbers import Numbers, numbered
from glasshouse.observe.tables import FileTables
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.compile import Row, decided_after, row_of
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.language.model import Scheme


def numbers_of(schemes: Sequence[Scheme], catalogue: Catalogue, also: Collection[int] = ()) -> Numbers:
    """The numbers of the kinds of record on the files of a run; a scheme stands here once for each form of it.

    Parameters
    ----------
    also : collection of int
        Rows of kinds that are numbered though nobody may look at them.

    Raises
    ------
    GlasshouseError
        If they look at more kinds than a file can tell apart.
    """
    read = [kind.row for kind in catalogue.kinds if any(row_of(scheme, kind).is_read for scheme in schemes)]
    ended = {conduct for scheme in schemes for conduct, _, _ in leaves(scheme)}
    return numbered(
        {*read, *also}, [one.row for one in catalogue.kinds if one.conduct is not None and one.conduct.id in ended]
    )


def file_tables(schemes: Sequence[Scheme], catalogue: Catalogue, numbers: Numbers) -> FileTables:
    """The tables of a file that these schemes read; a scheme whose rules change stands here once for each form of them.

    A record is kept as long as any scheme has a use for it.

    Parameters
    ----------
    numbers : Numbers
        Of the kinds of record on the files of the run, which more schemes may read.
    """
    kept, decided, most, weight = (np.zeros(NUMBERS, np.int32) for _ in range(4))
    own, settles, settled_by = numbers.by_row(catalogue.size), np.zeros(catalogue.size, np.uint8), np.zeros(NUMBERS)
    left_by = {conduct: by for scheme in schemes for conduct, by, _ in leaves(scheme)}
    number = {by: at for at, by in enumerate(dict.fromkeys(left_by.values()), start=1)}
    for kind in catalogue.kinds:
        at = list(numbers.all_of(kind.row))
        rows = [row for row in (row_of(scheme, kind) for scheme in schemes) if row.is_read]
        decided[at] = _decided(schemes, kind)
        if rows:
            most[at] = _most(rows)
            kept[at] = max(row.kept for row in rows)
            weight[at] = max(row.weight for row in rows)
        else:
            own[kind.row] = 0
        if kind.conduct is not None:
            settles[kind.row] = number.get(kind.conduct.id, 0)
            settled_by[at] = number.get(left_by.get(kind.conduct.id, ""), 0)
    return FileTables(
        own, numbers.rows, numbers.after, kept, decided, most, weight, settles,
        settled_by.astype(np.uint8),
    )  # fmt: skip


def leaves(scheme: Scheme) -> Iterator[tuple[str, str, int]]:
    """Each conduct that enters a list which another one ends: the conduct, the one that ends it, and which list."""
    for at, one in enumerate(scheme.lists):
        if one.leave is not None:
            yield from ((conduct, one.leave.conduct, at) for conduct in one.enter.conduct or ())


def _most(rows: Sequence[Row]) -> int:
    """The entry of FileTables.most: beyond the most of any scheme, in the shortest of their windows, nobody counts."""
    limits = [row.at_most for row in rows if row.at_most is not None and row.is_limited and not row.lists]
    if len(limits) < len(rows):
        return LONGEST | 1 << 7
    return max(most for most, _ in limits) | min(months for _, months in limits) << 7 | rows[0].delay << 11


def _decided(schemes: Sequence[Scheme], kind: Kind) -> int:
    """The age at which a contested record of ``kind`` is decided on: by the first appeal that is heard."""
    if kind.source is None:
        return 0
    ages = [min(31, kind.delay + decided_after(scheme.appeal)) for scheme in schemes if scheme.appeal]
    return min(ages, default=0)
