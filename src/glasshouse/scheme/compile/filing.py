"""What all schemes of a run together make of a file: how long records are kept, when they are decided on."""

from collections.abc import Iterator, Sequence

import numpy as np

from glasshouse.life.tables import KINDS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.tables import FileTables
from glasshouse.scheme.compile.compile import Row, decided_after, row_of
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.language.model import Scheme


def file_tables(schemes: Sequence[Scheme], catalogue: Catalogue) -> FileTables:
    """The tables of a file that these schemes read; a scheme whose rules change stands here once for each form of them.

    A record is kept as long as any scheme has a use for it.
    """
    kept, decided, most = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32)
    weight = np.zeros(KINDS, np.int32)
    settles, settled_by, logged = (np.zeros(KINDS, np.uint8) for _ in range(3))
    left_by = {conduct: by for scheme in schemes for conduct, by, _ in leaves(scheme)}
    number = {by: at for at, by in enumerate(dict.fromkeys(left_by.values()), start=1)}
    for kind in catalogue.kinds:
        rows = [row for row in (row_of(scheme, kind) for scheme in schemes) if row.is_read]
        decided[kind.row] = _decided(schemes, kind)
        if rows:
            most[kind.row] = _most(rows)
            kept[kind.row] = max(row.kept for row in rows)
            weight[kind.row] = max(row.weight for row in rows)
            logged[kind.row] = kind.service is not None
        if kind.conduct is not None:
            settles[kind.row] = number.get(kind.conduct.id, 0)
            settled_by[kind.row] = number.get(left_by.get(kind.conduct.id, ""), 0)
    return FileTables(kept, decided, most, weight, settles, settled_by, logged)


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
